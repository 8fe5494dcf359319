from __future__ import annotations

import pytest

from knowledge.store import current_knowledge
from knowledge.text import normalise
from nlu import peoples


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("we're a Danish biotech of eight", "denmark"),
        ("Korean firm, 200 people", "south-korea"),
        ("Wir sind ein dänisches Medtech-Unternehmen", "denmark"),
        ("Wij zijn een klein Zwitsers team", "switzerland"),
        ("Nous sommes une société suisse", "switzerland"),
        ("we are an English-speaking team", ""),
        ("which Japanese companies are there?", ""),
        ("can you answer in German please", ""),
    ],
)
def test_an_adjective_says_where_who_writes_is_from(message: str, place: str) -> None:
    assert [home.place for home in peoples.find(normalise(message))] == ([place] if place else [])


def test_every_people_lives_in_a_place_that_we_know() -> None:
    places = current_knowledge().places
    assert {place for place in peoples._stems().values() if place not in places} == set()
