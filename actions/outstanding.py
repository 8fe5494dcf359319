"""Which of a list "it" is, where one of those shown stands out."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping

from actions.matching import has_some
from actions.narrowing import matches_listed
from actions.turn import Turn, page_shown
from knowledge.question import PLAINLY, nearest_expected

_VAGUE = {"it", "they"}
_SINGULAR = ("it",)
# "How many are there?", "show me the rest".
_OF_ALL = {"count", "show_more"}
# After answers of these, something else than a list is spoken of.
_NO_LIST = {"enabler", "comparison"}
# So much nearer must a question come to what is expected of one than to that of the others.
_AHEAD, _FAR_AHEAD = 0.08, 0.2
# So much more of the question must be met by the first than by the second of a list.
_MORE = 1.5


def of_the_outstanding(turn: Turn) -> Turn:
    """Return the turn as one on the one of the list that its question is plainly asked of.

    That is the only one of which such a question is expected, or else, for "it", the first one
    where that fits the search far better than the second.
    """
    if not _is_of_one_of_the_list(turn):
        return turn
    one = _asked_of(turn)
    named = set(turn.reading.query.facilities) - set(turn.reading.guesses)
    if not one or (named and not has_some(turn, one)):
        return turn
    return replace(turn, memory=replace(turn.memory, focus=(one,), told="enabler"))


def _is_of_one_of_the_list(turn: Turn) -> bool:
    reading, memory, query = turn.reading, turn.memory, turn.reading.query
    listed = memory.told not in _NO_LIST and len(memory.focus) != 1
    listed = listed and len(page_shown(memory)) > 1
    named = reading.enablers or reading.described or query.places or query.kinds or query.without
    of_all = (
        reading.choice
        or reading.our_field
        or reading.for_us
        or reading.dropped
        or reading.drops
        or reading.limits_asked
    )
    pointed = set(reading.pointers) <= _VAGUE
    asks = reading.asks or "?" in turn.text
    if turn.intent in _OF_ALL:
        return False
    it = reading.pointers == _SINGULAR
    return bool(listed and pointed and asks and not (named or of_all)) and (
        reading.is_surely_of_shown or it
    )


def _asked_of(turn: Turn) -> str:
    """Return the one that a question is plainly asked of, or the first that stands out; "" else."""
    near: Mapping[str, float] = {
        key: nearest_expected(turn.question, turn.knowledge.enablers[key])
        for key in page_shown(turn.memory)
    }
    best, *others = sorted(near, key=lambda key: -near[key])
    first = _first(turn)
    if first and near[best] - near[first] < _FAR_AHEAD:
        return first
    ahead = near[best] - max((near[key] for key in others), default=0.0)
    return best if near[best] >= PLAINLY and ahead >= _AHEAD else ""


def _first(turn: Turn) -> str:
    """Return the first of a list that fits far better than the second, where "it" is asked of."""
    plural = "they" in turn.reading.pointers
    if plural or page_shown(turn.memory) != turn.memory.ids:
        return ""
    first, second, *_ = (*matches_listed(turn), None, None)
    if first is None or second is None or first.enabler.id != turn.memory.ids[0]:
        return ""
    return first.enabler.id if first.specific - second.specific >= _MORE else ""
