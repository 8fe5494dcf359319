"""Words that stand for what was said before: "it", "the second one", "forget the location"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping, NamedTuple, Sequence

import yaml

from knowledge.text import normalise
from nlu.cues import cues, without_mark

_FILE = Path(__file__).with_name("followups.yml")
_LABELS = {
    **{"pointers": "pointer", "drops": "drop", "sizes": "larger", "lists": "again"},
    **{"alikes": "alike", "beginnings": "afresh", "fits": "for_us", "fields": "our_field"},
}
# Means nothing: a longer phrase that holds a pointer and does not point.
_NONE = "none"
_LONGEST = 4
_DIGITS = frozenset("123456789")
_ADDS, _NARROWS, _NUMBERING = "adds", "narrows", "numbering"
_CHOICES, _WAYS, _THANS = "choices", "ways", "thans"
# Before a phrase that counts at the beginning of a message alone, but for an "and" before it.
_OPENING = "^"


class FollowUp(NamedTuple):
    """A found phrase: its label and value, and its words start to end.

    "adds" says where it stands ("start" or "end" of the message); "narrows" says that the last
    search goes on, "choice" that one or some of those found are asked for, "ways" how to reach
    them, "than" that one is held against another; all others have the values of the file.
    """

    label: str
    value: str
    start: int
    end: int


def find(forms: Sequence[str]) -> list[FollowUp]:
    """Return the phrases in a message of normal forms, longest first at each word."""
    phrases, longest = _phrases()
    found = []
    opening = _opening(forms)
    start = 0
    while start < len(forms):
        lengths = range(min(longest, len(forms) - start), 0, -1)
        marks = ((_OPENING,), ()) if start == opening else ((),)
        keys = ((*mark, *forms[start : start + n]) for n in lengths for mark in marks)
        key = next((key for key in keys if key in phrases), ())
        if key and _hides_a_number(forms, start, start + len(key), phrases):
            key = ()
        length = len(key) - (key[:1] == (_OPENING,))
        if key:
            label, value = phrases[key]
            if value != _NONE:
                found.append(FollowUp(label, value, start, start + length))
        start += length or 1
    found += _first_numbers(forms, found)
    found += _second_numbers(forms, found)
    return [*found, *_going_on(forms)]


def _hides_a_number(
    forms: Sequence[str], start: int, end: int, phrases: Mapping[Form, tuple[str, str]]
) -> bool:
    """Tell whether a number begins within a phrase and goes on behind it: "liegt das erste"."""
    return any(
        phrases.get(tuple(forms[inside : end + 1]), ("", ""))[1].lstrip("-").isdigit()
        for inside in range(start + 1, end)
    )


def _opening(forms: Sequence[str]) -> int:
    """Return where a message begins, an "and" left aside."""
    return next((i for i, form in enumerate(forms) if (form,) not in cues().joins), 0)


def _first_numbers(forms: Sequence[str], found: Sequence[FollowUp]) -> list[FollowUp]:
    """Return the bare numbers that a word before them makes one of the list: "compare 1 and 3"."""
    taken = {index for item in found for index in range(item.start, item.end)}
    words = _going_on_phrases()[_NUMBERING]
    return [
        FollowUp("pointer", form, index, index + 1)
        for index, form in enumerate(forms)
        if form in _DIGITS and index not in taken
        if any(tuple(forms[max(0, index - n) : index]) in words for n in (1, 2))
    ]


def _second_numbers(forms: Sequence[str], found: Sequence[FollowUp]) -> list[FollowUp]:
    """Return the bare numbers behind a pointer: "compare number 1 and 3"."""
    return [
        FollowUp("pointer", forms[item.end + 1], item.end + 1, item.end + 2)
        for item in found
        if item.label == "pointer" and item.value.isdigit()
        if item.end + 1 < len(forms) and forms[item.end + 1] in _DIGITS
        if (forms[item.end],) in cues().joins
    ]


def _going_on(forms: Sequence[str]) -> list[FollowUp]:
    found = []
    data = _going_on_phrases()
    forms = without_mark(forms)
    last, opening = len(forms), _opening(forms)
    for length in range(1, _LONGEST + 1):
        if tuple(forms[:length]) in data[_ADDS]:
            found.append(FollowUp(_ADDS, "start", 0, min(length, last)))
        if length < last and tuple(forms[-length:]) in data[_ADDS]:
            found.append(FollowUp(_ADDS, "end", last - length, last))
        for start in range(last - length + 1):
            if tuple(forms[start : start + length]) in data[_NARROWS]:
                found.append(FollowUp(_NARROWS, _NARROWS, start, start + length))
            said, mark = tuple(forms[start : start + length]), (_OPENING,)
            if said in data[_CHOICES] or (start == opening and mark + said in data[_CHOICES]):
                found.append(FollowUp("choice", "choice", start, start + length))
            if said in data[_THANS]:
                found.append(FollowUp("than", "than", start, start + length))
            if said in data[_WAYS]:
                found.append(FollowUp("ways", "ways", start, start + length))
    return found


Form = tuple["str", ...]


@lru_cache(maxsize=1)
def _data() -> Any:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _phrases() -> tuple[Mapping[Form, tuple[str, str]], int]:
    phrases = {
        _key(phrase): (label, str(value))
        for section, label in _LABELS.items()
        for value, by_language in _data()[section].items()
        for written in by_language.values()
        for phrase in written
    }
    return phrases, max(map(len, phrases))


def _key(written: str) -> Form:
    phrase = written.removeprefix(_OPENING)
    return (*((_OPENING,) if phrase != written else ()), *normalise(phrase))


@lru_cache(maxsize=1)
def _going_on_phrases() -> Mapping[str, frozenset[Form]]:
    return {
        name: frozenset(_key(p) for written in _data()[name].values() for p in written)
        for name in (_ADDS, _NARROWS, _NUMBERING, _CHOICES, _WAYS, _THANS)
    }
