"""From the entities of a message to what is asked: a Query, named enablers, topics and limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Iterable, Mapping, Sequence

from knowledge.model import Knowledge
from knowledge.query import NEAR_KM, Query
from knowledge.search import covering, offers_meeting
from nlu.content import content_words

_NOT_ASKED = {"without", "dropped", "home", "own", "aside"}
# Places abroad that a message names without asking for anything there.
_NOT_SEARCHED = {"home", "without", "dropped", "aside"}
# Enablers that a message names without being about them.
_NO_SUBJECT = {"without", "dropped", "near", "example"}
# Kinds that are places to settle: named beside a facility, they are meant.
SETTLEMENT = "settlement"
# Companies are neighbours: they rent out nothing.
NEIGHBOUR = "company"
# Kinds that a question for a story names without asking for a list of them.
BY_THE_WAY = {SETTLEMENT, NEIGHBOUR}
# What a message does to the search before it, as nlu.follow_up_classifier tells.
CHANGES = {"add", "swap", "narrow", "drop"}
# What the words of a question for an attribute name by the way: "how many students".
_IN_AN_ATTRIBUTE = {
    *("facility", "sector", "kind", "topic", "limit", "stage", "team_size", "larger"),
    *("unknown", "unknown_name"),
}
_ATTRIBUTES = {"attribute", "superlative"}
_FIELDS = {"facility": "facilities", "sector": "sectors", "kind": "kinds", "place": "places"}


def only_where(query: Query) -> bool:
    """Tell whether a question says where and not what: "how many are there in Leuven?"."""
    return bool(query.places) and not (query.facilities or query.kinds or query.sectors)


@dataclass(frozen=True)
class Reading:
    """What a message names, as canonical keys that the knowledge has today.

    `attributes` and `superlative` are values of nlu/attributes.yml; `beside` is what the message
    names in other words than those, None where it asks for neither.
    """

    query: Query = field(default_factory=Query)
    enablers: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    limits_asked: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
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
    larger: bool = False
    alike: bool = False
    choice: bool = False
    asks_ways: bool = False
    afresh: bool = False
    for_us: bool = False
    unknown_names: tuple[str, ...] = ()
    asks: bool = False
    again: bool = False
    lists_needs: bool = False
    attributes: tuple[str, ...] = ()
    superlative: str = ""
    beside: Reading | None = None

    @property
    def names_something(self) -> bool:
        """Whether the message names anything that the knowledge can answer on."""
        return bool(self.enablers or self.topics or not self.query.is_empty)

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
    known = [e for e in entities if _is_known(e, knowledge) and not _means_some(e)]
    near = [e["value"] for e in known if e["entity"] == "enabler" and e.get("role") == "near"]
    radius = next((float(e["value"]) for e in known if e["entity"] == "radius"), None)
    query = _query(known, near, radius, text, knowledge)
    query = query.copy(update={"words": content_words(text, entities)})
    superlatives = [entity for entity in known if entity["entity"] == "superlative"]
    return Reading(
        query=query,
        enablers=_values(known, "enabler", lambda role: role not in _NO_SUBJECT),
        near=tuple(dict.fromkeys(near)),
        topics=_values(known, "topic"),
        limits=_values(known, "limit", lambda role: role not in {*_NOT_ASKED, "told"}),
        limits_asked=_values(known, "limit", lambda role: role == "asked"),
        outside=_values(known, "outside", lambda role: role not in _NOT_SEARCHED),
        aside=_values(known, "outside", lambda role: role == "aside"),
        unknown=_values(known, "unknown"),
        radius_km=radius,
        pointers=_values(known, "pointer"),
        drops=_values(known, "drop"),
        dropped={
            name: keys
            for label, name in _FIELDS.items()
            if (keys := _values(known, label, lambda role: role == "dropped"))
        },
        adds=_values(known, "adds"),
        own_sectors=_values(known, "sector", lambda role: role in {"own", "told"}),
        stage="".join(_values(known, "stage")[:1]),
        team_size=next((int(e["value"]) for e in known if e["entity"] == "team_size"), 0),
        homes=_values(known, "outside", lambda role: role == "home"),
        unknown_names=_values(known, "unknown_name"),
        lists_needs=_lists_needs(text, known),
        again=any(entity["entity"] == "again" for entity in known),
        asks=any(entity["entity"] == "asks" for entity in known),
        larger=any(
            entity["entity"] == "larger" and not _meets(entity, superlatives) for entity in known
        ),
        alike=any(entity["entity"] == "alike" for entity in known),
        asks_ways=any(entity["entity"] == "ways" for entity in known),
        choice=any(entity["entity"] == "choice" for entity in known),
        afresh=any(entity["entity"] == "afresh" for entity in known),
        for_us=any(entity["entity"] == "for_us" for entity in known),
        relation=next((str(e["value"]) for e in known if e["entity"] == "relation"), ""),
        relation_is_sure=any(e["entity"] == "relation" and e.get("role") == "sure" for e in known),
        asks_language=any(
            entity["entity"] == "language" and entity.get("role") == "asked" for entity in known
        ),
        attributes=_values(known, "attribute"),
        superlative="".join(_values(known, "superlative")[:1]),
        beside=_beside(known, text, knowledge),
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
        and not (entity["entity"] in _IN_AN_ATTRIBUTE and _meets(entity, phrases))
    ]
    return read(others, text, knowledge)


def _meets(entity: Mapping[str, Any], phrases: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether an entity stands in the words of one of `phrases`, or of all the message."""
    return "start" in entity and any(
        entity["start"] < phrase["end"] and phrase["start"] < entity["end"] for phrase in phrases
    )


