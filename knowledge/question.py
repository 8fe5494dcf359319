"""What a visitor asks, and how near a statement comes to it, however either is worded."""

from __future__ import annotations

from typing import Iterable, NamedTuple

from knowledge.expected import nearness_to_expected, nearness_to_sought
from knowledge.meaning import nearness
from knowledge.model import Enabler, Statement

# How near a question comes to those that a statement answers tells more than the statement does.
_EXPECTED, _DIRECTLY = 2 / 3, 1 / 3
# Any question has so much more in common with other questions than with a statement.
_BY_CHANCE = 0.09
# So near to expected questions, and its statement so much nearer than all others, a question is
# one of them.
PLAINLY, _AHEAD = 0.5, 0.02


class Question(NamedTuple):
    """A question as it was written, and word by word in English."""

    said: str
    english: str


def comes_near(question: Question, statement: str) -> float:
    """Return how near `statement` comes to `question`, 0 to 1: itself, and what it answers."""
    expected = nearness_to_expected(question.said, statement)
    directly = nearness(question.english, statement)
    both = _EXPECTED * expected + _DIRECTLY * directly - _BY_CHANCE
    return max(directly, round(both, 3))


def answering(question: Question, enabler: Enabler) -> Statement | None:
    """Return the statement of `enabler` that plainly answers `question`; None where none does."""
    statements = enabler.statements
    near = [comes_near(question, each.text) for each in statements]
    if not near:
        return None
    best = near.index(max(near))
    second = max((*near[:best], *near[best + 1 :]), default=0.0)
    plainly = nearness_to_expected(question.said, statements[best].text) >= PLAINLY
    return statements[best] if plainly and near[best] - second >= _AHEAD else None


def nearest_expected(question: Question, enabler: Enabler) -> float:
    """Return how near `question` comes to those that are expected of `enabler`, 0 to 1."""
    near = (nearness_to_expected(question.said, each.text) for each in enabler.statements)
    return max(near, default=0.0)


def nearest_sought(question: Question, ids: Iterable[str]) -> float:
    """Return how near `question` comes to those by which any of these enablers is looked for."""
    return max((nearness_to_sought(question.said, key) for key in ids), default=0.0)
