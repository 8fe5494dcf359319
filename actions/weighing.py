"""A turn before it is answered: what was only guessed gives way to what was shown and named."""

from __future__ import annotations

from dataclasses import replace

from actions.asked import NEIGHBOUR, only_where
from actions.described import resolved
from actions.matching import has_some, name_words, words_of_places
from actions.mistaken import put_right
from actions.outstanding import of_the_outstanding
from actions.parts import of_a_part
from actions.staying import of_others, of_the_one
from actions.turn import Turn, page_shown
from knowledge.covering import covering, is_of_kinds, offers_meeting
from knowledge.evidence import speaking
from knowledge.query import EVERYWHERE, Query
from knowledge.search import search
from knowledge.sought import FAR, sought
from knowledge.text import form_of, normalise
from nlu.openings import (
    asks_for_differences,
    asks_what_there_is,
    asks_whether,
    asks_which,
    asks_who_can,
    asks_who_makes,
    begins_with_a_wish,
    names_every,
)

_PLAINLY = 0.9
_ANEW = {"new", "swap"}
_VAGUE = {"it", "they"}
# Messages of these ask for a list.
_LISTING = {"list_kind", "refine", "ask_facility", "ask_location"}
# What a question on the only house in a town is taken for.
_OF_A_HOUSE = {"ask_details", "ask_contact", "ask_website", "ask_location"}


def weighed(turn: Turn) -> Turn:
    """Return the turn with what it describes named, and without guesses that nothing bears out."""
    turn = _beside_a_kind(_anew(put_right(_at_first(turn))))
    turn = _for_makers(_for_companies(_in_our_field(_asked_after_all(turn))))
    turn = _without_its_field(_of_that_kind(turn))
    turn = _without_guesses(_of_what_is_sought(turn))
    turn = of_a_part(resolved(_of_the_one_there(turn)))
    turn = of_others(of_the_outstanding(turn))
    return of_the_one(_held_against_another(_of_what_is_shown(turn)))


def _at_first(turn: Turn) -> Turn:
    """Return the turn as a new one where nothing was shown yet: "there" is nowhere then.

    "We want a doctorate done in our own company. Does the government pay a part of that?"
    """
    reading, memory = turn.reading, turn.memory
    if memory.query or memory.ids or memory.focus or memory.seen:
        return turn
    vague = reading.names_something and set(reading.pointers) <= _VAGUE
    pointers = () if vague else reading.pointers
    about = replace(reading, relation="new", relation_is_sure=True, pointers=pointers)
    return replace(turn, reading=about)


def _beside_a_kind(turn: Turn) -> Turn:
    """Return the turn as a search, where which of a kind is asked that the one named is not.

    "Which fund puts seed money into spin-offs of UGent?" is no question on the university.
    """
    reading, query, knowledge = turn.reading, turn.reading.query, turn.knowledge
    kinds = set(query.kinds) - {NEIGHBOUR}
    if len(reading.enablers) != 1 or not kinds or not asks_which(turn.text):
        return turn
    (one,) = reading.enablers
    enabler = knowledge.enablers[one]
    if is_of_kinds(enabler, query.kinds, knowledge):
        return turn
    words = dict.fromkeys((*query.words, *form_of(enabler.name)))
    query = query.copy(update={"words": tuple(words)})
    about = replace(reading, query=query, enablers=(), near=(one,), relation="new")
    return replace(turn, reading=about, intent="list_kind", confidence=1.0)


def _anew(turn: Turn) -> Turn:
    """Return the turn as a new search, where all of a kind in a place are asked for.

    "Any incubator within 30 km of Antwerp, whatever the sector" goes on with no training.
    """
    reading, query, kinds = turn.reading, turn.reading.query, turn.knowledge.kinds
    if not (query.kinds and query.places) or query.facilities or reading.choice:
        return turn
    if turn.intent not in _LISTING:
        return turn
    phrases = (p for key in query.kinds for words in kinds[key].words.values() for p in words)
    if not names_every(normalise(turn.text), {word for p in phrases for word in form_of(p)}):
        return turn
    about = replace(reading, relation="new", relation_is_sure=True, drops=(), dropped={})
    return replace(turn, reading=about, intent="list_kind", confidence=1.0)


def _held_against_another(turn: Turn) -> Turn:
    """Return the turn as one that compares, where those named, or "it" and another, are to be."""
    reading = turn.reading
    other = reading.enablers or reading.points_by_number or reading.query.places
    named = len(reading.enablers) > 1
    two = reading.than and bool(other) and bool(turn.memory.focus or named)
    # "Bioscape or Obelisc: how do they differ?"
    two = two or (named and asks_for_differences(normalise(turn.text)))
    return replace(turn, intent="compare", confidence=1.0) if two else turn


