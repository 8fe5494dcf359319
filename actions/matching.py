"""Which of those shown a description means: "the VIB one", "the Leuven one", "the SGS one"."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Iterable, Iterator, Mapping

from actions.turn import Turn
from knowledge.covering import offers_meeting
from knowledge.evidence import SPEAKS, told_by
from knowledge.model import Enabler, Knowledge
from knowledge.query import Query
from knowledge.question import nearest_expected
from knowledge.search import search
from knowledge.text import form_of, normalise
from nlu.openings import asks_whether

# Shorter words stand in too many names, unless they are written in capitals.
_TELLING_LENGTH = 4
_OF_THE_HOUSE = 2
# Of several in a place, the one that has what is asked is meant.
_HAS_IT = 0.25
# What texts say weighs less than a name, however much it is.
_TOLD_AT_MOST = 0.9
# A word tells which part is meant when no more names than these have it.
_RARE = 3
# So much nearer must a question come to what is asked of one of several in a place.
_RATHER = 0.1
_FEW = 3


def that_one(turn: Turn) -> tuple[str, ...]:
    """Return the one shown that fits the description best; () when none does, or several.

    Those on the screen go before those told of, then come the rest of the list, the list before
    it, and all that was ever shown.
    """
    # Who says "the one with plants" means another than the one just told of, if there is one.
    other = turn.memory.focus if len(turn.memory.focus) == 1 else ()
    there = set(in_places(turn, turn.reading.query.places)).intersection(other)
    anyhow: Mapping[str, float] = {}
    for ids in (*told_before(turn), other):
        fit = _scores(turn, [key for key in ids if key not in other or ids is other])
        if there and fit and max(fit.values()) <= max(_scores(turn, other).values(), default=0):
            # "The one in Antwerp" is the one just told of, where no other there is more so.
            return other
        # A name or a place says more than words that many texts have.
        if max(fit.values(), default=0) >= 1:
            return _best(fit) or _asked_rather(turn, fit)
        anyhow = anyhow or (fit if any(fit.values()) else {})
    return _best(anyhow)


def told_before(turn: Turn) -> Iterator[tuple[str, ...]]:
    """Yield the ids that may be meant again, the nearest first: on the screen, told of, and on."""
    memory = turn.memory
    yield memory.focus if len(memory.focus) > 1 else memory.ids
    yield memory.told_of
    yield not_shown(turn)
    yield memory.earlier
    yield memory.seen


def not_shown(turn: Turn) -> tuple[str, ...]:
    """Return the ids of the last list beyond its pages that were shown."""
    query, ids = turn.memory.query, turn.memory.ids
    if query is None or query.is_empty or not ids:
        return ()
    found = (match.enabler.id for match in search(query, turn.knowledge).matches)
    return tuple(key for key in found if key not in ids)


def fitting_best(turn: Turn, ids: Iterable[str]) -> tuple[str, ...]:
    """Return those of `ids` that fit a description equally well, the best of all; () for none."""
    return _highest(_scores(turn, ids))


def one_alike(turn: Turn) -> tuple[str, ...]:
    """Return the one not shown that the description means: "the vaccine one", "the one in Nevele".

    It is of the kind of those on the screen and its texts speak of what was said, or it is the
    only one in the place that was named; () when there is none, or several.
    """
    enablers, query = turn.knowledge.enablers, turn.reading.query
    shown = turn.memory.focus or turn.memory.ids
    if not shown or any(_scores(turn, turn.memory.ids).values()):
        return ()
    kinds = tuple(dict.fromkeys(enablers[key].kind for key in shown))
    where = Query(kinds=kinds, places=query.places)
    alike = [m.enabler for m in search(where, turn.knowledge).matches if m.enabler.id not in shown]
    own = parts_among(turn, (enabler.id for enabler in alike), turn.reading.enablers)
    if turn.reading.enablers:
        return own if len(own) == 1 else ()
    told = {e.id: told_by(e, query.words, turn.knowledge) for e in alike}
    told = {key: score for key, score in told.items() if score >= SPEAKS}
    if told or not query.places:
        return _best(told)
    here = in_places(turn, turn.reading.query.places)
    return here if len(here) == 1 else ()


def part_meant(turn: Turn, whole: str) -> str:
    """Return the part of a named house that other words mean: "the microfluidics lab of the VUB".

    Only words that few names have tell one; without them, or with several parts, it is the whole,
    and so it is where yes or no is asked: "does the VUB have a microfluidics lab?".
    """
    if turn.reading.query.facilities and asks_whether(normalise(turn.text)):
        return whole
    names = {key: name_words(turn, key) for key in turn.knowledge.enablers}
    often = Counter(word for words in names.values() for word in words)
    words = _telling_words(turn.text, _TELLING_LENGTH + 1) - names[whole]
    said = {w for w in words if w in turn.reading.query.words and 0 < often[w] <= _RARE}
    parts = parts_among(turn, (key for key in names if key != whole), (whole,))
    return next(iter(_best({key: len(said & names[key]) for key in parts})), whole)


def part_of_kind(turn: Turn, whole: str, kinds: Iterable[str], sectors: Iterable[str]) -> str:
    """Return the only part of a named house that is of a kind, or in a field: "the VUB incubator".

    Without one, or with several, it is the whole.
    """
    enablers = turn.knowledge.enablers
    parts = parts_among(turn, (key for key in enablers if key != whole), (whole,))
    wanted, fields = set(kinds), set(sectors)
    found = [
        key
        for key in parts
        if enablers[key].kind in wanted
        or (not wanted and fields.intersection(enablers[key].sectors))
    ]
    return found[0] if len(found) == 1 else whole


def parts_having(turn: Turn, whole: str) -> tuple[str, ...]:
    """Return the few parts of a named house that have what it has not itself: VIB's cores."""
    enablers, facilities = turn.knowledge.enablers, turn.reading.query.facilities
    if not facilities or has_some(turn, whole):
        return ()
    names = [form_of(name) for name in enablers[whole].owner_names]
    having = tuple(
        key
        for key, enabler in enablers.items()
        if key != whole
        and has_some(turn, key)
        and any(_holds(form_of(enabler.name), name) for name in names)
    )
    return having if len(having) <= _FEW else ()


