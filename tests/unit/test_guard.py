"""What a visitor may send, and what reaches Rasa of it."""

from __future__ import annotations

from typing import Any

import pytest

from channels.guard import MAX_CHARACTERS, Refused, admit


@pytest.mark.parametrize(
    "body",
    [
        *(None, [], "hi", 7, {"sender": "a\x00b", "message": "hi"}, {"sender": {}}),
        *({"sender": "web.x", "message": "hi"}, {"sender": "slack.D1", "message": "hi"}),
    ],
)
def test_what_is_no_message_is_refused(body: Any) -> None:
    with pytest.raises(Refused):
        admit(body)


@pytest.mark.parametrize("message", [None, 5, "", "   ", "\x00\x00", {}])
def test_a_message_without_words_gets_a_reply_of_its_own(message: Any) -> None:
    assert admit({"sender": "a", "message": message}).text == "/message_empty"


def test_a_long_message_is_cut_and_a_huge_one_declined() -> None:
    cut = admit({"sender": "a", "message": "We make yeast. " + "lab " * 1_000 + "In Ghent?"}).text
    assert len(cut) <= MAX_CHARACTERS
    assert cut.startswith("We make yeast.") and cut.endswith("In Ghent?")
    assert admit({"sender": "a", "message": "🧬" * 50_000}).text == "/message_too_long"


@pytest.mark.parametrize(
    "typed",
    ["/session_start", "/out_of_scope", '/greet{"x": 1}', "/ask_facility{broken", "//restart"],
)
def test_a_typed_slash_triggers_nothing(typed: str) -> None:
    assert not admit({"sender": "a", "message": typed}).text.startswith("/")


def test_a_button_of_ours_passes() -> None:
    payload = '/ask_facility{"facility": ["bsl2"], "place": ["gent"]}'
    assert admit({"sender": "a", "message": payload}).text == payload
