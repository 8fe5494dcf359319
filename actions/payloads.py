"""Buttons: what stands on them, and the intent with entities that a tap sends to Rasa."""

from __future__ import annotations

import json
from typing import Any

from knowledge.answer import Suggestion
from knowledge.query import Query

# Slack shows no longer ones.
_TITLE_AT_MOST = 75


def button(title: str, payload: str) -> Suggestion:
    """Return a button; a long title ends behind a word, with an ellipsis."""
    if len(title) > _TITLE_AT_MOST:
        title = title[: _TITLE_AT_MOST - 1].rsplit(" ", 1)[0].rstrip(" ·,;:-") + "…"
    return Suggestion(title=title, payload=payload)


def search_payload(query: Query) -> str:
    """Return the payload that asks `query`."""
    fields = {
        "facility": query.facilities,
        "place": query.places,
        "sector": query.sectors,
        "kind": query.kinds,
    }
    values: dict[str, Any] = {name: list(keys) for name, keys in fields.items() if keys}
    if query.radius_km:
        values["radius"] = query.radius_km
    return f"/ask_facility{json.dumps(values)}"