def _asked_after_all(turn: Turn) -> Turn:
    """Return the turn with what it only told of as asked, where it is plainly none for us.

    "I think of buying argenx shares. Good idea?"
    """
    reading = turn.reading
    plainly = turn.intent == "out_of_scope" and turn.confidence >= _PLAINLY
    if not plainly or reading.limits or not reading.limits_told:
        return turn
    told = reading.limits_told
    return replace(turn, reading=replace(reading, limits=told, limits_asked=told))


def _in_our_field(turn: Turn) -> Turn:
    """Return the turn with the field of who asks, where it is meant: "companies in our trade"."""
    reading, query = turn.reading, turn.reading.query
    ours = turn.memory.profile.sectors
    if not reading.our_field or query.sectors or not ours:
        return turn
    kinds = query.kinds or (() if query.facilities else (NEIGHBOUR,))
    query = query.copy(update={"sectors": ours, "for_sectors": (), "kinds": kinds})
    return replace(turn, reading=replace(reading, query=query))


def _for_companies(turn: Turn) -> Turn:
    """Return the turn without companies where a list of who has a facility is asked about them.

    "Which of them takes outside companies?" looks for none, nor does "may companies come in?".
    """
    reading, last = turn.reading, turn.memory.query
    asked = (reading.choice or reading.is_surely_of_shown) and reading.query.kinds == (NEIGHBOUR,)
    if not asked or last is None or not last.facilities:
        return turn
    query = reading.query.copy(update={"kinds": ()})
    return replace(turn, reading=replace(reading, query=query))


def _for_makers(turn: Turn) -> Turn:
    """Return the turn as one for companies, where who makes something is asked and no service.

    "Which foreign company makes CAR-T there?", but not "who can make viral vectors for us?".
    """
    reading, query = turn.reading, turn.reading.query
    fields = query.sectors or query.for_sectors
    served = query.facilities and not (reading.guessed and not reading.guesses_plainly)
    others = set(query.kinds) - {NEIGHBOUR}
    if not fields or served or others or not asks_who_makes(turn.text):
        return turn
    changes = {"facilities": (), "kinds": (NEIGHBOUR,), "sectors": fields, "for_sectors": ()}
    makers = replace(reading, query=query.copy(update=changes), own_sectors=())
    return replace(turn, reading=makers, intent="list_kind", confidence=1.0)


def _of_that_kind(turn: Turn) -> Turn:
    """Return the turn with "it" for "that institute", where a distance of the one is asked."""
    reading, focus = turn.reading, turn.memory.focus
    kinds = reading.query.kinds
    measures = turn.intent == "distance" and turn.is_sure and len(focus) == 1
    if not (measures and kinds and reading.described) or reading.enablers:
        return turn
    covered = {part for kind in kinds for part in covering(kind, turn.knowledge.kinds)}
    if turn.knowledge.enablers[focus[0]].kind not in covered:
        return turn
    query = reading.query.copy(update={"kinds": ()})
    about = replace(reading, query=query, pointers=("it",), described=None, rest=None)
    return replace(turn, reading=about)


def _without_its_field(turn: Turn) -> Turn:
    """Return the turn as asked of the one just told of, where yes or no is asked beside a field.

    "Is the plant food grade?" asks for no list of the food industry.
    """
    reading, query = turn.reading, turn.reading.query
    named = query.facilities or query.kinds or query.places or reading.enablers or reading.pointers
    anew = reading.relation in _ANEW and reading.relation_is_sure
    forms = normalise(turn.text)
    whether = asks_whether(forms) and not asks_what_there_is(forms)
    if not whether or len(turn.memory.focus) != 1 or named or anew or not query.sectors:
        return turn
    query = query.copy(update={"sectors": ()})
    return replace(turn, reading=replace(reading, query=query, pointers=("it",)))


