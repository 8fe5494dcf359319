"""How right the answers to the kept-away questions are, as a visitor would judge them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Iterable, Iterator, Mapping

import yaml

from knowledge.covering import covering
from knowledge.query import EVERYWHERE, NEAR_KM, Query
from knowledge.search import search
from knowledge.store import current_knowledge
from tests.model.assistant import Conversation, parse

QUESTIONS = Path(__file__).parent.parent / "questions"
_SEARCH = {"ask_facility", "ask_location", "ask_sector", "list_kind"}
_ASKS_A_QUERY = _SEARCH | {"count", "refine"}
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
    "show_more": {"clarify", "enablers"},
    "more": {"enablers", "clarify"},
    "bye": {"smalltalk"},
    "affirm": {"smalltalk"},
    "deny": {"smalltalk"},
    "out_of_scope": {"none"},
    **{intent: {"smalltalk"} for intent in _SMALLTALK},
}
_FIELDS = ("facilities", "places", "sectors", "kinds")


def questions(name: str) -> list[dict[str, Any]]:
    """Return the questions of a file of tests/questions, each with what is expected."""
    data = yaml.safe_load((QUESTIONS / name).read_text(encoding="utf-8"))
    return [dict(item) for item in data]


def misses(question: Mapping[str, Any]) -> Iterator[str]:
    """Yield what was answered otherwise than expected, as lines for people."""
    _, answer = Conversation().say(question["q"])
    yield from differences(question, answer)


def dialogue_misses(turns: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what was answered otherwise than expected in a dialogue, turn by turn.

    A turn may be about those `shown` last by their numbers, or about the `same` as before.
    """
    conversation, shown, before = Conversation(), [], []
    for number, turn in enumerate(turns, 1):
        _, answer = conversation.say(turn["q"])
        ids = [enabler["id"] for enabler in answer["enablers"]]
        wanted = [
            shown[n - 1 if n > 0 else n] for n in turn.get("shown", ()) if -1 <= n <= len(shown)
        ]
        wanted += before if turn.get("same") else []
        found = list(differences({**turn, **({"enablers": wanted} if wanted else {})}, answer))
        yield from (f"turn {number} ({turn['q']}): {miss}" for miss in found)
        if answer["kind"] in {"enablers", "count"}:
            shown = ids
        if answer["kind"] in {"enabler", "comparison"} or len(ids) == 1:
            before = ids


def differences(question: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield what differs between an answer and what is expected.

    `ors` of a question are intents that would do as well; what `optional` names by field may be
    in the query or not. Two queries that show a visitor the same list are one.
    """
    if question.get("answer"):
        if answer["kind"] not in {question["answer"], "smalltalk"}:
            yield f"answered with {answer['kind']}, expected {question['answer']}"
        return
    intents = {question["intent"], *question.get("ors", ())}
    kinds = set().union(*(_RIGHT_KINDS[intent] for intent in intents))
    if answer["kind"] not in kinds:
        yield f"answered with {answer['kind']}, expected {' or '.join(sorted(kinds))}"
    elif answer["kind"] in {"enablers", "none", "count"} and intents & _ASKS_A_QUERY:
        if not _shows_the_same(question, answer):
            yield from _other_query(question, answer["query"])
    elif answer["kind"] in {"enabler", "comparison"} and question.get("enablers"):
        shown = {enabler["id"] for enabler in answer["enablers"]}
        if shown != set(question["enablers"]):
            yield f"enablers {sorted(shown)}, expected {sorted(question['enablers'])}"


def _shows_the_same(question: Mapping[str, Any], answer: Mapping[str, Any]) -> bool:
    expected = search(_expected_query(question), current_knowledge())
    asked = search(Query(**answer["query"]), current_knowledge())
    return {m.enabler.id for m in expected.matches} == {m.enabler.id for m in asked.matches} and [
        relaxed.field for relaxed in expected.relaxed
    ] == [relaxed.field for relaxed in asked.relaxed]


def _expected_query(question: Mapping[str, Any]) -> Query:
    fields = {name: tuple(question.get(name, ())) for name in _FIELDS}
    without = {name: tuple(keys) for name, keys in question.get("without", {}).items()}
    near = question.get("km", NEAR_KM if question.get("near") else None)
    return Query(**fields, radius_km=near if fields["places"] else None, without=without)


def _other_query(question: Mapping[str, Any], query: Mapping[str, Any]) -> Iterator[str]:
    optional = question.get("optional", {})
    for name in _FIELDS:
        found = set(query[name]) - EVERYWHERE
        expected = set(question.get(name, ())) - EVERYWHERE
        if name == "sectors":
            expected -= set(query["for_sectors"])
        expected -= set(question.get("without", {}).get(name, ()))
        if (found ^ expected) - _with_finer(name, optional.get(name, ())):
            yield f"{name} {sorted(found)}, expected {sorted(expected)}"
    radius = question.get("km", NEAR_KM if question.get("near") else None)
    either = optional.get("near") and query["radius_km"] in {None, NEAR_KM}
    if not question.get("places") or question.get("without") or either:
        return
    if query["radius_km"] != radius:
        yield f"radius {query['radius_km']}, expected {radius}"


def _with_finer(name: str, keys: Iterable[str]) -> set[str]:
    """Return what may be in a query where `keys` may be: the finer ones of needs too."""
    if name != "facilities":
        return set(keys)
    facilities = current_knowledge().facilities
    return {finer for key in keys for finer in covering(key, facilities)}


def confusion(asked: list[dict[str, Any]]) -> list[str]:
    """Return the lines of mistaken intents, most frequent first: expected -> found, how often."""
    pairs = Counter((q["intent"], parse(q["q"])["intent"]["name"]) for q in asked)
    wrong = [(pair, n) for pair, n in pairs.most_common() if pair[0] != pair[1]]
    return [f"  {wanted} -> {found}: {n}" for (wanted, found), n in wrong[:20]]
