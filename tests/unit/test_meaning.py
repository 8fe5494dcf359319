from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import glossary, meaning
from knowledge.evidence import telling_first
from knowledge.glossary import forms_in_english, in_english, meanings
from knowledge.meaning import nearness
from knowledge.model import Statement
from knowledge.question import Question
from knowledge.store import current_knowledge

_COLD = "fully automated cryo-storage at a temperature of −150 to −180 °C"
_LUNCH = "a coffee shop and lunch room"


def test_a_question_is_nearer_to_what_answers_it() -> None:
    question = "how cold are the samples kept?"
    assert nearness(question, _COLD) > nearness(question, _LUNCH)
    assert nearness(_LUNCH, _LUNCH) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("nothing", ["", "  ", "?!", "🧪" * 3000])
def test_nothing_said_is_near_to_nothing(nothing: str) -> None:
    assert 0.0 <= nearness(nothing, _COLD) <= 1.0


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "_PACKAGE", "no_such_package")
    meaning._model.cache_clear()
    meaning._of_question.cache_clear()
    with pytest.raises(RuntimeError, match=r"pip install -r requirements\.txt"):
        nearness("a question that nobody asked before", _COLD)
    meaning._model.cache_clear()


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie kalt werden die Proben gelagert?", "de"),
        ("Hoe koud worden de stalen bewaard?", "nl"),
        ("À quelle température sont conservés les échantillons ?", "fr"),
    ],
)
def test_a_question_in_any_language_finds_the_english_statement(
    question: str, language: str
) -> None:
    statements = [Statement(text=text, sources=("a",)) for text in (_LUNCH, _COLD)]
    asked = Question(question, in_english(question, language))
    first = telling_first(statements, (), current_knowledge(), question=asked)[0]
    assert first.text == _COLD


def test_words_that_are_english_stay_and_others_are_told_by_all_they_may_mean() -> None:
    assert forms_in_english(("lab", "gewachshaus"), {"lab"}) == "lab greenhouse"
    assert meanings("gewachshaus") == ("greenhouse",)
    assert meanings("xyzzy") == ()


def test_a_bad_line_of_a_glossary_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nl.tsv").write_text("labo\tlab\nserre\n", encoding="utf-8")
    monkeypatch.setattr(glossary, "_FOLDER", tmp_path)
    glossary._meanings.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"nl\.tsv:2: write one word, a tab and its English"):
            in_english("een serre", "nl")
    finally:
        glossary._meanings.cache_clear()


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_every_line_of_the_glossaries_is_read(language: str) -> None:
    assert len(glossary._meanings(language)) > 3000
