"""How right the understanding of the kept-away questions is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Iterator, Mapping

import yaml

from actions.actions import store
from actions.reading import Reading, read
from knowledge.query import NEAR_KM
from tests.model.assistant import parse

QUESTIONS = Path(__file__).parent.parent / "questions"
# These are answered by the same search: which of them is said changes nothing in a first message.
_SAME = dict.fromkeys(("ask_location", "ask_sector", "list_kind", "refine"), "ask_facility")
_SAME.update(dict.fromkeys(("ask_contact", "ask_website"), "ask_details"))
# To name the whole region asks for no less than to name none.
_EVERYWHERE = {"flanders", "belgium"}
_FIELDS = ("facilities", "places", "sectors", "kinds")


def questions(name: str) -> list[dict[str, Any]]:
    """Return the questions of a file of tests/questions, each with what is expected."""
    data = yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8"))
    return [dict(item) for item in data]


def understood(text: str) -> tuple[str, Reading]:
    """Return the intent and the reading of a question."""
    parsed = parse(text)
    reading = read(parsed["entities"], text, store().current())
    return parsed["intent"]["name"], reading


def misses(question: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was read otherwise than expected, as lines for people."""
    intent, reading = understood(question["q"])
    wanted = question["intent"]
    if _SAME.get(intent, intent) != _SAME.get(wanted, wanted):
        yield f"intent {intent}, expected {wanted}"
    for name in _FIELDS:
        found = set(getattr(reading.query, name)) - _EVERYWHERE
        expected = set(question.get(name, ())) - _EVERYWHERE
        if found != expected:
            yield f"{name} {sorted(found)}, expected {sorted(expected)}"
    expected_ids = set(question.get("enablers", ()))
    found_ids = set(reading.enablers) | set(reading.query.without.get("enablers", ()))
    if found_ids != expected_ids:
        yield f"enablers {sorted(found_ids)}, expected {sorted(expected_ids)}"
    radius = question.get("km", NEAR_KM if question.get("near") else None)
    if question.get("places") and reading.query.radius_km != radius:
        yield f"radius {reading.query.radius_km}, expected {radius}"


def confusion(pairs: list[tuple[str, str]]) -> list[str]:
    """Return the lines of wrong intents, most frequent first: expected -> found, how often."""
    wrong = Counter(pair for pair in pairs if pair[0] != pair[1])
    return [f"  {wanted} -> {found}: {n}" for (wanted, found), n in wrong.most_common(20)]
