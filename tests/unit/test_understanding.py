"""Names and words are found in any usual spelling, and not where they are not meant."""

from __future__ import annotations

import pytest

from nlu.understanding import understand


def found(text: str) -> set[tuple[str, object, str]]:
    return {(item.label, item.value, item.role) for item in understand(text).found}


@pytest.mark.parametrize(
    "spelling", ["BSL-2", "bsl2", "BSL 2", "biosafety level 2", "class-2 labs", "ML2"]
)
def test_class_2_in_any_spelling(spelling: str) -> None:
    assert ("facility", "bsl2", "") in found(f"do you have {spelling} somewhere")


@pytest.mark.parametrize("town", ["Ghent", "Gent", "Gand", "ghent", "GHENT"])
def test_a_town_in_its_languages(town: str) -> None:
    assert ("place", "gent", "") in found(f"labs in {town}")


@pytest.mark.parametrize(
    ("slip", "label", "key"),
    [
        ("greenhose for tomatoes", "facility", "greenhouse"),
        ("labaratory space", "facility", "lab_space"),
        ("bio incubater leuven", "enabler", "ku-leuven-bio-incubator"),
        ("fermentaton", "facility", "fermentation"),
        ("labs in Antwrep", "place", "antwerpen"),
    ],
)
def test_slips_of_the_thumb(slip: str, label: str, key: str) -> None:
    assert (label, key, "") in found(slip)


@pytest.mark.parametrize(
    "text",
    [
        "does it fit our needs",
        "we want to capture the market",
        "we are a company",
        "the gate is open",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert not [
        item for item in understand(text).found if item.label in {"enabler", "kind", "place"}
    ]


def test_a_home_town_is_not_where_one_wants_to_be() -> None:
    assert ("outside", "boston", "home") in found(
        "We're a start-up from Boston looking for labs in Ghent"
    )


def test_negation_holds_for_all_that_is_joined() -> None:
    names = found("incubators, but not in Ghent or Leuven")
    assert {("place", "gent", "without"), ("place", "leuven", "without")} <= names


def test_near_and_a_radius() -> None:
    assert ("radius", 25.0, "") in found("labs near Leuven")
    assert ("radius", 20.0, "") in found("labs within 20 km of Leuven")
    assert ("radius", 16.1, "") in found("labs within 10 miles of Leuven")


def test_names_are_masked_for_the_classifier() -> None:
    masked = [word for word, _, _ in understand("do you have a greenhouse near Ghent").masked]
    assert masked == ["do", "you", "have", "a", "kbfacility", "near", "kbplace"]
