"""A message to Slack: blocks within Slack's limits, and the text for whoever sees no blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from channels.slack.mrkdwn import TEXT_AT_MOST, escaped, shortened

BLOCKS_AT_MOST = 50
SECTION_AT_MOST = 3_000
FIELD_AT_MOST = 2_000
FIELDS_AT_MOST = 10
TITLE_AT_MOST = 75
VALUE_AT_MOST = 2_000
_CONTEXTS_AT_MOST = 10
_BUTTONS_AT_MOST = 25


@dataclass(frozen=True)
class Message:
    """What is posted: `text` is escaped already and stands in notifications and old clients.

    `plain` are the words of a reply as they were, for whoever reads them elsewhere.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    plain: str = ""

    def arguments(self) -> dict[str, Any]:
        """Return the message as the Web API takes it."""
        return {
            "text": shortened(self.text, TEXT_AT_MOST),
            "blocks": [block.to_dict() for block in self.blocks],
        }


def paged(text: str, blocks: Sequence[Block], plain: str = "") -> list[Message]:
    """Return as many messages as the blocks need; each says in its text what it is part of."""
    pages = [blocks[at : at + BLOCKS_AT_MOST] for at in range(0, len(blocks), BLOCKS_AT_MOST)]
    return [Message(text, tuple(page), plain) for page in pages or [()]]


def section(mrkdwn: str) -> SectionBlock:
    """Return a paragraph; what is in it was escaped."""
    text = shortened(mrkdwn, SECTION_AT_MOST)
    # Slack must not find links or mentions where we made none.
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def verbatim(text: str) -> list[Block]:
    """Return somebody's words as they are: nothing in them is markup, a mention or an emoji."""
    pieces = [text[at : at + SECTION_AT_MOST] for at in range(0, len(text), SECTION_AT_MOST)]
    return [
        SectionBlock(text=PlainTextObject(text=piece, emoji=False))
        for piece in pieces
        if piece.strip()
    ]


def fields(cells: Iterable[str]) -> list[Block]:
    """Return cells two by two side by side, in as many sections as they need."""
    texts = [
        MarkdownTextObject(text=shortened(cell, FIELD_AT_MOST) or "–", verbatim=True)
        for cell in cells
    ]
    return [
        SectionBlock(fields=texts[at : at + FIELDS_AT_MOST])
        for at in range(0, len(texts), FIELDS_AT_MOST)
    ]


def context(*lines: str) -> list[Block]:
    """Return small grey lines, the empty ones left out."""
    elements = [
        MarkdownTextObject(text=shortened(line, SECTION_AT_MOST), verbatim=True)
        for line in lines
        if line
    ]
    return [ContextBlock(elements=elements[:_CONTEXTS_AT_MOST])] if elements else []


def button(title: str, action: str, value: str, style: str | None = None) -> ButtonElement:
    """Return a button; `action` names what it does, `value` what with."""
    return ButtonElement(
        text=PlainTextObject(text=shortened(title, TITLE_AT_MOST), emoji=False),
        action_id=action,
        value=value,
        style=style,
    )


def actions(*buttons: ButtonElement, name: str | None = None) -> list[Block]:
    """Return a row of buttons, those with a value too long for Slack left out.

    A tap tells the `name` of its row.
    """
    fitting = [b for b in buttons if len(b.value or "") <= VALUE_AT_MOST][:_BUTTONS_AT_MOST]
    return [ActionsBlock(elements=fitting, block_id=name)] if fitting else []


def said(text: str) -> Message:
    """Return a message of one plain sentence of ours."""
    return Message(escaped(text), (section(escaped(text)),))
