"""What a house runs, where a question names the house and describes the part."""

from __future__ import annotations

from dataclasses import replace

from actions.reading import STATUS
from actions.turn import Turn
from knowledge.covering import offers_meeting
from knowledge.evidence import as_described
from knowledge.model import Enabler
from knowledge.owners import parts_of
from knowledge.question import nearest_expected

# Questions of these are about who is named, whatever else they say.
_OF_DETAILS = {"ask_details", "ask_facility", "ask_location", "nlu_fallback", "out_of_scope"}
# A part is meant that comes so much nearer than the house, in all, and so near to what is asked
# of it: of 18 questions to a house that runs others, that told the 9 for a part.
_AHEAD, _NEAR = 0.2, 0.45


def of_a_part(turn: Turn) -> Turn:
    """Return the turn with the part of the named house that its question is about, if one is.

    "Can outside firms use the cell therapy plant of UZ Leuven?"
    """
    reading, knowledge = turn.reading, turn.knowledge
    one = reading.enablers
    if found := _being_built(turn):
        return _about(turn, found)
    others = reading.near or reading.attributes or reading.limits or reading.query.places
    if len(one) != 1 or others or turn.intent not in _OF_DETAILS or not reading.query.words:
        return turn
    whole = knowledge.enablers[one[0]]
    parts = [knowledge.enablers[key] for key in sorted(parts_of(one[0], knowledge))]
    if not parts:
        return turn
    near = {part.id: _nearness(turn, part) for part in parts}
    best = max(parts, key=lambda part: near[part.id])
    asked = nearest_expected(turn.question, best) >= _NEAR
    if not asked or near[best.id] - _nearness(turn, whole) < _AHEAD:
        return turn
    return _about(turn, best.id)


def _about(turn: Turn, part: str) -> Turn:
    beside = turn.reading.beside and replace(turn.reading.beside, enablers=(part,))
    return replace(turn, reading=replace(turn.reading, enablers=(part,), beside=beside))


def _being_built(turn: Turn) -> str:
    """Return the only part of a named house that has what was searched, where its state is asked.

    "Is the plant at UZ Gent running yet?", after a search for GMP production; "" for none.
    """
    reading, last, knowledge = turn.reading, turn.memory.query, turn.knowledge
    if len(reading.enablers) != 1 or not last or not last.facilities:
        return ""
    if not reading.attributes or not STATUS.issuperset(reading.attributes):
        return ""
    parts = parts_of(reading.enablers[0], knowledge)
    having = [
        part
        for part in sorted(parts)
        if any(offers_meeting(key, knowledge.enablers[part], knowledge) for key in last.facilities)
    ]
    return having[0] if len(having) == 1 else ""


def _nearness(turn: Turn, enabler: Enabler) -> float:
    described = as_described(turn.reading.query, enabler, turn.knowledge)
    return described + nearest_expected(turn.question, enabler)