def part_in_place(turn: Turn, whole: str) -> tuple[str, ...]:
    """Return the only part of a named house in a place where the house itself is not.

    "The lab of Johnson & Johnson in Beerse"; with a need, the part that has it there. () where it
    is there itself, or has several there.
    """
    query, enablers = turn.reading.query, turn.knowledge.enablers
    if not query.places or query.kinds:
        return ()
    here = _having_there(turn)
    parts = parts_among(turn, (key for key in enablers if key != whole and key in here), (whole,))
    return tuple(dict.fromkeys(parts)) if whole not in here and len(set(parts)) == 1 else ()


def parts_among(turn: Turn, shown: Iterable[str], wholes: Iterable[str]) -> tuple[str, ...]:
    """Return those of `shown` that belong to one of `wholes` by their name or operator."""
    parts = frozenset().union(*(_parts_of(whole, turn.knowledge) for whole in wholes))
    return tuple(key for key in shown if key in parts)


@lru_cache(maxsize=256)
def _parts_of(whole: str, knowledge: Knowledge) -> frozenset[str]:
    names = [form_of(name) for name in knowledge.enablers[whole].owner_names]
    return frozenset(
        key
        for key, enabler in knowledge.enablers.items()
        for written in (*enabler.all_names, enabler.operator or "")
        if any(_holds(form_of(written), name) for name in names)
    )


