"""Which language a message is in, and whether it asks for one."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Mapping, Sequence

import yaml
from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from knowledge.model import LANGUAGES
from knowledge.text import fold, normalise

_FILE = Path(__file__).with_name("languages.yml")
# Names are the same in all languages and say nothing about the message around them.
_NAMES = {"enabler", "place", "outside", "unknown", "radius"}
# Below this a message is taken to be short or mixed, and the conversation keeps its language.
_SURE, _ENOUGH_WORDS = 0.8, 3
_LIKELY = 0.5
# What a letter model or a word list that has never seen something still leaves open.
_FLOOR, _RARE = 0.02, 1e-4
_EXAMPLES = ("needs", "follow_ups", "limits")
_WORD = re.compile(r"[^\W\d_]+")


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
    words = words if _WORD.search(words) else text
    if not any(char.isalpha() for char in words):
        return None
    shares = _shares(words)
    language = max(LANGUAGES, key=lambda each: shares[each])
    if shares[language] >= _SURE and len(normalise(words)) >= _ENOUGH_WORDS:
        return Guess(language, "sure")
    return Guess(language, "likely" if shares[language] >= _LIKELY else "")


def _shares(words: str) -> Mapping[str, float]:
    """Return how likely each language is: by the detector's letters, and by our examples' words.

    In few words the letters say little; the words of visitors in each language say more.
    """
    values = _detector().compute_language_confidence_values(words)
    letters = {value.language.iso_code_639_1.name.lower(): value.value for value in values}
    weights = {
        language: math.log(letters[language] + _FLOOR)
        + sum(math.log(counts.get(fold(word), 0) / total + _RARE) for word in _WORD.findall(words))
        for language, (counts, total) in _usual().items()
    }
    highest = max(weights.values())
    odds = {language: math.exp(weight - highest) for language, weight in weights.items()}
    return {language: odds[language] / sum(odds.values()) for language in LANGUAGES}


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, tuple[Mapping[str, int], int]]:
    """Return how often each word stands in the examples of each language, and all of them."""
    found = {}
    for language in LANGUAGES:
        counts = Counter(
            fold(word)
            for folder in _EXAMPLES
            for path in sorted(Path(__file__).with_name(folder).glob(f"{language}.tsv"))
            for line in path.read_text(encoding="utf-8").splitlines()
            for word in _WORD.findall(line.rpartition("\t")[2])
        )
        found[language] = (counts, max(1, sum(counts.values())))
    return found


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
