"""What is asked for, in the words of the visitor's language."""

from __future__ import annotations

from typing import Callable, Mapping

from knowledge.model import Knowledge
from knowledge.query import Query

# Returns a sentence of the domain, by its name, with its gaps filled.
Say = Callable[..., str]


def need_in_words(query: Query, knowledge: Knowledge, say: Say, language: str) -> str:
    """Return the query as people say it: "class 2 laboratory · biotech · within 25 km of Ghent"."""
    joint = say("utter_or") if query.any_facility else say("utter_and")
    parts = [
        f" {joint} ".join(labels(query.facilities, knowledge.facilities, language)),
        f" {say('utter_or')} ".join(labels(query.kinds, knowledge.kinds, language)),
        f" {say('utter_or')} ".join(labels(query.sectors, knowledge.sectors, language)),
    ]
    if not any(parts):
        parts = [say("utter_part_all")]
    if query.places:
        name = "utter_part_radius" if query.radius_km else "utter_part_place"
        names = places_in_words(query, knowledge, say, language)
        parts.append(say(name, place=names, km=query.radius_km))
    if query.larger_than_m2:
        parts.append(say("utter_part_larger", m2=query.larger_than_m2))
    elif query.larger_than_m2 is not None:
        parts.append(say("utter_part_sized"))
    if query.among:
        parts.append(say("utter_part_among"))
    excluded = [
        name for field in query.without for name in _excluded(field, query, knowledge, language)
    ]
    if excluded:
        parts.append(say("utter_part_without", names=", ".join(excluded)))
    # A pilot plant is a facility and a kind.
    return " · ".join(dict.fromkeys(part for part in parts if part))


def places_in_words(query: Query, knowledge: Knowledge, say: Say, language: str) -> str:
    """Return the places of a query as people name them: "Ghent or Leuven"."""
    names = (knowledge.places[key].name_in(language) for key in query.places)
    return f" {say('utter_or')} ".join(names)


def labels(keys: tuple[str, ...], terms: Mapping[str, object], language: str) -> list[str]:
    """Return what the terms of `keys` are called."""
    return [terms[key].label[language] for key in keys]  # type: ignore[attr-defined]


def _excluded(field: str, query: Query, knowledge: Knowledge, language: str) -> list[str]:
    keys = query.without[field]
    if field == "places":
        return [knowledge.places[key].name_in(language) for key in keys]
    if field == "enablers":
        return [knowledge.enablers[key].name for key in keys]
    return labels(keys, getattr(knowledge, field), language)
