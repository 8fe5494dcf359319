"""What a message is taken for by one of its words, and plainly is not."""

from __future__ import annotations

from dataclasses import replace

from actions.matching import has_some, parts_having
from actions.turn import Turn
from knowledge.evidence import nearest_to
from knowledge.query import EVERYWHERE
from knowledge.text import normalise
from nlu.cues import names_a_time
from nlu.openings import asks_who_can, goes_from_to, sorts

# What is told of one may answer these; nobody's texts tell a price or a person.
_MAY_BE_HELD = {"availability", "visa", "living", "industry", "figures"}
_TOLD, _COMES_NEAR = {"enabler", "distance", "none"}, 0.2


def put_right(turn: Turn) -> Turn:
    """Return the turn without what a word of it was wrongly taken for."""
    turn = _without_what_sorts(_without_what_it_numbers(turn))
    return _around_what_was_shown(_of_it_after_all(_for_them(_between_towns(turn))))


def _without_what_it_numbers(turn: Turn) -> Turn:
    """Return the turn without numbers that count something of a named one: "the first talk at"."""
    reading = turn.reading
    if not (reading.numbers_its_own and reading.enablers):
        return turn
    return replace(turn, reading=replace(reading, pointers=reading.pointers_but_numbers))


def _without_what_sorts(turn: Turn) -> Turn:
    """Return the turn without the needs that "sort them by size" was taken for."""
    reading = turn.reading
    if not sorts(normalise(turn.text)) or not turn.memory.ids + turn.memory.compared:
        return turn
    nothing = {"facilities": (), "kinds": (), "sectors": ()}
    beside = reading.beside and replace(
        reading.beside, query=reading.beside.query.copy(update=nothing)
    )
    query = reading.query.copy(update=nothing)
    return replace(turn, reading=replace(reading, query=query, beside=beside, choice=True))


def _between_towns(turn: Turn) -> Turn:
    """Return the turn without an "it" that stands for nothing: "how far is it from A to B?"."""
    reading = turn.reading
    towns = len(reading.query.places) == 2 and not reading.enablers
    measures = turn.intent == "distance" and towns and set(reading.pointers) == {"it"}
    if not measures or not goes_from_to(normalise(turn.text)):
        return turn
    return replace(turn, reading=replace(reading, pointers=()))


def _for_them(turn: Turn) -> Turn:
    """Return the turn without a house that only says for whom: "who invests in UGent spin-offs?".

    It must have none of what is asked, and others must.
    """
    reading = turn.reading
    facilities = reading.query.facilities
    asks = asks_who_can(turn.text, turn.language) and len(reading.enablers) == 1
    if not (asks and facilities) or reading.pointers or reading.query.places:
        return turn
    (one,) = reading.enablers
    if has_some(turn, one) or parts_having(turn, one):
        return turn
    return replace(turn, reading=replace(reading, enablers=()), intent="ask_facility")


def _of_it_after_all(turn: Turn) -> Turn:
    """Return the turn as asked of the one told of, where none of its words is a limit's.

    "What are the rules to get in?" asks for no visa, where the park has told its rules.
    """
    reading, memory = turn.reading, turn.memory
    guessed = set(reading.limits_guessed) & _MAY_BE_HELD
    only_guessed = not set(reading.limits_asked) - set(reading.limits_guessed)
    says_nothing = reading.is_surely_of_shown and reading.pointers and not reading.query.words
    if reading.limits_asked and only_guessed and says_nothing:
        # "Combien sont-ils ?" names no salary.
        return replace(turn, reading=replace(reading, limits=(), limits_asked=()))
    if not reading.limits_asked or not set(reading.limits_asked) <= guessed:
        return turn
    told = memory.focus if memory.told in _TOLD and reading.relation == "shown" else ()
    ids = told if not (reading.enablers or names_a_time(normalise(turn.text))) else ()
    if len(ids) != 1 or nearest_to(turn.question, turn.knowledge.enablers[ids[0]]) < _COMES_NEAR:
        return turn
    about = replace(reading, enablers=ids, pointers=(), limits=(), limits_asked=())
    return replace(turn, reading=about, intent="ask_details", confidence=1.0)


def _around_what_was_shown(turn: Turn) -> Turn:
    """Return the turn with the places of the last search, where "nearby" names none of its own.

    "Who could analyse our samples nearby?", after what there is in Ostend.
    """
    reading, last = turn.reading, turn.memory.query
    asks = reading.query.facilities or reading.query.kinds
    if not reading.radius_km or reading.query.places or reading.outside or not asks:
        return turn
    focus = turn.memory.focus if len(turn.memory.focus) == 1 else ()
    sites = tuple(site for key in focus for site in turn.knowledge.enablers[key].sites[:1])
    before = tuple(key for key in last.places if key not in EVERYWHERE) if last else ()
    places = sites or before
    if not places or reading.near:
        return turn
    query = reading.query.copy(update={"places": places, "radius_km": reading.radius_km})
    return replace(turn, reading=replace(reading, query=query))
