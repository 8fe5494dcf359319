"""Who is meant rather than those of whom the rules would tell."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import Callable, Mapping, Optional

from actions.leading import led_by, with_answers
from actions.meant import chances
from actions.reading import STATUS
from actions.scene import Scene, in_places
from actions.signs import NOBODY, lacks
from actions.turn import Reply, Turn
from knowledge.query import Query

# So much likelier must another be meant than the one of the reply: of 136 such turns in dialogues
# that had no part in it, 95 were mended and 3 spoilt.
_LIKELIER = exp(0.3)
_VERY_SURE = 0.85
# Where those of a list are meant so much as well, they stay behind.
_AS_WELL = 0.25
# These say in full what was asked of those whom they name.
_SETTLED = {"handover", "comparison", "distance", "count", "topic", "team"}


def rather(turn: Turn, reply: Reply, answer: Callable[[Turn], Optional[Reply]]) -> Reply:
    """Return `reply`, or else what is told of the one meant rather, or a list that one leads.

    `answer` tells of the only one named. "The zebrafish brain lab, whose is it?" is no question
    on the science park told of before.
    """
    return _answered(turn, _of_the_one_meant(turn, reply, answer))


def _answered(turn: Turn, reply: Reply) -> Reply:
    """Return a list whose first says what answers the message, and any other reply as it is."""
    fresh = reply.answer.kind == "enablers" and reply.answer.enablers and not reply.answer.start
    return with_answers(turn, reply) if fresh and not _is_of_the_list(turn) else reply


def _of_the_one_meant(turn: Turn, reply: Reply, answer: Callable[[Turn], Optional[Reply]]) -> Reply:
    scene = Scene(turn, reply)
    if reply.answer.kind in _SETTLED or _is_of_the_list(turn) or _is_answered(scene):
        return reply
    likely = chances(scene)
    one = max(likely, key=lambda key: likely[key])
    shown = tuple(view.id for view in reply.answer.enablers)
    if one not in shown and reply.answer.kind == "enablers" and _is_left_out(scene, one):
        return reply
    if one == NOBODY or likely[one] < _LIKELIER * likely.get(shown[0] if shown else NOBODY, 0.0):
        return reply
    listed = reply.answer.kind == "enablers"
    if listed and sum(likely.get(key, 0.0) for key in shown) >= _AS_WELL * likely[one]:
        return led_by(turn, reply, one)
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


def _is_answered(scene: Scene) -> bool:
    """Tell whether the reply is what was asked for, whoever else might be meant."""
    reading = scene.turn.reading
    several = len(reading.enablers) > 1 or ("they" in reading.pointers and len(scene.shown) != 1)
    strange = 2 * len(reading.unknown) >= len(scene.turn.text.split())
    kind = scene.reply.answer.kind
    return several or strange or (kind in _ANSWERED and _ANSWERED[kind](scene))


def _by_the_list(scene: Scene) -> bool:
    """Tell whether a list is what was asked for."""
    reading = scene.turn.reading
    in_keys = scene.says_keys_alone and (scene.is_first or scene.changes_the_search)
    # "Is there one in Hasselt?", "which of them really exist?"
    of_the_need = scene.asks_whether and scene.is_short and bool(reading.query.places)
    of_status = not STATUS.isdisjoint(reading.attributes)
    return in_keys or of_the_need or of_status


def _of_that_one(scene: Scene) -> bool:
    """Tell whether what is told is of the very one asked about.

    "Is there a lab in it?", "how many beds has that hospital?"
    """
    reading = scene.turn.reading
    recalled = reading.recalled and bool(reading.attributes)
    return recalled or (scene.asks_whether and bool(reading.query.facilities))


def _by_saying_that_nothing_is_held(scene: Scene) -> bool:
    reading = scene.turn.reading
    refused = reading.limits_asked or reading.unknown_places or reading.unknown_names
    beside = scene.turn.intent == "out_of_scope" and scene.turn.confidence >= _VERY_SURE
    return bool(refused) or (beside and bool(reading.outside))


def _by_asking_back(scene: Scene) -> bool:
    """Tell whether a message only tells of who writes."""
    reading = scene.turn.reading
    tells = reading.own_sectors or reading.team_size or reading.stage or reading.homes
    return bool(tells) and not (reading.asks or "?" in scene.turn.text)


# By the kind of the reply.
_ANSWERED: Mapping[str, Callable[[Scene], bool]] = {
    "enablers": _by_the_list,
    "enabler": _of_that_one,
    "none": _by_saying_that_nothing_is_held,
    "clarify": _by_asking_back,
}


def _is_left_out(scene: Scene, one: str) -> bool:
    """Tell whether a list is without `one` because the visitor wants it so."""
    query = scene.reply.answer.query
    elsewhere = scene.changes_the_search and one not in in_places(scene.turn, query.places)
    goes_on = scene.changes_the_search or (scene.tells_little and not scene.is_first)
    goes_on = goes_on and lacks(scene, one, query)
    return bool(query.without or query.among or goes_on or (query.places and elsewhere))


def _is_of_the_list(turn: Turn) -> bool:
    """Tell whether a message asks something of a list as such: its order, its next page, a part."""
    reading = turn.reading
    more = turn.intent == "show_more" and turn.is_sure
    return more or bool(
        reading.points_by_number
        or reading.choice
        or reading.superlative
        or reading.larger
        or reading.again
        or reading.drops
        or reading.dropped
        or reading.asks_language
        or reading.query.without
    )
