"""Conversations on the trained model with the real actions; one behaviour a file.

A scenario is a list of turns. `say` and `kind` are always there; `first`, `only`, `includes` and
`excludes` name enablers of the Answer, `order` all of them as shown, `count` how many are shown,
`total` and `relaxed` are those of the Answer, `query` fields of what it searched for, `text` and
`text_not` what the words must and must not hold, `buttons` the titles of all its buttons. `then`
is what is expected of the second reply, where a message asks two things.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

import pytest
import yaml

from knowledge.store import current_knowledge
from tests.model.assistant import Conversation

FOLDER = Path(__file__).parent.parent / "scenarios"
SCENARIOS = sorted(FOLDER.glob("*.yml"))
_KEYS = {
    *("say", "kind", "first", "only", "includes", "excludes", "count", "total"),
    *("order", "query"),
    *("total_at_least", "relaxed", "text", "text_not", "buttons", "then"),
}


def check(turn: Mapping[str, Any], text: str, answer: Mapping[str, Any]) -> None:
    """Assert everything that a turn expects of the reply."""
    assert set(turn) <= _KEYS
    shown = [enabler["id"] for enabler in answer["enablers"]]
    where = f"{turn['say']!r} -> {answer['kind']} {shown}\n{text}"
    assert answer["kind"] == turn["kind"], where
    assert text.strip() and "{" not in text, where
    for enabler in answer["enablers"]:
        assert enabler["name"] and enabler["place"] and enabler["as_of"], where
        if answer["kind"] == "enablers":
            assert enabler["why"] and enabler["sources"], f"{enabler['id']} says no why: {where}"
    if "first" in turn:
        assert shown[:1] == [turn["first"]], where
    if "only" in turn:
        assert sorted(shown) == sorted(turn["only"]), where
    if "order" in turn:
        assert shown == turn["order"], where
    for field, keys in turn.get("query", {}).items():
        assert answer["query"][field] == keys, where
    assert set(turn.get("includes", ())) <= set(shown) | _all_ids(answer), where
    assert not set(turn.get("excludes", ())) & (set(shown) | _all_ids(answer)), where
    if "count" in turn:
        assert len(shown) == turn["count"], where
    if "total" in turn:
        assert answer["total"] == turn["total"], where
    assert answer["total"] >= turn.get("total_at_least", 0), where
    if "relaxed" in turn:
        assert [relaxed["field"] for relaxed in answer["relaxed"]] == turn["relaxed"], where
    else:
        assert not answer["relaxed"] or turn["kind"] == "count", where
    if "buttons" in turn:
        assert [button["title"] for button in answer["suggestions"]] == turn["buttons"], where
    for words in turn.get("text", ()):
        assert words.lower() in text.lower(), f"{words!r} is missing: {where}"
    for words in turn.get("text_not", ()):
        assert words.lower() not in text.lower(), where


def _all_ids(answer: Mapping[str, Any]) -> set[str]:
    """Return the ids of every page of a list: what "show more" would show belongs to it."""
    from knowledge.query import Query
    from knowledge.search import search

    if answer["kind"] not in {"enablers", "count"} or answer["total"] <= len(answer["enablers"]):
        return set()
    result = search(Query(**answer["query"]), current_knowledge())
    return {match.enabler.id for match in result.matches}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path) -> None:
    conversation = Conversation()
    for turn in yaml.safe_load(path.read_text(encoding="utf-8")):
        reply, *more = conversation.say_all(turn["say"])
        check(turn, *reply)
        if "then" in turn:
            (second,) = more
            check({"say": turn["say"], **turn["then"]}, *second)


def test_there_are_scenarios_for_every_kind_of_answer() -> None:
    kinds = {
        turn["kind"]
        for path in SCENARIOS
        for turn in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    assert kinds == {
        *("enablers", "enabler", "comparison", "distance", "count", "topic"),
        *("team", "none", "clarify", "smalltalk", "handover"),
    }
