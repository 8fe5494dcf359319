"""Who stands out so far that a reply on others must have missed the question."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Optional

from actions import profile
from actions.turn import Reply, Turn, page_shown
from knowledge.answers import TEAM_ID
from knowledge.query import EVERYWHERE, Query
from knowledge.search import search, words_beside
from knowledge.sought import FAR, sought
from nlu.openings import asks_which

# So far ahead of all who are spoken of, one who stands out FAR is meant: of 35 such turns in
# dialogues of strangers 28 asked for that one, and 2 had a right reply. Where something is pointed
# at, further.
_VERY_FAR, _AHEAD = 5.0, 3.0
_DESCRIBES = 2
# Whoever says one of these plainly asks for nobody.
_OF_THE_TALK = {
    *("start_over", "show_more", "ask_profile", "talk_to_person", "ask_source", "ask_team"),
    *("thanks", "bye", "affirm", "deny", "are_you_a_bot", "help", "out_of_scope"),
}
_SURE = 0.85
# Answers of these name whom the message names, or say plainly that nothing is held.
_SETTLED = {"handover", "comparison", "distance"}


def rather(turn: Turn, reply: Reply, answer: Callable[[Turn], Optional[Reply]]) -> Reply:
    """Return the `answer` on the one who far rather is looked for than those of `reply`, if any is.

    "The zebrafish brain lab, whose is it?" is no question on the science park told of before.
    """
    one = _far_rather(turn, reply)
    if not one:
        return reply
    about = replace(
        turn.reading,
        enablers=(one,),
        pointers=(),
        limits=(),
        limits_asked=(),
        query=Query(words=turn.reading.query.words, said=turn.reading.query.said),
        beside=turn.reading.beside
        and replace(turn.reading.beside, enablers=(one,), pointers=(), query=Query()),
    )
    return answer(replace(turn, reading=about, intent="ask_details", confidence=1.0)) or reply


def _far_rather(turn: Turn, reply: Reply) -> str:
    reading, memory = turn.reading, turn.memory
    settled = reply.answer.kind in _SETTLED
    settled = settled or (turn.intent in _OF_THE_TALK and turn.confidence >= _SURE)
    refused = bool(reading.limits_asked) and reply.answer.kind == "none"
    # "Which hospital labs ...?" is answered by a list of them.
    listed = bool(reading.query.kinds) and asks_which(turn.text) and reply.answer.kind == "enablers"
    if settled or refused or listed or not _describes_somebody(turn):
        return ""
    plainly = sought(reading.query.said or turn.text, turn.knowledge)
    one = max(plainly, key=lambda key: plainly[key])
    spoken_of = {view.id for view in reply.answer.enablers} | {*memory.focus, *page_shown(memory)}
    behind = max((plainly[key] for key in spoken_of if key in plainly), default=0.0)
    far = _VERY_FAR if reading.pointers else FAR
    if one == TEAM_ID or plainly[one] < far or plainly[one] - behind < _AHEAD:
        return ""
    return one if _is_there(one, turn) else ""


def _describes_somebody(turn: Turn) -> bool:
    """Tell whether a message asks in words of its own, of nobody named, and not of the search."""
    reading, query = turn.reading, turn.reading.query
    named = reading.enablers or reading.near or reading.unknown_names or reading.outside
    of_the_search = (
        reading.choice
        or reading.drops
        or reading.dropped
        or reading.again
        or reading.alike
        or reading.larger
        or reading.superlative
        or reading.asks_language
        or reading.points_by_number
        or query.without
    )
    words = words_beside(query, turn.knowledge)
    # "What percentage?" describes nobody, and is asked of what was shown.
    shown = turn.memory.focus or turn.memory.ids
    describes = len(words) >= (_DESCRIBES if shown else 1)
    return describes and not (named or of_the_search or _is_of_us(turn))


def _is_of_us(turn: Turn) -> bool:
    """Tell whether a message only tells of who writes, or is on what is remembered of them."""
    reading = turn.reading
    tells = reading.own_sectors or reading.team_size or reading.stage or reading.homes
    only_tells = bool(tells) and not (reading.asks or "?" in turn.text)
    remembered = profile.asks(turn) or profile.forgets(turn) or bool(profile.takes_back(turn))
    return only_tells or remembered or reading.for_us or reading.our_field


def _is_there(one: str, turn: Turn) -> bool:
    """Tell whether one is where the message looks for somebody, if it says where."""
    query = turn.reading.query
    if EVERYWHERE.issuperset(query.places) or not turn.knowledge.enablers[one].sites:
        return True
    where = Query(places=query.places, radius_km=query.radius_km)
    return any(match.enabler.id == one for match in search(where, turn.knowledge).matches)
