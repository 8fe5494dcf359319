"""Keeping some of the last list by the words of a message: "only oncology", "not the Danish"."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.turn import Reply, Turn, person_button, remembered
from knowledge.answers import listed
from knowledge.evidence import SPEAKS, named_in, told_by
from knowledge.query import Query
from knowledge.search import Match, Result, search
from knowledge.text import normalise
from nlu.openings import rejects

# Pointers at one of those shown.
ONE = {"it", "of", "other", "-1", *map(str, range(1, 11))}


def narrows(turn: Turn) -> bool:
    """Tell whether the last list is to keep those that the words are said of: "only oncology"."""
    reading, memory = turn.reading, turn.memory
    rejecting = reading.relation == "drop" and rejects(normalise(turn.text))
    asked = reading.relation == "narrow" or reading.choice or rejecting
    narrowing = asked and not ONE.intersection(reading.pointers)
    return narrowing and memory.query is not None and len(memory.focus) != 1


def by_words(turn: Turn) -> Reply | None:
    """List those of the last list of which the words of a message are said, or are not said.

    None where they are said of none; what is rejected must be said of some and not of all.
    """
    words, matches = turn.reading.query.words, matches_listed(turn)
    telling = tuple(m for m in matches if told_by(m.enabler, words, turn.knowledge) >= SPEAKS)
    told = telling or tuple(m for m in matches if named_in(m.enabler, words, turn.knowledge))
    if not told:
        return None
    if rejects(normalise(turn.text)):
        kept = tuple(match for match in matches if match not in told)
        return kept_of(turn, kept, "utter_others_left") if kept else None
    return kept_of(turn, told, "utter_narrowed", words=words)


def matches_listed(turn: Turn) -> tuple[Match, ...]:
    """Return the matches of the last list, those beyond its first page too."""
    query, ids = turn.memory.query or Query(), turn.memory.ids
    matches = search(query, turn.knowledge).matches
    shown = tuple(match for match in matches if match.enabler.id in ids)
    return shown if query.is_empty or len(shown) < len(ids) else matches


def kept_of(turn: Turn, kept: Sequence[Match], headline: str, words: tuple[str, ...] = ()) -> Reply:
    """Return the list of those kept of the last one, under the sentence `headline`."""
    last = turn.memory.query or Query()
    among = tuple(match.enabler.id for match in kept)
    words = tuple(dict.fromkeys((*words, *last.words)))
    asked = last.copy(update={"words": words, "among": among})
    answer = listed(Result(asked, tuple(kept)), turn.knowledge)
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    text = turn.text_of(answer, headline=turn.say(headline, total=len(kept)))
    return replace(Reply(answer, text), memory=remembered(turn, answer, 0))
