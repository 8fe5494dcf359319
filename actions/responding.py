"""Who answers a turn: by its intent, unless what it names says otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Mapping, Optional

from actions import (
    attributes,
    by_words,
    choosing,
    comparing,
    declining,
    describing,
    following,
    gathering,
    origins,
    pointing,
    profile,
    ranking,
    reaching,
    refining,
    searching,
    telling,
    topics,
    whether,
)
from actions.rather import rather
from actions.reading import BY_THE_WAY
from actions.turn import Profile, Reply, Turn
from actions.weighing import weighed
from knowledge.covering import covering
from knowledge.evidence import strange
from knowledge.model import Limit

# Gives a reply, or None when the turn is not one for it.
Responder = Callable[[Turn], Optional[Reply]]

# Below this, an intent is no more than a guess.
_GUESSED = 0.3
_SEEN_AT_MOST = 20
# So many messages before tell what the next is about.
_SAID_BEFORE = 2
_BUTTON = "/"
# Who asks for a language has no more telling words.
_IN_ENGLISH_PLEASE = 2
_BRIEF = 7
# So sure must one be to set aside that a message names a facility.
_VERY_SURE = 0.85

_SMALLTALK = {
    *("greet", "thanks", "bye", "help", "are_you_a_bot", "start_over", "affirm", "deny"),
    *("message_empty", "message_too_long"),
}
# Messages of these do more than tell who writes, even where they name nothing else.
_NOT_TELLING = {"talk_to_person", "start_over", "bye", "show_more", "refine"}
# Names in a message of these are by the way.
_NAMES_ASIDE = {"are_you_a_bot", "thanks", "bye"}
_SEARCHES = {"ask_facility", "ask_location", "ask_sector", "list_kind"}
_WITHOUT_FACILITY = {"ask_region", "ask_source", "ask_team", "distance", "talk_to_person"}
_ANYWHERE = {"distance", "ask_team", "ask_region"}

_FIND: tuple[Responder, ...] = (
    *(describing.describe_named, topics.tell_topic, describing.unknown_house),
    *(searching.around_it, searching.find, pointing.which_one),
)
_BY_WORDS: tuple[Responder, ...] = (
    *(gathering.beside_the_others, gathering.without_one),
    *(whether.there_or_not, whether.belongs_or_not, whether.of_the_kind_or_not),
    whether.has_one_there,
    *(
        topics.tell_figures,
        choosing.choose,
        telling.told_there,
        telling.told_again,
        telling.told_of_shown,
    ),
    *(by_words.told_plainly, telling.told_of_named),
)
_OF_AN_ATTRIBUTE: tuple[Responder, ...] = (ranking.rank, attributes.tell, ranking.by_status)
_LAST_OF_ALL: tuple[Responder, ...] = (
    *(profile.changed, telling.told_at_last, describing.nothing_said),
    *(telling.told_by_nearness, pointing.ask_of_shown),
    *(by_words.found_as_sought, by_words.found_by_words, searching.around),
)
_DESCRIBE: tuple[Responder, ...] = (describing.unknown_name, describing.describe, *_FIND)
_BY_INTENT: Mapping[str, tuple[Responder, ...]] = {
    **{name: _FIND for name in _SEARCHES},
    "refine": (refining.refine, *_FIND),
    "show_more": (searching.show_more, describing.describe),
    "count": (describing.nothing_counted, searching.count, describing.describe),
    **{name: _DESCRIBE for name in ("ask_details", "ask_contact", "ask_website")},
    "compare": (*(comparing.compare, describing.unknown_other, *_FIND, comparing.compare_what),),
    "distance": (
        *(comparing.distance, describing.unknown_other, pointing.ask_which),
        *(comparing.from_where, *_FIND, comparing.distance_what),
    ),
    "ask_team": (describing.introduce_team, *_FIND),
    "ask_region": (describing.unknown_house, topics.tell, *_FIND),
    "ask_source": (describing.sources,),
    "ask_profile": (profile.tell, *_FIND),
    "talk_to_person": (describing.reach_named, declining.hand_over),
}


def respond(turn: Turn) -> Reply:
    """Return the reply to a turn: of the first responder that has one."""
    unsays = bool(profile.takes_back(turn))
    turn = replace(turn, memory=replace(turn.memory, profile=profile.learned(turn)))
    turn = weighed(turn)
    responders = (profile.unsay,) if unsays else _responders(turn)
    replies = (responder(turn) for responder in responders)
    reply = next((reply for reply in replies if reply), None)
    misses = 0
    if reply is None and (turn.intent not in _SMALLTALK or not turn.is_sure):
        reply = next((said for last in _LAST_OF_ALL if (said := last(turn))), None)
    if reply is None:
        reply = declining.not_understood(turn)
        misses = turn.memory.misses + 1
    reply = rather(turn, reply, _on_the_one)
    reply = reaching.with_ways(turn, reply)
    starts_over = turn.intent == "start_over" and turn.is_sure
    forgotten = not unsays and (starts_over or profile.forgets(turn))
    known = Profile() if forgotten else turn.memory.profile
    told = reply.answer.kind
    shown = (view.id for view in reply.answer.enablers)
    before = () if starts_over else turn.memory.seen
    seen = tuple(dict.fromkeys((*shown, *before)))[:_SEEN_AT_MOST]
    words = () if starts_over or forgotten else _last_words(turn)
    memory = replace(reply.memory, told=told, seen=seen, misses=misses, profile=known, said=words)
    return replace(reply, memory=memory)


def _last_words(turn: Turn) -> tuple[str, ...]:
    """Return the last messages that no button wrote, this one among them."""
    written = () if turn.text.startswith(_BUTTON) else (turn.text,)
    return (*turn.memory.said, *written)[-_SAID_BEFORE:]


def _on_the_one(turn: Turn) -> Reply | None:
    """Return what is told of the one that a turn is about: an attribute of it, or all."""
    asked = (attributes.tell,) if turn.reading.beside is not None else ()
    replies = (responder(turn) for responder in (*asked, describing.describe))
    return next((reply for reply in replies if reply), None)


def _responders(turn: Turn) -> tuple[Responder, ...]:
    reading = turn.reading
    doubtful = turn.intent == "refine" or not turn.is_sure
    counts_again = doubtful and reading.team_size  # "make that 12 people"
    tells = turn.intent not in _NOT_TELLING or counts_again
    of_profile = profile.asks(turn) or profile.forgets(turn)
    welcomed = (profile.welcome,) if tells and not of_profile else ()
    asked = _OF_AN_ATTRIBUTE if reading.beside is not None and not of_profile else ()
    of_several = (
        gathering.one_for_another,
        gathering.nearest_of,
        origins.companies_of_a_people,
    )
    return (*of_several, *asked, *welcomed, *_answering(turn))


def _answering(turn: Turn) -> tuple[Responder, ...]:
    reading, intent = turn.reading, turn.intent
    if intent == "start_over" and not turn.is_sure:
        # Nothing is forgotten on a guess.
        intent = "nlu_fallback"
    nothing_named = not (reading.names_something or reading.unknown_names)
    if turn.confidence < _GUESSED and nothing_named:
        intent = "nlu_fallback"
    if reading.points_by_number and intent in _SMALLTALK and not turn.memory.ids:
        # "The second one", where there is none yet.
        intent = "nlu_fallback"
    if reading.unknown and len(reading.unknown) >= len(turn.text.split()):
        return ()
    # "Can the application be written in English?" asks for no other language.
    asks_more = bool(reading.names_something or reading.pointers)
    asks_more = asks_more or len(reading.query.words) > _IN_ENGLISH_PLEASE
    asks_more = asks_more or telling.is_told_of_shown(turn)
    if reading.asks_language and not asks_more:
        return (searching.switch_language,)
    if profile.forgets(turn):
        return (profile.forget,)
    if profile.asks(turn):
        return (profile.tell,)
    if (reading.dropped or "it" in reading.drops) and following.is_followup(turn):
        return (refining.refine, *_FIND)
    numbered = reading.points_by_number or reading.asks_ways
    goes_on = (reading.again and not numbered) or (reading.for_us and not reading.pointers)
    if goes_on and reading.query.is_empty and turn.memory.query:
        return (searching.show_again,)
    if reading.for_us and reading.query.is_empty and not reading.pointers:
        return (searching.for_profile, profile.tell)
    return (*_BY_WORDS, _of_what_was_told, *_otherwise(turn, intent))


def _otherwise(turn: Turn, intent: str) -> tuple[Responder, ...]:
    """Return who answers what the words alone do not."""
    reading = turn.reading
    if _asks_what_is_not_held(turn):
        return (declining.refuse,)
    if pointing.is_about_shown(turn):
        names_a_need = reading.query.facilities and not reading.points_by_number
        need = (searching.find,) if names_a_need else ()
        return (*_about_shown(turn), choosing.choose_by_need, pointing.which_one, *need)
    if comparing.goes_on_measuring(turn):
        return (comparing.distance, refining.refine)
    if following.is_followup(turn):
        counts = intent == "count" and turn.is_sure
        return (refining.recount if counts else refining.refine, *_FIND)
    beside = _asks_beside(turn)
    if intent in _SMALLTALK and not beside:
        strange = len(reading.unknown) > (turn.is_sure)
        return () if strange else (declining.smalltalk,)
    if intent in {"talk_to_person", "show_more"} and not beside:
        return _BY_INTENT[intent]
    elsewhere = reading.outside and not (reading.query.places or reading.enablers)
    elsewhere = elsewhere and not (by_words.told_of_abroad(turn) or _asks_of_the_one(turn))
    if elsewhere and intent not in _ANYWHERE:
        return (declining.refuse,)
    if intent == "out_of_scope" and _is_gibberish(turn):
        return ()
    if turn.confidence < _GUESSED and reading.guessed and _says_little(turn):
        return ()
    if intent in _SMALLTALK | {"nlu_fallback", "out_of_scope"}:
        named = reading.query.facilities or reading.query.kinds
        # Who says where they are from, and names a need, asks for it here.
        sure = not named or (turn.confidence >= _VERY_SURE and not reading.homes)
        wishes = any(turn.knowledge.limits[key].scope == "wish" for key in reading.limits)
        known = reading.names_a_search or (wishes and bool(named)) or bool(reading.enablers)
        # A strange word beside a town is a need that nobody has told us of.
        strange = bool(reading.unknown and reading.query.places) and turn.confidence < _VERY_SURE
        refused = intent == "out_of_scope" and sure and not (known or strange)
        asks_elsewhere = reading.limits or reading.outside or turn.confidence >= _VERY_SURE
        plainly = () if asks_elsewhere else (by_words.found_plainly,)
        return (*plainly, declining.refuse) if refused else _FIND
    kinds = set(reading.query.kinds) - BY_THE_WAY if intent == "ask_region" else ()
    doubtful = turn.confidence < _VERY_SURE and bool(reading.query.facilities or kinds)
    if intent == "distance" and reading.enablers and reading.query.places and turn.is_sure:
        # "From the pilot plant in Melle to Veg-i-Tec" has two ends.
        doubtful = False
    return _FIND if doubtful and intent in _WITHOUT_FACILITY else _BY_INTENT.get(intent, ())


def _asks_of_the_one(turn: Turn) -> bool:
    """Tell whether a place abroad stands in a question on the one just told of.

    "Would that work for our people in Eindhoven?"
    """
    reading, memory = turn.reading, turn.memory
    points = bool(reading.pointers) and reading.relation == "shown"
    return points and memory.told == "enabler" and len(memory.focus) == 1


def _of_what_was_told(turn: Turn) -> Reply | None:
    """Answer a few words beside the point on what was just told of: "how long does that take?"."""
    brief = len(turn.text.split()) <= _BRIEF
    aside = turn.intent == "out_of_scope" and brief and not turn.reading.limits
    return describing.nothing_said(turn) if aside else None


def _says_little(turn: Turn) -> bool:
    """Tell whether most words of a message are said of nobody."""
    words = turn.reading.query.words
    return 2 * len(strange(words, turn.knowledge)) > len(words)


def _is_gibberish(turn: Turn) -> bool:
    """Tell whether half of the words or more are of no language."""
    if turn.reading.names_something:
        return False
    return bool(turn.reading.unknown) and 2 * len(turn.reading.unknown) >= len(turn.text.split())


def _about_shown(turn: Turn) -> tuple[Responder, ...]:
    if turn.intent == "ask_source":
        return (describing.sources,)
    if turn.intent == "talk_to_person" and (turn.is_sure or not turn.reading.asks_ways):
        return (comparing.describe_pointed, declining.hand_over)
    return (comparing.describe_pointed,)


def _asks_what_is_not_held(turn: Turn) -> bool:
    if turn.intent == "talk_to_person" and turn.is_sure:
        return False
    if turn.intent == "compare" and len(turn.reading.enablers) > 1:
        # "How do they differ for a team that will be 25 by Christmas?"
        return False
    query = turn.reading.query
    needs = bool(query.facilities or query.kinds)
    limits = {key: limit for key in turn.reading.limits if (limit := _limit(turn, key))}
    asked = [limits[key] for key in turn.reading.limits_asked if key in limits]
    if any(limit.scope != "wish" for limit in asked):
        return True
    if needs and any(limit.scope == "wish" for limit in limits.values()):
        return False
    if asked:
        return True
    if needs and turn.intent in _SEARCHES and turn.confidence >= _VERY_SURE:
        return False
    alone = not (query.facilities or query.sectors or turn.reading.enablers)
    scopes = {limit.scope for limit in limits.values()}
    return "question" in scopes or ("alone" in scopes and alone)


def _limit(turn: Turn, key: str) -> Limit | None:
    """Return a limit, unless it is none beside the need: how much a grant pays is no price."""
    limit, facilities = turn.knowledge.limits[key], turn.knowledge.facilities
    held = {part for need in limit.not_beside for part in covering(need, facilities)}
    return None if held.intersection(turn.reading.query.facilities) else limit


def _asks_beside(turn: Turn) -> bool:
    """Whether a greeting or a thank-you comes with a question."""
    reading, query = turn.reading, turn.reading.query
    asked = bool(query.facilities or query.kinds or query.places)
    if turn.confidence < _VERY_SURE:
        asked = asked or bool(query.sectors or reading.limits)
    return asked or (bool(reading.enablers) and turn.intent not in _NAMES_ASIDE)
