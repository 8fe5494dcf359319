"""What Slack takes of a message or a view; all that it would refuse, or show as something else."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, Callable, Iterator, Mapping

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
# Found by trying: from here on Slack answers msg_blocks_too_long.
BLOCKS_TOGETHER = 13_200
_TOKEN = re.compile(
    r"<(?:(?:https?://|mailto:|tel:|@[UW]|#C)[^<>|\s]*|!date\^[^<>|]*)(?:\|[^<>]+)?>"
)
_LOUD = re.compile(r"<!(?:channel|here|everyone|subteam)")
_AMPERSAND = re.compile(r"&(?!amp;|lt;|gt;)")
Found = Iterator[str]


def violations(payload: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the arguments of chat.postMessage and its like."""
    return list(_message(payload))


def view_violations(view: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the view of views.open."""
    return list(_view(view))


def _message(payload: Mapping[str, Any]) -> Found:
    text, blocks = payload.get("text"), payload.get("blocks") or []
    if not text or not str(text).strip():
        yield "text: no plain-text fallback"
    elif len(text) > 4_000:
        yield f"text: {len(text)} characters, Slack cuts at 4,000"
    yield from _mrkdwn("text", str(text or ""))
    yield from _blocks(blocks, MESSAGE_BLOCKS, _IN_MESSAGES)
    together = len(json.dumps(blocks, ensure_ascii=False))
    if together > BLOCKS_TOGETHER:
        yield f"blocks: {together} characters together, Slack takes {BLOCKS_TOGETHER}"


def _view(view: Mapping[str, Any]) -> Found:
    if view.get("type") != "modal":
        yield "view: type is not modal"
    for key in ("title", "submit", "close"):
        if key in view or key == "title":
            yield from _plain(f"view.{key}", view.get(key), 24)
    if len(view.get("private_metadata", "")) > 3_000:
        yield "view.private_metadata: over 3,000 characters"
    if len(view.get("callback_id", "")) > 255:
        yield "view.callback_id: over 255 characters"
    yield from _blocks(view.get("blocks") or [], VIEW_BLOCKS, _IN_VIEWS)


def _blocks(blocks: Any, at_most: int, known: Mapping[str, Callable[..., Found]]) -> Found:
    if not isinstance(blocks, list):
        yield "blocks: not a list"
        return
    if len(blocks) > at_most:
        yield f"blocks: {len(blocks)}, at most {at_most}"
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    yield from (f"block_id {key!r} stands twice" for key, times in ids.items() if times > 1)
    yield from (f"block_id {key!r}: over 255 characters" for key in ids if len(key) > 255)
    for number, block in enumerate(blocks):
        check = known.get(block.get("type"))
        where = f"blocks[{number}]({block.get('type')})"
        if check is None:
            yield f"{where}: not known here"
        else:
            yield from check(where, block)


def _section(where: str, block: Mapping[str, Any]) -> Found:
    text, fields = block.get("text"), block.get("fields")
    if text is None and fields is None:
        yield f"{where}: neither text nor fields"
    if text is not None:
        yield from _text(f"{where}.text", text, 3_000)
    if fields is not None:
        if not 1 <= len(fields) <= 10:
            yield f"{where}.fields: {len(fields)}, 1 to 10"
        for field in fields:
            yield from _text(f"{where}.fields", field, 2_000)
    if "accessory" in block:
        yield from _element(f"{where}.accessory", block["accessory"])


def _header(where: str, block: Mapping[str, Any]) -> Found:
    yield from _plain(f"{where}.text", block.get("text"), 150)


def _context(where: str, block: Mapping[str, Any]) -> Found:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 10:
        yield f"{where}: {len(elements)} elements, 1 to 10"
    for element in elements:
        yield from _text(f"{where}.elements", element, 3_000)


def _actions(where: str, block: Mapping[str, Any]) -> Found:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 25:
        yield f"{where}: {len(elements)} elements, 1 to 25"
    ids = Counter(element.get("action_id") for element in elements)
    yield from (f"{where}: action_id {key!r} stands twice" for key, n in ids.items() if n > 1)
    for element in elements:
        yield from _element(f"{where}.elements", element)


def _input(where: str, block: Mapping[str, Any]) -> Found:
    yield from _plain(f"{where}.label", block.get("label"), 2_000)
    element = block.get("element") or {}
    if element.get("type") != "plain_text_input":
        yield f"{where}: element {element.get('type')!r} not known here"
    if len(element.get("initial_value", "")) > min(3_000, element.get("max_length", 3_000)):
        yield f"{where}: initial_value over what may be typed"


def _divider(_: str, __: Mapping[str, Any]) -> Found:
    yield from ()


def _element(where: str, element: Mapping[str, Any]) -> Found:
    if element.get("type") != "button":
        yield f"{where}: element {element.get('type')!r} not known here"
        return
    yield from _plain(f"{where}.text", element.get("text"), 75)
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield f"{where}: action_id of 1 to 255 characters"
    if len(element.get("value", "")) > 2_000:
        yield f"{where}: value over 2,000 characters"
    if len(element.get("url", "")) > 3_000:
        yield f"{where}: url over 3,000 characters"
    if element.get("style", "primary") not in ("primary", "danger"):
        yield f"{where}: style {element['style']!r}"
    confirm = element.get("confirm")
    if confirm:
        yield from _plain(f"{where}.confirm.title", confirm.get("title"), 100)
        yield from _text(f"{where}.confirm.text", confirm.get("text"), 300)
        yield from _plain(f"{where}.confirm.confirm", confirm.get("confirm"), 30)
        yield from _plain(f"{where}.confirm.deny", confirm.get("deny"), 30)


def _plain(where: str, text: Any, at_most: int) -> Found:
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        yield f"{where}: plain_text only"
        return
    yield from _text(where, text, at_most)


def _text(where: str, text: Any, at_most: int) -> Found:
    if not isinstance(text, Mapping) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{where}: neither plain_text nor mrkdwn"
        return
    words = text.get("text")
    if not isinstance(words, str) or not 1 <= len(words) <= at_most:
        yield f"{where}: 1 to {at_most} characters, not {len(words or '')}"
        return
    if text["type"] == "mrkdwn":
        yield from _mrkdwn(where, words)


def _mrkdwn(where: str, words: str) -> Found:
    if _LOUD.search(words):
        yield f"{where}: calls the whole channel: {words!r}"
    if re.search(r"[<>]", _TOKEN.sub("", words)):
        yield f"{where}: < or > that is not escaped: {words!r}"
    if _AMPERSAND.search(re.sub(r"<https?://[^<>|]*", "", words)):
        yield f"{where}: & that is not escaped: {words!r}"


_IN_MESSAGES: Mapping[str, Callable[..., Found]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
}
_IN_VIEWS: Mapping[str, Callable[..., Found]] = {**_IN_MESSAGES, "input": _input}
