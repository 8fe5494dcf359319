"""Which words are ordinary: a word of the language is no misspelt name, and no name by accident."""

from __future__ import annotations

from functools import lru_cache

import simplemma

from knowledge.text import fold

# The dictionaries that are asked; together they cost some 200 MB and two seconds once.
LANGUAGES = ("en", "nl", "fr", "de")
_SHORT = 2


@lru_cache(maxsize=20_000)
def is_ordinary(word: str, languages: tuple[str, ...] = LANGUAGES) -> bool:
    """Tell whether `word`, as written, is in a dictionary of one of `languages`.

    Accents may be left out, as people do on a phone.
    """
    if len(word) <= _SHORT or not word.isalpha():
        return True
    forms = {word.casefold(), fold(word)}
    return any(simplemma.is_known(form, language) for language in languages for form in forms)
