"""How many people ask is read from what they say of themselves, the number that holds now."""

from __future__ import annotations

import pytest

from nlu.understanding import understand

SIZES = [
    ("we are a team of eight", 8),
    ("correction, we're nineteen now, not eleven", 19),
    ("make that 12 people", 12),
    ("we are fifteen, sorry", 15),
    ("not 11 people, 19 people", 19),
    ("we zijn nu met negentien, niet met elf", 19),
    ("pardon, nous sommes maintenant seize, pas huit", 16),
    ("Korrektur, wir sind jetzt neunzehn, nicht elf", 19),
    ("we are two companies", 0),
    ("we are 5 km from Ghent", 0),
    ("how many people are we?", 0),
]


@pytest.mark.parametrize(("text", "people"), SIZES)
def test_the_number_of_people_who_ask_is_read(text: str, people: int) -> None:
    found = [item.value for item in understand(text).found if item.label == "team_size"]
    assert found == [people] * bool(people)
