"""What a message begins with is heard, and only where it says so."""

from __future__ import annotations

import pytest

from knowledge.text import normalise
from nlu.openings import asks_for_another, asks_who, courtesies, rejects

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
