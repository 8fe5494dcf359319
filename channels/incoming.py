"""The shapes that the widget may send, read from data that may be anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Mapping

from channels.guard import DECLINED_CHARACTERS, MAX_CHARACTERS, cleaned, payload, typed
from knowledge.model import LANGUAGES

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_REPLY = re.compile(r"[0-9]{1,18}")
_TITLE_CHARACTERS = 200
_WORD_CHARACTERS = 300
_WISH_CHARACTERS = {"need": 1_000, "name": 100, "organisation": 150, "email": 200}
# Slips are caught, not forgeries: whoever leaves a wrong address gets no mail.
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
_KEY_CHARACTERS, _KEPT_AT_MOST = 64, 20


class BadMessage(ValueError):
    """What came in is not taken; `code` says why: rate, empty, too_long, shape, payload, ..."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Message:
    """A message: its id, what the visitor sees of it, what Rasa gets, whether it was cut."""

    id: str
    shown: str
    passed_on: str
    cut: bool = False


@dataclass(frozen=True)
class Feedback:
    """What a visitor thinks of a reply: "up" or "down", maybe with a word."""

    reply: int
    value: str
    word: str | None


@dataclass(frozen=True)
class Wish:
    """A visitor wants a person, and agreed that the team sees what was said.

    `kept` are ids of enablers on their shortlist; what was not given is "".
    """

    need: str = ""
    name: str = ""
    organisation: str = ""
    email: str = ""
    kept: tuple[str, ...] = ()


def message_in(data: Mapping[str, Any]) -> Message:
    """Return the message in the data of a `message` event. Raises BadMessage."""
    key, text, tapped = data.get("id"), data.get("text"), data.get("payload")
    if not isinstance(key, str) or not _ID.fullmatch(key) or (text is None) == (tapped is None):
        raise BadMessage("shape")
    return _typed(key, text) if tapped is None else _tapped(key, tapped, data.get("title"))


def feedback_in(data: Mapping[str, Any]) -> Feedback:
    """Return the feedback in the data of a `feedback` event. Raises BadMessage."""
    reply, value, word = data.get("reply"), data.get("value"), data.get("word")
    known = isinstance(reply, str) and _REPLY.fullmatch(reply) and value in ("up", "down")
    if not known or not (word is None or isinstance(word, str)):
        raise BadMessage("shape")
    return Feedback(int(str(reply)), str(value), cleaned(word or "")[:_WORD_CHARACTERS] or None)


def wish_in(data: Mapping[str, Any]) -> Wish:
    """Return the wish in the data of a `person` event. Raises BadMessage."""
    if data.get("consent") is not True:
        raise BadMessage("consent")
    given = {key: data.get(key, "") for key in _WISH_CHARACTERS}
    kept = data.get("kept", [])
    if not all(isinstance(value, str) for value in given.values()) or not isinstance(kept, list):
        raise BadMessage("shape")
    words = {key: cleaned(given[key])[:longest] for key, longest in _WISH_CHARACTERS.items()}
    if words["email"] and not _EMAIL.fullmatch(words["email"]):
        raise BadMessage("email")
    return Wish(**words, kept=tuple(str(key)[:_KEY_CHARACTERS] for key in kept[:_KEPT_AT_MOST]))


def language_in(data: Mapping[str, Any], otherwise: str) -> str:
    """Return the language that the data names, as far as we speak it ("nl-BE" is Dutch)."""
    named = data.get("language")
    language = named[:2].lower() if isinstance(named, str) else ""
    return language if language in LANGUAGES else otherwise


def _typed(key: str, text: Any) -> Message:
    if not isinstance(text, str):
        raise BadMessage("shape")
    if len(text) > DECLINED_CHARACTERS:
        raise BadMessage("too_long")
    shown, words = cleaned(text), typed(text)
    if not words:
        raise BadMessage("empty")
    return Message(key, shown[:MAX_CHARACTERS], words, cut=len(shown) > MAX_CHARACTERS)


def _tapped(key: str, tapped: Any, title: Any) -> Message:
    admitted = payload(tapped) if isinstance(tapped, str) else None
    if admitted is None:
        raise BadMessage("payload")
    shown = cleaned(title)[:_TITLE_CHARACTERS] if isinstance(title, str) else ""
    # Without a title the visitor still sees words, never the payload.
    words = admitted.partition("{")[0].strip("/").replace("_", " ")
    return Message(key, shown or words, admitted)