def _means_some(entity: Mapping[str, Any]) -> bool:
    """Tell whether a pointer is a plural, which narrows and points at none: "the big ones"."""
    return entity["entity"] == "pointer" and str(entity.get("text", "")).lower() == "ones"


def _is_known(entity: Mapping[str, Any], knowledge: Knowledge) -> bool:
    collections: Mapping[str, Any] = {
        "enabler": knowledge.enablers,
        "facility": knowledge.facilities,
        "sector": knowledge.sectors,
        "kind": knowledge.kinds,
        "topic": knowledge.topics,
        "limit": knowledge.limits,
        "stage": knowledge.stages,
        "place": knowledge.places,
        "outside": knowledge.places,
    }
    collection = collections.get(entity["entity"])
    return collection is None or entity["value"] in collection


def _values(
    entities: Iterable[Mapping[str, Any]], label: str, wanted: Any = None
) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            str(entity["value"])
            for entity in entities
            if entity["entity"] == label and (wanted is None or wanted(entity.get("role")))
        )
    )


def _query(
    entities: Sequence[Mapping[str, Any]],
    near: Sequence[str],
    radius: float | None,
    text: str,
    knowledge: Knowledge,
) -> Query:
    asked: dict[str, tuple[str, ...]] = {}
    without: dict[str, tuple[str, ...]] = {}
    for label, name in _FIELDS.items():
        asked[name] = _values(entities, label, lambda role: role not in _NOT_ASKED)
        excluded = _values(entities, label, lambda role: role == "without")
        if excluded:
            without[name] = excluded
            asked[name] = tuple(key for key in asked[name] if key not in excluded)
    own = _values(entities, "sector", lambda role: role in {"own", "told"})
    asked["sectors"] = tuple(key for key in asked["sectors"] if key not in own)
    if asked["facilities"] or settles(asked["kinds"], knowledge):
        asked["for_sectors"] = tuple(key for key in own if key not in asked["sectors"])
    else:
        asked["sectors"] = tuple(dict.fromkeys((*asked["sectors"], *own)))
    if asked["facilities"] or asked["kinds"]:
        topics = [knowledge.topics[key].sector for key in _values(entities, "topic")]
        fields = tuple(sector for sector in topics if sector)
        asked["sectors"] = tuple(dict.fromkeys((*asked["sectors"], *fields)))
    if asked["kinds"] == (NEIGHBOUR,) and asked["facilities"]:
        # What neighbours have is theirs: "drug makers with an office near Brussels"; but "which
        # companies do fill and finish?" asks for those who do it, whatever they are.
        served = any(_is_service(key, knowledge) for key in asked["facilities"])
        asked["kinds" if served else "facilities"] = ()
    told = _values(entities, "kind", lambda role: role == "told")
    if asked["facilities"] or asked["sectors"] or asked["places"]:
        asked["kinds"] = tuple(key for key in asked["kinds"] if key not in told)
    asked["facilities"] = _narrowest(asked["facilities"], knowledge)
    if asked["facilities"]:
        asked["kinds"] = tuple(key for key in asked["kinds"] if _is_meant(key, entities, knowledge))
    excluded = _values(entities, "enabler", lambda role: role == "without")
    excluded += tuple(near)
    if excluded:
        without["enablers"] = excluded
    for enabler_id in near:
        asked["places"] += knowledge.enablers[enabler_id].sites[:1]
    if radius is not None and not asked["places"]:
        # "We are in Roeselare: what is there nearby?"
        asked["places"] = _values(entities, "place", lambda role: role == "home")
    places = asked["places"] = tuple(dict.fromkeys(asked["places"]))
    if not places or all(_is_wide(key, knowledge) for key in places):
        radius = None
    elif radius is None and any(knowledge.places[key].type == "point" for key in places):
        radius = NEAR_KM
    return Query(
        **asked,
        radius_km=radius,
        without=without,
        any_facility=len(asked["facilities"]) > 1 and _says_or(text, entities),
    )


