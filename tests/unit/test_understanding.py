"""Names and words are found in any usual spelling, and not where they are not meant."""

from __future__ import annotations

import pytest

from nlu.cues import thereabouts
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


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("widen the circle to 45", 45.0),
        ("maak de straal 45", 45.0),
        ("élargissez le rayon à 45", 45.0),
        ("den Umkreis auf 45 erweitern", 45.0),
        ("a radius of 20 miles", 32.2),
    ],
)
def test_a_bare_number_behind_a_circle_is_its_radius(text: str, km: float) -> None:
    assert ("radius", km, "") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "45 people in our circle",
        "the radius is fine, we are 45 people",
        "widen the circle to 999",  # further than anything in Flanders
        "widen it to 45",  # what is widened is not said
    ],
)
def test_other_numbers_are_no_radius(text: str) -> None:
    assert not [item for item in understand(text).found if item.label == "radius"]


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ("compare it to Ghent's", {"it", "of"}),
        ("compare it to Ghent's hospital", {"it"}),
        ("compare it to Ghent", {"it"}),
    ],
)
def test_what_is_a_towns_own_is_pointed_at(text: str, pointers: set[str]) -> None:
    assert {item.value for item in understand(text).found if item.label == "pointer"} == pointers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Great, thanks. And in Ghent?", ["and", "in", "kbplace"]),
        ("Merci beaucoup. Et à Gand ?", ["et", "a", "kbplace"]),
        ("Thanks.", ["thanks"]),
        ("Thanks for the labs", ["thanks", "for", "the", "kbfacility"]),
    ],
)
def test_a_courtesy_before_a_question_is_left_aside(text: str, masked: list[str]) -> None:
    assert [word for word, _, _ in understand(text).masked] == masked


def test_names_are_masked_for_the_classifier() -> None:
    masked = [word for word, _, _ in understand("do you have a greenhouse near Ghent").masked]
    assert masked == ["do", "you", "have", "a", "kbfacility", "near", "kbplace"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("labs in Vlaamsdorp-aan-Zee", set()),
        ("labs in Antwerp-Hasselt", {"antwerpen", "hasselt"}),
        ("labs -Ghent", {"gent"}),
        ("Heist-op-den-Berg", {"heist-op-den-berg"}),
    ],
)
def test_a_place_that_ends_a_longer_name_is_not_meant(text: str, places: set[str]) -> None:
    assert {key for label, key, _ in found(text) if label == "place"} == places


@pytest.mark.parametrize(
    ("words", "length"),
    [
        (("close",), 1),
        (("close", "|", "thanks"), 1),
        (("near", "us"), 2),
        (("close", "ties"), 0),
        (("near", "ghent"), 0),
        (("nearby", "labs"), 1),  # says so anywhere
    ],
)
def test_close_means_nearby_at_an_end_alone(words: tuple[str, ...], length: int) -> None:
    assert thereabouts(words, 0) == length


def test_an_office_close_is_near_where_one_lives() -> None:
    names = found("We live in Genk. Is there an office close?")
    assert {("place", "genk", ""), ("radius", 25.0, "")} <= names
    assert not [name for name in found("what close ties has Genk") if name[0] == "radius"]


@pytest.mark.parametrize("word", ["Reinraum", "Reinräume", "Reinräumen"])
def test_a_german_plural_in_the_dative_is_found(word: str) -> None:
    assert ("facility", "cleanroom", "") in found(f"ein Haus mit {word} bei Gent")


@pytest.mark.parametrize("text", ["Thanks. ?👋", 'Great. "?"', "Great news. *?*", "Ah. ?"])
def test_a_remark_with_no_word_behind_it_is_read(text: str) -> None:
    understand(text)


def test_a_remark_before_a_question_is_left_aside_and_what_rejects_is_none() -> None:
    assert not any(item.label == "pointer" for item in understand("Good. Labs?").found)
    rejected = understand("Forget that one. What else is there?").found
    assert any(item.label == "drop" for item in rejected)


def test_closing_is_no_nearness() -> None:
    near = [item.label for item in understand("an office in Genk close?").found]
    assert "radius" in near
    assert "radius" not in [item.label for item in understand("When does it close?").found]
