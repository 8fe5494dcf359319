"""Several things at once: side by side, how far apart, and which of them was pointed at."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.asked import only_where
from actions.describing import ABOUT_NAMED, describe, named
from actions.matching import parts_among
from actions.pointing import pointed_at
from actions.turn import Reply, Turn, plain
from knowledge.answers import between, compared, distances_to, narrowed
from knowledge.geography import holds
from knowledge.model import Enabler, Place
from knowledge.query import EVERYWHERE, Query
from knowledge.search import search
from knowledge.text import normalise

_COMPARED_AT_MOST = 4
_MEASURED_AT_MOST = 5
# "And from Kortrijk?": a question that leaves out what it is about has few words.
_BRIEF = 5


def from_where(turn: Turn) -> Reply | None:
    """Ask from where a distance is wanted, when one end of it is named alone."""
    alone = only_where(turn.reading.query)
    return distance_what(turn) if alone and turn.is_sure else None


def describe_pointed(turn: Turn) -> Reply | None:
    """Answer on what is plainly pointed at: a distance, a comparison, or what is known of it."""
    query = turn.reading.query
    if turn.intent == "compare" and (turn.reading.enablers or len(turn.memory.ids) == 1):
        return compare(turn) or compare_what(turn)
    left_out = () if turn.reading.pointers else turn.memory.focus
    pointed = pointed_at(turn) or left_out
    apart = _apart(turn) if len(pointed) != 1 else None
    if apart or not pointed:
        return apart
    described = "of" in turn.reading.pointers
    # "Is that a Flemish scheme?" asks for no distance.
    somewhere = set(query.places) - EVERYWHERE
    whereabouts = bool(somewhere) and not query.facilities and not described
    sure = turn.is_sure
    measures = turn.intent == "distance" and (sure or not described)
    measures = measures and not (query.places and not somewhere)
    against = compare(turn) if turn.intent == "compare" and whereabouts else None
    if against:
        return against
    if measures or whereabouts:
        return distance(turn) or (None if sure else describe(turn))
    if turn.intent == "compare" or (
        len(pointed) > 1 and not query.facilities and turn.intent not in ABOUT_NAMED
    ):
        return compare(turn)
    return describe(turn)


def _apart(turn: Turn) -> Reply | None:
    """Tell how far those shown are apart, when there are few: they stand in the comparison."""
    if turn.intent != "distance" or turn.reading.query.places or turn.reading.outside:
        return None
    shown = pointed_at(turn) or turn.memory.focus or turn.memory.ids
    if len(shown) != 2:
        return compare(turn)
    points = [turn.knowledge.enablers[key] for key in shown]
    answer = between(points, turn.knowledge, turn.language)
    return Reply(answer, turn.text_of(answer), turn.memory) if answer else None


def compare(turn: Turn) -> Reply | None:
    """Put two to four enablers side by side; None when fewer are named or were shown."""
    ids = tuple(dict.fromkeys(_part_shown(turn, key) for key in named(turn)))
    if len(ids) < 2:
        ids = tuple(dict.fromkeys((*ids, *pointed_at(turn))))
    before = turn.memory.focus if len(turn.memory.focus) > 1 else turn.memory.ids
    if not ids and 1 < len(before) <= _COMPARED_AT_MOST:
        ids = before
    elif len(ids) == 1 and (second := _named_after_place(turn, ids[0])):
        ids = (*ids, second)
    elif len(ids) == 1 and (turn.reading.pointers or len(turn.memory.focus) == 1):
        ids = tuple(dict.fromkeys((*ids, *turn.memory.focus, *turn.memory.ids)))[:2]
    if len(ids) < 2:
        return None
    if not turn.reading.pointers and narrowed(ids, turn.knowledge, Query()) != ids:
        return describe(turn)
    return side_by_side(turn, ids)


def side_by_side(turn: Turn, ids: tuple[str, ...]) -> Reply:
    """Put enablers side by side, no more of them than one takes in at once."""
    left_out = ids[_COMPARED_AT_MOST:]
    ids = ids[:_COMPARED_AT_MOST]
    enablers = [turn.knowledge.enablers[key] for key in ids]
    query = turn.reading.query.copy(update={"places": (), "radius_km": None})
    answer = compared(enablers, turn.knowledge, query, turn.question)
    text = turn.text_of(answer)
    if left_out:
        names = ", ".join(turn.knowledge.enablers[key].name for key in left_out)
        note = turn.say("utter_compared_at_most", most=_COMPARED_AT_MOST, names=names)
        text = f"{text}\n{note}"
    # "Is it bigger than the one in Ghent?" goes on with it.
    one = ids[:1] if turn.reading.than and turn.memory.focus == ids[:1] else ids
    return Reply(answer, text, replace(turn.memory, focus=one, compared=ids))


def _part_shown(turn: Turn, key: str) -> str:
    """Return the part of a house that was shown, where "the VUB one" names the house."""
    shown = turn.memory.ids
    if "of" not in turn.reading.pointers or key in shown:
        return key
    return next(iter(parts_among(turn, shown, (key,))), key)


def _named_after_place(turn: Turn, other: str) -> str:
    """Return the one of the same kind whose name says a named place: "Arenberg and Haasrode"."""
    places, enablers = turn.reading.query.places, turn.knowledge.enablers
    words = {normalise(name) for key in places for name in turn.knowledge.places[key].names}
    found = [
        key
        for key, enabler in enablers.items()
        if key != other and enabler.kind == enablers[other].kind
        if any((word,) in words for word in normalise(enabler.name))
    ]
    return found[0] if len(found) == 1 else ""


def compare_what(turn: Turn) -> Reply:
    """Ask what to compare."""
    return plain(turn, "clarify", "utter_compare_what")


def distance(turn: Turn) -> Reply | None:
    """Say how far two enablers or places are apart, or several from one place.

    None when fewer are named.
    """
    knowledge, reading = turn.knowledge, turn.reading
    if reading.query.kinds and not reading.enablers:
        return _to_each_of_a_kind(turn)
    enablers = tuple(dict.fromkeys((*pointed_at(turn), *named(turn))))
    points: list[Enabler | Place] = [knowledge.enablers[key] for key in enablers]
    points += _far_ends(turn, enablers)
    before = turn.memory.focus or turn.memory.ids[:_MEASURED_AT_MOST]
    if len(points) == 1 and before and before[0] not in enablers:
        others_told = (key for key in before if key not in enablers)
        points = [*(knowledge.enablers[key] for key in others_told), *points]
    if len(points) < 2:
        return None
    several = len(points) > 2 and isinstance(points[1], Enabler) and isinstance(points[-1], Place)
    others = points[1:2] if several else points[1:]
    found = [
        answer
        for other in others
        for answer in (
            distances_to(points, knowledge, turn.language)
            if several
            else between((points[0], other), knowledge, turn.language),
        )
        if answer is not None
    ]
    if not found:
        return plain(turn, "none", "utter_distance_unknown")
    text = "\n".join(turn.text_of(answer) for answer in found)
    about = tuple(point.id for point in points if isinstance(point, Enabler))
    # "How far is it from UZ Gent?" goes on with it, and not with the hospital.
    about = about[:1] if len(points) == 2 and turn.memory.focus[:1] == about[:1] else about
    return Reply(found[0], text, replace(turn.memory, focus=about or turn.memory.focus))


def _to_each_of_a_kind(turn: Turn) -> Reply | None:
    """Say how far those of a kind are from the one told of: "and from the university hospital?"."""
    query, focus = turn.reading.query, pointed_at(turn) or turn.memory.focus
    if len(focus) != 1 or query.places or not turn.knowledge.enablers[focus[0]].sites:
        return None
    one = turn.knowledge.enablers[focus[0]]
    alike = search(Query(kinds=query.kinds), turn.knowledge).matches
    points = [match.enabler for match in alike if match.enabler.id != one.id]
    place = turn.knowledge.places[one.sites[0]]
    answer = distances_to([*points, place], turn.knowledge, turn.language)
    if answer is None or len(points) < 2:
        return None
    nearest = answer.copy(update={"enablers": answer.enablers[:_MEASURED_AT_MOST]})
    return Reply(nearest, turn.text_of(nearest), turn.memory)


def _far_ends(turn: Turn, enablers: Sequence[str]) -> list[Place]:
    """Return the places that a distance is measured from.

    A town beside an enabler that stands in it only says which is meant: "Bio Base Europe, in
    Ghent, and Ostend"; and so does the whole region.
    """
    places = turn.knowledge.places
    sites = {site for key in enablers for site in turn.knowledge.enablers[key].sites[:1]}
    ends = [
        key
        for key in (*turn.reading.query.places, *turn.reading.outside, *turn.reading.aside)
        if not (enablers and places[key].type == "region" and not places[key].town)
    ]
    if len(enablers) > 1:
        ends = [key for key in ends if key not in sites]
    elif enablers:
        elsewhere = [key for key in ends if not any(holds(key, site, places) for site in sites)]
        ends = elsewhere or ends
    return [places[key] for key in ends]


def goes_on_measuring(turn: Turn) -> bool:
    """Tell whether a place alone, after a distance, is the other end of the next: "and Genk?"."""
    reading = turn.reading
    ends = reading.query.places or reading.outside or reading.query.without.get("enablers")
    more = (*reading.query.facilities, *reading.query.kinds, *reading.query.sectors)
    brief = len(turn.text.split()) <= _BRIEF
    return turn.memory.told == "distance" and brief and bool(ends) and not more


def distance_what(turn: Turn) -> Reply:
    """Ask between which two a distance is wanted."""
    return plain(turn, "clarify", "utter_distance_what")
