"""What may come in from a visitor, before Rasa sees it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

# Rasa's own featurizers slow down with length; a need is told in far less.
MAX_CHARACTERS = 2_000
# So long is no question any more, whatever stands in it.
DECLINED_CHARACTERS = 20_000
# Sender ids that begin so belong to the website's signed sessions, and to conversations in Slack:
# nobody names them over REST.
WEBSITE_SENDER, SLACK_SENDER = "web.", "slack."
OWN_SENDERS = (WEBSITE_SENDER, SLACK_SENDER)
_SENDER = re.compile(r"[A-Za-z0-9_.@:-]{1,128}")
_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?", re.DOTALL)
# Rasa strips a message and then looks for a slash, so no space may hide one.
_LEADING = re.compile(r"^[/\s]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# What a button may send. Everything else that begins with a slash is read as words.
BUTTON_INTENTS = frozenset(
    {
        "ask_facility",
        "ask_sector",
        "list_kind",
        "ask_details",
        "compare",
        "refine",
        "show_more",
        "talk_to_person",
        "help",
        "start_over",
    }
)
_ENTITIES = frozenset({"facility", "sector", "kind", "place", "enabler", "radius", "topic", "drop"})


@dataclass(frozen=True)
class Incoming:
    """A message that is safe to pass on: who sends it, and a text of bounded length."""

    sender: str
    text: str


class Refused(ValueError):
    """The request cannot be read as a message; the text says what to send instead."""


def admit(body: Any) -> Incoming:
    """Return the message in a request body. Raises Refused when there is no message in it."""
    if not isinstance(body, dict):
        raise Refused('send a JSON object: {"sender": "...", "message": "..."}')
    sender = body.get("sender", "default")
    if not isinstance(sender, str) or not _SENDER.fullmatch(sender):
        raise Refused("sender: 1 to 128 letters, digits or _ . @ : -")
    if sender.startswith(OWN_SENDERS):
        raise Refused(f"sender: not beginning with {' or '.join(OWN_SENDERS)}, which are our own")
    message = body.get("message")
    return Incoming(sender, _text(message) if isinstance(message, str) else "/message_empty")


def cleaned(text: str) -> str:
    """Return the text without control characters and without space around it."""
    return _CONTROL.sub(" ", text).strip()


def typed(text: str) -> str:
    """Return the words to pass on of what a visitor typed: cut, never a command, maybe none."""
    return _shortened(_LEADING.sub("", cleaned(text)))


def _shortened(text: str) -> str:
    """Leave out the middle of a long message: what is asked stands at its beginning or end."""
    if len(text) <= MAX_CHARACTERS:
        return text
    half = MAX_CHARACTERS // 2 - 1
    return f"{text[:half]}\n{text[-half:]}"


def payload(text: str) -> str | None:
    """Return a button's payload as it is allowed, or None when this is none of ours."""
    match = _PAYLOAD.fullmatch(text) if len(text) <= MAX_CHARACTERS else None
    if match is None or match["intent"] not in BUTTON_INTENTS:
        return None
    if not match["entities"]:
        return text
    try:
        entities = json.loads(match["entities"])
    except ValueError:
        return None
    if not isinstance(entities, dict) or not _ENTITIES.issuperset(entities):
        return None
    return text


def _text(message: str) -> str:
    text = cleaned(message)
    if len(text) > DECLINED_CHARACTERS:
        return "/message_too_long"
    return payload(text) or typed(text) or "/message_empty"
