"""The gate that all payloads of the tests pass through can fail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.slack.block_kit import view_violations, violations


def section(text: str, kind: str = "mrkdwn") -> dict[str, Any]:
    return {"type": "section", "text": {"type": kind, "text": text}}


def button(**more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": more.pop("title", "Go")}
    return {"type": "button", "text": text, "action_id": "a", **more}


def row(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


FIELD = {"type": "mrkdwn", "text": "x"}


@pytest.mark.parametrize(
    ("blocks", "named"),
    [
        ([section("x")] * 51, "51, at most 50"),
        ([section("x" * 3_001)], "not 3001"),
        ([section("")], "not 0"),
        ([section("<!channel>")], "calls the whole channel"),
        ([section("a < b")], "not escaped"),
        ([section("a & b")], "not escaped"),
        ([section("<https://x.example|>")], "not escaped"),
        ([{"type": "section", "fields": [FIELD] * 11}], "11, 1 to 10"),
        ([{"type": "section", "fields": [{**FIELD, "text": "x" * 2_001}]}], "not 2001"),
        ([{"type": "section"}], "neither text nor fields"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "not 151"),
        ([{"type": "header", "text": FIELD}], "plain_text only"),
        ([{"type": "context", "elements": [FIELD] * 11}], "11 elements"),
        ([row(*(button(action_id=str(n)) for n in range(26)))], "26 elements"),
        ([row()], "0 elements"),
        ([row(button(), button())], "stands twice"),
        ([row(button(title="x" * 76))], "not 76"),
        ([row(button(value="x" * 2_001))], "over 2,000"),
        ([row(button(action_id="x" * 256))], "255"),
        ([row(button(style="loud"))], "style"),
        ([{**section("x"), "block_id": "b"}] * 2, "block_id 'b' stands twice"),
        ([{"type": "input"}], "not known here"),
    ],
)
def test_what_slack_would_refuse_is_found(blocks: list[Any], named: str) -> None:
    found = violations({"text": "x", "blocks": blocks})
    assert any(named in each for each in found), found


@pytest.mark.parametrize("text", ["", " ", None, "x" * 4_001, "<!here>"])
def test_a_text_for_who_sees_no_blocks_is_wanted(text: Any) -> None:
    assert violations({"text": text, "blocks": [section("x")]})


def test_what_slack_takes_passes() -> None:
    fine = [
        section("*bold* &amp; <https://x.example?a=1&amp;b=2|a link> <@U1>"),
        section("<!channel> & <anything>", "plain_text"),
        section("<!date^1^{date}|then>"),
        row(button(value="/show_more", style="primary")),
        {"type": "divider"},
    ]
    assert violations({"text": "x", "blocks": fine}) == []


def test_a_dialog_is_looked_at_too() -> None:
    title = {"type": "plain_text", "text": "x" * 25}
    assert view_violations({"type": "modal", "title": title, "blocks": []})
