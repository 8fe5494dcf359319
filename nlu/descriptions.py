"""What was told of before, named again by a description: "the class 2 place", "that pilot hall"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Container, Mapping, NamedTuple, Sequence

import yaml

from knowledge.text import fold, normalise
from nlu.cues import is_dropped, is_without

_FILE = Path(__file__).with_name("descriptions.yml")
# From the article to the thing, and from the thing on, at most.
_BEFORE, _BEHIND, _AFTER_BACK = 5, 4, 6
# Between a thing and what says where it is: "l'usine pilote de Gand".
_BETWEEN = 2

Form = tuple["str", ...]


class Description(NamedTuple):
    """The words `start` to `end` of a message, which may describe somebody told of before.

    `returns` says that the visitor comes back to it.
    """

    start: int
    end: int
    returns: bool = False


def find(
    forms: Sequence[str],
    written: Sequence[str],
    named: Container[int] = (),
    owners: Mapping[int, int] | None = None,
) -> list[Description]:
    """Return the descriptions in a message of normal forms, in their order.

    `written` are the words as they stand there: "the funds" are several, and described is one.
    `named` are the indexes of words in names, where no thing is described, and `owners` where those
    begin and end that have something: "VIB's sequencing people".
    """
    found: list[Description] = []
    start = 0
    while start < len(forms):
        length = _back_at(forms, start)
        if length:
            end = _end(forms, start + length, start + length + _AFTER_BACK)
            item = Description(start + length, end, True) if end > start + length else None
        elif start in (owners or {}):
            item = _owned_at(forms, start, (owners or {})[start])
        else:
            item = _described_at(forms, written, named, start)
        if item:
            found.append(item)
        start = item.end if item else start + 1
    return found


def _described_at(
    forms: Sequence[str], written: Sequence[str], named: Container[int], start: int
) -> Description | None:
    after = forms[start + 1 : start + 2]
    if forms[start] not in _words("articles") or _words("behind").intersection(after):
        return None
    if is_without(forms[:start]) or is_dropped(forms[:start]):
        return None
    reach = _end(forms, start + 1, start + 1 + _BEFORE)
    things = (i for i in range(start + 1, reach) if forms[i] in _words("things") and i not in named)
    at = next(things, None)
    if at is None or fold(written[at]) != forms[at]:
        return None
    end = _behind(forms, at + 1)
    # "The lab" alone says nothing of which, "that lab" does.
    says_which = end > at + 1 or at > start + 1 or forms[start] in _words("demonstratives")
    return Description(start, end) if says_which else None


def _owned_at(forms: Sequence[str], start: int, end: int) -> Description | None:
    reach = _end(forms, end, end + _BEFORE)
    at = next((i for i in range(end, reach) if forms[i] in _words("things")), None)
    return None if at is None else Description(start, _behind(forms, at + 1))


def _behind(forms: Sequence[str], start: int) -> int:
    """Return where a description ends whose thing ends at `start`."""
    for at in range(start, min(start + _BETWEEN, len(forms) - 1) + 1):
        if at < len(forms) and forms[at] in _words("behind"):
            end = _end(forms, at + 1, at + _BEHIND)
            return end if end > at + 1 else start
        if at < len(forms) and forms[at] in _words("stops"):
            break
    return start


def _end(forms: Sequence[str], start: int, furthest: int) -> int:
    """Return where words that go on without a mark or a verb end."""
    end = start
    while end < min(furthest, len(forms)) and _goes_on(forms[end]):
        end += 1
    return end


def _goes_on(form: str) -> bool:
    return any(map(str.isalnum, form)) and form not in _words("stops")


def _back_at(forms: Sequence[str], start: int) -> int:
    lengths = range(4, 0, -1)
    return next((n for n in lengths if tuple(forms[start : start + n]) in _phrases("back")), 0)


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Mapping[str, Sequence[str]]]:
    data: Mapping[str, Mapping[str, Sequence[str]]] = yaml.safe_load(
        _FILE.read_text(encoding="utf-8")
    )
    return data


@lru_cache(maxsize=8)
def _phrases(section: str) -> frozenset[Form]:
    return frozenset(normalise(p) for written in _data()[section].values() for p in written)


@lru_cache(maxsize=8)
def _words(section: str) -> frozenset[str]:
    return frozenset(form for phrase in _phrases(section) for form in phrase)
