"""Words that stand for what was said before: "it", "the second one", "forget the location"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Mapping, NamedTuple, Sequence

import yaml

from knowledge.text import normalise

_FILE = Path(__file__).with_name("followups.yml")
_LABELS = {"pointers": "pointer", "drops": "drop"}
# Means nothing: a longer phrase that holds a pointer and does not point.
_NONE = "none"
_ADDS = "adds"


class FollowUp(NamedTuple):
    """A found phrase: "pointer", "drop" or "adds"; its value; the words start to end."""

    label: str
    value: str
    start: int
    end: int


def find(forms: Sequence[str]) -> list[FollowUp]:
    """Return the phrases in a message of normal forms, longest first at each word."""
    phrases, adds, longest = _phrases()
    found = []
    start = 0
    while start < len(forms):
        lengths = range(min(longest, len(forms) - start), 0, -1)
        matches = (n for n in lengths if tuple(forms[start : start + n]) in phrases)
        length = next(matches, 0)
        if length:
            label, value = phrases[tuple(forms[start : start + length])]
            if value != _NONE:
                found.append(FollowUp(label, value, start, start + length))
        start += length or 1
    edges = [(0, 1), (len(forms) - 1, len(forms)), (len(forms) - 2, len(forms))]
    for start, end in edges:
        if 0 <= start < len(forms) and tuple(forms[start:end]) in adds:
            return [*found, FollowUp(_ADDS, _ADDS, start, end)]
    return found


Form = tuple["str", ...]


@lru_cache(maxsize=1)
def _phrases() -> tuple[Mapping[Form, tuple[str, str]], frozenset[Form], int]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    phrases = {
        normalise(phrase): (label, str(value))
        for section, label in _LABELS.items()
        for value, by_language in data[section].items()
        for written in by_language.values()
        for phrase in written
    }
    adds = frozenset(normalise(phrase) for written in data[_ADDS].values() for phrase in written)
    return phrases, adds, max(map(len, phrases))
