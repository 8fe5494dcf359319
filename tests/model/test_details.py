"""Questions of strangers on one that was just told of, and messages that leave it again.

tests/details/asked.tsv has the enabler, the statement that answers, and the question;
tests/details/left.tsv the enabler, what the message does to the search, and the message.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.store import current_knowledge
from tests.model.assistant import Conversation
from tests.model.test_questions import report

_FOLDER = Path(__file__).parent.parent / "details"
# Not goals but floors: what the last good version reached, less a little.
_STAYS, _TOLD, _FIRST, _LEAVES = 0.9, 0.88, 0.82, 0.85


def _read(name: str) -> list[tuple[str, str, str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [(one, label, text) for one, label, text in (line.split("\t") for line in lines)]


def _asked_after(one: str, message: str) -> tuple[str, list[str], list[str]]:
    """Return the text of the reply to a message on one told of, the ids in it, the first reason."""
    conversation = Conversation()
    conversation.say(f"Tell me about {current_knowledge().enablers[one].name}")
    text, answer = conversation.say(message)
    shown = answer["enablers"]
    return text, [each["id"] for each in shown], shown[0]["why"][:1] if shown else []


def test_details(capsys: pytest.CaptureFixture[str]) -> None:
    asked = _read("asked.tsv")
    stays = told = first = 0
    missed = []
    for one, statement, question in asked:
        text, ids, reason = _asked_after(one, question)
        stays += ids == [one]
        told += statement.rstrip(".") in text
        first += reason == [statement]
        if reason != [statement]:
            missed.append(f"- {one}: {question}\n    {ids} {reason}, expected {statement}")
    shares = [count / len(asked) for count in (stays, told, first)]
    line = "details: {:.1%} on the one, {:.1%} told, {:.1%} told first".format(*shares)
    with capsys.disabled():
        report("details", [line], missed)
    assert all(share >= floor for share, floor in zip(shares, (_STAYS, _TOLD, _FIRST), strict=True))


def test_leaving(capsys: pytest.CaptureFixture[str]) -> None:
    asked = _read("left.tsv")
    stayed = [
        f"- {one}: {message}"
        for one, _, message in asked
        for _, ids, _ in [_asked_after(one, message)]
        if ids == [one]
    ]
    share = 1 - len(stayed) / len(asked)
    with capsys.disabled():
        report("leaving", [f"leaving the one: {share:.1%} of {len(asked)}"], stayed)
    assert share >= _LEAVES
