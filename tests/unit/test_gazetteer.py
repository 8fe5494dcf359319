"""The names by which things are found, beside those that are written in the facts."""

from __future__ import annotations

from knowledge.model import Knowledge
from knowledge.text import normalise
from nlu.gazetteer import build


def test_german_plurals_are_found_in_the_dative(knowledge: Knowledge) -> None:
    names = build(knowledge).names
    assert "reinräume" in knowledge.facilities["cleanroom"].words["de"]
    assert names[normalise("Reinräumen")].key == "cleanroom"


def test_no_other_word_takes_an_n(knowledge: Knowledge) -> None:
    names = build(knowledge).names
    assert "greenhouse" in knowledge.facilities["greenhouse"].words["en"]
    assert normalise("greenhousen") not in names
    assert "reinraum" in knowledge.facilities["cleanroom"].words["de"]
    assert normalise("Reinraumn") not in names
