"""Answers on what is named: an enabler, the team, the sources."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.matching import (
    has_some,
    name_words,
    part_in_place,
    part_meant,
    part_of_kind,
    parts_among,
    parts_having,
)
from actions.pointing import asks_it_too, looks_further, pointed_at
from actions.reaching import ways
from actions.turn import Memory, Reply, Turn, enabler_button, person_button, plain, wishes_unknown
from knowledge.answers import (
    PAGE,
    TEAM_ID,
    all_sources,
    described,
    narrowed,
    team,
)
from knowledge.covering import offers_meeting
from knowledge.evidence import evidence_of, named_in, naming, nearest_to
from knowledge.model import Enabler
from knowledge.query import Query
from knowledge.question import answering
from knowledge.search import search
from knowledge.similar import similar
from knowledge.text import normalise
from nlu.content import lesser_words
from nlu.openings import asks_for_figures

_TOLD_AT_MOST = 4
# So sure that the team is meant, it is, whoever was told of last.
_PLAINLY = 0.8
_DESCRIBED_AT_MOST = 3
# Whoever wants to reach one says so in few words.
_BRIEF = 12
# So near must a statement come to a question to answer it.
ANSWERS = 0.33
_SOURCES_AT_MOST = 12
_OTHERS_AT_MOST = 3
# So rare is a word that it names one by itself.
_OF_A_NAME = 0.7
# "The university hospital in Antwerp" stands in Edegem.
_SUBURBS_KM = 10.0
# To reach a named organisation for one thing is to reach the office that does it.
REACHING = {"ask_contact", "ask_website"}
ABOUT_NAMED = {"ask_details", *REACHING}
# Intents that a question about a name is taken for, when the name is not known.
_NAMES_A_HOUSE = {"ask_location", "nlu_fallback", "ask_sector", "ask_region", "out_of_scope"}


def describe(turn: Turn, *, asked: bool = False) -> Reply | None:
    """Tell what is known of the named enablers, or of those pointed at; None without one.

    `asked`: the message asks something of it, and is told where nothing answers that.
    """
    ids = meant(turn)
    if not ids:
        return None
    if ids == (TEAM_ID,):
        return introduce_team(turn)
    query = _asked_of(turn.reading.query)
    ids = ids[: PAGE if turn.intent in REACHING else _DESCRIBED_AT_MOST]
    enablers = [turn.knowledge.enablers[key] for key in ids]
    numbered = asks_for_figures(normalise(turn.text))
    question = turn.question if _asks_more(turn, query, enablers) else None
    answer = described(enablers, turn.knowledge, query, numbered=numbered, question=question)
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    reaches = turn.intent in REACHING and not query.facilities
    told_text = ways(turn, answer) if reaches else turn.text_of(answer)
    silent = "" if reaches else _silent(turn, ids, asked or _asks_of_it(turn))
    others = "" if reaches else _others_that_have_it(turn, ids)
    text = "\n".join(part for part in (silent, told_text, others, wishes_unknown(turn)) if part)
    return Reply(answer, text, remembering(turn, ids))


def _asks_more(turn: Turn, query: Query, enablers: Sequence[Enabler]) -> bool:
    """Tell whether more is asked than to be told of one: "how cold are they kept?"."""
    if turn.intent in REACHING:
        return False
    of_it = "?" in turn.text and not turn.reading.enablers
    in_common_words = of_it and bool(lesser_words(turn.text))
    plainly = (answering(turn.question, e) for e in enablers)
    return bool(query.words) or in_common_words or any(plainly)


def _others_that_have_it(turn: Turn, ids: Sequence[str]) -> str:
    """Return who has what is asked of one that has it not, those nearest to it first; "" else."""
    facilities, knowledge = turn.reading.query.facilities, turn.knowledge
    if len(ids) != 1 or len(facilities) != 1:
        return ""
    enabler = knowledge.enablers[ids[0]]
    if offers_meeting(facilities[0], enabler, knowledge):
        return ""
    if naming(facilities[0], enabler, knowledge):
        return ""
    near = Query(facilities=facilities, places=enabler.sites[:1])
    result = search(near, knowledge)
    if any(relaxed.field == "facilities" for relaxed in result.relaxed):
        # Nobody has a class 4 laboratory: who has one of class 3 has none either.
        return ""
    found = [match.enabler.name for match in result.matches[:_OTHERS_AT_MOST]]
    label = knowledge.facilities[facilities[0]].label[turn.language]
    names = ", ".join(found)
    return turn.say("utter_others_have_it", facility=label, names=names) if names else ""


def _asks_of_it(turn: Turn) -> bool:
    return "?" in turn.text and turn.intent == "ask_details" and turn.is_sure


def _silent(turn: Turn, ids: Sequence[str], asked: bool) -> str:
    """Return that nothing held of the one told of speaks of what is asked of it; "" else."""
    query = turn.reading.query
    if not asked or len(ids) != 1 or query.facilities or query.kinds or query.sectors:
        return ""
    enabler = turn.knowledge.enablers[ids[0]]
    names = name_words(turn, enabler.id)
    words = [word for word in query.words if word not in names]
    lesser = [word for word in lesser_words(turn.text) if word not in names]
    if not words or named_in(enabler, (*words, *lesser), turn.knowledge):
        return ""
    if enabler.successor or _says_former_name(turn, enabler):
        return ""
    if nearest_to(turn.question, enabler) >= ANSWERS:
        return ""
    return turn.say("utter_nothing_said", name=enabler.name)


def _says_former_name(turn: Turn, enabler: Enabler) -> bool:
    """Tell whether one is called by a name of before, which is answered by the name of today."""
    weights = evidence_of(turn.knowledge).weights
    today = set(normalise(enabler.name))
    former = {word for name in enabler.former_names for word in normalise(name)} - today
    telling = {word for word in former if weights.get(word, 0.0) >= _OF_A_NAME}
    return bool(telling.intersection(normalise(turn.text)))


def nothing_said(turn: Turn) -> Reply | None:
    """Say that nothing held of what was told of last answers a question on it, and what is held.

    None where the question is not on it.
    """
    reading, focus = turn.reading, turn.memory.focus
    if len(focus) != 1 or reading.relation != "shown" or reading.names_something:
        return None
    if len(reading.unknown) == len(turn.text.split()):
        return None
    return describe(
        replace(turn, reading=replace(reading, enablers=focus, pointers=())), asked=True
    )


def nothing_counted(turn: Turn) -> Reply | None:
    """Say that what was told of last states no such number; None where a search is counted."""
    query = turn.reading.query
    return nothing_said(turn) if query.words and query.is_empty else None


def meant(turn: Turn) -> tuple[str, ...]:
    """Return the ids that a message names or points at, a part rather than its whole."""
    reading = turn.reading
    pointed = pointed_at(turn)
    ids = pointed if "of" in reading.pointers or _is_part(turn, pointed) else ()
    ids = ids or reading.enablers or _reached(turn) or pointed
    ids = ids or _by_kind_and_place(turn) or _in_focus(turn)
    if len(ids) == 1 and ids == pointed and reading.query.kinds:
        return (part_of_kind(turn, ids[0], reading.query.kinds, ()),)
    if not ids or ids == pointed:
        return (parts_having(turn, ids[0]) or ids) if len(ids) == 1 else ids
    asked = _asked_of(reading.query) if turn.intent in REACHING else Query()
    parts = narrowed(ids, turn.knowledge, asked.copy(update={"kinds": reading.query.kinds}))
    if parts == ids and len(ids) == 1 and (there := part_in_place(turn, ids[0])):
        return there
    if parts == ids and len(ids) == 1 and turn.intent in ABOUT_NAMED:
        part = part_meant(turn, ids[0])
        return (part,) if part != ids[0] else parts_having(turn, part) or parts
    return parts


def _is_part(turn: Turn, pointed: tuple[str, ...]) -> bool:
    """Tell whether the one pointed at belongs to the one named: "they, or just VIB people?"."""
    vague = {"it", "they"}.intersection(turn.reading.pointers)
    alone = len(pointed) == 1 and pointed[0] not in turn.reading.enablers
    return bool(vague and alone and parts_among(turn, pointed, turn.reading.enablers))


def remembering(turn: Turn, ids: tuple[str, ...]) -> Memory:
    """Return what is remembered when `ids` were told of."""
    before = tuple(key for key in turn.memory.told_of if key not in ids)
    return replace(turn.memory, focus=ids, told_of=(*before, *ids)[-_TOLD_AT_MOST:])


def _asked_of(query: Query) -> Query:
    """Return what is asked of those described: words and facilities, and where these must be."""
    where = query.dict(include={"places", "radius_km"}) if query.facilities else {}
    return Query(facilities=query.facilities, words=query.words, said=query.said, **where)


def _reached(turn: Turn) -> tuple[str, ...]:
    """Return whom a question for a telephone names after "at": "wen kann ich bei X anrufen?"."""
    return named(turn) if turn.intent in REACHING and turn.is_sure else ()


def reach_named(turn: Turn) -> Reply | None:
    """Tell how to reach the one that a message names, who is no other than we: "someone at VIB".

    None where it names several or none, or goes on to tell more than whom to reach.
    """
    reading = turn.reading
    brief = len(turn.text.split()) <= _BRIEF or reading.asks_ways
    if len(reading.enablers) != 1 or TEAM_ID in reading.enablers or not brief:
        return None
    return describe(replace(turn, intent="ask_contact", confidence=1.0))


def unknown_house(turn: Turn) -> Reply | None:
    """Say that an organisation is not known, where a message for a list names one by capitals."""
    unsure = turn.intent in _NAMES_A_HOUSE or not turn.is_sure
    if turn.language == "de" and not any(" " in name for name in turn.reading.unknown_names):
        # In German every noun has a capital.
        return None
    return unknown_name(turn) if turn.reading.unknown_names and unsure else None


def unknown_name(turn: Turn) -> Reply | None:
    """Say that an organisation is not known, with those of similar names; None when none is named.

    A need in the message is answered rather than the name, unless it asks about the name.
    """
    reading, query = turn.reading, turn.reading.query
    words = reading.unknown_names or (() if query.kinds or query.places else reading.unknown)
    # A name of several words outweighs a need that was only told from them.
    several = any(" " in name for name in reading.unknown_names)
    guessed = several and (reading.guessed or reading.in_a_name)
    asked = query.facilities and not guessed and turn.intent not in ABOUT_NAMED
    if not words or reading.enablers or set(reading.pointers) - {"it", "they"} or asked:
        return None
    return _not_known(turn, words)


def unknown_other(turn: Turn) -> Reply | None:
    """Say which of two is not known, where one is to be compared with or measured from it."""
    words = turn.reading.unknown_names or turn.reading.unknown
    return _not_known(turn, words) if words and not turn.reading.pointers else None


def _not_known(turn: Turn, words: Sequence[str]) -> Reply:
    name = " ".join(words)
    reply = plain(turn, "none", "utter_unknown_name", name=name, website=turn.team_link)
    alike = tuple(enabler_button(turn, key) for key in similar(name, turn.knowledge))
    suggestions = (*alike, *reply.answer.suggestions)
    return replace(reply, answer=reply.answer.copy(update={"suggestions": suggestions}))


def _in_focus(turn: Turn) -> tuple[str, ...]:
    """Return what the last answer was about, when a question names nothing: "and the phone?"."""
    about = turn.intent in ABOUT_NAMED or asks_it_too(turn)
    if not about or turn.reading.pointers or turn.reading.names_a_place_or_kind:
        return ()
    if turn.reading.relation != "shown" and (looks_further(turn) or _names_what_it_lacks(turn)):
        # "And who do I ask for the permit?"
        return ()
    few = turn.memory.ids if len(turn.memory.ids) <= _DESCRIBED_AT_MOST else ()
    return turn.memory.focus or (few if turn.intent in REACHING else ())


def _names_what_it_lacks(turn: Turn) -> bool:
    """Tell whether a message asks, not in passing, for what the one just told of has none of."""
    focus, facilities = turn.memory.focus, turn.reading.query.facilities
    has_it = len(focus) != 1 or has_some(turn, focus[0])
    return bool(facilities) and not (has_it or asks_it_too(turn))


def describe_named(turn: Turn) -> Reply | None:
    """Describe what a search names or points at, unless it is only where to search."""
    reading, query = turn.reading, turn.reading.query
    searches = query.places or query.kinds or query.sectors or looks_further(turn)
    if pointed_at(turn) and (not searches or "of" in reading.pointers):
        return describe(turn)
    if reading.enablers and not (query.places and (query.kinds or query.facilities)):
        return describe(turn)
    return None


def _by_kind_and_place(turn: Turn) -> tuple[str, ...]:
    """Return those that "the university hospital in Antwerp" means, when they are few."""
    query = turn.reading.query
    if not (query.kinds and query.places):
        return ()
    near = Query(kinds=query.kinds, places=query.places, radius_km=_SUBURBS_KM)
    for wanted in (near.copy(update={"radius_km": None}), near):
        result = search(wanted, turn.knowledge)
        if not result.relaxed and len(result.matches) <= _DESCRIBED_AT_MOST:
            return tuple(match.enabler.id for match in result.matches)
    return ()


def named(turn: Turn) -> tuple[str, ...]:
    """Return all enablers of the message; "apart from" and "near" leave none out here."""
    reading = turn.reading
    return tuple(dict.fromkeys((*reading.enablers, *reading.query.without.get("enablers", ()))))


def introduce_team(turn: Turn) -> Reply | None:
    """Introduce the welcome team and those who made it; None when another is meant."""
    others = [key for key in turn.reading.enablers if key != TEAM_ID]
    if "they" in turn.reading.pointers and not (turn.reading.enablers or _is_told_of(turn)):
        return None
    if (others and TEAM_ID not in turn.reading.enablers) or turn.reading.query.facilities:
        return None
    if turn.memory.focus and not (turn.reading.enablers or _is_told_of(turn) or _plainly(turn)):
        return None
    answer = team(turn.knowledge, founders=turn.intent not in REACHING)
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    return Reply(answer, turn.text_of(answer), replace(turn.memory, focus=(TEAM_ID,)))


def _plainly(turn: Turn) -> bool:
    return turn.confidence >= _PLAINLY


def _is_told_of(turn: Turn) -> bool:
    """Tell whether "they" may be the welcome team: nobody else was told of last."""
    return turn.memory.focus in {(), (TEAM_ID,)}


def sources(turn: Turn) -> Reply:
    """Name the pages behind what was just shown, or behind the named enablers."""
    ids = turn.reading.enablers or pointed_at(turn) or turn.memory.focus or turn.memory.ids
    if not ids:
        return plain(turn, "smalltalk", "utter_ask_source")
    enablers = [turn.knowledge.enablers[key] for key in ids]
    answer = described(enablers, turn.knowledge, Query())
    answer = answer.copy(update={"sources": all_sources(enablers)})
    pages = "\n".join(
        f"- {turn.say('utter_source', title=s.title, date=s.date, url=s.url)}"
        for s in answer.sources[:_SOURCES_AT_MOST]
    )
    return Reply(answer, turn.say("utter_sources_of", pages=pages), turn.memory)
