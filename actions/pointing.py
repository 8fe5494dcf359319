"""What "it", "the second one" and "both" mean, from what was shown before."""

from __future__ import annotations

from actions.asked import only_where
from actions.matching import fitting_best, has_some, one_alike, parts_among, that_one
from actions.reading import CHANGES
from actions.turn import Reply, Turn, enabler_button, page_shown, plain
from knowledge.covering import is_service, offers_meeting
from knowledge.geography import holds
from knowledge.text import normalise
from nlu.openings import (
    asks_for_another,
    asks_inside,
    asks_what_there_is,
    asks_whether,
    asks_who_can,
    begins_with_and,
)

_ALL_AT_MOST = 5
_BUTTONS_AT_MOST = 5
# Intents that ask about what is shown, and those that ask for more or less of it.
_ABOUT = {"ask_details", "ask_contact", "ask_website", "ask_source", "compare", "distance"}
_OF_THE_SEARCH = {"count", "show_more"}
# What may be meant by those that were told of one by one.
_SEVERAL = {"both", "all"}
_SIDE_BY_SIDE = {"compare", "distance", "ask_details", "ask_website", "ask_contact"}
_APART = {"compare", "distance"}
_TO_REACH = {"ask_website", "ask_contact"}
_VAGUE = {"it", "they", "all"}
# "Nice one, cheers" points at none.
_COURTESIES = {"thanks", "bye", "greet"}
_THAT_ONE = {"it", "they"}
_FEW = 3
# The kinds of answer after which the only one shown is asked about.
_TOLD = {"enabler", "enablers"}
_BRIEF = 5
_TERSE = 3
# What one says of the search rather than asks of what it found: "they must ship for us too".
_STATED = {"add", "drop"}
# What a question on the one just told of is taken for: "what do I need to get them?".
_ASIDE = {"out_of_scope", "talk_to_person", "help"}
# What a message does that searches, and the pointers that may stand in one.
_GOES_ELSEWHERE = {"swap", "new"}
_IN_A_SEARCH = {"it", "they", "both", "all"}
NUMBERS = {*map(str, range(1, 21)), "-1"}
_NUMBERED = {*NUMBERS, "both", "of", "other"}


def pointed_at(turn: Turn) -> tuple[str, ...]:
    """Return the ids that the message points at; () when it does not, or unclearly."""
    found: list[str] = []
    # "The second one, do they ...": the number says who "they" are.
    plain_ones = [p for p in turn.reading.pointers if p not in _VAGUE]
    if turn.intent in _APART and turn.reading.pointers[:1] == ("it",) and len(plain_ones) == 1:
        # "Compare it with the Leuven one" names two.
        found += _meant("it", turn)
    for pointer in plain_ones or turn.reading.pointers[:1]:
        meant = _meant(pointer, turn)
        if not meant and pointer == "of" and turn.reading.enablers:
            continue
        if not meant:
            return ()
        found += meant
    return tuple(dict.fromkeys(found))


def _meant(pointer: str, turn: Turn) -> tuple[str, ...]:
    shown, focus = turn.memory.ids, turn.memory.focus
    if pointer == "of":
        described = that_one(turn) or one_alike(turn)
        told = turn.memory.focus if len(turn.memory.focus) == 1 else ()
        if (
            not described
            and told
            and _is_there(told[0], turn)
            and not asks_who_can(turn.text, turn.language)
        ):
            # "The one in Melle" is the one just told of, where several are.
            return told
        own = parts_among(turn, turn.memory.ids, turn.reading.enablers)[:1]
        return described or own or (() if _says_of_which(turn) else _only_one(turn))
    if pointer == "other":
        return _the_other(turn)
    if pointer == "it":
        return _only_one(turn) or _only_one_there(turn)
    if pointer == "they" and len(focus) == 1 and turn.intent in _APART:
        return turn.memory.told_of[-2:] if _speaks_of_several(turn) else _seen_last(turn)
    if pointer == "they":
        # "Their websites?" is asked of all on the screen.
        few = len(shown) <= _FEW or turn.intent in _TO_REACH
        return focus or (page_shown(turn.memory) if few else ())
    if pointer in _SEVERAL and _speaks_of_several(turn):
        return turn.memory.told_of if pointer == "all" else turn.memory.told_of[-2:]
    if pointer == "both":
        one_by_one = turn.memory.told_of[-2:] if len(shown) > 2 else ()
        compared = turn.memory.compared
        pairs = (*(focus, compared), one_by_one, shown[:2], _seen_last(turn))
        return next((pair for pair in pairs if len(pair) == 2), ())
    if pointer == "all":
        return focus or shown[:_ALL_AT_MOST]
    # What was compared last is the order meant, as far as it goes.
    compared = turn.memory.compared if turn.memory.told == "comparison" else ()
    orders = (focus, shown) if len(focus) > 1 else (compared, shown)
    return next((found for order in orders if (found := numbered(int(pointer), order))), ())


def _speaks_of_several(turn: Turn) -> bool:
    """Tell whether "both" are those told of one after the other, and not the first of a list."""
    memory = turn.memory
    one_by_one = len(memory.focus) == 1 and len(memory.told_of) > 1
    return one_by_one and turn.intent in _SIDE_BY_SIDE


