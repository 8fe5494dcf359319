"""What of the last search fits beside a new need: nobody looks for a fund with a cold room."""

from __future__ import annotations

from typing import Any, Sequence

from actions.turn import Turn
from knowledge.covering import is_service, settles
from knowledge.model import Knowledge
from knowledge.query import Query
from knowledge.search import search
from knowledge.text import normalise
from nlu.openings import asks_who_can, begins_with_a_wish, says_also

# Pointers by which a new need is asked of what was found.
_OF_WHAT_WAS_FOUND = {"it", "they", "both", "all", "of"}


def fitting(last: Query, changed: Query, turn: Turn) -> Query:
    """Return the changed search, with the new need alone where nothing has it beside the old ones.

    Who goes on from cold rooms to venture capital does not look for a fund with a cold room.
    """
    reading, knowledge = turn.reading, turn.knowledge
    new = reading.query
    fresh = tuple(key for key in new.facilities if key not in last.facilities)
    old = tuple(key for key in changed.facilities if key not in new.facilities)
    changes: dict[str, Any] = {}
    plainly_more = reading.relation == "add" and reading.relation_is_sure
    other_sort = not reading.relation_is_sure and _of_another_sort(old, fresh, knowledge)
    # What is told from words alone, and had from others, is a need of its own.
    service = reading.guessed and all(is_service(key, knowledge) for key in fresh)
    together = not (other_sort or service) and _found_together(old, fresh, knowledge)
    more = plainly_more and not (service or _of_another_sort(old, fresh, knowledge))
    # "The second one, with a cold room" is no search; "there" and "they" keep what was found.
    # "Who can do it?" asks who does the new one.
    points = bool(_OF_WHAT_WAS_FOUND.intersection(reading.pointers))
    points = points and not asks_who_can(turn.text, turn.language)
    alone = not (points or more or together)
    if fresh and old and alone:
        changes["facilities"] = new.facilities
    facilities = changes.get("facilities", changed.facilities)
    narrows = reading.relation == "narrow" and reading.relation_is_sure
    stays = new.kinds and (narrows or settles(new.kinds, knowledge))
    # "Only those with a mouse house" still means incubators, and is told that there is none.
    narrower = reading.relation == "narrow" or plainly_more
    stays = stays or (narrower and not new.kinds and settles(changed.kinds, knowledge))
    both = bool(facilities and changed.kinds) and not stays
    if both and not _had_by(changed.kinds, facilities, knowledge):
        other = "kinds" if new.facilities and not new.kinds else "facilities"
        changes[other] = getattr(new, other)
    if changes and changed.sectors and not new.sectors:
        need = changed.copy(update={**changes, "places": (), "radius_km": None})
        if not _offered(need, knowledge):
            changes |= {"sectors": (), "for_sectors": changed.sectors}
    if fresh and changed.larger_than_m2:
        # "Something bigger" was said of the need before.
        changes["larger_than_m2"] = None
    fitting: Query = changed.copy(update=changes)
    return _alone(fitting, turn) if fresh and _is_of_nobody(fitting, turn) else fitting


def _is_of_nobody(changed: Query, turn: Turn) -> bool:
    """Tell whether nobody has the old and the new need together, and the new one is whole.

    "We need land to build on", after labs in an incubator; "and with offices?" is of the labs.
    """
    reading, knowledge = turn.reading, turn.knowledge
    needs = changed.copy(update={"places": (), "radius_km": None, "sectors": (), "without": {}})
    more = reading.adds or reading.pointers or says_also(normalise(turn.text))
    whole = begins_with_a_wish(turn.text) and not more
    many = len(changed.facilities) > len(reading.query.facilities) or bool(changed.kinds)
    return many and whole and not _offered(needs, knowledge)


def _alone(changed: Query, turn: Turn) -> Query:
    """Return the search for the new need alone, where the last one was for."""
    new = turn.reading.query
    alone: Query = changed.copy(update={"facilities": new.facilities, "kinds": new.kinds})
    return alone


def _of_another_sort(old: Sequence[str], fresh: Sequence[str], knowledge: Knowledge) -> bool:
    """Tell whether premises were asked for and a service is now: a lab, "and for grants?"."""
    served = [{is_service(key, knowledge) for key in keys} for keys in (old, fresh)]
    return served == [{False}, {True}]


def _found_together(old: Sequence[str], fresh: Sequence[str], knowledge: Knowledge) -> bool:
    return any(_offered(Query(facilities=(a, b)), knowledge) for a in old for b in fresh)


def _had_by(kinds: tuple[str, ...], facilities: Sequence[str], knowledge: Knowledge) -> bool:
    return any(_offered(Query(facilities=(f,), kinds=kinds), knowledge) for f in facilities)


def _offered(query: Query, knowledge: Knowledge) -> bool:
    """Tell whether anybody has all of this, anywhere."""
    result = search(query, knowledge)
    return bool(result.matches) and not result.relaxed
