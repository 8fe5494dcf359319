"""What is asked of one that was told of ("since when?"), and which of several ("the oldest")."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator, Mapping, NamedTuple, Sequence

import yaml

from knowledge.text import normalise
from nlu.cues import cues, without_mark

_FILE = Path(__file__).with_name("attributes.yml")
# Means nothing: a longer phrase that holds a shorter one and asks something else.
_NONE = "none"
_GAP, _END = "...", "."
_BETWEEN = 6
_SOON = 4
# What a date makes a question of the day.
_OF_A_DAY = {"status"}
# Asked of a house also where it is for who asks: "how long before we hear back?".
_OF_ANYBODY = {"access", "duration", "amount"}

Form = tuple["str", ...]


class Asked(NamedTuple):
    """A found phrase: "attribute" or "superlative", its value in the file, its words start to end.

    A phrase with words between its two parts is two of these.
    """

    label: str
    value: str
    start: int
    end: int


class _Phrase(NamedTuple):
    value: str
    head: Form
    tail: Form
    ends: bool

    def ends_in(self, said: Form, end: int) -> bool:
        return not self.ends or end == len(said)


def find(forms: Sequence[str]) -> list[Asked]:
    """Return the attributes and superlatives that a message of normal forms asks for."""
    said = tuple(without_mark(forms))
    found = [*_alone(said), *_in(said, "attributes"), *_in(said, "superlatives")]
    dated = any(
        said[i : i + len(date)] == date for date in _words("dates") for i in range(len(said))
    )
    return [item for item in found if not (dated and item.value in _OF_A_DAY)]


def _alone(said: Form) -> Iterator[Asked]:
    skipped = next((n for n in (2, 1) if said[:n] in cues().second or said[:n] in cues().joins), 0)
    value = _short().get(said[skipped:])
    if value:
        yield Asked("attribute", value, skipped, len(said))


def _in(said: Form, section: str) -> Iterator[Asked]:
    """Yield the phrases of a section, the longest at each word."""
    phrases = _phrases(section)
    start = 0
    while start < len(said):
        matches = (
            (len(phrase.head) + len(phrase.tail), phrase, tail)
            for phrase in phrases.get(said[start], ())
            for tail in _tails(phrase, said, start)
        )
        _, phrase, tail = max(matches, key=lambda match: match[0], default=(0, None, 0))
        if phrase is None:
            start += 1
            continue
        end = start + len(phrase.head)
        spans = [(start, end), *([(tail, tail + len(phrase.tail))] if phrase.tail else [])]
        of_others = phrase.value not in _OF_ANYBODY and _of_others(said[spans[-1][1] :])
        if phrase.value != _NONE and not of_others:
            label = section[:-1]
            yield from (Asked(label, phrase.value, *span) for span in spans)
        start = end


def _tails(phrase: _Phrase, said: Form, start: int) -> Iterator[int]:
    """Yield where the second part of a phrase begins whose first part begins at `start`."""
    end = start + len(phrase.head)
    if said[start:end] != phrase.head:
        return
    if not phrase.tail:
        if phrase.ends_in(said, end):
            yield end
        return
    length = len(phrase.tail)
    places = range(end + 1, min(end + _BETWEEN, len(said) - length) + 1)
    for at in places:
        if said[at : at + length] == phrase.tail and phrase.ends_in(said, at + length):
            yield at


def _of_others(after: Form) -> bool:
    return any((form,) in _words("others") for form in after[:_SOON])


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=4)
def _phrases(section: str) -> Mapping[str, tuple[_Phrase, ...]]:
    """Return the phrases of a section by their first word."""
    by_first: dict[str, list[_Phrase]] = {}
    for value, written in _written(section):
        head, _, tail = written.partition(_GAP)
        phrase = _Phrase(value, normalise(head), normalise(tail), written.endswith(_END))
        by_first.setdefault(phrase.head[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in by_first.items()}


@lru_cache(maxsize=1)
def _short() -> Mapping[Form, str]:
    return {normalise(written): value for value, written in _written("alone")}


def _written(section: str) -> Iterator[tuple[str, str]]:
    for value, by_language in _data()[section].items():
        yield from ((value, phrase) for phrases in by_language.values() for phrase in phrases)


@lru_cache(maxsize=2)
def _words(section: str) -> frozenset[Form]:
    return frozenset(normalise(word) for words in _data()[section].values() for word in words)
