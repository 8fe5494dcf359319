"""Which language a message is in, and whether it asks for one."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Iterable, Iterator, Mapping, Sequence

import yaml
from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from knowledge.model import LANGUAGES, Place
from knowledge.text import fold, normalise
from nlu.ordinary import is_ordinary, is_usual

_FILE = Path(__file__).with_name("languages.yml")
# Names are the same in all languages and say nothing about the message around them.
_NAMES = {"enabler", "place", "outside", "unknown", "radius"}
_PLACES = {"place", "outside"}
# Below this a message is taken to be short or mixed, and the conversation keeps its language.
_SURE, _ENOUGH_WORDS = 0.8, 3
# A courtesy of a few words must be plainly in another language.
_PLAIN, _FEW_WORDS = 0.95, 5
_LIKELY = 0.4
# With no word in it that any language knows, it is a long compound or gibberish.
_LIKELY_OF_THE_UNKNOWN = 0.9
# What a letter model or a word list that has never seen something still leaves open.
_FLOOR, _RARE, _STRANGE = 0.02, 1e-4, 2e-5
# How much less a place is written so in a language that has another name for it, and in one that
# only borrows the Dutch name ("Antwerpen" in German).
_OTHERWISE_CALLED, _BORROWED = 0.1, 0.5
_EXAMPLES = ("needs", "follow_ups", "limits")
_TRAINING = Path(__file__).parent.parent / "data" / "nlu"
_EXAMPLE_LINE = "    - "
_WORD = re.compile(r"[^\W\d_]+(?:['’]s\b)?")


@dataclass(frozen=True)
class Guess:
    """The language of a message, and how far to trust it.

    `trust` is "asked" (the message asks to be answered in it), "sure" (it is long and plain),
    "likely" (good enough where nothing else is known) or "".
    """

    language: str
    trust: str = ""


def guess(
    text: str,
    entities: Sequence[Mapping[str, Any]],
    places: Mapping[str, Place] = MappingProxyType({}),
) -> Guess | None:
    """Return the language of a message, its names left out; None when nothing is left.

    Of the names, only the towns say something: who writes "Antwerpen" writes no English.
    """
    # "In Flemish" asks for a language, "in Flemish Brabant" does not.
    asked = asked_for(_without_names(text, [e for e in entities if " " in e["text"]]))
    if asked:
        return Guess(asked, "asked")
    called = tuple(_called_so_in(entities, places))
    words = _without_names(text, entities)
    if not (_WORD.search(words) or called):
        if not text.strip() or any(entity["entity"] == "enabler" for entity in entities):
            # A house is called the same in all of them.
            return None
        words = text
    if not any(char.isalpha() for char in text):
        return None
    shares = _shares(words, called)
    language = max(LANGUAGES, key=lambda each: shares[each])
    known = called or any(is_usual(word) for word in _WORD.findall(words))
    likely = shares[language] >= (_LIKELY if known else _LIKELY_OF_THE_UNKNOWN)
    length = len(normalise(words))
    plain = shares[language] >= (_PLAIN if length <= _FEW_WORDS else _SURE)
    if known and plain and length >= _ENOUGH_WORDS:
        return Guess(language, "sure")
    return Guess(language, "likely" if likely else "")


def _called_so_in(
    entities: Iterable[Mapping[str, Any]], places: Mapping[str, Place]
) -> Iterator[set[str]]:
    """Yield, for each place that is called otherwise elsewhere, the languages that call it so."""
    for entity in entities:
        place = places.get(str(entity["value"])) if entity["entity"] in _PLACES else None
        if place is not None:
            written = fold(str(entity["text"]))
            so = {language for language in LANGUAGES if fold(place.name_in(language)) == written}
            if so and so != set(LANGUAGES):
                yield so


def _shares(words: str, called: Sequence[set[str]]) -> Mapping[str, float]:
    """Return how likely each language is: by the detector's letters, and by our examples' words.

    In few words the letters say little; the words of visitors in each language say more, and so
    do the languages in which the places are `called` so.
    """
    letters = dict.fromkeys(LANGUAGES, 1.0)
    if words.strip():
        values = _detector().compute_language_confidence_values(words)
        letters = {value.language.iso_code_639_1.name.lower(): value.value for value in values}
    weights = {
        language: math.log(letters[language] + _FLOOR)
        + sum(math.log(_often(word, language)) for word in _WORD.findall(words))
        + sum(math.log(_called(language, so)) for so in called)
        for language in LANGUAGES
    }
    highest = max(weights.values())
    odds = {language: math.exp(weight - highest) for language, weight in weights.items()}
    return {language: odds[language] / sum(odds.values()) for language in LANGUAGES}


def _called(language: str, so: set[str]) -> float:
    if language not in so:
        return _OTHERWISE_CALLED
    return 1.0 if language == "nl" or so & {"en"} or "nl" not in so else _BORROWED


def _often(word: str, language: str) -> float:
    """Return how often a word is written in a language; more seldom without its dictionary."""
    counts, total = _usual()[language]
    seldom = _RARE if is_ordinary(word, (language,)) else _STRANGE
    return counts.get(fold(word), 0) / total + seldom


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, tuple[Mapping[str, int], int]]:
    """Return how often each word stands in the examples of each language, and all of them."""
    found = {}
    for language in LANGUAGES:
        counts = Counter(fold(word) for text in _examples(language) for word in _WORD.findall(text))
        found[language] = (counts, max(1, sum(counts.values())))
    return found


def _examples(language: str) -> Iterator[str]:
    for folder in _EXAMPLES:
        path = Path(__file__).with_name(folder) / f"{language}.tsv"
        for line in path.read_text(encoding="utf-8").splitlines():
            yield line.rpartition("\t")[2]
    # Greetings and thanks stand only here.
    for line in (_TRAINING / f"{language}.yml").read_text(encoding="utf-8").splitlines():
        if line.startswith(_EXAMPLE_LINE):
            yield line[len(_EXAMPLE_LINE) :]


def asked_for(text: str) -> str | None:
    """Return the language that a message asks to go on in; None for none."""
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
