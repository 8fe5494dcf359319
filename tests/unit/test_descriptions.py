"""What was told of before is found where it is named again by a description, and only there."""

from __future__ import annotations

import pytest

from nlu.understanding import understand

DESCRIBED = [
    ("what about the class 2 place?", "the class 2 place"),
    ("has that greenhouse place any offices?", "that greenhouse place"),
    ("how big is that lab", "that lab"),
    ("the place with the greenhouses is where?", "the place with the greenhouses"),
    ("and the fund from Zaventem, who runs it?", "the fund from Zaventem"),
    ("hoe groot is dat labo in Niel?", "dat labo in Niel"),
    ("et l'usine pilote de Gand ?", "l'usine pilote de Gand"),
    ("Wer betreibt die Pilotanlage am Hafen?", "die Pilotanlage am Hafen"),
    # What is somebody's, however it is called.
    ("what do VIB's sequencing people do?", "VIB's sequencing people"),
]
RETURNED_TO = [
    ("back to the greenhouse place, who runs it?", "the greenhouse place"),
    ("coming back to Agrotopia: how big is it?", "Agrotopia"),
    ("terug naar de serre in Roeselare", "de serre in Roeselare"),
    ("revenons à la serre de Roulers", "la serre de Roulers"),
    ("zurück zum Labor in Niel: wie groß ist es?", "Labor in Niel"),
]
NOT_DESCRIBED = [
    "the lab",  # says nothing of which
    "the funds you listed",  # several are meant
    "the city by the river",  # no thing that we tell of
    "labs, but not the hospital in Ghent",
    "forget the hospital in Ghent",
    "does the VIB Bio-Incubator Ghent have a cold room?",  # a name
    "what is VIB's?",
]


def described(text: str) -> list[tuple[object, str]]:
    found = understand(text).found
    return [(f.value, text[f.start : f.end]) for f in found if f.label == "described"]


@pytest.mark.parametrize(("text", "words"), DESCRIBED)
def test_a_description_is_found(text: str, words: str) -> None:
    assert described(text) == [("described", words)]


@pytest.mark.parametrize(("text", "words"), RETURNED_TO)
def test_what_a_visitor_comes_back_to_is_found(text: str, words: str) -> None:
    assert described(text) == [("returns", words)]


@pytest.mark.parametrize("text", NOT_DESCRIBED)
def test_nothing_is_described(text: str) -> None:
    assert described(text) == []
