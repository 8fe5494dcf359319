"""Where visitors say they are from by an adjective: "we are a Danish biotech"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Container, Iterator, Mapping, NamedTuple, Sequence

import yaml

from knowledge.text import normalise
from nlu import cues

_FILE = Path(__file__).with_name("peoples.yml")
_ENDINGS = ("", "e", "en", "er", "es", "n", "ne", "s")


class Home(NamedTuple):
    """A found adjective: the key of its place abroad, and its words start to end."""

    place: str
    start: int
    end: int


def find(forms: Sequence[str]) -> list[Home]:
    """Return the adjectives that say where who writes is from, in a message of normal forms."""
    return [each for each in _adjectives(forms) if _says_who(forms, each.start, each.end)]


def beside(forms: Sequence[str], nouns: Container[str]) -> tuple[str, ...]:
    """Return the places of the adjectives beside one of `nouns`, who writes left out.

    "Japanese pharma firms", "sociétés japonaises".
    """
    found = []
    for place, start, end in _adjectives(forms):
        around = (*forms[max(0, start - 1) : start], *forms[end : end + 2])
        ours = start > 0 and _says_who(forms, start, end)
        if any(form in nouns for form in around) and not ours:
            found.append(place)
    return tuple(dict.fromkeys(found))


def _adjectives(forms: Sequence[str]) -> Iterator[Home]:
    """Yield each adjective of a people, the longest at each word."""
    for start in range(len(forms)):
        for end in (start + 2, start + 1):
            place = _place(tuple(forms[start:end])) if end <= len(forms) else ""
            if place:
                yield Home(place, start, end)
                break


def adjectives(place: str) -> tuple[str, ...]:
    """Return the adjectives of a place abroad, English first; () where none is known."""
    return tuple(_written().get(place, ()))


def _says_who(forms: Sequence[str], start: int, end: int) -> bool:
    """Tell whether who writes is meant: "we are a Danish ...", "Korean firm, 200 people"."""
    if tuple(forms[end : end + 1]) in cues.cues().spoken:
        return False
    actor = cues.is_actor(forms[end : end + 2])
    return cues.is_of_who_writes(forms[:start]) or (start == 0 and actor)


def _place(words: tuple[str, ...]) -> str:
    *front, last = words
    stems = _stems()
    for ending in _ENDINGS:
        stem = last[: len(last) - len(ending)] if last.endswith(ending) else ""
        place = stems.get((*front, stem)) if stem else None
        if place:
            return place
    return ""


@lru_cache(maxsize=1)
def _stems() -> Mapping[tuple[str, ...], str]:
    # A last "s" is taken for a plural's ("japans"), but stands before an ending ("japanse").
    return {
        words: place
        for place, stems in _written().items()
        for written in stems
        for words in (normalise(written), tuple(written.split()))
    }


@lru_cache(maxsize=1)
def _written() -> Mapping[str, Sequence[str]]:
    data: Mapping[str, Sequence[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return data
