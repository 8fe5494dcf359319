"""Which language a message is in, and whether it asks for one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping, Sequence

import yaml
from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from knowledge.model import LANGUAGES
from knowledge.text import normalise

_FILE = Path(__file__).with_name("languages.yml")
# Names are the same in all languages and say nothing about the message around them.
_NAMES = {"enabler", "place", "outside", "unknown", "radius"}
# Below this a message is taken to be short or mixed, and the conversation keeps its language.
_SURE, _ENOUGH_WORDS = 0.8, 3
_LIKELY = 0.5


@dataclass(frozen=True)
class Guess:
    """The language of a message, and how far to trust it.

    `trust` is "asked" (the message asks to be answered in it), "sure" (it is long and plain),
    "likely" (good enough where nothing else is known) or "".
    """

    language: str
    trust: str = ""


def guess(text: str, entities: Sequence[Mapping[str, Any]]) -> Guess | None:
    """Return the language of a message, its names left out; None when nothing is left."""
    asked = _asked(text)
    if asked:
        return Guess(asked, "asked")
    words = _without_names(text, entities)
    if not any(char.isalpha() for char in words):
        return None
    values = _detector().compute_language_confidence_values(words)
    best = values[0]
    language = best.language.iso_code_639_1.name.lower()
    if best.value >= _SURE and len(normalise(words)) >= _ENOUGH_WORDS:
        return Guess(language, "sure")
    return Guess(language, "likely" if best.value >= _LIKELY else "")


def _asked(text: str) -> str | None:
    form = normalise(text)
    for language, phrases in _requests().items():
        for phrase in phrases:
            starts = range(len(form) - len(phrase) + 1)
            if any(form[start : start + len(phrase)] == phrase for start in starts):
                return language
    return None


def _without_names(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    parts, position = [], 0
    for entity in sorted(entities, key=lambda e: (e["start"], e["end"])):
        if entity["entity"] in _NAMES and entity["start"] >= position:
            parts.append(text[position : entity["start"]])
            position = entity["end"]
    return " ".join((*parts, text[position:]))


@lru_cache(maxsize=1)
def _requests() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {language: tuple(map(normalise, phrases)) for language, phrases in data.items()}


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    codes = [getattr(IsoCode639_1, language.upper()) for language in LANGUAGES]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_preloaded_language_models().build()
