"""How much of what was said stands in what is known of an enabler: which of several fits best.

A need is a key of the vocabulary; what people say of it is finer ("a challenge study with beds").
The words of a question that few enablers' texts have tell which of those that fit is meant, and
so do other words for them, in any language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Collection, Iterable, Mapping, Sequence, TypeVar

from knowledge.expected import nearness_to_sought
from knowledge.glossary import forms_in_english, meanings
from knowledge.meaning import learn, nearness
from knowledge.model import Enabler, Knowledge, Statement
from knowledge.query import Query
from knowledge.question import Question, answering, comes_near
from knowledge.sought import prepare
from knowledge.text import form_of, has_number, normalise

# Longer words that begin alike are taken for one, at half their weight: "genomics", "génomique".
_BEGINNING = 6
_ALIKE = 0.5
# So much of a word is told by another that means the same.
_MEANT = 0.8
# A word that more of all enablers have than this share tells none of them from the others.
_TELLING_SHARE = 0.2
# So much of a telling word makes a statement one that speaks of what was said.
SPEAKS = 0.45

# To say one of the rarest words of somebody describes them as much as to come so much nearer.
_TOLD = 0.1
# Where one clause ends, and how many words one has that asks anything.
_CLAUSES = re.compile(r"[.;:?!,\n]+(?:\s|$)|\b(?:and|en|et|und)\b")
_A_CLAUSE = 3
# What a number is worth where one is asked for, less than a telling word, and what it is to come
# near in meaning, as much as several words.
_A_FIGURE, _MEANING = 0.4, 5.0

_StatementT = TypeVar("_StatementT", bound=Statement)


@dataclass(frozen=True)
class Evidence:
    """`weights` has 0 to 1 by word, the rarest 1; `said` has the words of each enabler's texts."""

    weights: Mapping[str, float]
    said: Mapping[str, frozenset[str]]


@lru_cache(maxsize=2)
def evidence_of(knowledge: Knowledge) -> Evidence:
    """Return the weights of all words in the texts of `knowledge`, worked out once for it."""
    everything = (s for e in knowledge.enablers.values() for s in e.statements)
    prepare(knowledge)
    learn(statement.text for statement in everything)
    said = {key: _words_of(_texts(enabler)) for key, enabler in knowledge.enablers.items()}
    count = len(said)
    often = Counter(word for words in said.values() for word in words)
    weights = {
        word: log(count / n) / log(max(count, 2))
        for word, n in often.items()
        if n <= max(count * _TELLING_SHARE, 1)
    }
    return Evidence(weights, said)


def words_written(enablers: Iterable[Enabler]) -> frozenset[str]:
    """Return the normal forms of all words in the texts of `enablers`."""
    texts = (text for enabler in enablers for text in _texts(enabler))
    return frozenset(form for text in texts for form in normalise(text))


@lru_cache(maxsize=2)
def _everything(knowledge: Knowledge) -> frozenset[str]:
    return frozenset().union(*evidence_of(knowledge).said.values())


