"""Which facilities and kinds a message asks for, learned from how people put it.

The gazetteer finds the words that it holds; people have more of them, and name by the way what
they do not ask for. One linear classifier per need weighs what the gazetteer found together
with all other words and their parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

from nlu.linear_classifier import LinearClassifier, Seen

EXAMPLES = Path(__file__).with_name("needs")
# Distances from the separating plane, set on questions that no training saw: the likeliest need
# is taken on a hint, one whose name stands there too, further ones must be plain.
FIRST, NAMED, FURTHER = -0.7, -0.5, -0.1
# A found name against the words around it; more, and incidental names win.
_FOUND_WEIGHT = 0.7
_MASKED = {"place", "outside", "enabler", "radius"}
_NOT_ASKED = {"own", "told", "without"}
_NONE = "none"
KIND = "kind:"


@dataclass(frozen=True)
class Example:
    """A message and its needs: keys of facilities, and of kinds as "kind:company"."""

    text: str
    needs: frozenset[str]


def examples(folder: Path = EXAMPLES) -> list[Example]:
    """Return the examples of all languages: files of "need[+need]<tab>message" lines.

    "none" stands for messages that ask for no facility and no kind.
    """
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            needs, tab, text = line.partition("\t")
            if not tab:
                raise ValueError(f"{path.name}:{number}: write needs, a tab and the message")
            found.append(Example(text, frozenset(needs.split("+")) - {_NONE}))
    return found


def need_of(entity: Mapping[str, Any]) -> str:
    """Return the need that a facility or kind entity names."""
    prefix = KIND if entity["entity"] == "kind" else ""
    return f"{prefix}{entity['value']}"


def seen(text: str, entities: Sequence[Mapping[str, Any]]) -> Seen:
    """Return what the classifier looks at: names masked, and which facilities and kinds stand."""
    parts, position, names = [], 0, {}
    for entity in sorted(entities, key=lambda e: (e["start"], e["end"])):
        label = entity["entity"]
        if label in _MASKED and entity["start"] >= position:
            parts += [text[position : entity["start"]], f" kb{label} "]
            position = entity["end"]
        if label in {"facility", "kind"}:
            aside = entity.get("role") in _NOT_ASKED
            names[need_of(entity) + (" aside" if aside else "")] = 1.0
    return Seen("".join(parts) + text[position:], names)


class NeedClassifier:
    """Tells the needs of a message; `known` are those that it can tell."""

    def __init__(self, linear: LinearClassifier) -> None:
        self._linear = linear
        self.known = linear.known

    @classmethod
    def fit(cls, messages: Sequence[Seen], needs: Iterable[frozenset[str]]) -> NeedClassifier:
        """Return a classifier fitted to `messages` that ask for `needs`."""
        return cls(LinearClassifier.fit(messages, needs, names_weight=_FOUND_WEIGHT))

    def needs(self, message: Seen, *, eager: bool) -> tuple[str, ...]:
        """Return what a message asks for, the likeliest first.

        `eager`: the message is known to ask for something, so a hint is enough to tell what.
        """
        return tuple(
            need
            for rank, (need, score) in enumerate(self._linear.scores(message))
            if score > _enough(need, message, first=eager and not rank)
        )

    def save(self, folder: Path) -> None:
        """Write the classifier to `folder`."""
        self._linear.save(folder)

    @classmethod
    def load(cls, folder: Path) -> NeedClassifier:
        """Read a classifier that `save` wrote."""
        return cls(LinearClassifier.load(folder))


def _enough(need: str, message: Seen, *, first: bool) -> float:
    named = message.names.get(need, 0.0) > 0
    return min(FIRST if first else FURTHER, NAMED if named else FURTHER)
