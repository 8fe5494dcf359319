"""Whether a reply is just what was asked for, whoever else might be meant by the message."""

from __future__ import annotations

from typing import Callable, Mapping

from actions.describing import REACHING
from actions.reading import STATUS
from actions.scene import Scene
from actions.turn import Turn

_VERY_SURE = 0.85
# These say in full what was asked of those whom they name.
_IN_FULL = {"handover", "comparison", "distance", "count", "topic", "team"}


def is_settled(scene: Scene) -> bool:
    """Tell whether the reply of the rules stays as it is."""
    kind = scene.reply.answer.kind
    return kind in _IN_FULL or is_of_the_list(scene.turn) or _is_answered(scene)


def is_of_the_list(turn: Turn) -> bool:
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
    return in_keys or of_the_need or of_status or reading.lists_needs


def _of_that_one(scene: Scene) -> bool:
    """Tell whether what is told is of the very one asked about.

    "Is there a lab in it?", "how many beds has that hospital?", "UZ Leuven, the phone number", "and
    the website?"
    """
    reading = scene.turn.reading
    shown, focus = tuple(scene.shown), scene.memory.focus
    recalled = reading.recalled and bool(reading.attributes)
    no_more = not reading.query.words or scene.turn.intent in REACHING
    named = shown in (reading.enablers, focus) and no_more
    of_it = shown == focus and (scene.points or shown == reading.enablers)
    whether = scene.asks_whether and (of_it or bool(reading.query.facilities))
    return recalled or named or whether


def _by_saying_that_nothing_is_held(scene: Scene) -> bool:
    reading = scene.turn.reading
    refused = reading.limits_asked or reading.unknown_places or reading.unknown_names
    beside = scene.turn.intent == "out_of_scope" and scene.turn.confidence >= _VERY_SURE
    return bool(refused) or (beside and bool(reading.outside))


def _by_asking_back(scene: Scene) -> bool:
    """Tell whether a message only tells of who writes."""
    reading = scene.turn.reading
    return reading.tells_who_asks and not (reading.asks or "?" in scene.turn.text)


def _by_a_courtesy(scene: Scene) -> bool:
    """Tell whether a message plainly asks for nothing: "danke, tschüss"."""
    reading = scene.turn.reading
    return reading.relation == "other" and reading.relation_is_sure


# By the kind of the reply.
_ANSWERED: Mapping[str, Callable[[Scene], bool]] = {
    "enablers": _by_the_list,
    "enabler": _of_that_one,
    "none": _by_saying_that_nothing_is_held,
    "clarify": _by_asking_back,
    "smalltalk": _by_a_courtesy,
}
