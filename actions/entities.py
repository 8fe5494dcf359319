"""What single entities of a message mean beside the others: which of them count for a reading."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from actions.asked import values
from knowledge.model import Knowledge
from knowledge.text import normalise
from nlu.content import content_words

# The component that tells a need from the words around it.
_FROM_WORDS = "NeedExtractor"
# And the one that tells a limit so.
_LIMITS = "LimitClassifier"
# Stands for what a message names, where only what it asks of it counts.
_IT = "it"
# What says where, and how many are to come there.
_PLACES = {"place", "radius", "team_size"}


def pointers(entities: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the pointers of a message, each once; "the first two" are the first and the second."""
    found = values(entities, "pointer")
    return tuple(dict.fromkeys(part for value in found for part in value.split("+")))


def meets(entity: Mapping[str, Any], phrases: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether an entity stands in the words of one of `phrases`, or of all the message."""
    return "start" in entity and any(
        entity["start"] < phrase["end"] and phrase["start"] < entity["end"] for phrase in phrases
    )


def stands_within(entity: Mapping[str, Any], phrases: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a limit stands in one of `phrases`, with nothing of it outside, or nowhere."""
    return entity.get("extractor") == _LIMITS or any(
        phrase["start"] <= entity["start"] and entity["end"] <= phrase["end"] for phrase in phrases
    )


def unknown_places(entities: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the unknown words that stand where a town would; not in German, where nouns do."""
    return () if _is_german(entities) else values(entities, "unknown", lambda r: r == "place")


def _is_german(entities: Sequence[Mapping[str, Any]]) -> bool:
    return any(e["entity"] == "language" and e["value"] == "de" for e in entities)


def stand_in_names(entities: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether all facilities named stand in names that nobody knows: "Marlowe Proteomics".

    Not in German, where capitals make no name.
    """
    names = [e for e in entities if e["entity"] == "unknown_name" and " " in str(e["value"])]
    needs = [e for e in entities if e["entity"] == "facility" and not spans_all(e, text)]
    return bool(needs) and not _is_german(entities) and all(meets(need, names) for need in needs)


def guesses(entities: Sequence[Mapping[str, Any]], text: str) -> tuple[str, ...]:
    """Return the facilities that are named nowhere in a message, the likeliest first."""
    facilities = [entity for entity in entities if entity["entity"] == "facility"]
    named = {entity["value"] for entity in facilities if not spans_all(entity, text)}
    return tuple(key for key in values(facilities, "facility") if key not in named)


def limits_guessed(entities: Sequence[Mapping[str, Any]], text: str) -> tuple[str, ...]:
    """Return the limits that no word of a message names, and that it is only taken to ask for."""
    limits = [entity for entity in entities if entity["entity"] == "limit"]
    named = {entity["value"] for entity in limits if entity.get("extractor") != _LIMITS}
    return tuple(key for key in values(limits, "limit") if key not in named)


def guesses_plainly(entities: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a need that is told from words alone is beyond doubt."""
    return any(entity["entity"] == "facility" and entity.get("plain") for entity in entities)


def numbers_its_own(entities: Sequence[Mapping[str, Any]], text: str) -> bool:
    """Tell whether a number stands before what it counts: "the first talk", but not "the first"."""
    telling = set(content_words(text, ()))
    numbers = [
        entity
        for entity in entities
        if entity["entity"] == "pointer" and str(entity["value"]).isdigit() and "end" in entity
    ]
    behind = [normalise(text[entity["end"] :])[:1] for entity in numbers]
    return bool(behind) and all(telling.intersection(forms) for forms in behind)


def spans_all(entity: Mapping[str, Any], text: str) -> bool:
    """Tell whether an entity is told from the whole message, and named nowhere in it."""
    whole = entity.get("start", 0) == 0 and entity.get("end", len(text)) >= len(text)
    # A need that is all of a message may be named by it.
    return bool(whole) and entity.get("extractor") == _FROM_WORDS


def of_the_town(
    entity: Mapping[str, Any], entities: Sequence[Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return a place behind "the one from" as one to look in: it is no home of who asks."""
    home = entity["entity"] == "place" and entity.get("role") == "home"
    behind = home and any(
        other["entity"] == "pointer" and other["value"] == "of" and other["end"] <= entity["start"]
        for other in entities
    )
    return {**entity, "role": ""} if behind else entity


def means_near(entities: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether a message asks for what lies around a house."""
    return any(e["entity"] == "enabler" and e.get("role") == "near" for e in entities)


def at_it(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a house that something is near as one that is asked about."""
    near = entity["entity"] == "enabler" and entity.get("role") == "near"
    return {**entity, "role": ""} if near else entity


def means_some(entity: Mapping[str, Any]) -> bool:
    """Tell whether a pointer is a plural, which narrows and points at none: "the big ones"."""
    return entity["entity"] == "pointer" and str(entity.get("text", "")).lower() == "ones"


def is_an_article(entity: Mapping[str, Any], entities: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether "one" says how many, and points at none: "is there one network over all?"."""
    if entity["entity"] != "pointer" or str(entity.get("text", "")).lower() != "one":
        return False
    behind = entity["end"] + 1
    return any(e["entity"] in {"kind", "facility"} and e.get("start") == behind for e in entities)


def is_known(entity: Mapping[str, Any], knowledge: Knowledge) -> bool:
    """Tell whether the knowledge of today has what an entity names."""
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


def without_names(entities: Sequence[Mapping[str, Any]], text: str) -> str:
    """Return a message with "it" for each enabler, and for each number in a list, that it names."""
    named = [
        entity
        for entity in entities
        if entity["entity"] == "enabler" or (entity["entity"] == "pointer" and _counts(entity))
    ]
    return _with(_IT, named, text)


def without_places(entities: Sequence[Mapping[str, Any]], text: str) -> str:
    """Return a message without what it says of where: only what is asked for counts then.

    A place abroad stays, where it is not home: "an investor with a foot in Tokyo".
    """
    places = [e for e in entities if e["entity"] in _PLACES or e.get("role") == "home"]
    return _with("", places, text)


def _with(word: str, phrases: Sequence[Mapping[str, Any]], text: str) -> str:
    """Return `text` with `word` in the place of each of `phrases` that stands in it."""
    end_before = len(text)
    for phrase in sorted(phrases, key=lambda each: -int(each.get("start", 0))):
        start, end = phrase.get("start", 0), phrase.get("end", 0)
        if start < end <= end_before:
            text, end_before = f"{text[:start]}{word}{text[end:]}", start
    return text


def _counts(entity: Mapping[str, Any]) -> bool:
    return str(entity["value"]).lstrip("-").isdigit()
