"""A question from Slack and what Rasa says to it: one conversation a thread, its turns in order."""

from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Any, Protocol
from weakref import WeakValueDictionary

from rasa.core.channels.channel import OutputChannel, UserMessage
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from actions.actions import LANGUAGE_SLOT
from channels.guard import DECLINED_CHARACTERS, payload, typed
from channels.slack.answers import messages_of
from channels.slack.journal import Journal
from channels.slack.message import Message
from channels.turns import OnNewMessage, apology, say, take_turn
from knowledge.model import LANGUAGES

logger = logging.getLogger(__name__)

# These go on with the newest answer; under an older one they would do something else than they say.
_GOES_ON = ("/show_more", "/refine")
# The one event loop serves the website too.
_TURNS_AT_ONCE = 3
CHANNEL = "slack"


class Turns(Protocol):
    """What answers: Rasa, or a stand-in of the tests."""

    async def take(self, conversation: str, text: str) -> list[tuple[str, Any]]:
        """Return the text and the Answer, as plain data, of each reply."""

    async def language(self, conversation: str) -> str:
        """Return the language that the conversation is in."""


class RasaTurns:
    """Rasa, on whose server the channel stands."""

    def __init__(self, app: Sanic, on_new_message: OnNewMessage) -> None:
        self._app = app
        self._on_new_message = on_new_message

    async def take(self, conversation: str, text: str) -> list[tuple[str, Any]]:
        """Have Rasa answer the text, within the deadline of a turn."""
        output = _Output()
        message = UserMessage(text, output, conversation, input_channel=CHANNEL)
        await take_turn(self._on_new_message, message)
        return output.replies

    async def language(self, conversation: str) -> str:
        """Return the slot of the language, which Rasa read from the words."""
        try:
            tracker = await self._app.ctx.agent.tracker_store.retrieve(conversation)
        except Exception:  # labels in another language are better than no answer
            return LANGUAGES[0]
        named = tracker.get_slot(LANGUAGE_SLOT) if tracker else None
        return named if named in LANGUAGES else LANGUAGES[0]


class Asking:
    """Answers questions; those of one conversation one after the other."""

    def __init__(self, turns: Turns, journal: Journal) -> None:
        self._turns = turns
        self._journal = journal
        self._free = asyncio.Semaphore(_TURNS_AT_ONCE)
        # A lock is there for as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, conversation: str, words: str) -> list[Message]:
        """Return what to post for a typed question, or for a tapped payload of ours."""
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        async with lock, self._free:
            replies = await self._turns.take(conversation, _passed_on(words))
            language = await self._turns.language(conversation)
        if not replies:
            sorry = apology(language)
            replies = [(sorry.text, sorry.answer.as_plain())]
        keyed = [(secrets.token_hex(8), text, answer) for text, answer in replies]
        try:
            await self._journal.answered(conversation, keyed[-1][0])
        except SQLAlchemyError as error:
            logger.error("an answer in Slack is not noted: %s", type(error).__name__)
        return [
            page for key, text, answer in keyed for page in messages_of(text, answer, language, key)
        ]

    async def stale(self, conversation: str, tapped: str, key: str) -> str:
        """Return what to say to a tap under an older answer that goes on with the newest, or ""."""
        if not tapped.startswith(_GOES_ON):
            return ""
        try:
            newest = await self._journal.newest(conversation)
        except SQLAlchemyError:  # to go on goes before to go on rightly
            return ""
        if newest in ("", key):
            return ""
        return say("slack_stale", await self._turns.language(conversation))


class _Output(OutputChannel):
    def __init__(self) -> None:
        self.replies: list[tuple[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        text, answer = message.get("text") or "", (message.get("custom") or {}).get("answer")
        if text or answer:
            self.replies.append((text, answer))


def _passed_on(words: str) -> str:
    """Return what Rasa gets; an empty mention asks what there is to ask."""
    if len(words) > DECLINED_CHARACTERS:
        return "/message_too_long"
    return payload(words) or typed(words) or "/help"
