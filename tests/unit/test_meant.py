"""Who is meant is told from signs with learned weights, the same each time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import yaml

from actions.actions import sentences
from actions.meant import WEIGHTS, chances, signs_of
from actions.reading import Reading
from actions.scene import Scene
from actions.signs import NOBODY, OF_NOBODY, SIGNS
from actions.turn import Memory, Reply, Turn
from knowledge.answer import Answer
from knowledge.answers import described
from knowledge.model import Knowledge
from knowledge.query import Query
from tools.meant.scenes import Example
from tools.meant.weights import fitted


def scene(knowledge: Knowledge, text: str, told: str = "", memory: Memory | None = None) -> Scene:
    turn = Turn("ask_details", text, Reading(), memory or Memory(), knowledge, sentences())
    if not told:
        return Scene(turn, Reply(Answer(kind="clarify"), ""))
    return Scene(turn, Reply(described([knowledge.enablers[told]], knowledge, Query()), ""))


def test_each_sign_has_a_weight_and_each_weight_a_sign() -> None:
    weights = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))
    assert list(weights) == [*SIGNS, *OF_NOBODY]


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("who breeds bumblebees for glasshouses?", "", "biobest"),
        ("who breeds bumblebees for glasshouses?", "darwin-incubator", "biobest"),
        ("how big is it?", "darwin-incubator", "darwin-incubator"),
    ],
)
def test_the_one_who_stands_out_and_else_the_one_told_of_is_meant(
    text: str, told: str, meant: str, knowledge: Knowledge
) -> None:
    memory = Memory(focus=(told,), seen=(told,), said=(f"tell me about {told}",))
    found = chances(scene(knowledge, text, told, memory if told else None))
    assert max(found, key=lambda key: found[key]) == meant
    assert sum(found.values()) == pytest.approx(1)


def test_in_a_word_without_a_meaning_nobody_is_meant(knowledge: Knowledge) -> None:
    found = chances(scene(knowledge, "ok"))
    assert max(found, key=lambda key: found[key]) == NOBODY


def test_messages_before_tell_who_is_meant(knowledge: Knowledge) -> None:
    memory = Memory(said=("who breeds bumblebees for glasshouses?",))
    alone = scene(knowledge, "in which town?")
    after = replace(alone, turn=replace(alone.turn, memory=memory))
    assert after.together["biobest"] > alone.together["biobest"] + 2


def test_all_who_were_spoken_of_may_be_meant(knowledge: Knowledge) -> None:
    memory = Memory(seen=("biobest",), ids=("darwin-incubator",))
    found = signs_of(scene(knowledge, "a place with cold rooms", "nerf", memory))
    assert {"biobest", "darwin-incubator", "nerf", NOBODY} <= set(found)


def test_weights_make_those_likely_who_were_meant() -> None:
    signs = np.zeros((2, len(SIGNS) + len(OF_NOBODY)))
    signs[0, 1], signs[1, 2] = 1.0, 1.0
    meant = np.array([1.0, 0.0])
    examples = [Example("hand", ("a", "b"), signs, meant, "")] * 9
    weights = fitted(examples)
    assert weights[1] > 0.5 and weights[2] < -0.5 and weights[0] == 0
