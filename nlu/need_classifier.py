"""Which facilities and kinds a message asks for, learned from how people put it.

The gazetteer finds the words that it holds; people have more of them, and name by the way what
they do not ask for. One linear classifier per need weighs what the gazetteer found together
with all other words and their parts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

from nlu.linear_classifier import LinearClassifier, Seen

# Distances from the separating plane, set on questions that no training saw: the likeliest need
# is taken on a hint, one whose name stands there too, further ones must be plain.
FIRST, FIRST_KIND, NAMED, FURTHER = -0.7, -0.4, -0.5, -0.1
# A found name against the words around it; more, and incidental names win.
_FOUND_WEIGHT = 0.7
# What a message means as a whole against its words; more, and the words are drowned.
_MEANING_WEIGHT = 0.8
_MASKED = {"place", "outside", "enabler", "radius"}
_NOT_ASKED = {"own", "told", "without", "dropped"}
KIND = "kind:"
NEEDS = Path(__file__).with_name("needs")


def need_of(entity: Mapping[str, Any]) -> str:
    """Return the need that a facility or kind entity names."""
    prefix = KIND if entity["entity"] == "kind" else ""
    return f"{prefix}{entity['value']}"


def masked(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """Return `text` with its places, enablers and radii masked by their label."""
    return _replaced(text, entities, " kb{label} ")


def unnamed(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """Return `text` without its places, enablers and radii."""
    return " ".join(_replaced(text, entities, " ").split())


def _replaced(text: str, entities: Sequence[Mapping[str, Any]], mask: str) -> str:
    parts, position = [], 0
    for entity in sorted(entities, key=lambda e: (e["start"], e["end"])):
        if entity["entity"] in _MASKED and entity["start"] >= position:
            parts += [text[position : entity["start"]], mask.format(label=entity["entity"])]
            position = entity["end"]
    return "".join(parts) + text[position:]


def seen(text: str, entities: Sequence[Mapping[str, Any]]) -> Seen:
    """Return what the classifier looks at: names masked, and which facilities and kinds stand."""
    names = {}
    for entity in entities:
        if entity["entity"] in {"facility", "kind"}:
            aside = entity.get("role") in _NOT_ASKED
            names[need_of(entity) + (" aside" if aside else "")] = 1.0
    return Seen(masked(text, entities), names, unnamed(text, entities))


def fit(messages: Sequence[Seen], needs: Iterable[frozenset[str]]) -> LinearClassifier:
    """Return a classifier fitted to `messages` that ask for `needs`."""
    return LinearClassifier.fit(
        messages, needs, names_weight=_FOUND_WEIGHT, meaning_weight=_MEANING_WEIGHT
    )


def needs_in(scores: Sequence[tuple[str, float]], message: Seen, *, eager: bool) -> tuple[str, ...]:
    """Return what a message asks for, the likeliest first, by the scores of a classifier.

    `eager`: the message is known to ask for something, so a hint is enough to tell what.
    """
    return tuple(
        need
        for rank, (need, score) in enumerate(scores)
        if score > _enough(need, message, first=eager and not rank)
    )


def _enough(need: str, message: Seen, *, first: bool) -> float:
    named = message.names.get(need, 0.0) > 0
    # A kind that nobody named needs more than a hint: "who makes citric acid?".
    hint = FIRST if named or not need.startswith(KIND) else FIRST_KIND
    return min(hint if first else FURTHER, NAMED if named else FURTHER)
