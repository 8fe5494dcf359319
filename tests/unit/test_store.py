"""An edit is served within seconds; a broken file keeps the last good knowledge."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from knowledge import store
from knowledge.errors import KnowledgeError
from knowledge.store import KnowledgeStore

INCUBATORS = "enablers/incubators.yml"


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CHECK_EVERY_S", 0.0)


def test_a_new_alias_is_served_without_a_restart(facts: Path) -> None:
    knowledge = KnowledgeStore(facts)
    assert "Zwammerdam Labs" not in knowledge.current().enablers["ash"].aliases
    path = facts / INCUBATORS
    text = path.read_text(encoding="utf-8").replace("aliases: [", "aliases: [Zwammerdam Labs, ", 1)
    path.write_text(text, encoding="utf-8")
    assert "Zwammerdam Labs" in knowledge.current().enablers["ash"].aliases


def test_a_broken_file_keeps_the_last_good_one_and_says_so(
    facts: Path, caplog: pytest.LogCaptureFixture
) -> None:
    knowledge = KnowledgeStore(facts)
    good = knowledge.current()
    (facts / INCUBATORS).write_text("- id: [", encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert knowledge.current() is good
    assert INCUBATORS in caplog.text


def test_knowledge_that_was_never_good_is_an_error(facts: Path) -> None:
    (facts / INCUBATORS).write_text("- id: [", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        KnowledgeStore(facts).current()