def _narrowest(facilities: tuple[str, ...], knowledge: Knowledge) -> tuple[str, ...]:
    """Leave out what a narrower need covers: who asks for a class 2 lab asks for a lab."""
    terms = knowledge.facilities
    return tuple(
        key
        for key in facilities
        if covering(key, terms).isdisjoint(other for other in facilities if other != key)
    )


def _is_meant(kind: str, entities: Sequence[Mapping[str, Any]], knowledge: Knowledge) -> bool:
    """Tell whether a kind beside a facility is looked for, or only mentioned by the way."""
    if settles((kind,), knowledge):
        return True
    return any(
        entity["entity"] == "kind"
        and entity["value"] == kind
        and ("start" not in entity or entity.get("role") == "asked")
        for entity in entities
    )


def _is_service(key: str, knowledge: Knowledge) -> bool:
    """Tell whether a facility is mostly had from others than those who let premises."""
    offering = [e for e in knowledge.enablers.values() if offers_meeting(key, e, knowledge)]
    letting = [e for e in offering if settles((e.kind,), knowledge)]
    return 2 * len(letting) < len(offering)


def settles(kinds: Sequence[str], knowledge: Knowledge) -> bool:
    """Tell whether one of the kinds is a place to settle."""
    return not covering(SETTLEMENT, knowledge.kinds).isdisjoint(kinds)


def _is_wide(key: str, knowledge: Knowledge) -> bool:
    """A radius around a whole province or region says nothing."""
    place = knowledge.places[key]
    return not place.town and place.type in {"region", "province", "area"}


def _lists_needs(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a facility and a kind stand side by side: "a lab, an investor"."""
    spans = [e for e in entities if e["entity"] in {"facility", "kind"} and "start" in e]
    return any(
        "," in between or any(f" {word} " in f" {between} " for word in ("and", "en", "et", "und"))
        for one, other in pairwise(spans)
        if one["entity"] != other["entity"]
        for between in (text[one["end"] : other["start"]].lower(),)
    )


def _says_or(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether two facilities are joined by "or": one of them is then enough."""
    spans = [e for e in entities if e["entity"] == "facility" and "start" in e]
    return any(
        f" {word} " in f" {text[one['end'] : other['start']].lower().strip()} "
        for one, other in pairwise(spans)
        for word in ("or", "of", "ou", "oder")
    )
