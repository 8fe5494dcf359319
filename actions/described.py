"""Who a description means, of those that were told of: "the class 2 place", "back to Beerse"."""

from __future__ import annotations

from dataclasses import replace
from typing import Iterable

from actions.matching import name_words, parts_among, told_before
from actions.reading import Reading
from actions.turn import Turn
from knowledge.covering import covering, offers_meeting
from knowledge.evidence import SPEAKS, strange, told_by
from knowledge.model import Enabler
from knowledge.query import EVERYWHERE, Query
from knowledge.search import search
from knowledge.text import normalise
from nlu.openings import asks_whether

# "The university hospital in Antwerp" stands in Edegem.
_SUBURBS_KM = 10.0
# In these, one may be described that nobody was told of yet.
_ABOUT_ONE = {"compare", "distance", "ask_details", "ask_contact", "ask_website"}


def resolved(turn: Turn) -> Turn:
    """Return the turn with the one named that its description means.

    Where it means nobody that was told of, or several, the message is read as it stands.
    """
    described, rest = turn.reading.described, turn.reading.rest
    if described is None or rest is None or (turn.reading.returns and _goes_on(turn)):
        return turn
    if len(turn.memory.focus) == 1 and "it" in rest.pointers and asks_whether(normalise(turn.text)):
        # "Is it inside the science park there?" is asked of it, and not of the park.
        return turn
    found = _meant(described, turn)
    if not found:
        return turn
    if turn.memory.focus == (found,) and turn.reading.attributes:
        # "How large is the largest fermenter?" describes what is asked of the one just told of.
        return replace(
            turn, reading=_about(replace(turn.reading, described=None, recalled=True), found)
        )
    return replace(turn, reading=_about(rest, found))


def _about(rest: Reading, found: str) -> Reading:
    beside = rest.beside and replace(rest.beside, enablers=_with(rest.beside.enablers, found))
    return replace(rest, enablers=_with(rest.enablers, found), beside=beside)


def _with(named: tuple[str, ...], found: str) -> tuple[str, ...]:
    return named if found in named else (*named, found)


def _goes_on(turn: Turn) -> bool:
    """Tell whether one comes back to a search to change it: "back to the desks: in Brussels"."""
    rest = turn.reading.rest
    assert rest is not None
    places = set(rest.query.places) - EVERYWHERE
    return bool(places or rest.query.without or rest.drops or rest.dropped)


def _meant(described: Reading, turn: Turn) -> str:
    """Return the only one that fits of the first list that has any; "" when none does."""
    lists = list(told_before(turn))
    beside_it = _beside_it(turn)
    everybody = tuple(turn.knowledge.enablers)
    if described.enablers and _telling(described, everybody, turn):
        # "The strategic transformation thing from VLAIO" says plainly which of its schemes.
        lists.insert(0, everybody)
    about_one = turn.intent in _ABOUT_ONE or turn.reading.attributes
    if about_one and not turn.reading.unknown_names:
        lists.append(everybody)
    if described.query.places and described.query.facilities:
        # "The biobank in Antwerp" is a search by itself, unless it is in sight.
        lists = lists[:2]
    for ids in lists:
        fitting = _fitting(described, (key for key in ids if key not in beside_it), turn)
        if fitting:
            return _asked_of(fitting, turn)
    return ""


def _asked_of(fitting: tuple[str, ...], turn: Turn) -> str:
    """Return the only one, or of several the one of which the rest of the message is said."""
    assert turn.reading.rest is not None
    words, enablers = turn.reading.rest.query.words, turn.knowledge.enablers
    told = {key: told_by(enablers[key], words, turn.knowledge) for key in fitting}
    telling = [key for key in fitting if told[key] >= SPEAKS]
    found = telling if len(fitting) > 1 else fitting
    return found[0] if len(found) == 1 else ""


def _telling(described: Reading, ids: Iterable[str], turn: Turn) -> bool:
    """Tell whether the words of a description are said of any that belongs to whom it names."""
    words = described.query.words
    named = _named(described, ids, turn)
    return any(told_by(each, words, turn.knowledge) >= SPEAKS for each in named)


def _beside_it(turn: Turn) -> tuple[str, ...]:
    """Return the one that "it" is beside a description, which means another then."""
    assert turn.reading.rest is not None
    return turn.memory.focus if "it" in turn.reading.rest.pointers else ()


def _fitting(described: Reading, ids: Iterable[str], turn: Turn) -> tuple[str, ...]:
    """Return those that are all that the description names, and of them the most told of."""
    query = described.query
    named = _named(described, ids, turn)
    words = [word for word in query.words if word not in _kind_words(described, turn)]
    told = {each.id: _told(each, words, turn) for each in named}
    best = max(told.values(), default=0.0)
    plainly = bool(query.places or query.kinds or query.facilities or described.enablers)
    if best < SPEAKS:
        others_tell = any(word not in strange(words, turn.knowledge) for word in words)
        return tuple(told) if plainly and not others_tell else ()
    return tuple(key for key, score in told.items() if score == best)


def _named(described: Reading, ids: Iterable[str], turn: Turn) -> list[Enabler]:
    """Return those of `ids` that are of the kind, in the place, of the house that is named."""
    query, knowledge, owned = described.query, turn.knowledge, described.enablers
    kinds = {part for kind in query.kinds for part in covering(kind, knowledge.kinds)}
    near = Query(places=query.places, radius_km=_SUBURBS_KM)
    here = {m.enabler.id for m in search(near, knowledge).matches} if query.places else set()
    enablers = [
        enabler
        for enabler in (knowledge.enablers[key] for key in ids)
        if not kinds or enabler.kind in kinds
        if not query.places or enabler.id in here
        if all(offers_meeting(key, enabler, knowledge) for key in query.facilities)
    ]
    parts = {*owned, *parts_among(turn, (enabler.id for enabler in enablers), owned)}
    return [enabler for enabler in enablers if not owned or enabler.id in parts]


def _told(enabler: Enabler, words: list[str], turn: Turn) -> float:
    own = name_words(turn, enabler.id)
    told = told_by(enabler, [word for word in words if word not in own], turn.knowledge)
    return sum(word in own for word in words) + (told if told >= SPEAKS else 0.0)


def _kind_words(described: Reading, turn: Turn) -> set[str]:
    """Return the words by which a description says of what kind it is: they tell no more."""
    labels = [turn.knowledge.kinds[key].label[turn.language] for key in described.query.kinds]
    return {word for label in labels for word in label.lower().split()}
