"""From the entities of a message to what is asked: a Query, named enablers, topics and limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Mapping, Sequence

from actions.asked import (
    FIELDS,
    NEIGHBOUR,
    NOT_ASKED,
    lists_needs,
    query_of,
    values,
)
from actions.entities import (
    at_it,
    guesses,
    guesses_plainly,
    is_an_article,
    is_known,
    limits_guessed,
    means_near,
    means_some,
    meets,
    numbers_its_own,
    of_the_town,
    pointers,
    spans_all,
    stand_in_names,
    stands_within,
    unknown_places,
    without_names,
    without_places,
)
from knowledge.covering import SETTLEMENT
from knowledge.model import Knowledge
from knowledge.query import Query
from knowledge.text import normalise
from nlu.content import content_words
from nlu.cues import cues
from nlu.openings import asks_whether, rejects

# Places abroad that a message names without asking for anything there.
_NOT_SEARCHED = {"home", "without", "dropped", "aside"}
# Enablers that a message names without being about them.
_NO_SUBJECT = {"without", "dropped", "near", "example"}
# Kinds that a question for a story names without asking for a list of them.
BY_THE_WAY = {SETTLEMENT, NEIGHBOUR}
# What a message does to the search before it, as nlu.follow_up_classifier tells.
CHANGES = {"add", "swap", "narrow", "drop"}
# What the words of a question for an attribute name by the way: "how many students".
_IN_AN_ATTRIBUTE = {
    *("facility", "sector", "kind", "topic", "stage", "team_size", "larger"),
    *("unknown", "unknown_name"),
}
_DESCRIBED = "described"
_VAGUE = {"it", "they"}
_OF = {("of",), ("for",), ("van",), ("voor",), ("de",), ("d",), ("pour",), ("von",), ("fur",)}
_MARKS = (",", ";", ":", ".", "?", "!")
_ATTRIBUTES = {"attribute", "superlative"}
# The attributes that ask whether one is there and open.
STATUS = {"status", "confirmed", "unconfirmed"}


@dataclass(frozen=True)
class Reading:
    """What a message names, as canonical keys that the knowledge has today.

    `attributes` and `superlative` are values of nlu/attributes.yml; `beside` is what the message
    names in other words than those, None where it asks for neither. `described` is what a
    description of somebody told of before says ("the class 2 place"), and `rest` what the message
    says beside it; None where it has none. `returns` says that it comes back to it, `recalled`
    that those in `enablers` were told of before, and so described, `named` those whom its words
    name, whoever is taken for meant. `guesses` are the facilities that are named nowhere in it,
    and told from its words alone, the likeliest first, `guesses_plainly` that one of them is
    beyond doubt; `in_a_name` says that those named stand in unknown names; `numbers_its_own`,
    that a number counts something of one, and points at none of a list: "the second fund".
    `limits_guessed` are the limits that none of its words names; `maybe` are the needs that a
    message may mean which says none plainly, kinds as "kind:...". `bare` is the message with "it"
    for each name.
    """

    query: Query = field(default_factory=Query)
    enablers: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    limits_asked: tuple[str, ...] = ()
    limits_told: tuple[str, ...] = ()
    limits_guessed: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unknown_places: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    adds: tuple[str, ...] = ()
    asks_language: bool = False
    relation: str = ""
    relation_is_sure: bool = False
    radius_km: float | None = None
    own_sectors: tuple[str, ...] = ()
    stage: str = ""
    team_size: int = 0
    homes: tuple[str, ...] = ()
    kinds_told: tuple[str, ...] = ()
    larger: bool = False
    alike: bool = False
    choice: bool = False
    asks_ways: bool = False
    than: bool = False
    afresh: bool = False
    for_us: bool = False
    our_field: bool = False
    unknown_names: tuple[str, ...] = ()
    in_a_name: bool = False
    asks: bool = False
    again: bool = False
    lists_needs: bool = False
    guesses: tuple[str, ...] = ()
    guesses_plainly: bool = False
    numbers_its_own: bool = False
    attributes: tuple[str, ...] = ()
    superlative: str = ""
    beside: Reading | None = None
    maybe: tuple[str, ...] = ()
    described: Reading | None = None
    rest: Reading | None = None
    returns: bool = False
    recalled: bool = False
    named: tuple[str, ...] = ()
    bare: str = ""

    @property
    def names_something(self) -> bool:
        """Whether the message names anything that the knowledge can answer on."""
        return bool(self.enablers or self.topics or not self.query.is_empty)

    @property
    def guessed(self) -> bool:
        """Whether all facilities that the message asks for are told from its words alone."""
        return bool(self.query.facilities) and set(self.query.facilities) <= set(self.guesses)

    @property
    def tells_who_asks(self) -> bool:
        """Whether the message tells of who writes: their field, stage, number or home."""
        return bool(self.own_sectors or self.team_size or self.stage or self.homes)

    @property
    def is_surely_of_shown(self) -> bool:
        """Whether the message plainly asks of what was shown or told of."""
        return self.relation == "shown" and self.relation_is_sure

    @property
    def pointers_but_numbers(self) -> tuple[str, ...]:
        """What the message points at in other ways than by its number in a list."""
        return tuple(p for p in self.pointers if not p.lstrip("-").isdigit())

    @property
    def points_by_number(self) -> bool:
        """Whether one of a list is meant by its number: "the second one"."""
        return any(pointer.lstrip("-").isdigit() for pointer in self.pointers)

    @property
    def names_a_place_or_kind(self) -> bool:
        """Whether the message says where, or what kind, to look for."""
        return bool(self.query.places or self.query.kinds or self.query.sectors)

    @property
    def names_a_search(self) -> bool:
        """Whether so much of a message is known that it cannot be beside the point."""
        query = self.query
        named = sum(map(bool, (query.facilities, query.kinds, query.places, query.sectors)))
        return bool(self.enablers and named) or named > 1


def read(entities: Sequence[Mapping[str, Any]], text: str, knowledge: Knowledge) -> Reading:
    """Return the reading of a message from its Rasa entities; unknown keys are left out."""
    known = [e for e in entities if is_known(e, knowledge) and not means_some(e)]
    known = [of_the_town(e, known) for e in known if not is_an_article(e, known)]
    if any(e["entity"] == "attribute" for e in known):
        # "How many people at imec?" is asked of it, and not of what is near.
        known = [at_it(e) for e in known if not (e["entity"] == "radius" and means_near(known))]
    near = [e["value"] for e in known if e["entity"] == "enabler" and e.get("role") == "near"]
    radius = next((float(e["value"]) for e in known if e["entity"] == "radius"), None)
    query = query_of(known, near, radius, text, knowledge)
    words = content_words(text, entities)
    query = query.copy(update={"words": words, "said": without_places(known, text).strip()})
    if _asks_for_companies(known, text):
        # "Can companies use it?" looks for none.
        query = query.copy(update={"kinds": tuple(k for k in query.kinds if k != NEIGHBOUR)})
    if _is_of_companies(known, text):
        query = query.copy(update={"kinds": tuple(k for k in query.kinds if k != NEIGHBOUR)})
    rejected = _rejected(query, known, text)
    if rejected:
        nothing = {"facilities": (), "kinds": (), "sectors": ()}
        query = query.copy(update={**nothing, "without": rejected})
        known = [entity for entity in known if entity["entity"] != "enabler"]
    superlatives = [entity for entity in known if entity["entity"] == "superlative"]
    named = values(known, "enabler", lambda role: role not in _NO_SUBJECT)
    return Reading(
        query=query,
        enablers=named,
        named=named,
        near=tuple(dict.fromkeys(near)),
        topics=values(known, "topic"),
        limits=values(known, "limit", lambda role: role not in {*NOT_ASKED, "told"}),
        limits_asked=values(known, "limit", lambda role: role == "asked"),
        limits_told=values(known, "limit", lambda role: role == "told"),
        limits_guessed=limits_guessed(known, text),
        outside=values(known, "outside", lambda role: role not in _NOT_SEARCHED),
        aside=values(known, "outside", lambda role: role == "aside"),
        unknown=values(known, "unknown"),
        unknown_places=unknown_places(known),
        radius_km=radius,
        pointers=pointers(known),
        drops=values(known, "drop"),
        dropped={
            name: keys
            for label, name in FIELDS.items()
            if (keys := values(known, label, lambda role: role == "dropped"))
        },
        adds=values(known, "adds"),
        own_sectors=values(known, "sector", lambda role: role in {"own", "told"}),
        stage="".join(values(known, "stage")[:1]),
        team_size=next((int(e["value"]) for e in known if e["entity"] == "team_size"), 0),
        homes=values(known, "outside", lambda role: role == "home"),
        kinds_told=values(known, "kind", lambda role: role == "told"),
        unknown_names=values(known, "unknown_name"),
        in_a_name=stand_in_names(known, text),
        lists_needs=lists_needs(text, known),
        guesses=guesses(known, text),
        guesses_plainly=guesses_plainly(known),
        numbers_its_own=numbers_its_own(known, text),
        again=any(entity["entity"] == "again" for entity in known),
        asks=any(entity["entity"] == "asks" for entity in known),
        larger=any(
            entity["entity"] == "larger" and not meets(entity, superlatives) for entity in known
        ),
        alike=any(entity["entity"] == "alike" for entity in known),
        than=any(entity["entity"] == "than" for entity in known),
        asks_ways=any(entity["entity"] == "ways" for entity in known),
        choice=any(entity["entity"] == "choice" for entity in known),
        afresh=any(entity["entity"] == "afresh" for entity in known),
        for_us=any(entity["entity"] == "for_us" for entity in known),
        our_field=any(entity["entity"] == "our_field" for entity in known),
        relation=next((str(e["value"]) for e in known if e["entity"] == "relation"), ""),
        relation_is_sure=any(e["entity"] == "relation" and e.get("role") == "sure" for e in known),
        asks_language=any(
            entity["entity"] == "language" and entity.get("role") == "asked" for entity in known
        ),
        attributes=values(known, "attribute"),
        maybe=values(known, "maybe"),
        superlative="".join(values(known, "superlative")[:1]),
        beside=_beside(known, text, knowledge),
        returns=any(e["entity"] == _DESCRIBED and e["value"] == "returns" for e in known),
        bare=without_names(known, text),
        **_described(known, text, knowledge),
    )


def _beside(
    entities: Sequence[Mapping[str, Any]], text: str, knowledge: Knowledge
) -> Reading | None:
    """Return the reading of a message without its words for an attribute; None without any."""
    phrases = [entity for entity in entities if entity["entity"] in _ATTRIBUTES]
    if not phrases:
        return None
    others = [
        entity
        for entity in entities
        if entity not in phrases
        and not (entity["entity"] in _IN_AN_ATTRIBUTE and meets(entity, phrases))
        and not (entity["entity"] == "limit" and stands_within(entity, phrases))
    ]
    for phrase in phrases:
        start, end = phrase["start"], phrase["end"]
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return read(others, text, knowledge)


def _described(
    entities: Sequence[Mapping[str, Any]], text: str, knowledge: Knowledge
) -> dict[str, Any]:
    """Return the readings of a description and of the rest of a message; {} without one."""
    span = next((entity for entity in entities if entity["entity"] == _DESCRIBED), None)
    if span is None:
        return {}
    start, end = span["start"], span["end"]
    others = [entity for entity in entities if entity["entity"] != _DESCRIBED]
    inside = [e for e in others if "start" in e and start <= e["start"] and e["end"] <= end]
    said = {(entity["entity"], entity["value"]) for entity in inside}
    outside = [
        entity
        for entity in others
        if entity not in inside
        and not (entity["entity"] in FIELDS and (entity["entity"], entity["value"]) in said)
        # "That plant by the port, is it ...": the description says who "it" is.
        and not (entity["entity"] == "pointer" and entity["value"] in _VAGUE)
    ]
    before, within, after = text[:start], text[start:end], text[end:]
    return {
        "described": read(inside, f"{' ' * start}{within}", knowledge),
        "rest": read(outside, f"{before}{' ' * len(within)}{after}", knowledge),
    }


def _rejected(
    query: Query, entities: Sequence[Mapping[str, Any]], text: str
) -> dict[str, tuple[str, ...]]:
    """Return all that a message of one clause rejects from its beginning on; {} where it does not.

    "Not the ones run by a hospital" looks for none of what it names.
    """
    one_clause = not any(mark in text.strip().rstrip(".!?") for mark in _MARKS)
    if not one_clause or not rejects(normalise(text)) or query.places:
        return {}
    named = {
        "facilities": query.facilities,
        "kinds": query.kinds,
        "enablers": values(entities, "enabler"),
    }
    if not any(named.values()):
        return {}
    fields = dict.fromkeys((*query.without, *named))
    both = {name: (*query.without.get(name, ()), *named.get(name, ())) for name in fields}
    return {name: tuple(dict.fromkeys(keys)) for name, keys in both.items() if keys}


def _is_of_companies(entities: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether companies only say what another kind is of: "a cluster of companies".

    Or what it does: "hospitals that take part in research of companies".
    """
    asked = (e for e in entities if e["entity"] == "kind" and e.get("role") not in NOT_ASKED)
    kinds = sorted(asked, key=lambda entity: int(entity["start"]))
    return any(
        one["value"] != NEIGHBOUR == other["value"]
        and not spans_all(one, text)
        and _is_beside(normalise(text[one["end"] : other["start"]]))
        for one, other in pairwise(kinds)
    )


def _is_beside(between: tuple[str, ...]) -> bool:
    """Tell whether what stands between two kinds does not join them: "investors and firms"."""
    return between in _OF or not any((form,) in cues().joins for form in between)


def _asks_for_companies(entities: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether a yes or no is asked of the one pointed at, for companies."""
    points = any(e["entity"] == "pointer" and e["value"] in _VAGUE for e in entities)
    return points and asks_whether(normalise(text))
