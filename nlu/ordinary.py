"""Which words are ordinary: a word of the language is no misspelt name, and no name by accident."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import simplemma

from knowledge.text import fold
from nlu.examples import read

# The dictionaries that are asked; together they cost some 200 MB and two seconds once.
LANGUAGES = ("en", "nl", "fr", "de")
_SHORT = 2
# What strangers write so often in the examples is a word of theirs, in a dictionary or not.
_OFTEN = 3
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
    return any(simplemma.is_known(form, language) for language in languages for form in forms)


def is_usual(word: str) -> bool:
    """Tell whether `word` is ordinary, or one that the visitors of our examples often use."""
    return is_ordinary(word) or fold(word) in _usual()


@lru_cache(maxsize=1)
def _usual() -> frozenset[str]:
    folder = Path(__file__).parent
    counted = Counter(
        fold(word)
        for name in _EXAMPLES
        for example in read(folder / name)
        for word in set(_WORD.findall(example.text))
    )
    return frozenset(word for word, often in counted.items() if often >= _OFTEN)