def told_by(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> float:
    """Return how much of `words` is said of `enabler` anywhere, 1 for each of the rarest."""
    return _weight(words, evidence_of(knowledge).said[enabler.id], knowledge)


def as_described(query: Query, enabler: Enabler, knowledge: Knowledge) -> float:
    """Return how well the words of a query describe `enabler`: 1 and more, where it is named."""
    sought = nearness_to_sought(query.said, enabler.id)
    return round(sought + _TOLD * told_by(enabler, query.words, knowledge), 3)


def told_in(statement: Statement, words: Sequence[str], knowledge: Knowledge) -> float:
    """Return how much of `words` stands in one statement, 1 for each of the rarest."""
    return _weight(words, _words_in(statement.text), knowledge)


def nearest(words: Sequence[str], statements: Iterable[Statement], knowledge: Knowledge) -> float:
    """Return how near the nearest of `statements` comes to what `words` mean together, 0 to 1."""
    asked = _in_english(tuple(words), knowledge)
    return max((nearness(asked, statement.text) for statement in statements), default=0.0)


@lru_cache(maxsize=8)
def _in_english(words: tuple[str, ...], knowledge: Knowledge) -> str:
    return forms_in_english(words, _everything(knowledge))


def question_of(query: Query, knowledge: Knowledge) -> Question | None:
    """Return what a query asks in words, to be held against statements; None for a word alone."""
    if len(query.words) < 2:
        return None
    return Question(query.said or " ".join(query.words), _in_english(query.words, knowledge))


def answers_to(text: str, enabler: Enabler, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return the statements of `enabler` that plainly answer a clause of `text`, in its order.

    "Must we tell anybody first, and how long will they sit on it?" asks two things.
    """
    clauses = [clause.strip() for clause in _CLAUSES.split(text)]
    asked = [clause for clause in clauses if len(clause.split()) >= _A_CLAUSE]
    asked = asked if len(asked) > 1 else [text]
    found = (
        answering(Question(clause, _in_english(normalise(clause), knowledge)), enabler)
        for clause in asked
    )
    return tuple(dict.fromkeys(statement for statement in found if statement))


def near_to(question: Question, enabler: Enabler, least: float) -> tuple[Statement, ...]:
    """Return the offers and facts of `enabler` that come as near as `least` to `question`."""
    statements = enabler.statements
    return tuple(each for each in statements if comes_near(question, each.text) >= least)


def nearest_to(question: Question, enabler: Enabler) -> float:
    """Return how near the nearest statement of `enabler` comes to `question`, 0 to 1."""
    statements = enabler.statements
    return max((comes_near(question, each.text) for each in statements), default=0.0)


def said_of(
    enabler: Enabler, words: Sequence[str], question: Question, knowledge: Knowledge
) -> float:
    """Return how well the best statement of `enabler` answers, by its words and its meaning."""
    return max(
        (
            told_in(each, words, knowledge) + comes_near(question, each.text)
            for each in enabler.statements
        ),
        default=0.0,
    )


def strange(words: Sequence[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Return those of `words` that no text of the knowledge has, not even alike or meant."""
    said = _everything(knowledge)
    return tuple(word for word in words if said.isdisjoint(_forms(word, knowledge)))


def share_told(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> float:
    """Return which share of `words` is said of `enabler`, 0 to 1; words nobody has count whole."""
    asked = sum(_weight_asked(word, knowledge) for word in words)
    return told_by(enabler, words, knowledge) / asked if asked else 0.0


def telling_first(
    statements: Sequence[_StatementT],
    words: Sequence[str],
    knowledge: Knowledge,
    *,
    numbered: bool = False,
    question: Question | None = None,
) -> tuple[_StatementT, ...]:
    """Return `statements` with those first that say most of `words`, the others as they stood.

    `numbered`: a number answers the question, so one that has any says a bit more. With the
    `question` as it was written, how near a statement comes to it in meaning counts too.
    """

    def told(statement: Statement) -> float:
        figure = numbered and has_number(statement.text)
        near = comes_near(question, statement.text) if question else 0.0
        return told_in(statement, words, knowledge) + _A_FIGURE * figure + _MEANING * near

    return tuple(sorted(statements, key=lambda each: -told(each)))


def speaking(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return the offers and facts of `enabler` that speak of `words`, the most telling first."""
    statements = enabler.statements
    telling = [each for each in statements if told_in(each, words, knowledge) >= SPEAKS]
    return telling_first(telling, words, knowledge)


def named_in(enabler: Enabler, words: Sequence[str], knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return the offers and facts of `enabler` with any of `words`, however common they are."""
    meant = {form for word in words for form in (word, *_meant(word, knowledge))}
    return tuple(
        statement
        for statement in enabler.statements
        if not _words_in(statement.text).isdisjoint(meant)
    )


def is_all_said(enabler: Enabler, words: Iterable[str], knowledge: Knowledge) -> bool:
    """Tell whether each of `words` stands in some statement of `enabler`, however common it is."""
    return all(named_in(enabler, (word,), knowledge) for word in words)


def naming(facility: str, enabler: Enabler, knowledge: Knowledge) -> tuple[Statement, ...]:
    """Return the offers and facts of `enabler` that have a word for `facility` in their text.

    Who is told of with a lab of its own lets out none, and is asked about it all the same.
    """
    phrases = {form_of(phrase) for phrase in knowledge.facilities[facility].words["en"]}
    return tuple(
        statement for statement in enabler.statements if _has_any(form_of(statement.text), phrases)
    )


def _has_any(forms: Sequence[str], phrases: Collection[tuple[str, ...]]) -> bool:
    starts = range(len(forms))
    lengths = {len(phrase) for phrase in phrases}
    return any(tuple(forms[start : start + n]) in phrases for start in starts for n in lengths)


def _weight(words: Sequence[str], said: frozenset[str], knowledge: Knowledge) -> float:
    ways = _ways(tuple(words), knowledge)
    return round(sum(next((told for form, told in way if form in said), 0.0) for way in ways), 3)


@lru_cache(maxsize=100)
def _ways(
    words: tuple[str, ...], knowledge: Knowledge
) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return for each word the forms by which a text says it, each with how much it tells then.

    The word itself stands first, then those that mean the same or begin alike, the best first.
    """
    weights = evidence_of(knowledge).weights

    def way(word: str) -> tuple[tuple[str, float], ...]:
        meant = [(form, _MEANT * weights.get(form, 0.0)) for form in _meant(word, knowledge)]
        alike = (_beginning(word), _ALIKE * weights.get(_beginning(word), 0.0))
        others = sorted((*meant, alike), key=lambda each: -each[1])
        return ((word, weights.get(word, 0.0)), *others)

    return tuple(way(word) for word in words)


def _weight_asked(word: str, knowledge: Knowledge) -> float:
    """Return how much `word` could tell: nothing when it is common, all when nobody has it."""
    weights = evidence_of(knowledge).weights
    if word in _everything(knowledge):
        return weights.get(word, 0.0)
    return max((weights.get(form, 0.0) for form in _meant(word, knowledge)), default=1.0)


def _meant(word: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the words of the texts that mean the same as `word`: of ours, or in English."""
    ours = knowledge.synonyms.get(word, ())
    said = evidence_of(knowledge).weights
    if word in said:
        return ours
    return (*ours, *(form for form in meanings(word) if form in said and form not in ours))


def _forms(word: str, knowledge: Knowledge) -> tuple[str, ...]:
    return (word, _beginning(word), *_meant(word, knowledge))


def _texts(enabler: Enabler) -> Iterable[str]:
    yield from enabler.all_names
    yield enabler.operator or ""
    yield enabler.caveat or ""
    for statement in enabler.statements:
        yield statement.text


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _words_in(text))


@lru_cache(maxsize=5_000)
def _words_in(text: str) -> frozenset[str]:
    forms = normalise(text)
    return frozenset((*forms, *map(_beginning, forms)))


def _beginning(form: str) -> str:
    return f"{form[:_BEGINNING]}-" if len(form) >= _BEGINNING else form
