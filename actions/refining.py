"""Changing the last search: a constraint is added, replaced or taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Mapping, Sequence

from actions.asked import NEIGHBOUR, only_where
from actions.fitting import fitting
from actions.matching import parts_among
from actions.searching import count_of, show
from actions.turn import Reply, Turn
from knowledge.covering import covering
from knowledge.model import Term
from knowledge.query import EVERYWHERE, Query
from knowledge.search import search
from knowledge.text import normalise

_FIELDS = ("facilities", "kinds", "sectors", "places")
_DROPS: dict[str, dict[str, Any]] = {
    "places": {"places": (), "radius_km": None},
    "radius": {"radius_km": None},
    "sectors": {"sectors": (), "for_sectors": ()},
    "kinds": {"kinds": ()},
    "facilities": {"facilities": ()},
}
# What a message does to the last search that goes on with those that were chosen of it.
_OF_THE_LIST = {"narrow", "drop"}
# A need in so few words, without "and" or "also", takes the place of the last one.
_BARE = 2
_TELLING_LENGTH = 5


def refine(turn: Turn) -> Reply | None:
    """Change the last search by what the message names; None when it names nothing to change."""
    changed = _changed(turn)
    return show(turn, changed) if changed else None


def recount(turn: Turn) -> Reply | None:
    """Count what the last search finds when it is changed: "how many of them have offices?"."""
    changed = _changed(turn)
    return count_of(turn, changed) if changed else None


def _changed(turn: Turn) -> Query | None:
    reading = turn.reading
    searched = turn.memory.query
    of_its_kind = reading.alike and not (searched and searched.facilities)
    new = reading.query
    anew = bool(new.facilities) and reading.relation == "new" and reading.relation_is_sure
    last = _of_its_kind(turn) if of_its_kind else searched or (None if anew else _of_its_kind(turn))
    named = not new.is_empty or reading.radius_km is not None
    if last is None or reading.enablers:
        return None
    taken_back = reading.drops or reading.dropped or takes_back(turn)
    if not (named or taken_back or reading.larger or reading.alike):
        return None
    if last.among and not (reading.choice or reading.relation in _OF_THE_LIST):
        # Another search is not held to what was chosen of the last one.
        last = last.copy(update={"among": ()})
    changed = last
    for drop in reading.drops:
        if not getattr(new, drop, ()):
            changed = changed.copy(update=_DROPS.get(drop, {}))
    changed = _without(changed, reading.dropped, turn)
    new = _ruling_out(turn, last)
    turn = replace(turn, reading=replace(reading, query=new))
    ruled_out = new.without != reading.query.without
    if reading.relation != "drop" or reading.radius_km or ruled_out or _names_more(new, last):
        changed = fitting(last, changed.copy(update=_changes(changed, turn)), turn)
    elif changed == last:
        taken = new.without or {name: getattr(new, name) for name in _FIELDS}
        changed = _without(last, taken, turn)
        if changed == last and new.is_empty:
            changed = _without(last, {"facilities": _called(last, turn)}, turn)
    return None if changed.is_empty else changed


def _ruling_out(turn: Turn, last: Query) -> Query:
    """Return what is asked, without what is taken back and was not asked for but found.

    "Drop the hospitals" leaves out those that a search for biobanks found.
    """
    query, dropped = turn.reading.query, turn.reading.dropped
    kinds = tuple(key for key in dropped.get("kinds", ()) if key not in last.kinds)
    enablers = turn.memory.focus if "it" in turn.reading.drops else ()
    if not (kinds or enablers):
        return query
    without = dict(query.without)
    for name, keys in {"kinds": kinds, "enablers": enablers}.items():
        if keys:
            without[name] = tuple(dict.fromkeys((*without.get(name, ()), *keys)))
    ruling: Query = query.copy(update={"without": without})
    return ruling


def takes_back(turn: Turn) -> bool:
    """Tell whether a message takes back a need in other words than ours."""
    reading = turn.reading
    query = turn.memory.query
    drops = reading.relation == "drop" and not reading.asks and reading.query.is_empty
    return drops and query is not None and bool(_called(query, turn))


def _called(last: Query, turn: Turn) -> tuple[str, ...]:
    """Return the facilities whose label has a word of the message: "forget the animals"."""
    said = {word for word in normalise(turn.text) if len(word) >= _TELLING_LENGTH}
    labels = {key: turn.knowledge.facilities[key].label[turn.language] for key in last.facilities}
    return tuple(key for key, label in labels.items() if said.intersection(normalise(label)))


def _names_more(new: Query, last: Query) -> bool:
    """Tell whether a message that takes something back names what the search did not have."""
    return any(set(getattr(new, name)) - set(getattr(last, name)) for name in _FIELDS)


def _changes(last: Query, turn: Turn) -> dict[str, Any]:
    """Return the fields of the last search that change, with their new values."""
    new, relation = turn.reading.query, turn.reading.relation
    other = new.kinds and new.facilities and last.kinds and not set(new.kinds) & set(last.kinds)
    if relation == "drop" or (other and not turn.reading.relation_is_sure):
        # "And a hospital to try it out?" after accelerators is a need of its own.
        relation = "swap"
    bare = len(turn.text.split()) <= _BARE and not turn.reading.adds
    if bare and not turn.reading.relation_is_sure and turn.intent != "refine":
        relation = "swap"
    changes: dict[str, Any] = {name: getattr(new, name) for name in _FIELDS if getattr(new, name)}
    joined = _FIELDS if relation == "add" else ("facilities",) if relation != "swap" else ()
    for name in joined:
        if name in changes:
            changes[name] = tuple(dict.fromkeys((*getattr(last, name), *changes[name])))
    afresh = relation == "swap" and bool(new.facilities or new.kinds)
    replaced = {*turn.reading.dropped.get("facilities", ()), *new.without.get("facilities", ())}
    if relation == "swap" and new.facilities and replaced:
        kept = (key for key in last.facilities if key not in replaced)
        changes["facilities"] = tuple(dict.fromkeys((*kept, *new.facilities)))
    excluded = set(new.without.get("facilities", ()))
    if excluded.intersection(last.facilities):
        kept = changes.get("facilities", last.facilities)
        changes["facilities"] = tuple(key for key in kept if key not in excluded)
    if new.facilities:
        changes["any_facility"] = new.any_facility
        if last.kinds == (NEIGHBOUR,) or (relation == "swap" and not last.facilities):
            changes |= {"kinds": new.kinds}
    if turn.reading.alike and len(last.facilities) > 1:
        # "Something similar in Roeselare" need not have all of it.
        changes["any_facility"] = True
    joins = "end" in turn.reading.adds and only_where(new)
    if joins:
        changes["places"] = tuple(dict.fromkeys((*last.places, *new.places)))
    if turn.reading.radius_km or (new.places and not joins):
        changes["radius_km"] = None if "radius" in turn.reading.drops else turn.reading.radius_km
    changes |= _around(changes.get("places", last.places), changes.get("radius_km"), turn)
    if new.without or last.without:
        leave = excluded.intersection(last.facilities)
        if new.places and relation == "swap":
            # "Leuven instead of Mechelen": the town before is left, and not kept out for ever.
            leave |= {*last.places, *last.without.get("places", ())}
        changes["without"] = _joined(last, turn, leave=leave)
    changes["words"] = tuple(dict.fromkeys((*(() if afresh else last.words), *new.words)))
    said = (*(() if afresh else (last.said,)), *((new.said,) if new.words else ()))
    changes["said"] = " ".join(filter(None, said))
    if turn.reading.larger and not new.facilities and (_size_shown(turn) or not last.facilities):
        # Of biobanks, nobody states an area: "a bigger one" then leaves none out.
        changes["larger_than_m2"] = _size_shown(turn)
    corrected = tuple(key for key in new.places if key not in last.places)
    if relation == "swap" and corrected and not joins and "places" in changes:
        # "I wrote Leuven, but it should be Limburg": the one before is named to be left.
        changes["places"] = corrected
    for name in _FIELDS:
        kept = changes.get(name, getattr(last, name))
        changes[name] = tuple(key for key in kept if key not in new.without.get(name, ()))
    return changes


def _around(places: Sequence[str], radius: float | None, turn: Turn) -> dict[str, Any]:
    """Return where a radius is to count from that the whole region cannot be the middle of.

    It is the one just told of: "et dans le coin alors ?".
    """
    if radius is None or not EVERYWHERE.issuperset(places):
        return {}
    focus = turn.memory.focus if len(turn.memory.focus) == 1 else ()
    sites = tuple(site for key in focus for site in turn.knowledge.enablers[key].sites[:1])
    return {"places": sites, "radius_km": radius} if sites else {"radius_km": None}


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


def _without(last: Query, taken: Mapping[str, tuple[str, ...]], turn: Turn) -> Query:
    """Return the last search without what is taken back: "no need for the cleanroom".

    A word for the whole takes its parts along: "never mind the lab" is said of a class 2 lab.
    """
    terms: Mapping[str, Mapping[str, Term]] = {
        "facilities": turn.knowledge.facilities,
        "kinds": turn.knowledge.kinds,
    }
    changes: dict[str, Any] = {}
    for name, keys in taken.items():
        gone = {part for key in keys for part in covering(key, terms.get(name, {}))}
        had = getattr(last, name, ())
        if gone.intersection(had):
            changes[name] = tuple(key for key in had if key not in gone)
    if "places" in changes and not changes["places"]:
        changes["radius_km"] = None
    left: Query = last.copy(update=changes)
    return left


def _joined(last: Query, turn: Turn, leave: set[str]) -> dict[str, tuple[str, ...]]:
    """Return all exclusions, a house with its parts; what is just no longer asked for is none."""
    new = turn.reading.query
    named = (*new.without.get("enablers", ()), *_of_kinds(turn, new.without.get("kinds", ())))
    # The rest of the list is searched for only where somebody is left out of it.
    matches = search(last, turn.knowledge).matches if named else ()
    listed = dict.fromkeys((*turn.memory.ids, *(match.enabler.id for match in matches)))
    parts = {"enablers": parts_among(turn, listed, named)}
    joined = {}
    for name in sorted({*last.without, *new.without, *(key for key in parts if parts[key])}):
        more = (*new.without.get(name, ()), *parts.get(name, ()))
        keys = dict.fromkeys((*last.without.get(name, ()), *more))
        leave_here = leave | set(getattr(new, name, ()))
        joined[name] = tuple(key for key in keys if key not in leave_here)
    return {name: keys for name, keys in joined.items() if keys}


def _of_kinds(turn: Turn, kinds: Sequence[str]) -> tuple[str, ...]:
    """Return all of some kinds, where none of them is in the list: "not the hospital ones".

    Those left out are then the ones that belong to a hospital, as "those of a hospital" are anyway.
    """
    enablers = turn.knowledge.enablers
    shown = {enablers[key].kind for key in turn.memory.ids}
    gone = {part for kind in kinds for part in covering(kind, turn.knowledge.kinds)}
    themselves = gone & shown and "of" not in turn.reading.pointers
    return () if themselves else tuple(e.id for e in enablers.values() if e.kind in gone)