def _seen_last(turn: Turn) -> tuple[str, ...]:
    """Return the last two that were shown one after the other, the earlier first."""
    return tuple(reversed(turn.memory.seen[:2]))


def _says_of_which(turn: Turn) -> bool:
    """Tell whether "the ... one" says whose, or where."""
    return bool(turn.reading.enablers or turn.reading.query.places)


def _only_one(turn: Turn) -> tuple[str, ...]:
    """Return what "it" is: what the last answer was about, or the only one shown."""
    lists = (turn.memory.focus, turn.memory.ids)
    return next((ids for ids in lists if len(ids) == 1), ())


def _only_one_there(turn: Turn) -> tuple[str, ...]:
    """Return the only one shown in one of two places: "how far is that in Niel from Gent?"."""
    places, ids = turn.reading.query.places, turn.memory.ids
    if len(places) < 2 or len(ids) < 2:
        return ()
    for place in places:
        there = [key for key in ids if _is_in(key, place, turn)]
        if len(there) == 1:
            return (there[0],)
    return ()


def _is_there(key: str, turn: Turn) -> bool:
    return any(_is_in(key, place, turn) for place in turn.reading.query.places)


def _is_in(key: str, place: str, turn: Turn) -> bool:
    sites = turn.knowledge.enablers[key].sites
    return any(holds(place, site, turn.knowledge.places) for site in sites)


def _the_other(turn: Turn) -> tuple[str, ...]:
    """Return the one of two that the last answer was not about."""
    memory = turn.memory
    pairs = (memory.focus, memory.ids, memory.told_of[-2:])
    last = memory.focus[-1:] if len(memory.focus) == 1 else memory.told_of[-1:]
    left = (tuple(key for key in pair if key not in last) for pair in pairs if len(pair) == 2)
    return next((ids for ids in left if len(ids) == 1), ())


