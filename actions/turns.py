"""What to answer: one function an intent, from a reading of the message to a Reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Mapping

from actions.reading import Reading
from actions.rendering import need_in_words, text_of
from actions.sentences import Sentences
from knowledge.answer import Answer, Suggestion
from knowledge.answers import (
    PAGE,
    TEAM_ID,
    all_sources,
    between,
    compared,
    contact_card,
    described,
    listed,
    team,
    told,
)
from knowledge.model import Enabler, Knowledge, Place
from knowledge.query import NEAR_KM, Query
from knowledge.search import search

_COMPARED_AT_MOST = 4
_DESCRIBED_AT_MOST = 3
# With words that nobody knows in it, small talk must be plain to be taken for it.
_SURE = 0.6
# So sure must one be to set aside that a message names a facility.
_VERY_SURE = 0.85
DEFAULT_TOPIC = "region"


@dataclass(frozen=True)
class Memory:
    """What the conversation remembers: the last search, how far it was shown, what was shown."""

    query: Query | None = None
    shown: int = 0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One message with all that an answer may draw on."""

    intent: str
    text: str
    reading: Reading
    memory: Memory
    knowledge: Knowledge
    sentences: Sentences
    language: str = "en"
    confidence: float = 1.0

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence of the domain in the language of the turn."""
        return self.sentences.say(name, self.language, **values)


@dataclass(frozen=True)
class Reply:
    """An Answer, its text, and what to remember from now on."""

    answer: Answer
    text: str
    memory: Memory = field(default_factory=Memory)


def respond(turn: Turn) -> Reply:
    """Return the reply to a turn: by its intent, unless what it names says otherwise."""
    return _responder(turn)(turn)


def _responder(turn: Turn) -> Callable[[Turn], Reply]:
    reading, intent = turn.reading, turn.intent
    knowledge = turn.knowledge
    if intent in SMALLTALK and not _asks_beside(turn):
        strange = len(reading.unknown) > (turn.confidence >= _SURE)
        return not_understood if strange else smalltalk
    if intent in {"talk_to_person", "show_more"} and not _asks_beside(turn):
        return BY_INTENT[intent]
    firm = [key for key in reading.limits if knowledge.limits[key].firm]
    if firm and not (intent in _ABOUT_ONE and reading.query.facilities and not reading.enablers):
        return refuse
    elsewhere = reading.outside and not (reading.query.places or reading.enablers)
    if elsewhere and intent not in _ANYWHERE:
        return refuse
    if intent in SMALLTALK | {"nlu_fallback", "out_of_scope"}:
        named = reading.query.facilities or reading.query.kinds
        sure = turn.confidence >= _VERY_SURE or not named
        if intent == "out_of_scope" and sure and not _needs(reading):
            return refuse
        return find if reading.names_something else not_understood
    doubtful = turn.confidence < _SURE and bool(reading.query.facilities)
    return (
        find if doubtful and intent in _WITHOUT_FACILITY else BY_INTENT.get(intent, not_understood)
    )


def _needs(reading: Reading) -> bool:
    """Whether so much of a message is known that it cannot be beside the point."""
    query = reading.query
    named = sum(map(bool, (query.facilities, query.kinds, query.places, query.sectors)))
    return bool(reading.enablers and named) or named > 1


def _asks_beside(turn: Turn) -> bool:
    """Whether a greeting or a thank-you comes with a question."""
    reading = turn.reading
    query = reading.query
    return bool(
        query.facilities or query.kinds or query.places or query.sectors or reading.limits
    ) or (bool(reading.enablers) and turn.intent not in {"are_you_a_bot", "thanks", "bye"})


def find(turn: Turn) -> Reply:
    """Answer a need, a place, a sector or a kind; a named enabler is described."""
    reading, query = turn.reading, turn.reading.query
    if reading.points and _pointed_at(turn):
        return describe(turn)
    if reading.enablers and not (query.kinds or (query.places and query.facilities)):
        return describe(turn)
    if reading.topics and not (query.facilities or query.kinds or query.places):
        return tell(turn)
    if query.is_empty:
        return not_understood(turn)
    if not (query.facilities or query.kinds or query.sectors):
        if reading.unknown:
            return unknown_need(turn)
        if turn.intent in {"ask_facility", "out_of_scope"}:
            return not_understood(turn)
    return _search(turn, query)


def refine(turn: Turn) -> Reply:
    """Change the last search by what the message names; without a last search it is a new one."""
    last, new = turn.memory.query, turn.reading.query
    if last is None or (new.is_empty and turn.reading.radius_km is None) or _stands_alone(new):
        return find(turn)
    if turn.reading.enablers:
        return describe(turn)
    changes: dict[str, Any] = {
        name: getattr(new, name)
        for name in ("facilities", "places", "sectors", "kinds")
        if getattr(new, name)
    }
    if new.facilities and turn.text.lower().lstrip().startswith(("and", "also", "with", "plus")):
        changes["facilities"] = tuple(dict.fromkeys((*last.facilities, *new.facilities)))
    if turn.reading.radius_km or new.places:
        changes["radius_km"] = turn.reading.radius_km
    if new.without:
        changes["without"] = {**last.without, **new.without}
    return _search(turn, last.copy(update=changes))


def _stands_alone(query: Query) -> bool:
    """Whether a message asks for a thing and a place: a question of its own, however short."""
    return bool(query.places and (query.facilities or query.kinds))


def _search(turn: Turn, query: Query, start: int = 0) -> Reply:
    result = search(query, turn.knowledge)
    answer = listed(result, turn.knowledge, start)
    answer = answer.copy(update={"suggestions": _after_list(turn, answer, start)})
    notes = _soft_limits(turn)
    text = text_of(answer, turn.knowledge, turn.sentences, turn.language)
    if not answer.enablers:
        text = f"{text} {turn.say('utter_way_on', website=_team_site(turn))}"
    memory = Memory(query, start + len(answer.enablers), tuple(v.id for v in answer.enablers))
    return Reply(answer, "\n".join(part for part in (text, notes) if part), memory)


def _after_list(turn: Turn, answer: Answer, start: int) -> tuple[Suggestion, ...]:
    found = []
    if answer.total > start + len(answer.enablers):
        found.append(Suggestion(title=turn.say("button_more"), payload="/show_more"))
    if (
        answer.query.places
        and not answer.query.radius_km
        and not answer.relaxed
        and answer.total < PAGE
    ):
        title = turn.say("button_wider", km=f"{NEAR_KM:g}")
        found.append(Suggestion(title=title, payload=f'/refine{{"radius": {NEAR_KM:g}}}'))
    found.append(Suggestion(title=turn.say("button_person"), payload="/talk_to_person"))
    return tuple(found)


def _soft_limits(turn: Turn) -> str:
    limits = [turn.knowledge.limits[key] for key in turn.reading.limits]
    labels = [limit.label[turn.language] for limit in limits if not limit.firm]
    return turn.say("utter_wish_unknown", labels="; ".join(labels)) if labels else ""


def show_more(turn: Turn) -> Reply:
    """Show the next page of the last search."""
    memory = turn.memory
    if memory.query is None:
        return _plain(turn, "clarify", "utter_nothing_to_show")
    total = len(search(memory.query, turn.knowledge).matches)
    if memory.shown >= total:
        reply = _plain(turn, "clarify", "utter_no_more", total=total)
        return Reply(reply.answer, reply.text, memory)
    return _search(turn, memory.query, memory.shown)


def describe(turn: Turn) -> Reply:
    """Tell what is known of the named enablers, or of the one just shown."""
    ids = turn.reading.enablers or _pointed_at(turn)
    if ids == (TEAM_ID,):
        return introduce_team(turn)
    if not ids:
        return find(turn) if turn.reading.names_something else not_understood(turn)
    query = Query(facilities=turn.reading.query.facilities)
    enablers = [turn.knowledge.enablers[key] for key in ids[:_DESCRIBED_AT_MOST]]
    answer = described(enablers, turn.knowledge, query)
    answer = answer.copy(update={"suggestions": (_person_button(turn),)})
    text = text_of(answer, turn.knowledge, turn.sentences, turn.language)
    notes = _soft_limits(turn)
    memory = Memory(turn.memory.query, turn.memory.shown, tuple(ids[:_DESCRIBED_AT_MOST]))
    return Reply(answer, "\n".join(part for part in (text, notes) if part), memory)


def _pointed_at(turn: Turn) -> tuple[str, ...]:
    """Return the enabler that "it" means: the only one shown, when no search is in the message."""
    ids = turn.memory.ids
    query = turn.reading.query
    if query.places or query.kinds or query.sectors:
        return ()
    return ids if len(ids) == 1 else () if query.facilities else ids[:1]


def count(turn: Turn) -> Reply:
    """Say how many there are."""
    query = turn.reading.query
    if query.is_empty:
        return describe(turn) if turn.reading.enablers else not_understood(turn)
    if turn.reading.enablers and not query.kinds:
        return describe(turn)
    if not (query.facilities or query.kinds or query.sectors) and turn.reading.unknown:
        return unknown_need(turn)
    answer = listed(search(query, turn.knowledge), turn.knowledge, kind="count")
    answer = answer.copy(update={"suggestions": _after_list(turn, answer, 0)})
    memory = Memory(query, len(answer.enablers), tuple(view.id for view in answer.enablers))
    return Reply(answer, text_of(answer, turn.knowledge, turn.sentences, turn.language), memory)


def compare(turn: Turn) -> Reply:
    """Put two to four enablers side by side."""
    ids = turn.reading.enablers
    if len(ids) < 2:
        ids = tuple(dict.fromkeys((*ids, *turn.memory.ids)))[
            : 2 if len(ids) < 2 else _COMPARED_AT_MOST
        ]
    if len(ids) < 2 or (len(turn.reading.enablers) == 1 and not turn.reading.points):
        return find(turn) if turn.reading.names_something else _compare_what(turn)
    enablers = [turn.knowledge.enablers[key] for key in ids[:_COMPARED_AT_MOST]]
    answer = compared(enablers, turn.knowledge, Query(facilities=turn.reading.query.facilities))
    text = text_of(answer, turn.knowledge, turn.sentences, turn.language)
    return Reply(answer, text, Memory(turn.memory.query, turn.memory.shown, tuple(ids)))


def _compare_what(turn: Turn) -> Reply:
    return _plain(turn, "clarify", "utter_compare_what")


def distance(turn: Turn) -> Reply:
    """Say how far two enablers or places are apart."""
    knowledge = turn.knowledge
    enablers = [*turn.reading.enablers, *turn.reading.query.without.get("enablers", ())]
    points: list[Enabler | Place] = [knowledge.enablers[key] for key in dict.fromkeys(enablers)]
    keys = [
        key
        for key in (*turn.reading.query.places, *turn.reading.outside)
        if knowledge.places[key].type != "region" or not enablers
    ]
    sites = {site for key in enablers for site in knowledge.enablers[key].sites[:1]}
    points += [knowledge.places[key] for key in keys if key not in sites or len(enablers) < 2]
    if len(points) == 1 and turn.memory.ids:
        points.insert(0, knowledge.enablers[turn.memory.ids[0]])
    if len(points) < 2:
        if turn.reading.names_something:
            return find(turn)
        return _plain(turn, "clarify", "utter_distance_what")
    answer = between(points, knowledge)
    if answer is None:
        return _plain(turn, "none", "utter_distance_unknown")
    text = text_of(answer, knowledge, turn.sentences, turn.language)
    return Reply(answer, text, turn.memory)


def tell(turn: Turn) -> Reply:
    """Tell the story of the region or of a cluster."""
    topic = turn.reading.topics[0] if turn.reading.topics else DEFAULT_TOPIC
    if not turn.reading.topics and (turn.reading.enablers or _needs(turn.reading)):
        return find(turn)
    answer = told(topic, turn.knowledge)
    text = text_of(answer, turn.knowledge, turn.sentences, turn.language)
    return Reply(answer, text, Memory(turn.memory.query, turn.memory.shown, ()))


def introduce_team(turn: Turn) -> Reply:
    """Introduce the welcome team; its founders too when more than the way to it is asked."""
    others = [key for key in turn.reading.enablers if key != "welcome-team"]
    if (others and "welcome-team" not in turn.reading.enablers) or turn.reading.query.facilities:
        return find(turn)
    asks_who = any(word in turn.text.lower() for word in _WHO)
    answer = team(turn.knowledge, founders=asks_who)
    answer = answer.copy(update={"suggestions": (_person_button(turn),)})
    return Reply(
        answer, text_of(answer, turn.knowledge, turn.sentences, turn.language), turn.memory
    )


_WHO = (
    "who",
    "member",
    "found",
    "behind",
    "part of",
    "made up",
    "consist",
    "organis",
    "organiz",
    "partner",
)


def sources(turn: Turn) -> Reply:
    """Name the pages behind what was just shown, or behind the named enablers."""
    ids = turn.reading.enablers or turn.memory.ids
    if not ids:
        return _plain(turn, "smalltalk", "utter_ask_source")
    enablers = [turn.knowledge.enablers[key] for key in ids]
    answer = described(enablers, turn.knowledge, Query()).copy(
        update={"sources": all_sources(enablers)}
    )
    pages = "\n".join(
        f"- {turn.say('utter_source', title=s.title, date=s.date, url=s.url)}"
        for s in answer.sources[:12]
    )
    return Reply(answer, turn.say("utter_sources_of", pages=pages), turn.memory)


def hand_over(turn: Turn) -> Reply:
    """Give the way to a person of the welcome team."""
    return _plain(turn, "handover", "utter_talk_to_person", website=_team_site(turn))


def refuse(turn: Turn) -> Reply:
    """Say that this is not held, and where to go on."""
    reading, website = turn.reading, _team_site(turn)
    firm = [key for key in reading.limits if turn.knowledge.limits[key].firm]
    if firm:
        label = turn.knowledge.limits[firm[0]].label[turn.language]
        reply = _plain(turn, "none", "utter_not_held", label=label, website=website)
    elif reading.outside:
        name = turn.knowledge.places[reading.outside[0]].name
        reply = _plain(turn, "none", "utter_outside", place=name, website=website)
    else:
        reply = _plain(turn, "none", "utter_out_of_scope", website=website)
    extra = []
    for key in reading.enablers[:1]:
        enabler = turn.knowledge.enablers[key]
        if enabler.website or enabler.contact:
            link = enabler.contact or enabler.website
            extra.append(turn.say("utter_ask_there", name=enabler.name, website=link))
    text = " ".join((reply.text, *extra))
    query = reading.query
    if firm and not query.is_empty and (query.facilities or query.kinds):
        button = Suggestion(
            title=need_in_words(query, turn.knowledge, turn.say, turn.language)[:75],
            payload=_search_payload(query),
        )
        answer = reply.answer.copy(update={"suggestions": (button, *reply.answer.suggestions)})
        return Reply(answer, text, turn.memory)
    return Reply(reply.answer, text, turn.memory)


def _search_payload(query: Query) -> str:
    import json

    fields = {
        "facility": query.facilities,
        "place": query.places,
        "sector": query.sectors,
        "kind": query.kinds,
    }
    values: dict[str, Any] = {name: list(keys) for name, keys in fields.items() if keys}
    if query.radius_km:
        values["radius"] = query.radius_km
    return f"/ask_facility{json.dumps(values)}"


def unknown_need(turn: Turn) -> Reply:
    """Say which word of the need is not known, instead of answering the rest of it."""
    words = ", ".join(turn.reading.unknown)
    return _plain(turn, "clarify", "utter_unknown_need", words=words, website=_team_site(turn))


def not_understood(turn: Turn) -> Reply:
    """Say that it was not understood, with likely meanings to tap."""
    reply = _plain(turn, "clarify", "utter_nlu_fallback")
    buttons = tuple(
        Suggestion(title=turn.say(name), payload=payload)
        for name, payload in (
            ("button_labs", '/ask_facility{"facility": "lab_space"}'),
            ("button_incubators", '/list_kind{"kind": "incubator"}'),
            ("button_person", "/talk_to_person"),
        )
    )
    return Reply(reply.answer.copy(update={"suggestions": buttons}), reply.text, turn.memory)


def smalltalk(turn: Turn) -> Reply:
    """Answer a greeting, thanks and the like with the domain's sentence for it."""
    reply = _plain(turn, "smalltalk", f"utter_{turn.intent}")
    return Reply(reply.answer, reply.text, Memory() if turn.intent == "start_over" else turn.memory)


