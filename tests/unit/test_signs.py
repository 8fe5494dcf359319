"""A message of signs alone is understood, or said not to be."""

from __future__ import annotations

import pytest

from nlu.signs import UNCLEAR, intent_of


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("👍", "thanks"),
        ("👍🏽", "thanks"),
        ("❤️ 🙏", "thanks"),
        (":-)", "thanks"),
        (":D", "thanks"),
        ("👋", "greet"),
        ("👋👍", UNCLEAR),
        ("😡😡😡", UNCLEAR),
        ("???", UNCLEAR),
        ("", None),
        ("  ", None),
        ("thanks 👍", None),
        ("42", None),
        ("D", None),
    ],
)
def test_signs_have_an_intent(text: str, intent: str | None) -> None:
    assert intent_of(text) == intent
