"""Words that stand for what was said before are found, and their look-alikes are not."""

from __future__ import annotations

import pytest

from knowledge.text import normalise
from nlu.followups import find

SAID = [
    ("tell me about the second one", [("pointer", "2")]),
    ("compare number 1 and 3", [("pointer", "1"), ("pointer", "3")]),
    ("erzähl mir mehr über den letzten", [("pointer", "-1")]),
    ("does it have a cold room?", [("pointer", "it")]),
    ("is there a cold room?", []),
    ("forget the location", [("drop", "places")]),
    ("peu importe le lieu", [("drop", "places")]),
    ("scrap my details", [("drop", "profile")]),
    ("verwijder wat ik u verteld heb", [("drop", "profile")]),
    ("supprimez mes données", [("drop", "profile")]),
    ("löschen Sie unsere Daten", [("drop", "profile")]),
    ("please erase that", [("drop", "told")]),
    ("which of our samples would you delete", []),
    ("which would fit us?", [("for_us", "for_us")]),
    ("offices too", [("adds", "end")]),
    ("and with offices?", [("adds", "start")]),
    ("un labo de niveau 2", []),
    # A number that begins within a longer phrase, and goes on behind it.
    ("wo liegt das erste", [("pointer", "1")]),
    ("wo liegt das", [("pointer", "it")]),
    # Which of those shown, in the other languages.
    ("en de onderste?", [("pointer", "-1"), ("adds", "start")]),
    ("celui du haut", [("pointer", "1")]),
    ("vom letzten", [("pointer", "-1")]),
    # At the beginning alone, an "and" left aside.
    ("die in Leuven", [("pointer", "of")]),
    ("en die in Leuven", [("pointer", "of"), ("adds", "start")]),
    ("we kennen die in Leuven", []),
    ("last one, then I stop", []),
    ("tell me about the last one", [("pointer", "-1")]),
    ("compare the first two", [("pointer", "1+2")]),
    ("vergelijk de eerste twee", [("pointer", "1+2")]),
    ("comparez les deux premiers", [("pointer", "1+2")]),
    ("vergleiche die ersten beiden", [("pointer", "1+2")]),
    ("compare those two", [("pointer", "both")]),
    # The mark at the end does not count.
    ("offices too?", [("adds", "end")]),
    ("offices too !?", [("adds", "end")]),
    ("scrap that one", [("drop", "it")]),
    ("laat die weg", [("drop", "it")]),
    ("oubliez celui-là", [("drop", "it")]),
    ("lass den weg", [("drop", "it")]),
]
CHOICES = [
    ("which of those have a cleanroom?", "which of those"),
    ("do any of them rent out labs?", "any of them"),
    ("welke daarvan hebben een serre", "welke daarvan"),
    ("lesquels ont une serre", "lesquels"),
    ("welche davon haben einen Reinraum", "welche davon"),
    ("which has a cleanroom", "which has"),
    ("and which has a cleanroom", "which has"),
]
NO_CHOICES = ["I forget which has a cleanroom", "labs, which is fine", "who has a cleanroom"]
WAYS = [
    "biobanks in Leuven with their websites",
    "biobanks, and how do we contact them?",
    "biobanken met hun telefoonnummers",
    "des biobanques et comment les joindre",
    "Biobanken mit Kontaktdaten",
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_was_said_before_is_meant(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(item.label, item.value) for item in find(normalise(text))]
    assert [item for item in found if item[0] != "narrows"] == expected


@pytest.mark.parametrize(("text", "words"), CHOICES)
def test_a_choice_of_those_found_is_asked_for(text: str, words: str) -> None:
    forms = normalise(text)
    said = [forms[item.start : item.end] for item in find(forms) if item.label == "choice"]
    assert normalise(words) in said


@pytest.mark.parametrize("text", NO_CHOICES)
def test_no_choice_is_asked_for(text: str) -> None:
    assert "choice" not in {item.label for item in find(normalise(text))}


@pytest.mark.parametrize("text", WAYS)
def test_how_to_reach_those_found_is_asked_too(text: str) -> None:
    assert "ways" in {item.label for item in find(normalise(text))}


def test_a_list_without_a_word_on_reaching_asks_for_no_ways() -> None:
    assert "ways" not in {item.label for item in find(normalise("biobanks in Leuven"))}
