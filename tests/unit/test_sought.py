"""Who is looked for stands out, in any of our languages, whatever words are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loading import load
from knowledge.model import Knowledge
from knowledge.sought import PLAINLY, sought


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("who breeds bumblebees for glasshouses?", "biobest"),
        ("qui élève des bourdons pour les serres ?", "biobest"),
        ("waar zwemmen zebravissen voor hersenonderzoek?", "nerf"),
        ("welche Behörde sagt ja zu einer Studie mit neuen Arzneimitteln?", "famhp"),
    ],
)
def test_one_stands_out_for_a_question_in_words_of_its_own(
    question: str, one: str, knowledge: Knowledge
) -> None:
    plainly = sought(question, knowledge)
    assert max(plainly, key=lambda key: plainly[key]) == one
    assert plainly[one] >= PLAINLY


def test_everybody_has_a_number_and_nobody_stands_out_for_nothing(knowledge: Knowledge) -> None:
    assert set(sought("", knowledge)) == set(knowledge.enablers)
    assert set(sought("  ", knowledge).values()) == {0.0}


def test_the_same_question_tells_the_same(knowledge: Knowledge) -> None:
    question = "a pilot hall for vegetables"
    assert sought(question, knowledge) == sought(f" {question} ", knowledge)


def test_a_new_enabler_is_found_by_its_statements_though_no_question_is_expected(
    knowledge: Knowledge,
) -> None:
    old = knowledge.enablers["biobest"]
    fact = old.facts[0].copy(update={"text": "It breeds leeches for hospitals and wound care."})
    new = old.copy(update={"id": "leeches", "name": "Bloedel", "aliases": (), "facts": (fact,)})
    grown = knowledge.copy(update={"enablers": {**knowledge.enablers, "leeches": new}})
    plainly = sought("who breeds leeches for the wounds of patients?", grown)
    assert max(plainly, key=lambda key: plainly[key]) == "leeches"


def test_a_world_of_which_no_question_is_expected_tells_who_says_it(facts: Path) -> None:
    plainly = sought("a place with cold rooms", load(facts))
    assert max(plainly, key=lambda key: plainly[key]) == "elm"
