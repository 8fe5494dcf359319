"""What a tapped button sends: an intent with entities, as Rasa reads it."""

from __future__ import annotations

import json
from typing import Any

from knowledge.query import Query


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
