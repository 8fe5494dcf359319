"""Who comes closer to the words of a search than all that its keys find."""

from __future__ import annotations

from dataclasses import replace

from actions.by_words import few
from actions.turn import Reply, Turn, remembered
from knowledge.expected import nearness_to_sought
from knowledge.query import Query
from knowledge.search import Match, search
from knowledge.views import of_match

# A key tells less than the words where somebody else is looked for by such a question, and so much
# rather than each of those found: of 19 such questions of strangers, 12 asked for that one.
_NEAR, _AHEAD = 0.45, 0.1
# In fewer words nothing is described.
_DESCRIBES = 4


def with_the_closest(turn: Turn, reply: Reply) -> Reply:
    """Return the first page of a search, with the one before it that comes far closer, if one does.

    "Who operates on pigs to test an implant?" is no question for stables.
    """
    match = _closest(turn, reply.answer.query)
    if match is None or reply.answer.kind != "enablers":
        return reply
    if reply.answer.relaxed:
        # Where the need is not had in a place, that is to be said.
        return (
            reply
            if reply.answer.query.places
            else few(turn, Query(words=turn.reading.query.words), (match,), "utter_told_plainly")
        )
    view = of_match(match, turn.knowledge, turn.reading.query.words)
    answer = reply.answer.copy(update={"enablers": (view, *reply.answer.enablers)})
    headline = reply.text.partition("\n")[0]
    text = turn.text_of(answer, headline=turn.say("utter_closest_first", headline=headline))
    memory = replace(remembered(turn, answer, 0), shown=reply.memory.shown)
    return replace(reply, answer=answer, text=text, memory=memory)


def _closest(turn: Turn, query: Query) -> Match | None:
    reading, knowledge = turn.reading, turn.knowledge
    named = reading.enablers or reading.near or reading.pointers or query.without or query.among
    if named or len(reading.query.words) < _DESCRIBES:
        return None
    found = {match.enabler.id for match in search(query, knowledge).matches}
    where = Query(places=query.places, radius_km=query.radius_km)
    others = [m for m in search(where, knowledge).matches if m.enabler.id not in found]
    near = {m.enabler.id: nearness_to_sought(reading.unplaced, m.enabler.id) for m in others}
    best = max(others, key=lambda match: near[match.enabler.id], default=None)
    if best is None or near[best.enabler.id] < _NEAR:
        return None
    behind = max((nearness_to_sought(reading.unplaced, key) for key in found), default=0.0)
    return best if near[best.enabler.id] - behind >= _AHEAD else None
