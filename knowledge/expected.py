"""Questions that visitors are expected to ask, each beside the statement that answers it.

data/questions/ has a file for each file of enablers. A line with an enabler's id, a tab and the
text of one of its statements begins a block; the lines below it begin with a tab and have, between
tabs, `one` (asked of that enabler), `any` (asked by who looks for such a one) or `who` (tells whom
somebody looks for, and need not be answered by that statement alone), the language and the
question. A statement needs none: its own text is compared too.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator, Mapping, NamedTuple

import numpy as np

from knowledge.encoder import encode
from knowledge.errors import KnowledgeError, Problem
from knowledge.kept import vectors_of
from knowledge.largest import Groups, grouped, mean_of_largest
from knowledge.model import LANGUAGES, Knowledge

FOLDER = Path(__file__).with_name("data") / "questions"
_USES = _, _ANY, _WHO = ("one", "any", "who")
_MEND = (
    "write an enabler's id, a tab and its statement; "
    "or a tab, one, any or who, a tab, the language, a tab and the question"
)
# One question alone may come near by chance.
_NEAREST = 2


class Expected(NamedTuple):
    """A question, who and which statement answers it, and whether it is asked of that one."""

    enabler: str
    statement: str
    use: str
    text: str


class _Index(NamedTuple):
    """A row of `vectors` for each question but `who`; which are of a statement, of an enabler."""

    vectors: Any
    answering: _Asked
    seeking: _Asked


class _Asked(NamedTuple):
    """The questions of each text of a statement, or each id of an enabler, as a group of rows."""

    keys: tuple[str, ...]
    rows: Groups


def nearness_to_expected(question: str, statement: str) -> float:
    """Return how near `question` comes to the nearest two that `statement` answers, 0 to 1.

    0 for a statement of which no question is expected. Raises RuntimeError without the encoder.
    """
    return _near(question).answering.get(statement, 0.0)


def nearness_to_sought(question: str, enabler: str) -> float:
    """Return how near `question` comes to the nearest two by which an enabler is looked for."""
    return _near(question).seeking.get(enabler, 0.0)


def vectors_of_expected() -> Any:
    """Return a row for each of `all_expected`: worked out in some ten seconds if they changed."""
    return vectors_of([each.text for each in all_expected()])


def all_expected() -> tuple[Expected, ...]:
    """Return all questions, in the order of the files.

    Raises KnowledgeError with file, line and mend of one that is no question.
    """
    return tuple(each for path in sorted(FOLDER.glob("*.tsv")) for each in _read(path))


def gone(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Return enabler and text of each statement that has questions and is no longer held."""
    held = {
        (enabler.id, statement.text)
        for enabler in knowledge.enablers.values()
        for statement in enabler.statements
    }
    named = dict.fromkeys((each.enabler, each.statement) for each in all_expected())
    return tuple(each for each in named if each not in held)


def _read(path: Path) -> Iterator[Expected]:
    enabler = statement = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        first, *rest = line.split("\t")
        if first and len(rest) == 1:
            enabler, statement = first, rest[0]
        elif not first and enabler and len(rest) == 3 and rest[0] in _USES and rest[1] in LANGUAGES:
            yield Expected(enabler, statement, rest[0], rest[2])
        else:
            raise KnowledgeError([Problem(f"questions/{path.name}", number, "line", _MEND)])


@lru_cache(maxsize=1)
def _index() -> _Index:
    everything = all_expected()
    vectors = vectors_of([each.text for each in everything])
    questions = [each for each in everything if each.use != _WHO]
    rows: dict[str, list[int]] = defaultdict(list)
    sought: dict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(questions):
        rows[each.statement].append(row)
        if each.use == _ANY:
            sought[each.enabler].append(row)
    answered = vectors[[each.use != _WHO for each in everything]].astype(np.float32)
    answering, seeking = (
        _Asked(tuple(by), grouped(tuple(by.values()), len(questions))) for by in (rows, sought)
    )
    return _Index(answered, answering, seeking)


class _Near(NamedTuple):
    """How near a question comes to those of each statement, and of each enabler."""

    answering: Mapping[str, float]
    seeking: Mapping[str, float]


@lru_cache(maxsize=8)
def _near(question: str) -> _Near:
    # A few only: what visitors write is not kept.
    index = _index()
    to_all = index.vectors @ encode([question])[0]
    return _Near(*(_nearest(to_all, asked) for asked in (index.answering, index.seeking)))


def _nearest(to_all: Any, asked: _Asked) -> Mapping[str, float]:
    near = np.round(mean_of_largest(to_all, asked.rows, _NEAREST).clip(min=0.0), 3)
    return dict(zip(asked.keys, near.astype(float).tolist(), strict=True))
