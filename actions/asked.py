"""What entities ask for: a Query of canonical keys, from their labels and roles."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Iterable, Mapping, Sequence

from knowledge.covering import covering, is_service, settles
from knowledge.model import Knowledge
from knowledge.query import EVERYWHERE, NEAR_KM, Query
from knowledge.text import normalise
from nlu.cues import cues, holds

NOT_ASKED = {"without", "dropped", "home", "own", "aside"}
# Companies are neighbours: they rent out nothing.
NEIGHBOUR = "company"
FIELDS = {"facility": "facilities", "sector": "sectors", "kind": "kinds", "place": "places"}


def only_where(query: Query) -> bool:
    """Tell whether a question says where and not what: "how many are there in Leuven?"."""
    return bool(query.places) and not (query.facilities or query.kinds or query.sectors)


def values(
    entities: Iterable[Mapping[str, Any]], label: str, wanted: Any = None
) -> tuple[str, ...]:
    """Return the values of the entities of a label, each once, whose role is `wanted`."""
    return tuple(
        dict.fromkeys(
            str(entity["value"])
            for entity in entities
            if entity["entity"] == label and (wanted is None or wanted(entity.get("role")))
        )
    )


def query_of(
    entities: Sequence[Mapping[str, Any]],
    near: Sequence[str],
    radius: float | None,
    text: str,
    knowledge: Knowledge,
) -> Query:
    """Return what the entities of a message ask for; `near` are ids, `radius` is in km."""
    asked: dict[str, tuple[str, ...]] = {}
    without: dict[str, tuple[str, ...]] = {}
    for label, name in FIELDS.items():
        asked[name] = values(entities, label, lambda role: role not in NOT_ASKED)
        excluded = values(entities, label, lambda role: role == "without")
        if name == "places":
            # "We are not in Flanders yet" looks for nothing elsewhere.
            excluded = tuple(key for key in excluded if key not in EVERYWHERE)
        if excluded:
            without[name] = excluded
            asked[name] = tuple(key for key in asked[name] if key not in excluded)
    own = values(entities, "sector", lambda role: role in {"own", "told"})
    asked["sectors"] = tuple(key for key in asked["sectors"] if key not in own)
    if asked["facilities"] or settles(asked["kinds"], knowledge):
        asked["for_sectors"] = tuple(key for key in own if key not in asked["sectors"])
    else:
        asked["sectors"] = tuple(dict.fromkeys((*asked["sectors"], *own)))
    if asked["facilities"] or asked["kinds"]:
        topics = [knowledge.topics[key].sector for key in values(entities, "topic")]
        fields = tuple(sector for sector in topics if sector)
        asked["sectors"] = tuple(dict.fromkeys((*asked["sectors"], *fields)))
    if asked["kinds"] == (NEIGHBOUR,) and asked["facilities"]:
        # What neighbours have is theirs: "drug makers with an office near Brussels"; but "which
        # companies do fill and finish?" asks for those who do it, whatever they are.
        served = any(is_service(key, knowledge) for key in asked["facilities"])
        asked["kinds" if served else "facilities"] = ()
    told = values(entities, "kind", lambda role: role == "told")
    if asked["facilities"] or asked["sectors"] or set(asked["places"]) - EVERYWHERE:
        asked["kinds"] = tuple(key for key in asked["kinds"] if key not in told)
    asked["facilities"] = _narrowest(asked["facilities"], knowledge)
    if asked["facilities"]:
        asked["kinds"] = tuple(key for key in asked["kinds"] if _is_meant(key, entities, knowledge))
    excluded = values(entities, "enabler", lambda role: role == "without")
    excluded += tuple(near)
    if excluded:
        without["enablers"] = excluded
    for enabler_id in near:
        asked["places"] += knowledge.enablers[enabler_id].sites[:1]
    if radius is not None and not asked["places"]:
        # "We are in Roeselare: what is there nearby?"
        asked["places"] = values(entities, "place", lambda role: role == "home")
    if set(asked["places"]) - EVERYWHERE:
        # "Louvain, the Flemish one" is one place.
        described = {e["value"] for e in entities if e["entity"] == "place" and _describes(e)}
        asked["places"] = tuple(key for key in asked["places"] if key not in described)
    closer = tuple(key for key in asked["places"] if key not in EVERYWHERE)
    if closer and not _joins_places(entities, text):
        # "In Belgium, on the coast" is on the coast, and "in Flanders and Brussels" in both.
        asked["places"] = closer
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
        nearest=bool(places) and holds(normalise(text), cues().closest),
        with_units=bool(asked["facilities"])
        and any(knowledge.kinds[kind].units for kind in asked["kinds"]),
    )


def _describes(entity: Mapping[str, Any]) -> bool:
    """Tell whether a region is said as an adjective: "Flemish"."""
    return normalise(str(entity.get("text", ""))) in cues().adjectives


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


def _joins_places(entities: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether two places stand side by side: "in Flanders and Brussels"."""
    spans = [entity for entity in entities if entity["entity"] == "place" and "start" in entity]
    spans.sort(key=lambda entity: int(entity["start"]))
    return any(
        normalise(text[one["end"] : other["start"]]) in cues().joins
        for one, other in pairwise(spans)
    )


def _is_wide(key: str, knowledge: Knowledge) -> bool:
    """A radius around a whole province or region says nothing."""
    place = knowledge.places[key]
    return not place.town and place.type in {"region", "province", "area"}


def lists_needs(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
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
