"""A visitor's messages one after the other: to the assistant, or to the person who has them."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from contextlib import asynccontextmanager
from typing import AsyncIterator, Protocol

from channels.conversations import Conversations, Entry
from channels.handover.desk import Desk
from channels.handover.request import Request
from channels.tabs import Tabs
from channels.talk import Talk
from channels.turns import apology

logger = logging.getLogger(__name__)

# Messages of one session that may wait behind the one being answered.
_WAITING_AT_MOST = 5
_TYPING_ON = {"on": True, "from": "assistant"}
_TYPING_OFF = {"on": False, "from": "assistant"}


class Assistant(Protocol):
    """What answers, and what it remembers of a session."""

    async def ask(self, session: str, text: str) -> None:
        """Answer by `Talk.say`, with none, one or more replies, within the deadline."""

    async def speak(self, session: str, language: str) -> None:
        """Answer in this language from now on, until the visitor writes in another."""

    async def forget(self, session: str) -> None:
        """Delete what is remembered of the session."""


class Answering:
    """Has every message answered once, in the order of its session."""

    def __init__(
        self,
        tabs: Tabs,
        talk: Talk,
        conversations: Conversations,
        assistant: Assistant,
        desk: Desk,
    ) -> None:
        self._tabs = tabs
        self._talk = talk
        self._conversations = conversations
        self._assistant = assistant
        self._desk = desk
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: Counter[str] = Counter()
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}

    def start(self, session: str, entry: Entry, language: str) -> None:
        """Answer an entry, unless that is being done already."""
        key = (session, entry.id)
        if key not in self._running:
            task = asyncio.create_task(self._answer(session, entry, language))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))

    def busy(self, session: str) -> bool:
        """Return whether no further message of the session can wait."""
        return self._waiting[session] > _WAITING_AT_MOST

    @asynccontextmanager
    async def turn(self, session: str) -> AsyncIterator[None]:
        """Hold the turn of a session: its messages are answered one after the other, in order."""
        self._waiting[session] += 1
        try:
            async with self._turns[session]:
                yield
        finally:
            self._waiting[session] -= 1
            if not self._waiting[session]:
                self._talk.said.pop(session, None)
                for counted in (self._waiting, self._turns):
                    counted.pop(session, None)  # type: ignore[attr-defined]

    async def _answer(self, session: str, entry: Entry, language: str) -> None:
        try:
            async with self.turn(session):
                request = await self._desk.standing(session)
                if request is not None and _goes_to_team(entry, request):
                    await self._desk.visitor_says(request, entry.id, entry.text)
                else:
                    await self._by_assistant(session, entry, language)
                await self._conversations.answered(session, entry)
        except Exception as error:  # no words of the visitor may reach the log
            logger.error("an answer failed: %s", type(error).__name__)

    async def _by_assistant(self, session: str, entry: Entry, language: str) -> None:
        try:
            before = self._talk.said[session]
            await self._tabs.send(session, "typing", _TYPING_ON)
            await self._speak(session, language)
            await self._assistant.ask(session, entry.passed_on or "")
            if self._talk.said[session] != before:
                return
            request = await self._desk.standing(session)
            if request is not None and request.side == "person":  # who came in between
                await self._desk.visitor_says(request, entry.id, entry.text)
            else:
                reply = apology(language)
                await self._talk.say(session, "assistant", reply.text, reply.answer.as_plain())
        finally:
            await self._tabs.send(session, "typing", _TYPING_OFF)

    async def _speak(self, session: str, language: str) -> None:
        """Tell the assistant the language of the page, once; the visitor's words go before it."""
        try:
            told = await self._conversations.told(session)
            if language != (told or "en"):
                await self._assistant.speak(session, language)
                await self._conversations.tell(session, language)
        except Exception as error:  # an answer in another language is better than none
            logger.error("the language is not kept: %s", type(error).__name__)


def _goes_to_team(entry: Entry, request: Request) -> bool:
    """Return whether the assistant keeps silent to the entry: a person has, or will have, it."""
    if request.side == "person":
        return True
    # While the visitor waits, a button of the assistant still does what it says.
    tapped = (entry.passed_on or "").startswith("/")
    return request.side == "waiting" and not tapped
