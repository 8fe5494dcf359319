from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import expected
from knowledge.errors import KnowledgeError
from knowledge.expected import all_expected, gone, nearness_to_expected, nearness_to_sought
from knowledge.model import LANGUAGES
from knowledge.question import Question, answering, comes_near
from knowledge.store import current_knowledge

_PILOT = "bio-base-europe-pilot-plant"


def test_every_statement_has_questions_in_every_language_and_none_is_of_what_is_gone() -> None:
    knowledge = current_knowledge()
    asked = {(each.enabler, each.statement) for each in all_expected()}
    held = {
        (enabler.id, statement.text)
        for enabler in knowledge.enablers.values()
        for statement in enabler.statements
    }
    assert held <= asked
    assert gone(knowledge) == ()


def test_no_question_stands_twice_below_a_statement() -> None:
    seen = [(each.enabler, each.statement, each.text.casefold()) for each in all_expected()]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "question",
    [
        "What is the volume of the largest tank they have?",
        "Hoeveel liter kan er in de grootste ketel?",
        "Quel est le volume de la plus grande cuve ?",
        "Wie groß ist der größte Kessel dort?",
    ],
)
def test_a_question_in_other_words_and_languages_finds_its_statement(question: str) -> None:
    enabler = current_knowledge().enablers[_PILOT]
    found = answering(Question(question, question), enabler)
    assert found is not None
    assert "15 m³" in found.text


def test_what_no_statement_answers_finds_none() -> None:
    enabler = current_knowledge().enablers[_PILOT]
    question = Question("Can I bring my dog to the office?", "Can I bring my dog to the office?")
    assert answering(question, enabler) is None


def test_a_statement_without_questions_is_told_by_its_own_text() -> None:
    text = "a swimming pool for the staff, heated in winter"
    question = "is there a heated swimming pool?"
    assert nearness_to_expected(question, text) == 0.0
    assert comes_near(Question(question, question), text) > 0.3


def test_who_is_looked_for_comes_nearer_than_who_is_not() -> None:
    question = "where could we infect volunteers with a virus on purpose?"
    assert nearness_to_sought(question, "vaccinopolis") > nearness_to_sought(question, "pmv")


@pytest.mark.parametrize(
    "line",
    ["\tone\ten\tis it open?", "x\ty\tz", "a\tb\n\tsome\ten\tis it open?", "a\tb\n\tone\txx\tq?"],
)
def test_a_bad_line_is_named_with_what_to_write(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parks.tsv").write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr(expected, "FOLDER", tmp_path)
    with pytest.raises(KnowledgeError, match=r"questions/parks\.tsv:\d: .*write an enabler's id"):
        all_expected()


def test_questions_of_a_changed_statement_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parks.tsv").write_text("pmv\tan old text\n\tone\ten\twhy?\n", encoding="utf-8")
    monkeypatch.setattr(expected, "FOLDER", tmp_path)
    assert gone(current_knowledge()) == (("pmv", "an old text"),)


def test_languages_of_the_questions_are_ours() -> None:
    lines = (path.read_text(encoding="utf-8") for path in expected.FOLDER.glob("*.tsv"))
    told = {line.split("\t")[2] for text in lines for line in text.splitlines() if line[0] == "\t"}
    assert told == set(LANGUAGES)
