"""Which words of a message tell what is asked for, beyond the names that were found in it."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Mapping, Sequence

import yaml

from knowledge.model import LANGUAGES
from knowledge.text import normalise, words

# What these name is kept elsewhere in the question; the rest of what stands there is a need.
_KEPT_ELSEWHERE = {"place", "enabler", "radius", "team_size", "pointer", "drop", "adds"}
_NOT_ASKED = {"without", "dropped", "home"}
# "BSL-2" and "phase 1" are found by name; a number tells one house only when it is a large one.
_DIGITS = 3
_LETTERS = 2


def content_words(text: str, entities: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the normal forms of the telling words of `text`, each once, in their order.

    `entities` are those of the message, with `start` and `end` in characters of `text`.
    """
    covered = [
        (entity["start"], entity["end"])
        for entity in entities
        if "start" in entity
        and (entity["end"] - entity["start"] < len(text) or entity["entity"] == "enabler")
        and (entity["entity"] in _KEPT_ELSEWHERE or entity.get("role") in _NOT_ASKED)
    ]
    return tuple(
        dict.fromkeys(
            word.form
            for word in words(text)
            if _tells(word.form) and not any(start <= word.start < end for start, end in covered)
        )
    )


def lesser_words(text: str) -> tuple[str, ...]:
    """Return the normal forms of all words of `text` but the stop words, common ones too."""
    return tuple(
        word.form
        for word in words(text)
        if len(word.form) > _LETTERS and word.form not in _stop_words()
    )


def _tells(form: str) -> bool:
    if form.isdigit():
        return len(form) >= _DIGITS
    return len(form) >= _LETTERS and form not in _common()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    data = yaml.safe_load(Path(__file__).with_name("common.yml").read_text(encoding="utf-8"))
    asking = (word for listed in data.values() for word in listed)
    return _stop_words() | {form for word in asking for form in normalise(word)}


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    stop_words = (
        word
        for language in LANGUAGES
        for word in import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    )
    return frozenset(form for word in stop_words for form in normalise(word))
