"""How right the answers to the kept-away questions are, as a visitor would judge them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Iterator, Mapping

import yaml

from knowledge.query import NEAR_KM
from tests.model.assistant import Conversation, parse

QUESTIONS = Path(__file__).parent.parent / "questions"
_SEARCH = {"ask_facility", "ask_location", "ask_sector", "list_kind"}
_SMALLTALK = ("greet", "thanks", "help", "are_you_a_bot", "start_over")
_ABOUT_NAMED = {"ask_details", "ask_contact", "ask_website", "compare"}
# The kinds of answer that are right for an intent in the first message of a conversation.
_RIGHT_KINDS: Mapping[str, set[str]] = {
    **{intent: {"enablers", "none"} for intent in _SEARCH},
    **{intent: {"enabler"} for intent in _ABOUT_NAMED - {"compare"}},
    "compare": {"comparison"},
    "count": {"count"},
    "distance": {"distance"},
    "ask_team": {"team"},
    "ask_region": {"topic"},
    "ask_source": {"smalltalk", "enabler"},
    "talk_to_person": {"handover"},
    "refine": {"clarify", "enablers", "none"},
    "show_more": {"clarify"},
    "out_of_scope": {"none"},
    **{intent: {"smalltalk"} for intent in _SMALLTALK},
}
_FIELDS = ("facilities", "places", "sectors", "kinds")
# To name the whole region asks for no less than to name none.
_EVERYWHERE = {"flanders", "belgium"}


def questions(name: str) -> list[dict[str, Any]]:
    """Return the questions of a file of tests/questions, each with what is expected."""
    data = yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8"))
    return [dict(item) for item in data]


def misses(question: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was answered otherwise than expected, as lines for people."""
    _, answer = Conversation().say(question["q"])
    intent = question["intent"]
    if answer["kind"] not in _RIGHT_KINDS[intent]:
        yield f"answered with {answer['kind']}, expected {' or '.join(_RIGHT_KINDS[intent])}"
        return
    if intent in _SEARCH | {"count"}:
        yield from _other_query(question, answer["query"])
    if intent in _ABOUT_NAMED:
        shown = {enabler["id"] for enabler in answer["enablers"]}
        if shown != set(question.get("enablers", ())):
            yield f"enablers {sorted(shown)}, expected {sorted(question.get('enablers', ()))}"


def _other_query(question: Mapping[str, Any], query: Mapping[str, Any]) -> Iterator[str]:
    for name in _FIELDS:
        found = set(query[name]) - _EVERYWHERE
        expected = set(question.get(name, ())) - _EVERYWHERE
        expected -= set(question.get("without", {}).get(name, ()))
        if found != expected:
            yield f"{name} {sorted(found)}, expected {sorted(expected)}"
    radius = question.get("km", NEAR_KM if question.get("near") else None)
    if question.get("places") and not question.get("without") and query["radius_km"] != radius:
        yield f"radius {query['radius_km']}, expected {radius}"


def confusion(asked: list[dict[str, Any]]) -> list[str]:
    """Return the lines of mistaken intents, most frequent first: expected -> found, how often."""
    pairs = Counter((q["intent"], parse(q["q"])["intent"]["name"]) for q in asked)
    wrong = [(pair, n) for pair, n in pairs.most_common() if pair[0] != pair[1]]
    return [f"  {wanted} -> {found}: {n}" for (wanted, found), n in wrong[:20]]
