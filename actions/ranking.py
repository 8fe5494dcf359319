"""Which of several: the biggest, the oldest, those that are not confirmed to be open."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping, Sequence

from actions.attributes import (
    asks_beside,
    in_lines,
    listed,
    not_stated_for,
    value_in_list,
    values_of,
)
from actions.figures import figure_in_words, figures_in_words
from actions.reading import CHANGES, STATUS
from actions.turn import Memory, Reply, Turn, plain
from knowledge.answers import PAGE
from knowledge.covering import offers_meeting
from knowledge.figures import YEAR, area_in, attributes
from knowledge.model import Enabler
from knowledge.query import Query
from knowledge.search import search
from knowledge.text import normalise
from nlu.openings import joins, keeps_only, rejects

_BY_YEAR = {"oldest", "newest"}
_MOST_FIRST = {"biggest", "newest"}
_SIZE = "size"
# The biggest of those with a lab is no matter of its staff.
_AREAS = ("total_m2", "lab_m2", "office_m2", "hectares")
# What a message adds to the last search, or changes in it.
_NARROWING = ("kinds", "sectors", "places", "radius_km", "without")
_UNSURE = {"unknown"}
_BY_SIZE, _FEW = {"biggest", "smallest"}, 2
# What is asked of sizes beside "the biggest" may be nothing, or the size itself.
_OF_SIZE = {(), ("size",)}


def rank(turn: Turn) -> Reply | None:
    """Name the biggest, oldest ... of a kind, or of those on the screen, by what they state.

    None where a message asks for none, or of nothing that can be compared.
    """
    which = turn.reading.superlative
    compared = _compared(turn) if which and not asks_beside(turn) else ()
    if len(compared) < 2:
        return None
    by_offer = _by_what_was_searched(turn, compared)
    if by_offer:
        return by_offer
    measure = _measure(turn, compared)
    stating = sorted(
        (each for each in compared if each.size.get(measure)),
        key=lambda each: (_order(which, each.size[measure]), each.name.casefold()),
    )
    told = [each for each in compared if value_in_list(turn, each, _SIZE)]
    few = bool(_searched_for(turn)) and len(stating) < _FEW < len(compared)
    if which in _BY_SIZE and few and not (told and _is_of_those_shown(turn)):
        # The biggest biobank is no matter of the grounds that one hospital states.
        return _as_a_whole(turn, compared) if _is_of_those_shown(turn) else None
    label = turn.say(f"utter_measure_{measure}")
    if told and measure in _AREAS and (not stating or (which in _BY_SIZE and few)):
        return listed(turn, told[:PAGE], [_SIZE], values_of(turn, told[:PAGE], _SIZE))
    if not stating:
        return plain(turn, "none", "utter_superlative_unknown", measure=label)
    figures = {each.id: figure_in_words(measure, each.size[measure], turn.say) for each in stating}
    too = [values_of(turn, stating[:1], name) for name in _asked_too(turn, measure)]
    return _in_order(turn, stating, compared, figures, label, reasons=_plainest(measure), too=too)


def _in_order(
    turn: Turn,
    ordered: Sequence[Enabler],
    compared: Sequence[Enabler],
    figures: Mapping[str, str],
    label: str,
    *,
    reasons: str,
    too: Sequence[str] = (),
) -> Reply:
    """Name the first of `ordered`, those behind it and those of `compared` that state nothing.

    `figures` are what each states, by its id; `label` is what that is of, `reasons` the attribute
    that the cards tell first, `too` what is said beside.
    """
    first, *others = [f"{each.name} ({figures[each.id]})" for each in ordered[:PAGE]]
    silent = [each for each in compared if each.id not in figures]
    said = [turn.say(f"utter_{turn.reading.superlative}", measure=label, first=first)]
    said += [turn.say("utter_then", others=", ".join(others))] if others else []
    said += [not_stated_for(turn, [each.name for each in silent]), *too]
    reply = listed(turn, ordered[:PAGE], [reasons], " ".join(part for part in said if part))
    ranked = (*ordered, *silent)
    return replace(reply, memory=_remembered(turn, ranked[: 2 * PAGE], ordered[:1]))


def by_status(turn: Turn) -> Reply | None:
    """Name those of several that are confirmed to be open, or those that are not.

    None where a message does not ask so, or of nothing that is on the screen or named by its kind.
    """
    asked = STATUS.intersection(turn.reading.attributes)
    compared = _compared(turn) if asked and not asks_beside(turn) else ()
    if len(compared) < 2:
        return None
    if {"confirmed", "unconfirmed"} <= asked and joins(normalise(turn.text)):
        return _by_both(turn, compared)
    name = "unconfirmed" if _asks_for_unconfirmed(turn) else "confirmed"
    found = [each for each in compared if (each.status in _UNSURE) == (name == "unconfirmed")]
    if not found:
        lead = turn.say(f"utter_{name}_none", total=len(compared))
    else:
        lead = turn.say(f"utter_{name}", count=len(found), total=len(compared))
    shown = (found or list(compared))[: 2 * PAGE]
    reply = listed(turn, shown, ["status"], lead)
    return replace(
        reply, memory=_remembered(turn, shown, focus=found[:1] if len(found) == 1 else [])
    )


def _by_both(turn: Turn, compared: Sequence[Enabler]) -> Reply:
    """Name those that are confirmed to be open, and then those that are not."""
    there = [each for each in compared if each.status not in _UNSURE]
    unsure = [each for each in compared if each.status in _UNSURE]
    total = len(compared)
    lead = " ".join(
        turn.say(name, count=len(found), total=total)
        for name, found in (("utter_confirmed", there), ("utter_unconfirmed", unsure))
        if found
    )
    shown = [*there, *unsure][: 2 * PAGE]
    return replace(listed(turn, shown, ["status"], lead), memory=_remembered(turn, shown, []))


def _asks_for_unconfirmed(turn: Turn) -> bool:
    """Tell whether those are asked for that are not sure to be open, and not the others.

    "Are all of these still open?" is answered by those that may not be.
    """
    reading = turn.reading
    asked = STATUS.intersection(reading.attributes)
    if "unconfirmed" in asked:
        # "Those that really exist, not on paper" asks for the others.
        return "confirmed" not in asked and not rejects(normalise(turn.text))
    narrows = reading.choice or reading.relation in CHANGES
    narrows = narrows or keeps_only(normalise(turn.text))
    return asked == {"status"} and not narrows


def _compared(turn: Turn) -> tuple[Enabler, ...]:
    """Return what is compared: several just told of, or all that a kind or the last list means."""
    beside, memory = turn.reading.beside, turn.memory
    assert beside is not None
    enablers = turn.knowledge.enablers
    named = tuple(dict.fromkeys(beside.enablers))
    if len(named) > 1:
        return tuple(enablers[key] for key in named)
    points = set(beside.pointers) - {"they", "all", "both"} and not beside.query.kinds
    if named or beside.query.facilities or points:
        return ()
    query = _query(turn)
    together = memory.focus if len(memory.focus) > 1 else memory.compared
    if together and beside.query.is_empty:
        return tuple(enablers[key] for key in together)
    result = search(query, turn.knowledge) if query else None
    found = {match.enabler.id: match.enabler for match in result.matches} if result else {}
    if beside.query.is_empty and not set(memory.ids) <= set(found):
        return tuple(enablers[key] for key in memory.ids)
    if result and result.relaxed:
        # What was shown as nearest is compared, where nothing fitted in full.
        return tuple(enablers[key] for key in memory.ids) if beside.query.is_empty else ()
    return tuple(found.values())


def _query(turn: Turn) -> Query | None:
    """Return the search whose matches are compared: for the kind named, or the last one."""
    assert turn.reading.beside is not None
    new, last = turn.reading.beside.query, turn.memory.query
    named = {name: getattr(new, name) for name in _NARROWING if getattr(new, name)}
    if last is not None and len(turn.memory.ids) > 1 and new.kinds in {(), last.kinds}:
        joined: Query = last.copy(update=named)
        return joined
    return new if new.kinds else None


def _by_what_was_searched(turn: Turn, compared: Sequence[Enabler]) -> Reply | None:
    """Name the one whose greenhouse is the biggest, where a list was searched for greenhouses.

    None where fewer than two state how big theirs is, or something else is asked.
    """
    which, searched = turn.reading.superlative, _searched_for(turn)
    if which not in _BY_SIZE or len(searched) != 1 or turn.reading.attributes not in _OF_SIZE:
        return None
    areas = {
        each.id: max((area_in(offer.text) for offer in offers), default=0)
        for each in compared
        for offers in (offers_meeting(searched[0], each, turn.knowledge),)
    }
    stating = [each for each in compared if areas[each.id]]
    if len(stating) < _FEW:
        return None
    ordered = sorted(stating, key=lambda each: _order(which, areas[each.id]))
    figures = {each.id: turn.say("utter_area", m2=areas[each.id]) for each in ordered}
    label = turn.knowledge.facilities[searched[0]].label[turn.language]
    return _in_order(turn, ordered, compared, figures, label, reasons=_SIZE)


def _searched_for(turn: Turn) -> tuple[str, ...]:
    return turn.memory.query.facilities if turn.memory.query else ()


def _as_a_whole(turn: Turn, compared: Sequence[Enabler]) -> Reply | None:
    """Tell how big each is as a whole, where none states it of what was searched for."""
    searched = _searched_for(turn)
    figures = {
        each.name: figures_in_words(each, turn.say, attributes()[_SIZE].measures)
        for each in compared
    }
    told = [each for each in compared if figures[each.name]][:PAGE]
    if len(searched) != 1 or not told:
        return None
    said = {each.name: figures[each.name] for each in told}
    said |= {name: "" for name in figures if not figures[name]}
    label = turn.knowledge.facilities[searched[0]].label[turn.language]
    lead = turn.say("utter_size_of_the_whole", facility=label)
    return listed(turn, told, [_SIZE], f"{lead} {in_lines(turn, said)}")


def _is_of_those_shown(turn: Turn) -> bool:
    return turn.reading.beside is not None and turn.reading.beside.query.is_empty


def _measure(turn: Turn, compared: tuple[Enabler, ...]) -> str:
    """Return the key of `size` to compare by: the one asked for, or that most of them state."""
    if turn.reading.superlative in _BY_YEAR:
        return YEAR
    asked = [name for name in turn.reading.attributes if attributes()[name].measures]
    measures = attributes()[asked[0] if asked else _SIZE].measures
    if not asked and _searched_for(turn):
        measures = _AREAS
    stated = {key: sum(bool(each.size.get(key)) for each in compared) for key in measures}
    return max(measures, key=lambda key: stated[key])


def _asked_too(turn: Turn, measure: str) -> list[str]:
    """Return the attributes that are asked of the first beside the one to compare by."""
    names = (name for name in turn.reading.attributes if name not in STATUS)
    return [name for name in names if measure not in attributes()[name].measures]


def _plainest(measure: str) -> str:
    """Return the attribute that is nearest to one measure alone."""
    named = {name: each.measures for name, each in attributes().items() if measure in each.measures}
    return min(named, key=lambda name: len(named[name]))


def _order(which: str, value: int) -> int:
    return -value if which in _MOST_FIRST else value


def _remembered(turn: Turn, shown: Sequence[Enabler], focus: Sequence[Enabler]) -> Memory:
    """Return what is remembered: "more" then begins the list that was compared."""
    ids = tuple(each.id for each in shown)
    return replace(
        turn.memory,
        query=_query(turn) or turn.memory.query,
        ids=ids,
        shown=0,
        focus=tuple(each.id for each in focus),
    )
