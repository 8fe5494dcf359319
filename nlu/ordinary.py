"""Which words are ordinary: a word of the language is no misspelt name, and no name by accident."""

from __future__ import annotations

from functools import lru_cache

import simplemma

# The dictionaries that are asked; each costs some 40 MB and half a second once.
LANGUAGES = ("en", "nl", "fr", "de")
_SHORT = 2


@lru_cache(maxsize=20_000)
def is_ordinary(word: str) -> bool:
    """Tell whether `word`, in lower case as written, is in a dictionary of one of our languages."""
    if len(word) <= _SHORT or not word.isalpha():
        return True
    return any(simplemma.is_known(word, language) for language in LANGUAGES)
