"""Questions that stay with the one just told of, though they name what could be searched for.

"How many companies have they invested in?" is asked of the fund, and looks for no companies.
"""

from __future__ import annotations

from dataclasses import replace

from actions.asked import only_where
from actions.describing import ANSWERS, REACHING
from actions.matching import has_some, speaks_of
from actions.pointing import adds_a_service
from actions.reading import Reading
from actions.turn import Turn
from knowledge.covering import is_of_kinds, offers_meeting
from knowledge.evidence import nearest_to, said_of
from knowledge.geography import holds
from knowledge.model import Enabler
from knowledge.query import EVERYWHERE, Query
from knowledge.question import PLAINLY, answering, nearest_expected, nearest_sought
from knowledge.text import normalise
from nlu.openings import (
    asks_for_another,
    asks_what_there_is,
    asks_whether,
    asks_which,
    asks_who_can,
    begins_with_a_wish,
    begins_with_and,
    seeks,
)

# Intents that go on with the conversation in a way of their own, when one is sure of them.
_OF_THEIR_OWN = {
    *("compare", "distance", "show_more", "start_over", "talk_to_person", "ask_source"),
    *("ask_profile", "greet", "thanks", "bye", "affirm", "deny", "help", "are_you_a_bot"),
}
_VAGUE = {"it", "they"}
# Who grants, permits and screens.
_AUTHORITY = "agency"
# The kinds of answer after which the one told of before is still spoken of.
_IN_BETWEEN = {"none", "distance"}
# Relations that a question on the one is taken for, when they are not sure.
_DOUBTFUL = {"new", "add", "other"}
# So much more must be said of the one than of any other where the message may do something else,
# and so much at least; all others may have that much more where it plainly asks of what was shown.
_AHEAD, _AT_LEAST, _BEHIND = 0.1, 0.6, 0.8
# Of 340 questions that strangers asked of one, two come so much nearer to those by which others are
# looked for; of those that leave it, half do.
_SOUGHT, _LITTLE, _FAR = 0.1, 0.05, 0.2


def of_the_one(turn: Turn) -> Turn:
    """Return the turn as one on the one just told of, where its question stays with it."""
    if not _stays(turn):
        return turn
    reading, (one,) = turn.reading, turn.memory.focus
    enabler = turn.knowledge.enablers[one]
    near = nearest_to(turn.question, enabler)
    query = Query(
        words=reading.query.words,
        facilities=_asked(turn, enabler, near),
        # "Is it a university?"
        kinds=reading.query.kinds if asks_whether(normalise(turn.text)) else (),
    )
    beside = reading.beside and replace(
        reading.beside, enablers=(one,), pointers=(), query=_without_a_search(reading.beside)
    )
    about = replace(
        reading,
        query=query,
        enablers=(one,),
        pointers=(),
        beside=beside,
        outside=(),
        unknown_names=(),
        limits=() if near >= ANSWERS and not reading.limits_asked else reading.limits,
    )
    intent = turn.intent if turn.intent in REACHING else "ask_details"
    return replace(turn, reading=about, intent=intent, confidence=1.0)


def _without_a_search(beside: Reading) -> Query:
    """Return what an attribute is asked of, without what could be searched for."""
    return Query(words=beside.query.words, facilities=beside.query.facilities)


def _asked(turn: Turn, enabler: Enabler, near: float) -> tuple[str, ...]:
    """Return the facilities whose having is asked, where no statement answers more than that."""
    if not asks_whether(normalise(turn.text)):
        return ()
    named = [key for key in turn.reading.query.facilities if key not in turn.reading.guesses]
    had = [key for key in named if offers_meeting(key, enabler, turn.knowledge)]
    return tuple(had or ([] if near >= ANSWERS else named))


def _stays(turn: Turn) -> bool:
    reading, memory = turn.reading, turn.memory
    whether = asks_whether(normalise(turn.text))
    asks = reading.asks or "?" in turn.text or whether
    of_it = bool(reading.query.words) or whether
    of_a_list = of_it and turn.intent != "count" and len(memory.ids) == 1
    surely_of_it = reading.is_surely_of_shown
    told_of_one = memory.told == "enabler" or of_a_list
    told_of_one = told_of_one or (surely_of_it and memory.told in _IN_BETWEEN)
    if not told_of_one or len(memory.focus) != 1 or not asks:
        return False
    if (
        only_where(reading.query)
        and not reading.query.words
        and begins_with_and(normalise(turn.text))
    ):
        # "And in Ghent?"
        return False
    enabler = turn.knowledge.enablers[memory.focus[0]]
    plainly = answering(turn.question, enabler) is not None
    if _goes_elsewhere(turn, plainly):
        return False
    if plainly and not reading.limits_asked:
        return True
    if not surely_of_it:
        sought, own = _sought_and_own(turn, enabler)
        if sought - own >= _SOUGHT:
            return False
    words = reading.query.words
    said = said_of(enabler, words, turn.question, turn.knowledge)
    others = (each for each in turn.knowledge.enablers.values() if each.id != enabler.id)
    best = max(
        (said_of(each, words, turn.question, turn.knowledge) for each in others), default=0.0
    )
    if reading.relation == "shown":
        lacks = _lacks_what_is_named(turn)
        return surely_of_it or best - said <= (-_AHEAD if lacks else _BEHIND)
    doubtful = not reading.relation_is_sure and reading.relation in _DOUBTFUL
    return doubtful and said >= max(_AT_LEAST, best + _AHEAD)


def _sought_and_own(turn: Turn, enabler: Enabler) -> tuple[float, float]:
    """Return how near a question comes to those that look for others, and to those of this one."""
    others = (key for key in turn.knowledge.enablers if key != enabler.id)
    return nearest_sought(turn.question, others), nearest_expected(turn.question, enabler)