def _best(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Return the one with the highest score; () when there are several, or it is nought."""
    found = _highest(scores)
    return found if len(found) == 1 else ()


def _highest(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Return all that have the highest score; () when it is nought."""
    best = max(scores.values(), default=0)
    return tuple(key for key, score in scores.items() if best and score == best)


def _asked_rather(turn: Turn, scores: Mapping[str, float]) -> tuple[str, ...]:
    """Return the one of those that fit equally well of which such a question is expected rather.

    "When does the Leuven one open?" is asked of what is being built.
    """
    found = _highest(scores)
    if len(found) < 2:
        return ()
    enablers = turn.knowledge.enablers
    near = {key: nearest_expected(turn.question, enablers[key]) for key in found}
    first, second = sorted(found, key=lambda key: -near[key])[:2]
    return (first,) if near[first] - near[second] >= _RATHER else ()


def _scores(turn: Turn, shown: Iterable[str]) -> dict[str, float]:
    reading = turn.reading
    named = {key: name_words(turn, key) for key in shown}
    common = set.intersection(*named.values()) if named else set()
    said = _telling_words(turn.text, _TELLING_LENGTH) - common
    said -= words_of_places(turn, reading.query.places)
    parts = set(parts_among(turn, named, reading.enablers))
    # "The VIB one" is one of VIB's, where one is shown, and not VIB itself.
    wholes = parts.intersection(reading.enablers) if len(parts) > 1 else set()
    here = set(in_places(turn, turn.reading.query.places))
    told = {
        key: told_by(
            turn.knowledge.enablers[key],
            [word for word in reading.query.words if word not in own],
            turn.knowledge,
        )
        for key, own in named.items()
    }
    if reading.enablers:
        # What is somebody's is not found by its town alone.
        named = {key: own for key, own in named.items() if key in parts or own & said}
    return {
        key: len(own & said)
        + _OF_THE_HOUSE * (key in parts)
        - (key in wholes)
        + (key in here)
        + _HAS_IT * has_some(turn, key)
        + (min(told[key], _TOLD_AT_MOST) if told[key] >= SPEAKS else 0.0)
        for key, own in named.items()
    }


def has_some(turn: Turn, key: str) -> bool:
    """Tell whether an enabler has any of the facilities that a message names."""
    enabler, knowledge = turn.knowledge.enablers[key], turn.knowledge
    return any(offers_meeting(f, enabler, knowledge) for f in turn.reading.query.facilities)


def name_words(turn: Turn, key: str) -> set[str]:
    """Return the words (normal forms) of all names of an enabler."""
    names = turn.knowledge.enablers[key].all_names
    return {word for name in names for word in form_of(name)}


def speaks_of(names: Iterable[str], enabler: Enabler) -> bool:
    """Tell whether the texts of one have any of `names`."""
    forms = {form_of(name) for name in names}
    texts = [form_of(each.text) for each in enabler.statements]
    return any(
        text[start : start + len(form)] == form
        for text in texts
        for form in forms
        for start in range(len(text))
        if form
    )


def _telling_words(text: str, length: int) -> set[str]:
    return {
        form
        for word in text.split()
        for form in normalise(word)
        if len(form) >= length or (word.isupper() and len(form) > 1)
    }


def in_places(
    turn: Turn, places: tuple[str, ...], radius_km: float | None = None
) -> tuple[str, ...]:
    """Return the ids of those who are in `places`; () where none is given."""
    if not places:
        return ()
    found = search(Query(places=places, radius_km=radius_km), turn.knowledge).matches
    return tuple(match.enabler.id for match in found)


def words_of_places(turn: Turn, keys: Iterable[str]) -> set[str]:
    """Return the words of the names of places, which tell of a house no more than where it is."""
    places = (turn.knowledge.places[key] for key in keys)
    return {form for place in places for name in place.names for form in form_of(name)}


def _having_there(turn: Turn) -> tuple[str, ...]:
    """Return the ids of those that have what a message asks for in the places that it names."""
    query = turn.reading.query
    asked = Query(facilities=query.facilities, places=query.places)
    result = search(asked, turn.knowledge)
    return () if result.relaxed else tuple(match.enabler.id for match in result.matches)


def _holds(form: tuple[str, ...], words: tuple[str, ...]) -> bool:
    starts = range(len(form) - len(words) + 1)
    return bool(words) and any(form[start : start + len(words)] == words for start in starts)
