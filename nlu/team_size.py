"""How many people the visitor's team has: "a team of eight", "12 people"."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Mapping, NamedTuple, Sequence

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
    for start in range(len(forms)):
        for phrase in _phrases("phrases"):
            people = _people(forms[start : start + len(phrase)], phrase)
            if people and not _ends(forms[:start], _words("gone")):
                return TeamSize(people, start, start + len(phrase))
        for phrase in _phrases("alone"):
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


@cache
def _phrases(section: str) -> tuple[tuple[str, ...], ...]:
    written = [phrase for phrases in _data()[section].values() for phrase in phrases]
    return tuple(
        tuple(
            word
            for part in phrase.split(" ")
            for word in ((_NUMBER,) if part == _NUMBER else normalise(part))
        )
        for phrase in written
    )


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
