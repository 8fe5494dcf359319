"""What is read from the entities of a message."""

from __future__ import annotations

from typing import Any

import pytest

from actions.reading import read
from knowledge.model import Knowledge


def _pointers(*values: str) -> list[dict[str, Any]]:
    return [{"entity": "pointer", "value": value, "role": ""} for value in values]


@pytest.mark.parametrize(
    ("values", "pointers"),
    [
        (("1+2",), ("1", "2")),
        (("1+2", "2"), ("1", "2")),
        (("2", "1+2"), ("2", "1")),
        (("it",), ("it",)),
        ((), ()),
    ],
)
def test_the_first_two_are_the_first_and_the_second(
    values: tuple[str, ...], pointers: tuple[str, ...], knowledge: Knowledge
) -> None:
    reading = read(_pointers(*values), "compare the first two", knowledge)
    assert reading.pointers == pointers
    assert reading.points_by_number is (pointers not in {("it",), ()})
