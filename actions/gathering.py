"""The few that are held against each other: one more beside them, one left out, the nearest."""

from __future__ import annotations

from dataclasses import replace

from actions.comparing import side_by_side
from actions.describing import describe, named
from actions.matching import name_words, one_alike, parts_among, that_one, words_of_places
from actions.narrowing import matches_listed
from actions.pointing import NUMBERS, numbered
from actions.turn import Reply, Turn
from knowledge.answers import PAGE, distances_to
from knowledge.evidence import told_by
from knowledge.model import Place
from knowledge.query import Query
from knowledge.search import search
from knowledge.text import normalise
from nlu.openings import (
    asks_for_the_closest,
    leaves_out,
    only_adds,
    swaps,
)

# Who leaves one out says so in few words.
_BRIEF = 7


def gathered(turn: Turn) -> tuple[str, ...]:
    """Return the several that "which of them" is of: just told of, compared, or the last list."""
    memory = turn.memory
    if len(memory.focus) > 1:
        return memory.focus
    if len(memory.compared) > 1:
        return memory.compared
    return tuple(match.enabler.id for match in matches_listed(turn)) if memory.ids else ()


def beside_the_others(turn: Turn) -> Reply | None:
    """Put one more beside those that were compared: "add BioVille"; None where none is added."""
    reading, before = turn.reading, turn.memory.compared
    query, forms = reading.query, normalise(turn.text)
    more = query.facilities or query.kinds or query.sectors or reading.attributes
    if len(before) < 2 or more:
        return None
    described = _of_their_kind_there(turn) if "of" in reading.pointers else ()
    fresh = tuple(key for key in (*reading.enablers, *described) if key not in before)
    names = {word for key in reading.enablers for word in name_words(turn, key)}
    names |= words_of_places(turn, query.places)
    if not fresh or not only_adds(forms, names):
        return None
    return side_by_side(turn, (*before, *fresh))


def one_for_another(turn: Turn) -> Reply | None:
    """Compare with one in the place of another: "swap Bioscape for the one in Leuven".

    None where none of those compared gives way, or no other is named.
    """
    before, reading = turn.memory.compared, turn.reading
    if len(before) < 2 or not swaps(normalise(turn.text)):
        return None
    said = (*named(turn), *reading.dropped.get("enablers", ()))
    if "of" in reading.pointers:
        # "the VIB one" is the VIB incubator, where that was compared.
        said = tuple(next(iter(parts_among(turn, before, (key,))), key) for key in said)
    gone = set(said).intersection(before) or set(_numbered(turn, before))
    fresh = tuple(key for key in said if key not in before)
    fresh = fresh or tuple(k for k in _of_their_kind_there(turn) if k not in before)
    if len(gone) != 1 or not fresh:
        return None
    ids = (one for key in before for one in (fresh if key in gone else (key,)))
    return side_by_side(turn, tuple(ids))


def _of_their_kind_there(turn: Turn) -> tuple[str, ...]:
    """Return the one that "the one in Melle" means, of the kind of those compared, or of any.

    Where two are of their kind there, both are meant: a comparison has room for them.
    """
    enablers, places = turn.knowledge.enablers, turn.reading.query.places
    kinds = tuple(dict.fromkeys(enablers[key].kind for key in turn.memory.compared))
    for asked in ({"kinds": kinds}, {}):
        here = search(Query(places=places, **asked), turn.knowledge).matches if places else ()
        most = 2 if asked else 1
        if 0 < len(here) <= most:
            return tuple(match.enabler.id for match in here)
    return that_one(turn) or one_alike(turn)


def without_one(turn: Turn) -> Reply | None:
    """Compare those that are left without one: "leave out Darwin"; None where none goes."""
    before = turn.memory.compared
    brief = len(turn.text.split()) <= _BRIEF
    if len(before) < 2 or not brief or not leaves_out(normalise(turn.text)):
        return None
    gone = {*named(turn), *turn.reading.dropped.get("enablers", ()), *_numbered(turn, before)}
    gone = gone.intersection(before) or {*_spoken_of(turn, before)}
    left = tuple(key for key in before if key not in gone)
    if not gone or not left:
        return None
    if len(left) == 1:
        reply = describe(turn.about(left))
        return reply and replace(reply, memory=replace(reply.memory, compared=()))
    return side_by_side(turn, left)


def _numbered(turn: Turn, order: tuple[str, ...]) -> tuple[str, ...]:
    numbers = (int(pointer) for pointer in turn.reading.pointers if pointer in NUMBERS)
    return tuple(key for number in numbers for key in numbered(number, order))


def _spoken_of(turn: Turn, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one of `ids` that the words of a message say most of: "the energy one"."""
    words = turn.reading.query.words
    told = {key: told_by(turn.knowledge.enablers[key], words, turn.knowledge) for key in ids}
    best = max(told.values(), default=0.0)
    found = tuple(key for key in ids if best and told[key] == best)
    return found if len(found) == 1 else ()


def nearest_of(turn: Turn) -> Reply | None:
    """Say which of those shown is the nearest to a place, and how far the others are.

    None where no place is named, or the question is not of those shown.
    """
    reading = turn.reading
    several = gathered(turn)
    if len(several) < 2 or not asks_for_the_closest(normalise(turn.text)):
        return None
    query, last = reading.query, turn.memory.query
    anew = query.facilities or (query.kinds and (last is None or query.kinds != last.kinds))
    place = _end(turn, several)
    if anew or place is None:
        return None
    enablers = [turn.knowledge.enablers[key] for key in several]
    answer = distances_to([*enablers, place], turn.knowledge, turn.language)
    if answer is None:
        return None
    answer = answer.copy(update={"enablers": answer.enablers[:PAGE]})
    nearest = tuple(view.id for view in answer.enablers[:1])
    memory = replace(turn.memory, focus=nearest)
    if set(several) == set(turn.memory.compared):
        memory = replace(memory, compared=several)
    return Reply(answer, turn.text_of(answer), memory)


def _end(turn: Turn, several: tuple[str, ...]) -> Place | None:
    """Return the place that distances are measured to: one named, or where one named is."""
    reading, places = turn.reading, turn.knowledge.places
    ends = (*reading.query.places, *reading.outside, *reading.aside)
    if ends:
        return places[ends[0]]
    houses = [turn.knowledge.enablers[key] for key in (*reading.near, *named(turn))]
    sites = [house.sites[0] for house in houses if house.id not in several and house.sites]
    return places[sites[0]] if sites else None