def failure(turn_sentences: Sentences, language: str, website: str) -> Reply:
    """Return what is said when an action cannot answer."""
    text = turn_sentences.say("utter_failure", language, website=website)
    return Reply(Answer(kind="none"), text)


def _plain(turn: Turn, kind: str, sentence: str, **values: object) -> Reply:
    buttons = () if kind == "smalltalk" else (_person_button(turn),) if kind != "handover" else ()
    return Reply(Answer(kind=kind, suggestions=buttons), turn.say(sentence, **values), turn.memory)  # type: ignore[arg-type]


def _person_button(turn: Turn) -> Suggestion:
    return Suggestion(title=turn.say("button_person"), payload="/talk_to_person")


def _team_site(turn: Turn) -> str:
    card = contact_card(turn.knowledge)
    return card.contact or card.website


SMALLTALK = {
    "greet",
    "thanks",
    "bye",
    "help",
    "are_you_a_bot",
    "start_over",
    "affirm",
    "deny",
    "message_empty",
    "message_too_long",
}
_WITHOUT_FACILITY = {"ask_region", "ask_source", "ask_team", "distance", "talk_to_person"}
_ANYWHERE = {"distance", "ask_team", "ask_region"}
_ABOUT_ONE = {"ask_facility", "ask_location", "ask_sector", "list_kind"}
BY_INTENT: Mapping[str, Callable[[Turn], Reply]] = {
    "ask_facility": find,
    "ask_location": find,
    "ask_sector": find,
    "list_kind": find,
    "refine": refine,
    "show_more": show_more,
    "count": count,
    "ask_details": describe,
    "ask_contact": describe,
    "ask_website": describe,
    "compare": compare,
    "distance": distance,
    "ask_team": introduce_team,
    "ask_region": tell,
    "ask_source": sources,
    "talk_to_person": hand_over,
}