def of_others(turn: Turn) -> Turn:
    """Return the turn as a new search, where others are far rather looked for by its question.

    "Is there aid if we save heat on site?" is asked of no biosafety service, in spite of "it".
    """
    reading, focus = turn.reading, turn.memory.focus
    if len(focus) != 1 or reading.enablers or not set(reading.pointers) <= _VAGUE:
        return turn
    forms = normalise(turn.text)
    if reading.query.places or (asks_whether(forms) and not asks_what_there_is(forms)):
        # "Is it in Antwerp?", "does it have a cryo electron microscope?"
        return turn
    sought, own = _sought_and_own(turn, turn.knowledge.enablers[focus[0]])
    ahead = _LITTLE if seeks(turn.text) else _FAR
    if sought < PLAINLY or sought - own < ahead:
        return turn
    about = replace(reading, pointers=(), relation="new", relation_is_sure=True)
    return replace(turn, reading=about, memory=replace(turn.memory, focus=()))


def _lacks_what_is_named(turn: Turn) -> bool:
    """Tell whether a message names facilities, and the one just told of has none of them."""
    reading, knowledge = turn.reading, turn.knowledge
    named = [key for key in reading.query.facilities if key not in reading.guesses]
    enabler = knowledge.enablers[turn.memory.focus[0]]
    return bool(named) and not any(offers_meeting(key, enabler, knowledge) for key in named)


def _goes_elsewhere(turn: Turn, plainly: bool) -> bool:
    """Tell whether a message asks of others, of the list, or for something new.

    `plainly`: it is plainly answered by what is held of the one, so it asks for no more of a list:
    "is there any room left?".
    """
    own = turn.intent in _OF_THEIR_OWN and turn.is_sure
    own = own and not (plainly and turn.intent == "show_more")
    elsewhere = _of_the_search(turn) or _of_others(turn) or _for_somebody(turn)
    return own or elsewhere or _of_authorities(turn)


def _of_authorities(turn: Turn) -> bool:
    """Tell whether what is asked for is had from authorities alone, and the one told of is none.

    "Is the screening of investments needed for that?" is asked of no incubator.
    """
    reading, knowledge = turn.reading, turn.knowledge
    named = [key for key in reading.query.facilities if key not in reading.guesses]
    had = [
        e for e in knowledge.enablers.values() for key in named if offers_meeting(key, e, knowledge)
    ]
    return (
        bool(had)
        and {e.kind for e in had} == {_AUTHORITY}
        and turn.memory.focus[0] not in {e.id for e in had}
    )


def _of_the_search(turn: Turn) -> bool:
    """Tell whether a message goes on with what was searched for, and not with what was told of."""
    reading = turn.reading
    changes = reading.drops or reading.dropped or reading.query.without or reading.radius_km
    again = reading.afresh or reading.choice or reading.again or reading.alike or reading.larger
    anew = reading.for_us or reading.returns or reading.asks_language
    return bool(changes or again or anew)


def _of_others(turn: Turn) -> bool:
    """Tell whether others are named or pointed at, or a place where the one told of is not."""
    reading, (one,) = turn.reading, turn.memory.focus
    enabler, places = turn.knowledge.enablers[one], turn.knowledge.places
    named = [key for key in reading.enablers if key != one and not _is_beside_it(key, turn)]
    elsewhere = [
        place
        for place in reading.query.places
        if place not in EVERYWHERE
        and not any(holds(place, site, places) for site in enabler.all_sites)
        and not speaks_of(places[place].names, enabler)
    ]
    abroad = [
        place
        for place in reading.outside
        if not (reading.pointers or speaks_of(places[place].names, enabler))
    ]
    return bool(named or reading.near or _pointers(reading) - _VAGUE or elsewhere or abroad)


def _is_beside_it(key: str, turn: Turn) -> bool:
    """Tell whether another is named beside "it", whose texts speak of it: "is it part of VIB?"."""
    other, enabler = (turn.knowledge.enablers[each] for each in (key, turn.memory.focus[0]))
    return bool(_VAGUE.intersection(turn.reading.pointers)) and speaks_of(
        other.owner_names, enabler
    )


def _for_somebody(turn: Turn) -> bool:
    """Tell whether a message looks for who has something, or says what is needed."""
    reading, query = turn.reading, turn.reading.query
    if not (query.facilities or query.kinds or query.sectors):
        return False
    if "it" in reading.pointers and not query.facilities:
        # "Who is it for, only big companies?"
        return False
    had = has_some(turn, turn.memory.focus[0])
    who = not (had or reading.is_surely_of_shown) and asks_who_can(turn.text, turn.language)
    plainly = not reading.guessed or (turn.intent == "ask_facility" and turn.is_sure)
    exists = asks_what_there_is(normalise(turn.text)) and plainly
    who = who or _asks_which_kind(turn)
    who = who or (exists and bool(query.facilities) and not (had or reading.pointers))
    others = reading.relation != "shown" and asks_for_another(normalise(turn.text), turn.language)
    return who or others or begins_with_a_wish(turn.text) or adds_a_service(turn)


def _asks_which_kind(turn: Turn) -> bool:
    """Tell whether a message asks which of a kind that the one told of is not: "which cluster?"."""
    kinds, enabler = turn.reading.query.kinds, turn.knowledge.enablers[turn.memory.focus[0]]
    others = bool(kinds) and not is_of_kinds(enabler, kinds, turn.knowledge)
    return others and asks_which(turn.text)


def _pointers(reading: Reading) -> set[str]:
    """Return what a message points at; "the first talk" is no first one of a list."""
    return set(reading.pointers_but_numbers if reading.numbers_its_own else reading.pointers)
