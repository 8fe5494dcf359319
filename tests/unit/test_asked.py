"""What the entities of a message ask for, as a query of canonical keys."""

from __future__ import annotations

import pytest

from actions.reading import read
from knowledge.model import Knowledge
from knowledge.query import Query
from nlu.understanding import understand


def asked(text: str, knowledge: Knowledge) -> Query:
    entities = [
        {
            **{"entity": found.label, "value": found.value, "role": found.role},
            **{"start": found.start, "end": found.end, "text": text[found.start : found.end]},
        }
        for found in understand(text).found
    ]
    return read(entities, text, knowledge).query


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # As an adjective, the name of a region says of what sort and not where.
        ("a Flemish lab in Ghent", ("gent",)),
        ("Louvain, the Flemish one", ("leuven",)),
        ("Vlaamse labo's in Gent", ("gent",)),
        ("des laboratoires flamands à Gand", ("gent",)),
        # With no place beside it, it is where.
        ("Flemish labs", ("flanders",)),
        # As a noun it is where, whatever stands beside it.
        ("labs in Flanders and Ghent", ("flanders", "gent")),
    ],
)
def test_a_region_as_an_adjective_is_no_place_beside_a_town(
    text: str, places: tuple[str, ...], knowledge: Knowledge
) -> None:
    assert asked(text, knowledge).places == places


def test_what_is_excluded_is_not_asked_for(knowledge: Knowledge) -> None:
    query = asked("labs, but not in Ghent", knowledge)
    assert query.facilities == ("lab_space",)
    assert query.places == ()
    assert query.without == {"places": ("gent",)}


def test_a_narrower_need_leaves_the_one_that_it_covers_out(knowledge: Knowledge) -> None:
    assert asked("a lab, a class 2 lab", knowledge).facilities == ("bsl2",)


@pytest.mark.parametrize(
    ("text", "any_facility"),
    [
        ("a greenhouse or a cold room", True),
        ("een serre of een koelcel", True),
        ("une serre ou une chambre froide", True),
        ("ein Gewächshaus oder ein Kühlraum", True),
        ("a greenhouse and a cold room", False),
    ],
)
def test_or_between_two_needs_says_that_one_is_enough(
    text: str, any_facility: bool, knowledge: Knowledge
) -> None:
    query = asked(text, knowledge)
    assert set(query.facilities) == {"greenhouse", "cold_room"}
    assert query.any_facility is any_facility
