"""Which words are ordinary: a word of the language is no misspelt name, and no name by accident."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import simplemma
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import fold
from nlu.examples import read

# The dictionaries that are asked; together they cost some 30 MB and a second once.
LANGUAGES = ("en", "nl", "fr", "de")
_SHORT = 2
# What strangers write so often in the examples is a word of theirs, in a dictionary or not.
_OFTEN = 3
# Joined length from which two slips and one are forgiven in a usual word.
_SLIPS = ((8, 2), (4, 1))
# Shortest word that may be two, and the small words that may be one of them.
_GLUED = 6
_SMALL = frozenset(
    [
        *("in", "at", "of", "to", "and", "for", "the", "any", "en", "te", "van", "een", "het"),
        *("de", "la", "le", "un", "du", "des", "et", "der", "die", "das", "ein", "und", "lab"),
        *("labo", "bsl", "our", "we", "wij", "wir", "is", "are", "me", "mit", "per", "que"),
    ]
)
_EXAMPLES = ("needs", "follow_ups", "limits")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def is_ordinary(word: str, languages: tuple[str, ...] = LANGUAGES) -> bool:
    """Tell whether `word`, as written, is in a dictionary of one of `languages`.

    Accents may be left out, as people do on a phone.
    """
    if len(word) <= _SHORT or not word.isalpha():
        return True
    forms = {word.casefold(), fold(word)}
    return any(
        simplemma.is_known(form, language, low_memory=True)
        for language in languages
        for form in forms
    )


def is_usual(word: str) -> bool:
    """Tell whether `word` is ordinary, or one that the visitors of our examples often use."""
    return is_ordinary(word) or fold(word) in _usual()


@lru_cache(maxsize=20_000)
def usual_like(word: str) -> str | None:
    """Return the usual word that `word` is a slip of; None when it is none, or like no other."""
    form = fold(word)
    slips = next((allowed for length, allowed in _SLIPS if len(form) >= length), 0)
    if not slips or is_usual(word):
        return None
    near = process.extractOne(form, _usual_list(), scorer=OSA.distance, score_cutoff=slips)
    return str(near[0]) if near and near[0][0] == form[0] else None


def parts_of(word: str, names: frozenset[str]) -> tuple[str, str] | None:
    """Return the two words that `word` is made of when the space between them was left out.

    Both are usual words or of `names`; the longest first part wins.
    """
    form = fold(word)
    if len(form) < _GLUED or len(form) != len(word) or is_usual(word) or form in names:
        return None
    for cut in range(len(form) - 2, 1, -1):
        parts = form[:cut], form[cut:]
        if all(_is_part(part, names) for part in parts):
            return parts
    return None


def _is_part(part: str, names: frozenset[str]) -> bool:
    return part in names or (part in _usual() and (len(part) > 3 or part in _SMALL))


@lru_cache(maxsize=1)
def _usual_list() -> tuple[str, ...]:
    return tuple(sorted(_usual()))


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    folder = Path(__file__).parent
    written = Counter(
        word
        for name in _EXAMPLES
        for example in read(folder / name)
        for word in set(_WORD.findall(example.text))
    )
    counted: Counter[str] = Counter()
    for word, often in written.items():
        counted[fold(word)] += often
    return frozenset(word for word, often in counted.items() if often >= _OFTEN)
