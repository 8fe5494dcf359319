"""A message to Slack: blocks within Slack's limits, and the text for whoever sees no blocks."""

from __future__ import annotations

import json
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
# Slack refuses the blocks of a message from about 13,200 characters on, counted together.
_TOGETHER_AT_MOST = 9_000
# So that a single block is never too much by itself.
_BLOCK_AT_MOST = 6_000
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
    pages: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        own = _size(block.to_dict())
        full = size + own > _TOGETHER_AT_MOST or len(pages[-1]) == BLOCKS_AT_MOST
        if pages[-1] and full:
            pages.append([])
            size = 0
        pages[-1].append(block)
        size += own
    if len(pages) == 1:
        return [Message(text, tuple(blocks), plain)]
    return [
        Message(f"({number}/{len(pages)}) {text}", tuple(page), plain)
        for number, page in enumerate(pages, 1)
    ]


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
    sections: list[list[MarkdownTextObject]] = [[]]
    for at in range(0, len(texts), 2):
        row, there = texts[at : at + 2], sections[-1]
        if there and (len(there) == FIELDS_AT_MOST or not _fits([*there, *row])):
            sections.append([])
        sections[-1] += row
    return [SectionBlock(fields=there) for there in sections if there]


def context(*lines: str) -> list[Block]:
    """Return small grey lines, the empty ones left out, and those that are too many."""
    elements: list[MarkdownTextObject] = []
    for line in filter(None, lines):
        element = MarkdownTextObject(text=shortened(line, SECTION_AT_MOST), verbatim=True)
        if len(elements) < _CONTEXTS_AT_MOST and _fits([*elements, element]):
            elements.append(element)
    return [ContextBlock(elements=elements)] if elements else []


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
    fitting: list[ButtonElement] = []
    for one in buttons:
        short = len(one.value or "") <= VALUE_AT_MOST and len(fitting) < _BUTTONS_AT_MOST
        if short and _fits([*fitting, one]):
            fitting.append(one)
    return [ActionsBlock(elements=fitting, block_id=name)] if fitting else []


def _fits(parts: Sequence[Any]) -> bool:
    return _size([part.to_dict() for part in parts]) <= _BLOCK_AT_MOST


def _size(plain: Any) -> int:
    """Return the length in characters as it travels."""
    return len(json.dumps(plain, ensure_ascii=False))


def said(text: str) -> Message:
    """Return a message of one plain sentence of ours."""
    return Message(escaped(text), (section(escaped(text)),))
