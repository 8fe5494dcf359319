"""What is asked of one and of several is found, and its look-alikes are not; figures are told."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import nlu.attributes
from actions.attributes import STATUS
from actions.sentences import DOMAIN
from knowledge.figures import attributes, figures_of, stating, told_of
from knowledge.model import Enabler, Knowledge, Source, Statement
from knowledge.text import normalise
from nlu.attributes import find

ATTRIBUTES = Path(nlu.attributes.__file__).with_suffix(".yml")
ASKED = [
    ("how big is it", {"size"}),
    ("How many people work there", {"staff"}),
    ("hoeveel mensen werken er", {"staff"}),
    ("combien de personnes y travaillent", {"staff"}),
    ("wie viele Mitarbeiter hat es", {"staff"}),
    ("how many quarantine beds does it have", {"beds"}),
    ("when was BioVille founded", {"since"}),
    ("and founded", {"since"}),
    ("is the fourth building open", {"status"}),
    ("which of them are not confirmed", {"unconfirmed"}),
    ("used to be called something else I think", {"former_names"}),
    ("à qui appartient-il", {"operator"}),
    ("the biggest by staff", {"biggest", "staff"}),
    ("la plus ancienne", {"oldest"}),
    ("status of Anicells", {"status"}),
    ("open to companies", {"access"}),
    ("Do they accept French firms at all", {"access"}),
    ("mogen bedrijven daar werken", {"access"}),
    ("est-il ouvert aux entreprises", {"access"}),
    ("dürfen externe dort arbeiten", {"access"}),
    ("how long before we hear back", {"duration"}),
    ("how long does the screening take", {"duration"}),
    ("hoelang duurt dat", {"duration"}),
    ("combien de temps ça prend", {"duration"}),
    ("wie lange dauert das", {"duration"}),
    ("how big is the fund", {"amount"}),
    ("hoe groot is hun fonds", {"amount"}),
    ("quel est le montant", {"amount"}),
    ("wie groß ist der aktuelle Topf", {"amount"}),
]
NOT_ASKED = [
    "how big is your team",
    "how many people did I tell you we are",
    "how many incubators are there in Ghent",
    "is it open to industry",
    "is it open on Saturday",
    "how long have we been talking",
    "how much is the rent",
    "are there open labs in Ghent",
    "something bigger",
    "our biggest concern is time",
    "founded in 2015, we make enzymes",
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_an_attribute_is_asked_for(text: str, expected: set[str]) -> None:
    assert {item.value for item in find(normalise(text))} == expected


@pytest.mark.parametrize("text", NOT_ASKED)
def test_no_attribute_is_asked_for(text: str) -> None:
    assert find(normalise(text)) == []


def test_both_parts_of_a_phrase_are_found_and_not_the_words_between() -> None:
    found = find(normalise("when was BioVille founded?"))
    assert [(item.start, item.end) for item in found] == [(0, 2), (3, 4)]


@pytest.mark.parametrize(
    ("key", "name", "words"),
    [
        ("agrotopia-roeselare", "since", "opened in September 2021"),
        ("uz-leuven", "staff", "employed 9,981 people"),
        ("vub-microlab", "size", "a surface of 300 m²"),
        ("bioville", "status", "third wing"),
    ],
)
def test_statements_tell_an_attribute(
    knowledge: Knowledge, key: str, name: str, words: str
) -> None:
    assert any(words in each.text for each in told_of(knowledge.enablers[key], name))


def test_a_figure_that_no_statement_has_is_told_by_none(knowledge: Knowledge) -> None:
    assert figures_of(knowledge.enablers["imec"], ("year_founded",)) == {"year_founded": 1984}
    assert stating(knowledge.enablers["imec"], "since") == []


def test_every_figure_of_the_facts_can_be_told(knowledge: Knowledge) -> None:
    told = {measure for attribute in attributes().values() for measure in attribute.measures}
    assert {key for enabler in knowledge.enablers.values() for key in enabler.size} <= told


def test_every_attribute_that_may_not_be_stated_can_be_said_so() -> None:
    listed = yaml.safe_load(ATTRIBUTES.read_text(encoding="utf-8"))["attributes"]
    # These have sentences of their own where nothing is held of them; "none" asks for nothing.
    stated_otherwise = {*STATUS, "former_names", "none"}
    responses = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["responses"]
    missing = [name for name in listed if f"utter_asked_{name}" not in responses]
    assert set(missing) <= stated_otherwise


def _house(*facts: str) -> Enabler:
    source = Source(title="Page", publisher="House", url="https://example.org/", date="2024")
    return Enabler(
        id="house",
        name="House",
        kind="incubator",
        status="active",
        facts=tuple(Statement(text=text, sources=("page",)) for text in facts),
        sources={"page": source},
    )


def test_a_sign_tells_an_amount_and_a_number_must_stand_beside_it() -> None:
    told = ("Tickets of €2m", "Costs: 40% of them", "A fund of 3 million")
    house = _house(*told, "Paid in €", "Founded with 3 people")
    assert [each.text for each in told_of(house, "amount")] == list(told)


def test_how_long_is_told_by_a_number_of_days_and_access_by_words_alone() -> None:
    house = _house("A first phase of 30 days", "Members meet every month", "Open to companies")
    assert [each.text for each in told_of(house, "duration")] == ["A first phase of 30 days"]
    assert [each.text for each in told_of(house, "access")] == ["Open to companies"]
