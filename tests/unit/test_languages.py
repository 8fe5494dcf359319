"""The language of a message is told by its words and by how its towns are written."""

from __future__ import annotations

import pytest

from knowledge.store import current_knowledge
from nlu.knowledge_reader import entities_of
from nlu.languages import Guess, guess
from nlu.understanding import understand


def told(text: str) -> Guess | None:
    return guess(text, entities_of(understand(text).found, text), current_knowledge().places)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bedankt, da's alles", "nl"),
        ("bsl3 antwerpen?", "nl"),
        ("biotech Gand", "fr"),
        ("biotech Ghent", "en"),
        ("labs near Gent", "en"),
        ("what about Antwerpen", "en"),
        ("nur in Gent", "de"),
        ("Oké, tot ziens", "nl"),
        ("Passt, danke.", "de"),
        ("Kryokonservierungsdienstleister", "de"),
    ],
)
def test_a_short_message_has_a_likely_language(text: str, language: str) -> None:
    found = told(text)
    assert found is not None and found.trust
    assert found.language == language


@pytest.mark.parametrize("text", ["asdkjh qweoiu zzzzx lkj", "xyzzy blorb qwrt"])
def test_gibberish_has_none(text: str) -> None:
    found = told(text)
    assert found is None or not found.trust


def test_a_courtesy_of_few_words_changes_no_language_unless_it_is_plain() -> None:
    found = told("Bedankt, da's alles")
    assert found is None or found.trust != "sure" or found.language == "nl"


@pytest.mark.parametrize("text", ["👍", "???", "42"])
def test_what_has_no_letters_has_no_language(text: str) -> None:
    assert told(text) is None


def test_a_province_asks_for_no_language() -> None:
    found = told("Which technology parks are located in Flemish Brabant?")
    assert found == Guess("en", "sure")


def test_a_language_is_asked_for() -> None:
    assert told("In Flemish, please") == Guess("nl", "asked")
