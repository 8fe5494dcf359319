"""Which lines of a person stay with the team."""

from __future__ import annotations

import pytest

from channels.handover.remarks import for_visitor


@pytest.mark.parametrize(
    "line",
    [
        "note: big fish",
        "Note : big fish",
        "  NOTE: big fish",
        "• note: big fish",
        "- note: big fish",
        "2. note: big fish",
        "> note: big fish",
        "`note: big fish`",
        "```note: big fish",
        "*note*: big fish",
    ],
)
def test_a_remark_stays_inside_wherever_it_stands(line: str) -> None:
    assert for_visitor(line) == ""
    assert for_visitor(f"Hello Kim\n{line}\nSee you") == "Hello Kim\nSee you"


def test_what_only_speaks_of_a_note_is_for_the_visitor() -> None:
    for said in ("Please note: closed on Monday", "notes: none", "A note\nfor you", "one\n\ntwo"):
        assert for_visitor(said) == said
