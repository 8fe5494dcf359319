"""Words that mean the same must compare the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import has_number, normalise, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BSL-2", "bsl 2"),
        ("BSL2", "bsl-2"),
        ("Clean-Rooms", "clean room"),
        ("biobanks", "Biobank"),
        ("Universities", "university"),
        ("Löwen", "lowen"),
        ("UZ/KU Leuven", "uz ku leuven"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@given(st.text(max_size=300))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        end = word.end


def test_a_long_run_of_emoji_is_no_word() -> None:
    assert words("🧬" * 20_000) == []


@pytest.mark.parametrize("text", ["in 18 weeks", "two to three months", "Ten companies"])
def test_a_number_in_digits_or_words(text: str) -> None:
    assert has_number(text)


def test_a_text_without_a_number_has_none() -> None:
    assert not has_number("someone often attends")
