"""Which words are ordinary: a word of the language is no misspelt name, and no name by accident."""

from __future__ import annotations

from functools import lru_cache

import simplemma

# The dictionaries that are asked; together they cost some 200 MB and two seconds once.
LANGUAGES = ("en", "nl", "fr", "de")
_SHORT = 2


@lru_cache(maxsize=20_000)
def is_ordinary(word: str, languages: tuple[str, ...] = LANGUAGES) -> bool:
    """Tell whether `word`, in lower case as written, is in a dictionary of one of `languages`."""
    if len(word) <= _SHORT or not word.isalpha():
        return True
    return any(simplemma.is_known(word, language) for language in languages)
