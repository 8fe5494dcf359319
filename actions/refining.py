"""Changing the last search: a constraint is added, replaced or taken away."""

from __future__ import annotations

from typing import Any

from actions.reading import CHANGES, NEIGHBOUR
from actions.searching import count_of, show
from actions.turn import Reply, Turn
from knowledge.query import Query

_FIELDS = ("facilities", "kinds", "sectors", "places")
_DROPS: dict[str, dict[str, Any]] = {
    "places": {"places": (), "radius_km": None},
    "radius": {"radius_km": None},
    "sectors": {"sectors": (), "for_sectors": ()},
    "kinds": {"kinds": ()},
    "facilities": {"facilities": ()},
}
# Intents whose messages are no searches, when one is sure of them.
_OF_THEIR_OWN = {
    *("ask_details", "ask_contact", "ask_website", "ask_team", "ask_source", "compare", "distance"),
    *("talk_to_person", "start_over"),
}
_SURE = 0.6
# A need in so few words, without "and" or "also", takes the place of the last one.
_BARE = 2


def is_followup(turn: Turn) -> bool:
    """Tell whether a message changes the last search, whatever its intent was taken for."""
    reading = turn.reading
    if reading.larger and turn.memory.focus and not reading.enablers:
        return True
    if turn.memory.query is None or reading.enablers:
        return False
    plainly_changes = turn.intent == "ask_details" and reading.relation_is_sure
    if turn.intent in _OF_THEIR_OWN and turn.confidence >= _SURE and not plainly_changes:
        return False
    if reading.drops:
        return True
    if reading.larger:
        return True
    asked = reading.query.copy(update={"without": {}})
    if asked.is_empty and reading.query.without:
        return True
    changes = not reading.query.is_empty or reading.radius_km is not None
    return changes and reading.relation in CHANGES


def refine(turn: Turn) -> Reply | None:
    """Change the last search by what the message names; None when it names nothing to change."""
    changed = _changed(turn)
    return show(turn, changed) if changed else None


def recount(turn: Turn) -> Reply | None:
    """Count what the last search finds when it is changed: "how many of them have offices?"."""
    changed = _changed(turn)
    return count_of(turn, changed) if changed else None


def _changed(turn: Turn) -> Query | None:
    last, reading = turn.memory.query or _of_its_kind(turn), turn.reading
    new = reading.query
    nothing_new = new.is_empty and reading.radius_km is None
    nothing_new = nothing_new and not (reading.drops or reading.larger)
    if last is None or nothing_new or reading.enablers:
        return None
    changed = last
    for drop in reading.drops:
        changed = changed.copy(update=_DROPS.get(drop, {}))
    if reading.relation != "drop":
        changed = changed.copy(update=_changes(changed, turn))
    elif not reading.drops:
        changed = _without(changed, new)
    return None if changed.is_empty else changed


def _changes(last: Query, turn: Turn) -> dict[str, Any]:
    """Return the fields of the last search that change, with their new values."""
    new, relation = turn.reading.query, turn.reading.relation
    bare = len(turn.text.split()) <= _BARE and not turn.reading.adds
    if bare and not turn.reading.relation_is_sure and turn.intent != "refine":
        relation = "swap"
    changes: dict[str, Any] = {name: getattr(new, name) for name in _FIELDS if getattr(new, name)}
    joined = _FIELDS if relation == "add" else ("facilities",) if relation != "swap" else ()
    for name in joined:
        if name in changes:
            changes[name] = tuple(dict.fromkeys((*getattr(last, name), *changes[name])))
    excluded = set(new.without.get("facilities", ()))
    if excluded.intersection(last.facilities):
        kept = changes.get("facilities", last.facilities)
        changes["facilities"] = tuple(key for key in kept if key not in excluded)
    if new.facilities:
        changes["any_facility"] = new.any_facility
        if last.kinds == (NEIGHBOUR,) or (relation == "swap" and not last.facilities):
            changes |= {"kinds": new.kinds}
    if turn.reading.radius_km or new.places:
        changes["radius_km"] = None if "radius" in turn.reading.drops else turn.reading.radius_km
    if new.without:
        changes["without"] = _joined(last, new, leave=excluded.intersection(last.facilities))
    if turn.reading.larger:
        changes["larger_than_m2"] = _size_shown(turn)
    for name in _FIELDS:
        kept = changes.get(name, getattr(last, name))
        changes[name] = tuple(key for key in kept if key not in new.without.get(name, ()))
    return changes


def _of_its_kind(turn: Turn) -> Query | None:
    """Return the search for the kind of what was told of last: "something bigger" is one of it."""
    for key in turn.memory.focus[:1]:
        return Query(kinds=(turn.knowledge.enablers[key].kind,))
    return None


def _size_shown(turn: Turn) -> int:
    """Return the stated size that "bigger" compares with: of what was told of, or shown first."""
    ids = (*turn.memory.focus, *turn.memory.ids)
    sizes = (turn.knowledge.enablers[key].size.get("total_m2", 0) for key in ids)
    return next((size for size in sizes if size), 0)


def _without(last: Query, new: Query) -> Query:
    """Return the last search without what the message names: "no need for the cleanroom"."""
    named = {
        name: {*getattr(new, name), *new.without.get(name, ())} & set(getattr(last, name))
        for name in _FIELDS
    }
    changes: dict[str, Any] = {
        name: tuple(key for key in getattr(last, name) if key not in keys)
        for name, keys in named.items()
        if keys
    }
    if "places" in changes and not changes["places"]:
        changes["radius_km"] = None
    left: Query = last.copy(update=changes)
    return left


def _joined(last: Query, new: Query, leave: set[str]) -> dict[str, tuple[str, ...]]:
    """Return all exclusions; facilities that are just no longer asked for are none."""
    joined = {}
    for name in sorted({*last.without, *new.without}):
        keys = dict.fromkeys((*last.without.get(name, ()), *new.without.get(name, ())))
        joined[name] = tuple(key for key in keys if key not in leave)
    return {name: keys for name, keys in joined.items() if keys}
