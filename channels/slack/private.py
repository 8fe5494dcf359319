"""Asking the assistant from a request's thread: a dialog, since slash commands know no thread."""

from __future__ import annotations

import json
from typing import Any, Mapping

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from channels.guard import MAX_CHARACTERS

SHORTCUT = "ask_privately"
_FIELD = "question"


def dialog(channel: str, thread: str) -> dict[str, Any]:
    """Return the view in which a person types a question."""
    view = View(
        type="modal",
        callback_id=SHORTCUT,
        private_metadata=json.dumps({"channel": channel, "thread": thread}),
        title=PlainTextObject(text="Ask the assistant"),
        submit=PlainTextObject(text="Ask"),
        close=PlainTextObject(text="Cancel"),
        blocks=[
            InputBlock(
                block_id=_FIELD,
                label=PlainTextObject(text="Only you see the answer"),
                element=PlainTextInputElement(
                    action_id=_FIELD,
                    max_length=MAX_CHARACTERS,
                    placeholder=PlainTextObject(text="BSL-2 labs near Ghent"),
                ),
            )
        ],
    )
    return dict(view.to_dict())


def asked(view: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return channel, thread and question of a view that was sent."""
    place = json.loads(view["private_metadata"])
    typed = view["state"]["values"][_FIELD][_FIELD].get("value") or ""
    return str(place["channel"]), str(place["thread"]), str(typed)
