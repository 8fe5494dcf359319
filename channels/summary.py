"""A conversation in short, for the person who takes it over: from its Answers and its words."""

from __future__ import annotations

import logging
from typing import Any, Sequence

from actions.wording import need_in_words
from channels.conversations import Entry
from channels.handover.request import About
from channels.incoming import Wish
from channels.talk import told
from channels.turns import say
from knowledge.model import LANGUAGES
from knowledge.query import Query
from knowledge.store import current_knowledge

logger = logging.getLogger(__name__)

# The team reads English, whatever the visitor speaks.
_LANGUAGE = "en"
_SHOWN_AT_MOST = 5
_CHARACTERS_AT_MOST = 2_000


def summary(history: Sequence[Entry], wish: Wish) -> About:
    """Return what the team should know: what the visitor states and kept, and what was said."""
    return About(
        need=wish.need,
        constraints=_constraints(history),
        shortlist=_shortlist(history, wish.kept),
        name=wish.name,
        organisation=wish.organisation,
        email=wish.email,
        transcript=tuple(told(history)),
    )


def _queries(history: Sequence[Entry]) -> list[tuple[int, Query]]:
    """Return the queries that were answered, newest first, with the place of their entries."""
    found = []
    for index in range(len(history) - 1, -1, -1):
        plain = (history[index].answer or {}).get("query")
        query = _query(plain) if plain else None
        if query is not None and not query.is_empty:
            found.append((index, query))
    return found


def _query(plain: Any) -> Query | None:
    try:
        return Query(**plain)
    except (TypeError, ValueError):  # an older server's
        return None


def spoken(history: Sequence[Entry], otherwise: str) -> str:
    """Return the language of the assistant's last answer, which the visitor wrote in."""
    answers = (entry.answer or {} for entry in reversed(history) if entry.speaker == "assistant")
    named = next((answer["language"] for answer in answers if answer.get("language")), "")
    return named if named in LANGUAGES else otherwise


def last_question(history: Sequence[Entry]) -> str:
    """Return the visitor's words that were last answered with a search, else their first ones.

    What a request is about whose visitor states no need.
    """
    queries = _queries(history)
    until = queries[0][0] if queries else len(history)
    words = [entry.text for entry in history[:until] if entry.speaker == "visitor"]
    if not words:
        return ""
    return words[-1 if queries else 0][:_CHARACTERS_AT_MOST]


def _constraints(history: Sequence[Entry]) -> tuple[str, ...]:
    queries = _queries(history)
    if not queries:
        return ()
    try:
        written = need_in_words(
            queries[0][1],
            current_knowledge(),
            lambda name, /, **values: say(name, _LANGUAGE, **values),
            _LANGUAGE,
        )
    except Exception as error:  # the knowledge may have changed, or be out of order
        logger.error("constraints are not told: %s", type(error).__name__)
        return ()
    return tuple(written.split(" · "))


def _shortlist(history: Sequence[Entry], kept: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return names and websites of what the visitor kept, else of what was shown last."""
    shown = [view for entry in history for view in (entry.answer or {}).get("enablers", ())]
    by_id = {view["id"]: view for view in shown}
    chosen = [by_id[key] for key in kept if key in by_id]
    if not chosen:
        lists = [
            entry.answer["enablers"]
            for entry in history
            if entry.answer and entry.answer.get("enablers")
        ]
        chosen = list(lists[-1][:_SHOWN_AT_MOST]) if lists else []
    return tuple((str(view["name"]), str(view.get("website", ""))) for view in chosen)
