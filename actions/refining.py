"""Changing the last search: a constraint is added, replaced or taken away."""

from __future__ import annotations

from typing import Any

from actions.searching import show
from actions.turn import Reply, Turn
from knowledge.query import Query

_REPLACED = ("facilities", "kinds", "sectors", "places")
_ADDED = ("facilities", "kinds", "sectors")
_DROPS: dict[str, dict[str, Any]] = {
    "places": {"places": (), "radius_km": None},
    "radius": {"radius_km": None},
    "sectors": {"sectors": (), "for_sectors": ()},
    "kinds": {"kinds": ()},
    "facilities": {"facilities": ()},
    "profile": {"for_sectors": ()},
}
# A message that only names a place goes on with the last search if it is as short as this.
_SHORT = 6


def is_followup(turn: Turn) -> bool:
    """Tell whether a message changes the last search, whatever its intent was taken for."""
    reading = turn.reading
    if turn.memory.query is None or reading.enablers:
        return False
    if reading.drops:
        return True
    if reading.query.is_empty or _stands_alone(reading.query):
        return False
    short = len(turn.text.split()) <= _SHORT
    return short and (reading.adds or turn.intent == "refine")


def refine(turn: Turn) -> Reply | None:
    """Change the last search by what the message names; None when it is a new one."""
    last, reading = turn.memory.query, turn.reading
    new = reading.query
    nothing_new = new.is_empty and reading.radius_km is None and not reading.drops
    if last is None or nothing_new or reading.enablers:
        return None
    if _stands_alone(new) and not (reading.adds or reading.drops):
        return None
    changed = last
    for drop in reading.drops:
        changed = changed.copy(update=_DROPS.get(drop, {}))
    changes: dict[str, Any] = {name: getattr(new, name) for name in _REPLACED if getattr(new, name)}
    if reading.adds:
        for name in _ADDED:
            if name in changes:
                changes[name] = tuple(dict.fromkeys((*getattr(changed, name), *changes[name])))
    if new.facilities:
        changes["any_facility"] = new.any_facility
    if (reading.radius_km or new.places) and "radius" not in reading.drops:
        changes["radius_km"] = reading.radius_km
    if new.without:
        changes["without"] = _joined(changed, new)
    changed = changed.copy(update=changes)
    return None if changed.is_empty else show(turn, changed)


def _joined(last: Query, new: Query) -> dict[str, tuple[str, ...]]:
    fields = {*last.without, *new.without}
    return {
        name: tuple(dict.fromkeys((*last.without.get(name, ()), *new.without.get(name, ()))))
        for name in sorted(fields)
    }


def _stands_alone(query: Query) -> bool:
    """Whether a message asks for a thing and a place: a question of its own, however short."""
    return bool(query.places and (query.facilities or query.kinds))
