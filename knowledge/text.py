"""The one way in which words are compared, here and wherever messages are read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters and digits apart, so that BSL-2, BSL2 and "bsl 2" are the same two words; the plus behind
# a word is one too ("Fund+").
_CHUNK = re.compile(r"\d+|[^\W\d_]+|(?<=[^\W\d_])\+(?!\w)", re.UNICODE)

_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|hundred)\b",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word of a text: where it stands (character offsets) and its normal form."""

    start: int
    end: int
    form: str


def has_number(text: str) -> bool:
    """Tell whether an English text has a number, in digits or in words."""
    return bool(_NUMBER.search(text))


def fold(text: str) -> str:
    """Return `text` in lower case without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def singular(form: str) -> str:
    """Return a folded word without its regular plural ending (English, Dutch, French)."""
    if len(form) < 4 or form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("ches", "shes", "xes", "sses")):
        return form[:-2]
    return form[:-1] if form.endswith("s") else form


def words(text: str) -> list[Word]:
    """Split `text` into words; linear in its length, whatever it holds."""
    return [
        Word(match.start(), match.end(), singular(fold(match.group().replace("+", "plus"))))
        for match in _CHUNK.finditer(text)
    ]


def normalise(text: str) -> tuple[str, ...]:
    """Return the normal forms of the words of `text`: equal tuples mean the same name."""
    return tuple(word.form for word in words(text))


@lru_cache(maxsize=20_000)
def form_of(written: str) -> tuple[str, ...]:
    """Return the normal forms of a name or text of the knowledge, kept for the next time.

    What visitors write is not kept: normalise that.
    """
    return normalise(written)
