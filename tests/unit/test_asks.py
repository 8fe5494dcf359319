"""Two questions are answered apart only where each can be answered by itself."""

from __future__ import annotations

import pytest

from nlu.asks import split


@pytest.mark.parametrize(
    "text",
    [
        "Who has cleanrooms in Leuven and who sequences genomes?",
        "Which incubators are in Leuven? What does a lab at BioVille cost?",
        "Where are class 2 labs in Ghent, and what do they cost?",
        "I need a greenhouse near Ghent and a clean room in Leuven.",
        "Can outside companies use the VIB core facilities and do they give training?",
    ],
)
def test_two_questions(text: str) -> None:
    assert len(split(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "We would like to take over a postdoc from a university lab."
        " Is there anybody who carries part of her wage for a while?",
        "Wij zijn een medtechbedrijf en zoeken een productiehal. Waar kijken we best?",
        "Nous voulons engager une doctorante d'une université. Qui paie une part de son salaire ?",
        "Wir möchten eine Forscherin einer Universität übernehmen. Wer zahlt deren Gehalt mit?",
    ],
)
def test_a_second_part_that_leans_on_the_first_is_none(text: str) -> None:
    assert split(text) == ()


def test_beside_a_language_that_is_asked_for_stands_a_question() -> None:
    assert split("Back to English please. Is there one in Hasselt?") == (
        "Is there one in Hasselt?",
    )
