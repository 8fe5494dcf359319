"""Who is meant rather than those of whom the rules would tell."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from typing import Callable, Optional

from actions.leading import led_by, with_answers
from actions.matching import in_places
from actions.meant import chances
from actions.scene import Scene
from actions.settled import is_of_the_list, is_settled
from actions.signs import NOBODY, is_of, lacks
from actions.turn import Reply, Turn
from knowledge.query import Query
from nlu.openings import asks_which

# So much likelier must another be meant than the one of the reply: of 141 such turns in dialogues
# that had no part in it, 99 were mended and 6 spoilt.
_LIKELIER, _LIKELIER_THAN_PLAIN = exp(0.5), exp(1.5)
# Where those of a list are meant so much as well, they stay behind; sooner where one searches.
_AS_WELL, _AS_WELL_OF_A_SEARCH = 0.25, 0.08


def rather(turn: Turn, reply: Reply, answer: Callable[[Turn], Optional[Reply]]) -> Reply:
    """Return `reply`, or else what is told of the one meant rather, or a list that one leads.

    `answer` tells of the only one named. "The zebrafish brain lab, whose is it?" is no question
    on the science park told of before.
    """
    return _answered(turn, _of_the_one_meant(turn, reply, answer))


def _answered(turn: Turn, reply: Reply) -> Reply:
    """Return a list whose first says what answers the message, and any other reply as it is."""
    fresh = reply.answer.kind == "enablers" and reply.answer.enablers and not reply.answer.start
    return with_answers(turn, reply) if fresh and not is_of_the_list(turn) else reply


def _of_the_one_meant(turn: Turn, reply: Reply, answer: Callable[[Turn], Optional[Reply]]) -> Reply:
    scene = Scene(turn, reply)
    if is_settled(scene):
        return reply
    likely = chances(scene)
    one = max(likely, key=lambda key: likely[key])
    shown = tuple(view.id for view in reply.answer.enablers)
    if one not in shown and reply.answer.kind == "enablers" and _is_left_out(scene, one):
        return reply
    first = shown[0] if shown else NOBODY
    likelier = _LIKELIER_THAN_PLAIN if _is_plain(scene, one) else _LIKELIER
    if one == NOBODY or likely[one] < likelier * likely.get(first, 0.0):
        return reply
    listed = reply.answer.kind == "enablers"
    stays = listed and sum(likely.get(key, 0.0) for key in shown) >= _as_well(scene) * likely[one]
    led = led_by(turn, reply, one) if stays else None
    return led or answer(_about(turn, one)) or reply


def _as_well(scene: Scene) -> float:
    """Return how likely those of a list must be for it to stay behind the one who leads it."""
    reading, query = scene.turn.reading, scene.turn.reading.query
    if scene.is_first and (query.kinds or (query.facilities and not reading.guessed)):
        # A need in so many words asks for several.
        return 0.0
    return _AS_WELL_OF_A_SEARCH if scene.is_first or scene.changes_the_search else _AS_WELL


def _is_plain(scene: Scene, one: str) -> bool:
    """Tell whether the reply is on who is named, or on the only one that has what is asked.

    "The VUB room" is a part of the one named.
    """
    answer, named = scene.reply.answer, scene.turn.reading.named
    alone = answer.kind == "enablers" and answer.total == 1 and bool(answer.query.facilities)
    on_named = any(view.id in named for view in answer.enablers[:1]) and one not in scene.parts
    return alone or on_named


def _about(turn: Turn, one: str) -> Turn:
    """Return the turn as a question on one, whatever else the rules read in it."""
    asked = turn.reading.query
    about = turn.about((one,), Query(words=asked.words, said=asked.said)).reading
    beside = about.beside and replace(about.beside, enablers=(one,), pointers=(), query=Query())
    about = replace(about, limits=(), limits_asked=(), beside=beside)
    return replace(turn, reading=about, intent="ask_details", confidence=1.0)


def _is_left_out(scene: Scene, one: str) -> bool:
    """Tell whether a list is without `one` because the visitor wants it so."""
    query, kinds = scene.reply.answer.query, scene.turn.reading.query.kinds
    if kinds and asks_which(scene.turn.text) and not is_of(scene, one, kinds):
        # "Which venture funds back vaccines?" asks for no maker of them.
        return True
    elsewhere = scene.changes_the_search and one not in in_places(scene.turn, query.places)
    goes_on = scene.changes_the_search or (scene.tells_little and not scene.is_first)
    goes_on = goes_on and lacks(scene, one, query)
    return bool(query.without or query.among or goes_on or (query.places and elsewhere))
