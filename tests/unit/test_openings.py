"""What a message begins with is heard, and only where it says so."""

from __future__ import annotations

import pytest

from knowledge.text import normalise
from nlu.openings import (
    asks_for_another,
    asks_for_figures,
    asks_who,
    asks_who_can,
    begins_with_a_wish,
    courtesies,
    rejects,
)

_MARK = "|"


def _with_marks(text: str) -> list[str]:
    return [form for part in text.split() for form in (normalise(part) or (_MARK,))]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("thanks . website ?", 2),
        ("Thanks , that's useful . and in Ghent ?", 6),
        ("bedankt . en in Gent ?", 2),
        ("merci beaucoup ! et à Gand ?", 3),
        ("alles klar . und in Gent ?", 3),
        ("thanks", 0),  # nothing follows
        ("thanks .", 0),
        ("thanks for the labs .", 0),  # no mark behind it
        ("labs in Ghent , thanks", 0),  # not at the beginning
    ],
)
def test_courtesies_before_what_is_meant_are_counted(text: str, forms: int) -> None:
    assert courtesies(_with_marks(text), _MARK) == forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not the hospital-run ones", True),
        ("and not the Danish ones", True),
        ("thanks, but not the big ones", True),
        ("niet die van het ziekenhuis", True),
        ("pas les hôpitaux", True),
        ("ohne die Kliniken", True),
        ("which are not in Ghent", False),
        ("only those without animals", False),
        ("notes on hospitals", False),
    ],
)
def test_what_is_rejected_stands_at_the_beginning(text: str, expected: bool) -> None:
    assert rejects(normalise(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who has greenhouses", True),
        ("and who all has greenhouses", True),
        ("thanks and which labs are there", True),
        ("wie heeft een serre", True),
        ("qui a une serre", True),
        ("wer hat ein Labor", True),
        ("does anyone know who has greenhouses", False),
        ("tell me who runs it", False),
    ],
)
def test_who_is_asked_for_at_the_beginning(text: str, expected: bool) -> None:
    assert asks_who(normalise(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who there would handle our file", True),
        ("is there anyone with a cold room", True),
        ("and a cold room nearby", True),
        ("iemand in de buurt met een serre", True),
        ("y a-t-il une serre ailleurs", True),
        ("gibt es jemand dafür", True),
        ("does it have a cold room", False),
        ("heeft het een serre", False),
        ("a-t-il une serre", False),
        ("hat es einen Reinraum", False),
    ],
)
def test_a_question_looks_beyond_the_one_told_of(text: str, expected: bool) -> None:
    assert asks_for_another(normalise(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We'd also infect them with flu. Who can?", True),
        ("Which core has a sequencer?", True),
        ("Wij maken vaccins; wie kan die afvullen?", True),
        ("Nous faisons des vaccins. Qui les remplit ?", True),
        ("Wir machen Impfstoffe. Wer füllt sie ab?", True),
        ("Who can? We would need it in May.", False),  # not the last sentence
        ("Does the one who runs it let labs?", False),
        ("", False),
        ("?!", False),
    ],
)
def test_who_can_is_asked_in_the_last_sentence(text: str, expected: bool) -> None:
    assert asks_who_can(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We also need 200 cages", True),
        ("thanks, we'd also like a cold room", True),
        ("we hebben ook kooien nodig", True),
        ("Il nous faut des cages", True),
        ("Wir brauchen Käfige", True),
        ("Do we need a permit?", False),
        ("who has what we need", False),
        ("is there what we want", False),
    ],
)
def test_what_is_wanted_is_said_at_the_beginning(text: str, expected: bool) -> None:
    assert begins_with_a_wish(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how many members does it have", True),
        ("and since when", True),
        ("hoeveel leden telt het", True),
        ("depuis quand", True),
        ("wie viele Mitglieder hat es", True),
        ("how do we become a member", False),
        ("who are its members", False),
    ],
)
def test_a_number_or_a_date_is_asked_for(text: str, expected: bool) -> None:
    assert asks_for_figures(normalise(text)) is expected


def test_a_german_wie_asks_how_and_a_dutch_one_who() -> None:
    assert asks_who_can("Wie heeft er een cleanroom?", "nl")
    assert not asks_who_can("Wie kalt lagern die ihre Proben?", "de")
    assert not asks_for_another(normalise("Wie kalt lagern die ihre Proben?"), "de")
    assert asks_for_another(normalise("Wo gibt es das?"), "de")
