"""Which words of a question count as said in the texts: the same, those alike, those meant."""

from __future__ import annotations

import pytest

from knowledge.evidence import (
    named_in,
    naming,
    share_told,
    speaking,
    strange,
    telling_first,
    told_by,
    told_in,
)
from knowledge.model import Enabler, Knowledge, Offer, Source, Statement, Synonyms, Term
from knowledge.synonyms import by_said

_SOURCE = Source(title="Page", publisher="House", url="https://example.org/", date="2024")

_SECTIONS = ("facilities", "sectors", "kinds", "stages", "places", "topics", "limits")


def _house(name: str, *offers: str) -> Enabler:
    return Enabler(
        id=name.lower(),
        name=name,
        kind="incubator",
        status="active",
        offers=tuple(Offer(what="lab", text=text, sources=("page",)) for text in offers),
        sources={"page": _SOURCE},
    )


@pytest.fixture(scope="module")
def world() -> Knowledge:
    """Six houses: one with a vessel, one with a ship and a quay."""
    houses = [
        _house("Ash", "A vessel that brings samples", "Meeting rooms"),
        _house("Birch", "A ship for sea water", "A quay"),
        *(_house(name, "Laboratories to share") for name in ("Cedar", "Elm", "Fir", "Oak")),
    ]
    synonyms = (
        Synonyms(key="vessel", en=("ship", "boat"), nl=("schip",), de=("Schiff",)),
        Synonyms(key="laboratories", fr=("laboratoire",), nl=("labo",)),
    )
    return Knowledge(
        enablers={house.id: house for house in houses},
        synonyms=by_said(synonyms),
        **{section: {} for section in _SECTIONS},
    )


def test_a_word_of_the_visitor_tells_less_than_that_of_the_text(world: Knowledge) -> None:
    ash = world.enablers["ash"]
    assert told_by(ash, ["vessel"], world) == 1.0
    assert told_by(ash, ["boat"], world) == told_by(ash, ["schiff"], world) == 0.8
    assert told_in(ash.offers[0], ["schip"], world) == 0.8
    assert told_in(ash.offers[1], ["schip"], world) == 0.0


def test_the_word_itself_comes_before_one_that_means_the_same(world: Knowledge) -> None:
    told = {key: told_by(house, ["ship"], world) for key, house in world.enablers.items()}
    assert told == {"ash": 0.8, "birch": 1.0, "cedar": 0, "elm": 0, "fir": 0, "oak": 0}


def test_a_word_for_a_common_word_tells_nothing(world: Knowledge) -> None:
    cedar = world.enablers["cedar"]
    assert told_by(cedar, ["laboratoire"], world) == told_by(cedar, ["laboratory"], world) == 0.0
    assert named_in(cedar, ["labo"], world) == cedar.offers


def test_what_speaks_of_a_word_speaks_of_others_for_it(world: Knowledge) -> None:
    ash = world.enablers["ash"]
    assert speaking(ash, ["boat"], world) == named_in(ash, ["boat"], world) == ash.offers[:1]


def test_a_word_that_a_text_has_in_another_language_is_not_strange(world: Knowledge) -> None:
    assert strange(("schiff", "labo", "vessel", "piano"), world) == ("piano",)


def test_the_share_told_counts_what_the_other_word_could_tell(world: Knowledge) -> None:
    ash = world.enablers["ash"]
    assert share_told(ash, ["boat"], world) == 0.8
    assert share_told(ash, ["boat", "piano"], world) == 0.4
    assert share_told(ash, ["boat", "labo"], world) == 0.8


def test_a_number_comes_first_where_one_is_asked_for(world: Knowledge) -> None:
    house = _house("Yew", "Tanks", "Tanks since 2019", "A quay")
    plain, dated, quay = house.offers
    assert telling_first(house.offers, ("pump",), world) == (plain, dated, quay)
    assert telling_first(house.offers, ("pump",), world, numbered=True) == (dated, plain, quay)


def test_a_word_of_the_question_weighs_more_than_a_number(world: Knowledge) -> None:
    house = _house("Yew", "Tanks since 2019", "A vessel that brings samples")
    dated, vessel = house.offers
    assert telling_first(house.offers, ("vessel",), world, numbered=True) == (vessel, dated)


def test_a_text_names_a_facility_by_whole_words_alone(world: Knowledge) -> None:
    label = {language: "Lab" for language in ("en", "nl", "fr", "de")}
    lab = Term(key="lab", label=label, words={"en": ("lab", "cold room"), "nl": ("ruimte",)})
    known = world.copy(update={"facilities": {"lab": lab}})
    house = _house("Yew", "Labs of its own", "A cold room", "A room, cold", "Labels", "Een ruimte")
    fact = Statement(text="The lab is at the quay", sources=("page",))
    house = house.copy(update={"facts": (fact,)})
    assert naming("lab", house, known) == (*house.offers[:2], fact)
