"""How many people the visitor's team has: "a team of eight", "12 people"."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Iterator, Mapping, NamedTuple, Sequence

import yaml

from knowledge.text import normalise

_FILE = Path(__file__).with_name("team.yml")
_NUMBER = "{n}"
# What ends a clause, as a token of the finder.
_MARK = "|"
_LONGEST = 3
# More is no team that moves in.
_AT_MOST = 2_000


class TeamSize(NamedTuple):
    """A number of people, and its words start to end."""

    people: int
    start: int
    end: int


def find(forms: Sequence[str]) -> TeamSize | None:
    """Return the first team size in a message of normal forms, one that is no more left aside."""
    for start, form in enumerate(forms):
        for phrase in _beginning("phrases", form):
            people = _people(forms[start : start + len(phrase)], phrase)
            if people and not _ends(forms[:start], _words("gone")):
                return TeamSize(people, start, start + len(phrase))
        for phrase in _beginning("alone", form):
            end = start + len(phrase)
            people = _people(forms[start:end], phrase)
            if people and _stands_alone(forms[end:]):
                return TeamSize(people, start, end)
    return None


def _stands_alone(after: Sequence[str]) -> bool:
    lengths = range(1, _LONGEST + 1)
    closed = any(tuple(after[:length]) in _words("behind") for length in lengths)
    return after[:1] in ([], [_MARK]) or closed


def _ends(before: Sequence[str], words: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(before[-length:]) in words for length in range(1, _LONGEST + 1))


def _people(words: Sequence[str], phrase: Sequence[str]) -> int | None:
    if len(words) < len(phrase):
        return None
    people = None
    for word, wanted in zip(words, phrase, strict=True):
        if wanted == _NUMBER:
            people = int(word) if word.isdigit() else _numbers().get(word)
        elif word != wanted:
            return None
    return people if people and people <= _AT_MOST else None


@lru_cache(maxsize=1)
def _data() -> Any:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


def _beginning(section: str, form: str) -> Iterator[tuple[str, ...]]:
    """Yield the phrases of a section that begin with `form`, or with a number where it is one."""
    numbered = form.isdigit() or form in _numbers()
    by_first = _phrases(section)
    yield from by_first.get(form, ())
    if numbered:
        yield from by_first.get(_NUMBER, ())


@cache
def _phrases(section: str) -> Mapping[str, list[tuple[str, ...]]]:
    """Return the phrases of a section by their first word, in their order."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for written in (phrase for phrases in _data()[section].values() for phrase in phrases):
        parts = ((_NUMBER,) if part == _NUMBER else normalise(part) for part in written.split(" "))
        phrase = tuple(word for words in parts for word in words)
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


@cache
def _words(section: str) -> frozenset[tuple[str, ...]]:
    return frozenset(normalise(word) for words in _data()[section].values() for word in words)


@lru_cache(maxsize=1)
def _numbers() -> Mapping[str, int]:
    return {
        normalise(word)[0]: number
        for numbers in _data()["numbers"].values()
        for word, number in numbers.items()
    }