def numbered(number: int, order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one of that number in `order`, counted from the end below nought; () for none."""
    index = number - 1 if number > 0 else len(order) + number
    return order[index : index + 1] if 0 <= index < len(order) else ()


def is_about_shown(turn: Turn) -> bool:
    """Tell whether a message asks about what was shown, and not about the search that found it."""
    reading, memory = turn.reading, turn.memory
    if not memory.ids and not memory.focus:
        return False
    counts = turn.intent == "count" and reading.query.kinds
    if counts and not _NUMBERED.intersection(reading.pointers):
        return False
    if _searches_elsewhere(turn) or looks_further(turn) or asks_for_one_there(turn):
        return False
    if turn.intent in _COURTESIES and turn.is_sure and not NUMBERS.intersection(reading.pointers):
        return False
    if _VAGUE.issuperset(reading.pointers):
        return _is_about_it(turn)
    if set(reading.pointers) == {"of"} and (reading.query.without or not that_one(turn)):
        return not (reading.enablers or _narrows(turn))
    return turn.intent not in _OF_THE_SEARCH or bool(_NUMBERED.intersection(reading.pointers))


def asks_for_one_there(turn: Turn) -> bool:
    """Tell whether the last need is asked for elsewhere: "is there one in Hasselt?"."""
    reading, forms = turn.reading, normalise(turn.text)
    one = set(reading.pointers) == {"of"} and asks_what_there_is(forms)
    return one and only_where(reading.query) and turn.memory.query is not None


def _searches_elsewhere(turn: Turn) -> bool:
    """Tell whether a need in a named place is a search: "Niel then: labs and offices, both"."""
    query, pointers = turn.reading.query, set(turn.reading.pointers)
    needs = query.places and (query.facilities or query.kinds)
    # "A hospital that doses the first volunteers, in Ghent" points at none by that number.
    whole = bool(query.facilities and query.kinds) or pointers <= _IN_A_SEARCH
    return bool(needs) and turn.reading.relation in _GOES_ELSEWHERE and whole


def looks_further(turn: Turn) -> bool:
    """Tell whether a question for a need looks beyond the one just told of, which has none of it.

    "Who there would handle our submission?", but not "does it have a cold room?".
    """
    facilities, pointed = turn.reading.query.facilities, pointed_at(turn) or turn.memory.focus
    if not facilities or turn.reading.enablers:
        return False
    last = turn.memory.query.facilities if turn.memory.query else ()
    if len(turn.text.split()) <= _TERSE and turn.reading.relation == "shown":
        return False
    if not set(facilities) <= set(last) and asks_who_can(turn.text, turn.language):
        # "We'd also infect them with flu afterwards. Who can?"
        return True
    if len(pointed) != 1:
        return False
    if has_some(turn, pointed[0]):
        return False
    forms = normalise(turn.text)
    return asks_for_another(forms, turn.language) and not asks_inside(forms)


def _narrows(turn: Turn) -> bool:
    """Tell whether "the ... ones" are those that the list is narrowed to: "the VIB one" is not."""
    query, changes = turn.reading.query, turn.reading.relation in CHANGES
    return bool(query.without) or (changes and not query.is_empty)


def asks_it_too(turn: Turn) -> bool:
    """Tell whether a few words ask more of what was just told of: "and meeting rooms?"."""
    reading, query = turn.reading, turn.reading.query
    only_a_need = query.facilities and not (query.places or query.kinds or reading.pointers)
    if not only_a_need or len(turn.memory.focus) != 1:
        return False
    if adds_a_service(turn):
        return False
    length = len(turn.text.split())
    brief = length <= _BRIEF
    if turn.memory.told == "enabler" and brief and "start" in reading.adds:
        return True
    if length <= _TERSE and reading.relation == "shown" and "?" in turn.text:
        # "Which instruments?"
        return True
    whether = asks_whether(normalise(turn.text))
    asks = whether or ("?" in turn.text and brief)
    return turn.memory.told in _TOLD and asks and _has_all(turn.memory.focus[0], turn)


def adds_a_service(turn: Turn) -> bool:
    """Tell whether a few words add a service that the one told of has not: "and proteomics?"."""
    reading, forms = turn.reading, normalise(turn.text)
    named = set(reading.query.facilities) - set(reading.guesses)
    if not named or reading.pointers or not begins_with_and(forms) or asks_whether(forms[1:]):
        return False
    had = any(has_some(turn, key) for key in turn.memory.focus)
    return not had and all(is_service(key, turn.knowledge) for key in named)


def _has_all(key: str, turn: Turn) -> bool:
    enabler, asked = turn.knowledge.enablers[key], turn.reading.query.facilities
    return all(offers_meeting(facility, enabler, turn.knowledge) for facility in asked)


def _is_about_it(turn: Turn) -> bool:
    """Tell whether "it" or "they", or a question that leaves them out, mean what was shown."""
    reading, query = turn.reading, turn.reading.query
    if reading.enablers or turn.intent in _OF_THE_SEARCH:
        return False
    if asks_it_too(turn):
        return True
    if (query.sectors or query.kinds) and asks_who_can(turn.text, turn.language):
        # "Who makes CAR-T there?"
        return False
    stated = reading.relation in _STATED and (reading.relation_is_sure or "end" in reading.adds)
    whether = asks_whether(normalise(turn.text))
    if stated and not (reading.asks or whether):
        return False
    changes = reading.relation_is_sure and reading.relation in CHANGES
    if changes and not turn.memory.focus and not query.is_empty:
        return False
    doubtful = not turn.is_sure or turn.intent in _ASIDE
    about = turn.intent in _ABOUT or (doubtful and reading.relation == "shown")
    if not reading.pointers:
        named = query.kinds or query.sectors or (query.places and turn.intent != "distance")
        return turn.intent in _ABOUT and bool(turn.memory.focus) and not named
    if _THAT_ONE.intersection(reading.pointers) and len(turn.memory.focus) == 1:
        had = "?" in turn.text and bool(query.facilities)
        asked = had or reading.relation in {"shown", "add", "new"}
        return about or (asked and not query.places)
    return about and not (query.kinds or query.sectors)


def which_one(turn: Turn) -> Reply | None:
    """Ask which one is meant, with the choices to tap; None when nothing was pointed at."""
    if not turn.reading.pointers or pointed_at(turn):
        return None
    return _beyond_the_list(turn) or ask_which(turn)


def _beyond_the_list(turn: Turn) -> Reply | None:
    """Say how many were shown, where a number beyond them is asked for; None where none is."""
    numbers = [int(pointer) for pointer in turn.reading.pointers if pointer.isdigit()]
    shown = turn.memory.focus if len(turn.memory.focus) > 1 else turn.memory.ids
    if not shown or not numbers or max(numbers) <= len(shown):
        return None
    reply = plain(turn, "clarify", "utter_not_so_many", shown=len(shown))
    choices = tuple(enabler_button(turn, key) for key in shown[:_BUTTONS_AT_MOST])
    return Reply(reply.answer.copy(update={"suggestions": choices}), reply.text, turn.memory)


def ask_which(turn: Turn) -> Reply | None:
    """Ask which of those shown is meant; None when none was, or the message names a need."""
    query = turn.reading.query
    about_shown = turn.reading.relation == "shown"
    if not turn.memory.ids or (not about_shown and (query.facilities or query.kinds)):
        return None
    if len(turn.memory.ids) == 1:
        return None
    reply = plain(turn, "clarify", "utter_which_one")
    fitting = fitting_best(turn, turn.memory.ids)
    ids = fitting if len(fitting) > 1 else turn.memory.ids
    choices = tuple(enabler_button(turn, key) for key in ids[:_BUTTONS_AT_MOST])
    return Reply(reply.answer.copy(update={"suggestions": choices}), reply.text, turn.memory)


def ask_of_shown(turn: Turn) -> Reply | None:
    """Ask which is meant, where a message plainly asks of what is listed, in words of its own."""
    reading = turn.reading
    of_a_list = reading.is_surely_of_shown and turn.memory.told == "enablers"
    if not of_a_list or reading.names_something or reading.unknown:
        return None
    return ask_which(turn)
