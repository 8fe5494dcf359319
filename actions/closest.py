"""Who is looked for by the whole of a question more plainly than all that its keys find."""

from __future__ import annotations

from dataclasses import replace
from typing import Mapping, Sequence

from actions.by_words import few
from actions.reading import BY_THE_WAY
from actions.turn import Reply, Turn, remembered
from knowledge.answers import PAGE
from knowledge.covering import is_of_kinds
from knowledge.query import Query
from knowledge.search import Match, search, words_beside
from knowledge.sought import FAR, PLAINLY, sought
from knowledge.views import of_match
from nlu.openings import asks_which

# Of 90 searches of strangers in which somebody else stood out by so much more than the first of the
# list, that one fitted in 76.
_AHEAD = 1.0
# Who comes to so much of the best is looked for as well; where nobody found does, the keys are
# wrong.
_AS_WELL, _AT_ALL = 0.7, 0.45
_AT_MOST = 3
# Who stands out FAR is meant, of whatever kind; and so far, though not of the town.
_WHEREVER = 5.0
# In fewer words beside those for the need nothing is described, unless one stands out far.
_DESCRIBES = 2


def with_the_closest(turn: Turn, reply: Reply) -> Reply:
    """Return the first page of a search, with those before it that are far rather looked for.

    "Who operates on pigs to test an implant?" is no question for stables.
    """
    query = reply.answer.query
    if reply.answer.kind != "enablers" or not _describes(turn, query):
        return reply
    plainly = sought(query.said, turn.knowledge)
    found = [match.enabler.id for match in search(query, turn.knowledge).matches]
    closer = _closer(turn, query, plainly, found)
    if not closer:
        return reply
    best = plainly[closer[0].enabler.id]
    nobody = max(plainly[key] for key in found) < _AT_ALL * best
    if nobody and best >= FAR and not query.kinds:
        return few(turn, turn.reading.query.of_anybody, closer, "utter_told_plainly")
    return _before_the_list(turn, reply, closer)


def _before_the_list(turn: Turn, reply: Reply, closer: Sequence[Match]) -> Reply:
    views = tuple(of_match(match, turn.knowledge, turn.reading.query) for match in closer)
    answer = reply.answer
    rest = answer.enablers[: PAGE - len(closer)]
    answer = answer.copy(update={"enablers": (*views, *rest)})
    headline = reply.text.partition("\n")[0]
    text = turn.text_of(answer, headline=turn.say("utter_closest_first", headline=headline))
    memory = replace(remembered(turn, answer, 0), shown=len(rest))
    return replace(reply, answer=answer, text=text, memory=memory)


def _describes(turn: Turn, query: Query) -> bool:
    """Tell whether a search is for what its words describe, and not for what is named or shown."""
    reading = turn.reading
    points = reading.pointers and (turn.memory.ids or turn.memory.focus)
    named = reading.enablers or reading.near or points or query.among
    return not named and bool(words_beside(query, turn.knowledge))


def _closer(
    turn: Turn, query: Query, plainly: Mapping[str, float], found: Sequence[str]
) -> tuple[Match, ...]:
    """Return those not found who are far rather looked for than the first found, the best first."""
    others = [
        match
        for match in _there(query, turn, plainly)
        if match.enabler.id not in found
        and _may_be_meant(match, query, turn, plainly[match.enabler.id])
    ]
    others.sort(key=lambda match: -plainly[match.enabler.id])
    best = plainly[others[0].enabler.id] if others else 0.0
    ahead = best - plainly[found[0]] >= _AHEAD and best > max(plainly[key] for key in found)
    few_words = len(words_beside(query, turn.knowledge)) < _DESCRIBES
    if best < (FAR if few_words else PLAINLY) or not ahead:
        return ()
    least = max(_AS_WELL * best, plainly[found[0]])
    return tuple(m for m in others[:_AT_MOST] if plainly[m.enabler.id] >= least)


def _there(query: Query, turn: Turn, plainly: Mapping[str, float]) -> list[Match]:
    """Return all in the place of a search, and those of the whole region who stand out very far."""
    anywhere = Query(without=query.without)
    where = anywhere.copy(update={"places": query.places, "radius_km": query.radius_km})
    there = list(search(where, turn.knowledge).matches)
    everywhere = search(anywhere, turn.knowledge).matches if query.places else ()
    of_the_region = (match for match in everywhere if not match.enabler.sites)
    there += [match for match in of_the_region if plainly[match.enabler.id] >= _WHEREVER]
    return list({match.enabler.id: match for match in there}.values())


def _may_be_meant(match: Match, query: Query, turn: Turn, plainly: float) -> bool:
    """Tell whether one of another kind than asked for may be looked for.

    A kind beside a need says less ("a hospital that tries out AI with us"), and least where one
    stands out far: "the club that hosts missions" is no company. "Which hospital labs look for a
    faulty gene?" have names of their own: units of hospitals are asked for, too.
    """
    kinds = query.kinds
    whatever = plainly >= FAR and (query.with_units or not asks_which(turn.text))
    whatever = whatever or BY_THE_WAY.issuperset(kinds)
    return whatever or is_of_kinds(match.enabler, kinds, turn.knowledge)
