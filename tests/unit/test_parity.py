"""No response, button or placeholder lacks a language."""

from __future__ import annotations

import string
from typing import Any, Mapping

import pytest
import yaml

from actions.sentences import DOMAIN
from knowledge.model import LANGUAGES

_RESPONSES: Mapping[str, list[dict[str, Any]]] = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))[
    "responses"
]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(_RESPONSES))
def test_every_sentence_stands_in_every_language_with_the_same_placeholders(name: str) -> None:
    by_language = {
        (variation.get("condition") or [{"value": "en"}])[0]["value"]: variation["text"]
        for variation in _RESPONSES[name]
    }
    assert set(by_language) == set(LANGUAGES)
    wanted = _placeholders(by_language["en"])
    assert all(_placeholders(text) == wanted for text in by_language.values())
