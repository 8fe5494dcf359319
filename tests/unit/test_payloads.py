"""What stands on a button."""

from __future__ import annotations

from actions.payloads import button


def test_a_short_title_stays() -> None:
    assert button("laboratory · Ghent", "/help").title == "laboratory · Ghent"


def test_a_long_title_ends_behind_a_word() -> None:
    title = button("laboratory space · " * 3 + "biotechnology incubator · Ghent", "/help").title
    assert title.endswith("biotechnology…")
    assert len(title) <= 75
