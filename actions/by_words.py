"""Answers found by the words of a message alone, where no need of the vocabulary tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.describing import ABOUT_NAMED, describe
from actions.reading import CHANGES
from actions.turn import Reply, Turn, person_button, remembered
from knowledge.answers import listed
from knowledge.evidence import (
    SPEAKS,
    share_told,
    strange,
    told_by,
)
from knowledge.expected import nearness_to_sought
from knowledge.query import Query
from knowledge.question import PLAINLY
from knowledge.search import Match, Result, search
from knowledge.sought import FAR, sought
from knowledge.text import normalise
from nlu.cues import names_a_time
from nlu.openings import asks_whether

# So much of the telling words must be said of one, and so large a share of all that were used.
_ENOUGH, _SHARE, _PLAIN_SHARE = 0.8, 0.3, 0.5
# Of so large a share of them, there is no doubt that it was understood.
_NEARLY_ALL = 0.75
# So much is said plainly; and so much more than by those that the reading of a message finds.
_PLAINLY_TOLD, _MUCH_MORE = 1.6, 1.4
# Those are shown that say nearly as much as the best of them.
_NEARLY = 0.6
_SHOWN_AT_MOST = 5
# Those are as much looked for by a question as the nearest, and so few are shown.
_AS_NEAR, _SOUGHT_AT_MOST = 0.05, 3
# So near is enough where one stands out.
_NEAR_ENOUGH = 0.42
# Messages of these ask nothing about what is on the screen.
BESIDE = {"greet", "thanks", "bye", "affirm", "deny", "start_over", "talk_to_person", "show_more"}


def found_by_words(turn: Turn, *, plainly: bool = False) -> Reply | None:
    """List those whose texts speak of what a message asks in other words; None without any.

    `plainly`: no word may be strange to all texts, and half of them must be said of the best.
    """
    query = turn.reading.query
    if not query.words or query.facilities or _changes_the_search(turn):
        return None
    where = query.of_anybody
    if plainly and strange(query.words, turn.knowledge):
        return None
    share = _PLAIN_SHARE if plainly else _SHARE
    there = search(where, turn.knowledge).matches
    matches = _telling(there, turn, share)
    if not matches:
        return None
    looked_for = sought(query.said, turn.knowledge)
    best = max(there, key=lambda match: looked_for[match.enabler.id])
    if looked_for[best.enabler.id] >= FAR:
        # Told first, whatever words are said of others.
        matches = (best, *(match for match in matches if match is not best))[:_SHOWN_AT_MOST]
    sure = share_told(matches[0].enabler, query.words, turn.knowledge) >= _NEARLY_ALL
    return few(turn, where, matches, "utter_told_plainly" if sure else "utter_by_words")


def few(turn: Turn, where: Query, matches: tuple[Match, ...], headline: str) -> Reply:
    """List `matches` alone, as what was found `where` they are, under the sentence `headline`."""
    asked = where.copy(update={"among": tuple(match.enabler.id for match in matches)})
    answer = listed(Result(asked, matches), turn.knowledge)
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    text = turn.text_of(answer, headline=turn.say(headline))
    return Reply(answer, text, remembered(turn, answer, 0))


def found_as_sought(turn: Turn) -> Reply | None:
    """List those that are looked for by such questions, the nearest first; None without any."""
    query, knowledge = turn.reading.query, turn.knowledge
    if not query.words or query.facilities or _changes_the_search(turn):
        return None
    where = Query(places=query.places, radius_km=query.radius_km, kinds=query.kinds)
    near = {
        match.enabler.id: (nearness_to_sought(turn.question.said, match.enabler.id), match)
        for match in search(where, knowledge).matches
    }
    best = max((nearness for nearness, _ in near.values()), default=0.0)
    stands_out = max(sought(turn.question.said, knowledge).values()) >= FAR
    if best < (_NEAR_ENOUGH if stands_out else PLAINLY):
        return None
    found = [key for key, (nearness, _) in near.items() if nearness >= best - _AS_NEAR]
    found.sort(key=lambda key: -near[key][0])
    matches = tuple(near[key][1] for key in found[:_SOUGHT_AT_MOST])
    return few(turn, where.copy(update={"words": query.words}), matches, "utter_by_words")


def _changes_the_search(turn: Turn) -> bool:
    """Tell whether a message plainly changes the last search and asks nothing: "no public ones"."""
    reading = turn.reading
    changes = reading.relation_is_sure and reading.relation in CHANGES
    return turn.memory.query is not None and changes and not reading.asks


def found_plainly(turn: Turn) -> Reply | None:
    """List those whose texts say plainly what a message asks; None where they do not."""
    return found_by_words(turn, plainly=True)


def told_plainly(turn: Turn) -> Reply | None:
    """List the one or few that say plainly what a message asks, where its reading finds none of it.

    What a word by the way was taken for ("an office in Tokyo") gives way to whom the rest of the
    words tell. None where the reading finds as much, or the message goes on with a search.
    """
    reading, memory = turn.reading, turn.memory
    goes_on = memory.query is not None and reading.relation != "new"
    if (
        goes_on
        or reading.enablers
        or reading.pointers
        or is_never_told(turn)
        or turn.intent in BESIDE
    ):
        return None
    query = reading.query
    if len(memory.focus) == 1 and asks_whether(normalise(turn.text)):
        # "Is the plant food grade?" is asked of it.
        return None
    anything = query.of_anybody
    told = _told(search(anything, turn.knowledge).matches, turn)
    best = max(told.values(), default=0.0)
    if best < _PLAINLY_TOLD:
        return None
    result = search(query, turn.knowledge)
    given_up = {relaxed.field for relaxed in result.relaxed}
    if query.facilities and given_up <= {"sectors"}:
        return None
    found = () if query.is_empty else result.matches[:_SHOWN_AT_MOST]
    if best - max(_told(found, turn).values(), default=0.0) < _MUCH_MORE:
        return None
    by_words = replace(turn, reading=replace(reading, query=anything))
    reply = found_by_words(by_words, plainly=bool(query.facilities or query.kinds))
    if reply and reply.answer.total == 1 and turn.intent in ABOUT_NAMED:
        ids = tuple(shown.id for shown in reply.answer.enablers)
        return describe(replace(turn, reading=replace(reading, enablers=ids)))
    return reply


def _told(matches: Sequence[Match], turn: Turn) -> dict[str, float]:
    words = turn.reading.query.words
    return {match.enabler.id: told_by(match.enabler, words, turn.knowledge) for match in matches}


def _telling(matches: Sequence[Match], turn: Turn, share: float) -> tuple[Match, ...]:
    """Return the few that say most, the most telling first; () when none says enough."""
    words = turn.reading.query.words
    told = _told(matches, turn)
    least = max(_ENOUGH, _NEARLY * max(told.values(), default=0.0))
    telling = [match for match in matches if told[match.enabler.id] >= least]
    telling.sort(key=lambda match: (-told[match.enabler.id], match.enabler.name.casefold()))
    if not telling or share_told(telling[0].enabler, words, turn.knowledge) < share:
        return ()
    return tuple(telling[:_SHOWN_AT_MOST])


def told_of_abroad(turn: Turn) -> bool:
    """Tell whether one that fits is told of with a place abroad: "a fund with a foot in Tokyo"."""
    reading, query = turn.reading, turn.reading.query
    if not (query.facilities or query.kinds):
        return False
    places = turn.knowledge.places
    # "Lille (France)" is told of by Lille alone.
    written = [name.partition("(")[0] for key in reading.outside for name in places[key].names]
    names = normalise(" ".join(written))
    # "A fund with an office in Tokyo" is a fund, wherever offices are let.
    asked = query.copy(update={"facilities": ()}) if query.kinds else query
    result = search(asked, turn.knowledge)
    told = (told_by(match.enabler, names, turn.knowledge) for match in result.matches)
    return not result.relaxed and any(score >= SPEAKS for score in told)


def is_never_told(turn: Turn) -> bool:
    """Tell whether a message asks for what is never told of a house: a person's name, a visa.

    Nor is told what it has free in a given month.
    """
    if turn.reading.limits_asked and names_a_time(normalise(turn.text)):
        return True
    limits = (turn.knowledge.limits[key] for key in turn.reading.limits_asked)
    return not all(limit.unless_told for limit in limits)
