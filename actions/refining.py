"""Changing the last search: a constraint is added, replaced or taken away."""

from __future__ import annotations

from typing import Any

from actions.reading import NEIGHBOUR
from actions.searching import show
from actions.turn import Reply, Turn
from knowledge.query import Query

_REPLACED = ("facilities", "kinds", "sectors", "places")
_ADDED = ("facilities",)
_DROPS: dict[str, dict[str, Any]] = {
    "places": {"places": (), "radius_km": None},
    "radius": {"radius_km": None},
    "sectors": {"sectors": (), "for_sectors": ()},
    "kinds": {"kinds": ()},
    "facilities": {"facilities": ()},
    "profile": {"for_sectors": ()},
}
# With a need and a place a message is a search of its own, unless it is as short as this.
_SHORT = 6
# So sure must one be that a few words ask about a place, and do not move the last search there.
_SURE = 0.8
# Intents whose messages are no searches, and those that name a place and no need.
_OF_THEIR_OWN = {
    *("ask_details", "ask_contact", "ask_website", "ask_team", "ask_source", "compare", "distance"),
    *("talk_to_person", "start_over"),
}
_WITHOUT_NEED = {"ask_location", "ask_region"}


def is_followup(turn: Turn) -> bool:
    """Tell whether a message changes the last search, whatever its intent was taken for."""
    reading, query = turn.reading, turn.reading.query
    if turn.memory.query is None or reading.enablers or turn.intent in _OF_THEIR_OWN:
        return False
    if reading.drops:
        return True
    if query.is_empty and reading.radius_km is None:
        return False
    short = len(turn.text.split()) <= _SHORT
    if reading.narrows or reading.adds:
        return short or not (_stands_alone(query) or (query.facilities and query.kinds))
    needless = not (query.facilities or query.kinds or query.sectors)
    asks_of_place = turn.intent in _WITHOUT_NEED and (
        turn.confidence >= _SURE or not short or "?" in turn.text
    )
    return needless and not asks_of_place


def refine(turn: Turn) -> Reply | None:
    """Change the last search by what the message names; None when it is a new one."""
    last, reading = turn.memory.query, turn.reading
    new = reading.query
    nothing_new = new.is_empty and reading.radius_km is None and not reading.drops
    if last is None or nothing_new or reading.enablers:
        return None
    if _stands_alone(new) and not (reading.adds or reading.drops or reading.narrows):
        return None
    changed = last
    for drop in reading.drops:
        changed = changed.copy(update=_DROPS.get(drop, {}))
    changes: dict[str, Any] = {name: getattr(new, name) for name in _REPLACED if getattr(new, name)}
    if reading.adds or reading.narrows:
        for name in (*_ADDED, *(("places",) if "end" in reading.adds else ())):
            if name in changes:
                changes[name] = tuple(dict.fromkeys((*getattr(changed, name), *changes[name])))
    if new.facilities:
        changes["any_facility"] = new.any_facility
        if changed.kinds == (NEIGHBOUR,):
            changes |= {"kinds": new.kinds, "sectors": new.sectors}
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
