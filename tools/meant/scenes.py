"""Plays dialogues of strangers, and notes who could have been meant by each message."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator, NamedTuple
from unittest.mock import patch

import numpy as np
import yaml

from actions import rather
from actions.meant import chances, signs_of
from actions.scene import Scene
from actions.signs import NOBODY, OF_NOBODY, SIGNS
from tests.model.assistant import Conversation

NAMES = (*SIGNS, *OF_NOBODY)
# What a writer wants where nobody has to be shown ("which of these is open?") hangs on the list.
_SHOWS = {"enabler", "enablers"}


class Example(NamedTuple):
    """The signs of each who may be meant (a row each), and which are; `hand` is its file."""

    hand: str
    ids: tuple[str, ...]
    signs: Any
    meant: Any
    first: str


def examples(path: Path) -> Iterator[Example]:
    """Yield an example for each message of a hand that says who must be shown."""
    for dialogue in yaml.safe_load(path.read_text(encoding="utf-8")):
        conversation = Conversation()
        for turn in dialogue.get("turns", [dialogue]):
            scenes = _scenes(conversation, turn["q"])
            if len(scenes) == 1 and "must" in turn:
                yield from _example(path.stem, turn, scenes[0])


def _scenes(conversation: Conversation, message: str) -> list[Scene]:
    seen: list[Scene] = []

    def noted(scene: Scene) -> Any:
        seen.append(scene)
        return chances(scene)

    with patch.object(rather, "chances", noted):
        conversation.say_all(message)
    return seen


def _example(hand: str, turn: dict[str, Any], scene: Scene) -> Iterator[Example]:
    must = set(turn["must"] or [NOBODY])
    kind = scene.reply.answer.kind
    if must == {NOBODY} and kind in _SHOWS:
        return
    signs = signs_of(scene)
    rows = np.array([[each.get(name, 0.0) for name in NAMES] for each in signs.values()])
    meant = np.array([float(key in must) for key in signs])
    first = next(iter(scene.shown), NOBODY)
    yield Example(hand, tuple(signs), rows, meant, first)