def _of_the_one_there(turn: Turn) -> Turn:
    """Return the turn as one on the only one shown in a town: "tell me about Zellik, who owns it?".

    Without one shown, an attribute is asked of the only one that bears the town's name.
    """
    reading, memory = turn.reading, turn.memory
    places = set(reading.query.places) - EVERYWHERE
    told = reading.attributes or (turn.intent in _OF_A_HOUSE and reading.relation == "shown")
    others = reading.enablers or reading.near or reading.query.words or reading.radius_km
    if not only_where(reading.query) or len(places) != 1 or not told or others:
        return turn
    there = search(Query(places=tuple(places)), turn.knowledge).matches
    shown = [m.enabler.id for m in there if m.enabler.id in {*memory.ids, *memory.focus}]
    words = words_of_places(turn, places)
    named = [m.enabler.id for m in there if words & name_words(turn, m.enabler.id)]
    found = shown or (named if reading.attributes else [])
    if len(found) != 1:
        return turn
    query = reading.query.copy(update={"places": ()})
    beside = reading.beside and replace(
        reading.beside,
        enablers=(found[0],),
        query=reading.beside.query.copy(update={"places": ()}),
    )
    about = replace(reading, query=query, enablers=(found[0],), pointers=(), beside=beside)
    return replace(turn, reading=about, intent="ask_details")


def _without_guesses(turn: Turn) -> Turn:
    """Return the turn with its likeliest need alone, where nobody has all that was guessed.

    "No single place has all of this" is no answer to a guess. What is named stays.
    """
    reading = turn.reading
    query = reading.query
    if reading.guessed and query.kinds and _is_of_none(query, turn):
        # "Science parks, for a location advisor": the kind is named.
        return replace(turn, reading=replace(reading, query=query.copy(update={"facilities": ()})))
    guessed = set(query.facilities).intersection(reading.guesses)
    if not guessed or len(query.facilities) < 2 or query.any_facility:
        return turn
    had = not search(Query(facilities=query.facilities), turn.knowledge).relaxed
    if had and not reading.guessed:
        return turn
    if had or not reading.guessed:
        # Who has but one of two guesses may be meant as well, or of what is named and guessed.
        query = query.copy(update={"any_facility": True})
    else:
        # Of the one just told of, what it has is asked rather.
        likeliest = sorted(reading.guesses, key=lambda key: not _is_had(key, turn))[:1]
        query = query.copy(update={"facilities": tuple(likeliest)})
    return replace(turn, reading=replace(reading, query=query))


def _of_what_is_sought(turn: Turn) -> Turn:
    """Return the turn with those of its needs that the one has who is plainly looked for.

    "Which office checks work with viruses?" needs no office space, where nobody has both.
    """
    reading, query, knowledge = turn.reading, turn.reading.query, turn.knowledge
    several = len(query.facilities) > 1 and not query.any_facility
    if not several or reading.lists_needs or reading.enablers or reading.adds:
        return turn
    if not search(Query(facilities=query.facilities), knowledge).relaxed:
        return turn
    plainly = sought(reading.query.said, knowledge)
    best = max(plainly, key=lambda key: plainly[key])
    has = [f for f in query.facilities if offers_meeting(f, knowledge.enablers[best], knowledge)]
    if plainly[best] < FAR or not has:
        return turn
    query = query.copy(update={"facilities": tuple(has)})
    return replace(turn, reading=replace(reading, query=query))


def _is_of_none(query: Query, turn: Turn) -> bool:
    """Tell whether nobody of the kinds asked for has what was only guessed."""
    both = Query(facilities=query.facilities, kinds=query.kinds, any_facility=True)
    return bool(search(both, turn.knowledge).relaxed)


def _is_had(key: str, turn: Turn) -> bool:
    focus = turn.memory.focus if len(turn.memory.focus) == 1 else ()
    enablers = (turn.knowledge.enablers[each] for each in focus)
    return any(offers_meeting(key, each, turn.knowledge) for each in enablers)


def _of_what_is_shown(turn: Turn) -> Turn:
    """Return the turn without a need that was only guessed, where its words are told of the one.

    "Who can request samples there?" is asked of the biobank just told of, and looks for no lab.
    """
    reading, memory = turn.reading, turn.memory
    query = reading.query
    shown = memory.focus or page_shown(memory)
    told = memory.told == "enabler" or reading.relation == "shown"
    more = query.places or query.kinds or query.sectors or query.without or reading.enablers
    if not (told and reading.guessed) or more or reading.relation in _ANEW:
        return turn
    if (
        asks_who_can(turn.text, turn.language)
        or begins_with_a_wish(turn.text)
        or "both" in reading.pointers
    ):
        return turn
    enablers = [turn.knowledge.enablers[key] for key in shown]
    if reading.guesses_plainly and not any(has_some(turn, key) for key in shown):
        # "Can a doctorate in the company be paid for?", after the tax incentives.
        return turn
    if not (
        reading.is_surely_of_shown
        or any(speaking(each, query.words, turn.knowledge) for each in enablers)
    ):
        return turn
    return replace(turn, reading=replace(reading, query=query.copy(update={"facilities": ()})))
