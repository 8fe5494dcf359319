"""The words by which visitors say what the texts say in others, in all languages."""

from __future__ import annotations

from typing import Any, Callable, Collection, Iterable, Iterator, Mapping, Sequence

from knowledge.errors import Problem, did_you_mean
from knowledge.model import LANGUAGES, Synonyms
from knowledge.text import normalise

Complain = Callable[[Any, "tuple[str | int, ...]", str], Problem]


def by_said(records: Iterable[Synonyms]) -> dict[str, tuple[str, ...]]:
    """Return the normal forms of the texts' words by that of a word that visitors say."""
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        (written,) = normalise(record.key)
        for _, word in _listed(record):
            (form,) = normalise(word)
            found[form] = (*found.get(form, ()), written)
    return found


def check(
    entries: Sequence[Any], written: Collection[str], complain: Complain
) -> Iterator[Problem]:
    """Yield every problem of located `Synonyms`; `written` has the normal forms of all texts."""
    taken: dict[str, str] = {}
    for entry in entries:
        key = entry.record.key
        forms = normalise(key)
        form = forms[0] if len(forms) == 1 else ""
        if form not in written:
            near = did_you_mean(key.lower(), written)
            message = f"stands in no text of an enabler; write one word that does.{near}"
            yield complain(entry, (), message)
        elif taken.setdefault(form, key) != key:
            yield complain(entry, (), f'is the same word as "{taken[form]}"; list all words there')
        yield from _check_words(entry, form, complain)


def _check_words(entry: Any, key: str, complain: Complain) -> Iterator[Problem]:
    seen = {key}
    for path, word in _listed(entry.record):
        forms = normalise(word)
        if len(forms) != 1:
            yield complain(entry, path, f'"{word}" is not one word; write one, or remove it')
        elif forms[0] == key:
            yield complain(entry, path, f'"{word}" is the word of the texts itself; remove it')
        elif forms[0] in seen:
            message = f'"{word}" is listed already; once does for all languages, remove it'
            yield complain(entry, path, message)
        seen.update(forms)


def _listed(record: Synonyms) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every word of a record with the keys that lead to it."""
    by_language: Mapping[str, tuple[str, ...]] = {
        language: getattr(record, language) for language in LANGUAGES
    }
    for language, words in by_language.items():
        for index, word in enumerate(words):
            yield (language, index), word
