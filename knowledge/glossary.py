"""Questions in Dutch, French or German, word by word in English, for texts that are in English.

Good enough to tell which statement comes nearest in meaning, and for nothing that is shown.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Collection, Mapping, Sequence

from knowledge.model import LANGUAGES
from knowledge.text import normalise, words

_FOLDER = Path(__file__).with_name("data") / "glossary"
_ENGLISH = "en"


def in_english(text: str, language: str) -> str:
    """Return `text` with each word that the glossary of `language` has in English."""
    if language == _ENGLISH:
        return text
    meanings = _meanings(language)
    return " ".join(meanings.get(word.form, text[word.start : word.end]) for word in words(text))


def forms_in_english(forms: Sequence[str], english: Collection[str]) -> str:
    """Return words of any language in English: those of `english` as they are, all others so.

    Where several glossaries have a word, all that it may mean is there.
    """
    said = []
    for form in forms:
        meant = [m for m in (_meanings(each).get(form) for each in LANGUAGES) if m]
        said.append(form if form in english or not meant else " ".join(dict.fromkeys(meant)))
    return " ".join(said)


def meanings(form: str) -> tuple[str, ...]:
    """Return the English normal forms that a word of another language may mean, each once."""
    meant = (_meanings(language).get(form, "") for language in LANGUAGES)
    return tuple(dict.fromkeys(each for text in meant for each in normalise(text)))


def check_glossaries() -> None:
    """Read all glossaries. Raises ValueError with file and line of one that has a mistake."""
    for language in LANGUAGES:
        _meanings(language)


@lru_cache(maxsize=len(LANGUAGES))
def _meanings(language: str) -> Mapping[str, str]:
    """Return the English of each normal form of a language. Raises ValueError for a bad line."""
    if language == _ENGLISH:
        return {}
    path = _FOLDER / f"{language}.tsv"
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        word, tab, meaning = line.partition("\t")
        forms = normalise(word)
        if not tab or not meaning.strip() or len(forms) != 1:
            raise ValueError(f"{path.name}:{number}: write one word, a tab and its English")
        found.setdefault(forms[0], meaning.strip())
    return found
