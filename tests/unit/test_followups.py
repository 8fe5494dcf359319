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
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_was_said_before_is_meant(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(item.label, item.value) for item in find(normalise(text))]
    assert [item for item in found if item[0] != "narrows"] == expected
