"""Who comes closer to the words of a search than all that its keys find."""

from __future__ import annotations

from dataclasses import replace

from actions.asked import NEIGHBOUR
from actions.by_words import few
from actions.reading import BY_THE_WAY
from actions.turn import Reply, Turn, remembered
from knowledge.covering import is_of_kinds
from knowledge.evidence import as_described
from knowledge.query import Query
from knowledge.search import Match, search
from knowledge.views import of_match

# A key tells less than the words where somebody else is described by them so well, and so much
# better than each of those found: of 19 such questions of strangers, 15 asked for that one.
_WELL, _AHEAD = 0.5, 0.14
# In fewer words nothing is described.
_DESCRIBES = 4


def with_the_closest(turn: Turn, reply: Reply) -> Reply:
    """Return the first page of a search, with the one before it that comes far closer, if one does.

    "Who operates on pigs to test an implant?" is no question for stables.
    """
    answer = reply.answer
    match = _closest(turn, answer.query) if answer.kind == "enablers" else None
    if match is None:
        return reply
    if answer.relaxed and not answer.query.places:
        return few(turn, turn.reading.query.of_anybody, (match,), "utter_told_plainly")
    view = of_match(match, turn.knowledge, turn.reading.query)
    answer = answer.copy(update={"enablers": (view, *answer.enablers)})
    headline = reply.text.partition("\n")[0]
    text = turn.text_of(answer, headline=turn.say("utter_closest_first", headline=headline))
    memory = replace(remembered(turn, answer, 0), shown=reply.memory.shown)
    return replace(reply, answer=answer, text=text, memory=memory)


def _may_be_meant(match: Match, query: Query, turn: Turn) -> bool:
    """Tell whether one may be looked for: no neighbour for a need, none of other kinds for a kind.

    A kind beside a need says less: "a hospital that tries out AI with us".
    """
    # "Which hospital labs look for a faulty gene?" have names of their own.
    in_units = any(turn.knowledge.kinds[key].units for key in query.kinds)
    if query.facilities or in_units:
        return match.enabler.kind != NEIGHBOUR
    by_the_way = BY_THE_WAY.issuperset(query.kinds)
    return by_the_way or is_of_kinds(match.enabler, query.kinds, turn.knowledge)


def _closest(turn: Turn, query: Query) -> Match | None:
    reading, knowledge = turn.reading, turn.knowledge
    points = reading.pointers and (turn.memory.ids or turn.memory.focus)
    named = reading.enablers or reading.near or points or query.among
    if named or len(reading.query.words) < _DESCRIBES:
        return None
    found = {match.enabler.id for match in search(query, knowledge).matches}
    where = Query(places=query.places, radius_km=query.radius_km, without=query.without)
    matches = search(where, knowledge).matches
    others = [m for m in matches if m.enabler.id not in found and _may_be_meant(m, query, turn)]
    said = {
        key: as_described(reading.query, knowledge.enablers[key], knowledge)
        for key in (*found, *(match.enabler.id for match in others))
    }
    best = max(others, key=lambda match: said[match.enabler.id], default=None)
    if best is None or said[best.enabler.id] < _WELL:
        return None
    behind = max((said[key] for key in found), default=0.0)
    return best if said[best.enabler.id] - behind >= _AHEAD else None
