"""The table of states, and when the office is open."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from channels.handover.hours import ZONE, OfficeHours, written_day
from channels.handover.notices import NOTICES
from channels.handover.states import OPEN, TRANSITIONS, side_of
from channels.turns import say
from knowledge.model import LANGUAGES

# From which states, to which: written out, so that a change of the table is meant.
_WAYS = {
    "take": ("waiting later declined closed", "person"),
    "take_over": ("person", "person"),
    "speak": ("waiting later", "person"),
    "later": ("waiting person", "later"),
    "decline": ("waiting person later", "declined"),
    "hand_back": ("person", "closed"),
    "done": ("waiting later", "closed"),
    "silence": ("person", "closed"),
    "nobody": ("waiting", "later"),
    "go_on": ("waiting", "later"),
    "ask_again": ("later", "waiting"),
    "unreached": ("waiting", "later"),
}


def test_these_are_all_the_ways() -> None:
    assert {event: (" ".join(way.before), way.after) for event, way in TRANSITIONS.items()} == _WAYS


@pytest.mark.parametrize("event", sorted(_WAYS))
def test_both_sides_are_told_of_every_way(event: str) -> None:
    way = TRANSITIONS[event]  # type: ignore[index]
    assert NOTICES[way.team].format(person="Ann", minutes="5", day="Monday")
    for language in LANGUAGES:
        text = say(way.visitor, language, person="Ann", minutes=5, day="Monday", website="x")
        assert text and "{" not in text


def test_what_is_over_is_the_assistants() -> None:
    assert [side_of(state) for state in OPEN] == list(OPEN)
    assert {side_of("declined"), side_of("closed"), side_of(None)} == {"assistant"}


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "open_then", "answer"),
    [
        ("2026-11-27 09:00", True, "2026-11-30"),  # a Friday
        ("2026-11-27 08:59", False, "2026-11-27"),
        ("2026-11-27 17:00", False, "2026-11-30"),
        ("2026-11-28 12:00", False, "2026-11-30"),  # a Saturday
        ("2026-11-11 12:00", False, "2026-11-12"),  # Armistice Day
        ("2026-12-24 18:00", False, "2026-12-28"),  # Christmas on a Friday
        ("2026-07-20 18:00", False, "2026-07-22"),  # before Belgium's own day
        ("2026-04-06 10:00", False, "2026-04-07"),  # Easter Monday
    ],
)
def test_the_office_keeps_belgian_hours(moment: str, open_then: bool, answer: str) -> None:
    hours = OfficeHours()
    assert hours.open_at(at(moment)) is open_then
    assert hours.answer_day(at(moment)) == date.fromisoformat(answer)


def test_hours_are_belgian_summer_and_winter() -> None:
    utc = "{}T07:30:00+00:00"
    assert OfficeHours().open_at(datetime.fromisoformat(utc.format("2026-07-01")))
    assert not OfficeHours().open_at(datetime.fromisoformat(utc.format("2026-12-01")))


def test_hours_can_be_set() -> None:
    hours = OfficeHours.read("Tue-Sat 8:30-12:00")
    assert hours.open_at(at("2026-11-28 08:30")) and not hours.open_at(at("2026-11-30 09:00"))
    assert OfficeHours.read("always").open_at(at("2026-12-25 03:00"))


@pytest.mark.parametrize(
    "written",
    ["", "9-17", "mon-fri", "fri-mon 9:00-17:00", "mon-fri 17:00-9:00", "mon-fri 9:00-25:00"],
)
def test_hours_that_make_no_sense_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="such as mon-fri 9:00-17:00"):
        OfficeHours.read(written)


def test_a_day_is_written_as_the_language_does() -> None:
    day = date(2026, 11, 30)
    written = [written_day(day, language) for language in LANGUAGES]
    assert written == [
        "Monday 30 November",
        "maandag 30 november",
        "lundi 30 novembre",
        "Montag, 30. November",
    ]
