"""Answers found by the words of a message alone, where no need of the vocabulary tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.pointing import pointed_at
from actions.turn import Reply, Turn, person_button, remembered
from knowledge.answers import described, listed
from knowledge.evidence import named_in, share_told, speaking, strange, told_by
from knowledge.model import Enabler
from knowledge.query import Query
from knowledge.search import Match, Result, search
from knowledge.text import normalise
from nlu.cues import names_a_time

# So much of the telling words must be said of one, and so large a share of all that were used.
_ENOUGH, _SHARE, _PLAIN_SHARE = 0.8, 0.3, 0.5
# Those are shown that say nearly as much as the best of them.
_NEARLY = 0.6
_SHOWN_AT_MOST = 5
_TOLD_AT_MOST = 3
# Messages of these ask nothing about what is on the screen.
_BESIDE = {"greet", "thanks", "bye", "affirm", "deny", "start_over", "talk_to_person", "show_more"}


def found_by_words(turn: Turn, *, plainly: bool = False) -> Reply | None:
    """List those whose texts speak of what a message asks in other words; None without any.

    `plainly`: no word may be strange to all texts, and half of them must be said of the best.
    """
    query = turn.reading.query
    if not query.words or query.facilities:
        return None
    where = Query(places=query.places, radius_km=query.radius_km, words=query.words)
    if plainly and strange(query.words, turn.knowledge):
        return None
    share = _PLAIN_SHARE if plainly else _SHARE
    matches = _telling(search(where, turn.knowledge).matches, turn, share)
    if not matches:
        return None
    answer = listed(Result(where, matches), turn.knowledge)
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    text = turn.text_of(answer, headline=turn.say("utter_by_words"))
    return Reply(answer, text, remembered(turn, answer, 0))


def _telling(matches: Sequence[Match], turn: Turn, share: float) -> tuple[Match, ...]:
    """Return the few that say most, the most telling first; () when none says enough."""
    words = turn.reading.query.words
    told = {match.enabler.id: told_by(match.enabler, words, turn.knowledge) for match in matches}
    least = max(_ENOUGH, _NEARLY * max(told.values(), default=0.0))
    telling = [match for match in matches if told[match.enabler.id] >= least]
    telling.sort(key=lambda match: (-told[match.enabler.id], match.enabler.name.casefold()))
    if not telling or share_told(telling[0].enabler, words, turn.knowledge) < share:
        return ()
    return tuple(telling[:_SHOWN_AT_MOST])


def told_of_shown(turn: Turn) -> Reply | None:
    """Tell what is said, of what is on the screen, in the words of a short question on it.

    None where the message names something itself, or nothing on the screen speaks of it.
    """
    words = turn.reading.query.words
    if not words or turn.intent in _BESIDE or _names_more(turn) or _not_told(turn):
        return None
    said = {key: _said(turn.knowledge.enablers[key], turn) for key in _on_screen(turn)}
    best = max(said.values(), default=0.0)
    if best <= 0.0:
        return None
    ids = tuple(key for key in said if said[key] >= _NEARLY * best)[:_TOLD_AT_MOST]
    enablers = [turn.knowledge.enablers[key] for key in ids]
    answer = described(enablers, turn.knowledge, Query(words=words))
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    focus = ids if len(ids) == 1 else turn.memory.focus
    return Reply(answer, turn.text_of(answer), replace(turn.memory, focus=focus))


def _on_screen(turn: Turn) -> tuple[str, ...]:
    """Return those that a question may be about: pointed at, or told of last, or in the list."""
    memory, pointers = turn.memory, set(turn.reading.pointers)
    if "of" in pointers:
        return memory.ids or memory.focus
    return pointed_at(turn) if pointers else memory.focus or memory.ids


def _names_more(turn: Turn) -> bool:
    reading, query = turn.reading, turn.reading.query
    named = query.facilities or query.kinds or query.places or query.sectors
    return bool(named or reading.enablers or reading.topics or reading.unknown_names)


def _not_told(turn: Turn) -> bool:
    """Tell whether a message asks for what is never told of a house: a person's name, a visa.

    Nor is told what it has free in a given month.
    """
    if turn.reading.limits_asked and names_a_time(normalise(turn.text)):
        return True
    limits = (turn.knowledge.limits[key] for key in turn.reading.limits_asked)
    return not all(limit.unless_told for limit in limits)


def _said(enabler: Enabler, turn: Turn) -> float:
    words = turn.reading.query.words
    if speaking(enabler, words, turn.knowledge):
        return told_by(enabler, words, turn.knowledge)
    # Of the only one that can be meant, common words tell enough.
    alone = turn.memory.focus == (enabler.id,) and bool(named_in(enabler, words))
    return _ENOUGH if alone else 0.0
