"""How much of what was said stands in what is known of an enabler: which of several fits best.

A need is a key of the vocabulary; what people say of it is finer ("a challenge study with beds").
The words of a question that few enablers' texts have tell which of those that fit is meant.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Iterable, Mapping, Sequence, TypeVar

from knowledge.model import Enabler, Knowledge, Statement
from knowledge.text import normalise

# Longer words that begin alike are taken for one, at half their weight: "genomics", "génomique".
_BEGINNING = 6
_ALIKE = 0.5
# A word that more of all enablers have than this share tells none of them from the others.
_TELLING_SHARE = 0.2
# So much of a telling word makes a statement one that speaks of what was said.
SPEAKS = 0.45

_StatementT = TypeVar("_StatementT", bound=Statement)


@dataclass(frozen=True)
class Evidence:
    """`weights` has 0 to 1 by word, the rarest 1; `said` has the words of each enabler's texts."""

    weights: Mapping[str, float]
    said: Mapping[str, frozenset[str]]


@lru_cache(maxsize=2)
def evidence_of(knowledge: Knowledge) -> Evidence:
    """Return the weights of all words in the texts of `knowledge`, worked out once for it."""
    said = {key: _words_of(_texts(enabler)) for key, enabler in knowledge.enablers.items()}
    count = len(said)
    often = Counter(word for words in said.values() for word in words)
    weights = {
        word: log(count / n) / log(max(count, 2))
        for word, n in often.items()
        if n <= max(count * _TELLING_SHARE, 1)
    }
    return Evidence(weights, said)


@lru_cache(maxsize=2)
def _everything(knowledge: Knowledge) -> frozenset[str]:
    return frozenset().union(*evidence_of(knowledge).said.values())


def told_by(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> float:
    """Return how much of `words` is said of `enabler` anywhere, 1 for each of the rarest."""
    evidence = evidence_of(knowledge)
    return _weight(words, evidence.said[enabler.id], evidence)


def told_in(statement: Statement, words: Sequence[str], knowledge: Knowledge) -> float:
    """Return how much of `words` stands in one statement, 1 for each of the rarest."""
    return _weight(words, _words_in(statement.text), evidence_of(knowledge))


def strange(words: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Return those of `words` that no text of the knowledge has, not even alike."""
    said = _everything(knowledge)
    return tuple(word for word in words if word not in said and _beginning(word) not in said)


def share_told(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> float:
    """Return which share of `words` is said of `enabler`, 0 to 1; words nobody has count whole."""
    weights = evidence_of(knowledge).weights
    common = _everything(knowledge)
    asked = sum(weights.get(word, 0.0 if word in common else 1.0) for word in words)
    return told_by(enabler, words, knowledge) / asked if asked else 0.0


def telling_first(
    statements: Sequence[_StatementT], words: Sequence[str], knowledge: Knowledge
) -> tuple[_StatementT, ...]:
    """Return `statements` with those first that say most of `words`, the others as they stood."""
    return tuple(sorted(statements, key=lambda each: -told_in(each, words, knowledge)))


def speaking(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return the offers and facts of `enabler` that speak of `words`, the most telling first."""
    statements: tuple[Statement, ...] = (*enabler.offers, *enabler.facts)
    telling = [each for each in statements if told_in(each, words, knowledge) >= SPEAKS]
    return telling_first(telling, words, knowledge)


def named_in(enabler: Enabler, words: Sequence[str]) -> tuple[Statement, ...]:
    """Return the offers and facts of `enabler` with any of `words`, however common they are."""
    return tuple(
        statement
        for statement in (*enabler.offers, *enabler.facts)
        if not _words_in(statement.text).isdisjoint(words)
    )


def _weight(words: Sequence[str], said: frozenset[str], evidence: Evidence) -> float:
    total = 0.0
    for word in words:
        if word in said:
            total += evidence.weights.get(word, 0.0)
        elif (beginning := _beginning(word)) in said:
            total += _ALIKE * evidence.weights.get(beginning, 0.0)
    return round(total, 3)


def _texts(enabler: Enabler) -> Iterable[str]:
    yield from enabler.all_names
    yield enabler.operator or ""
    yield enabler.caveat or ""
    for statement in (*enabler.offers, *enabler.facts):
        yield statement.text


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _words_in(text))


@lru_cache(maxsize=5_000)
def _words_in(text: str) -> frozenset[str]:
    forms = normalise(text)
    return frozenset((*forms, *map(_beginning, forms)))


def _beginning(form: str) -> str:
    return f"{form[:_BEGINNING]}-" if len(form) >= _BEGINNING else form
