"""The widget's protocol: what a connection may ask for, and what all tabs of a session hear.

Every event is acknowledged: {"ok": True, ...} or {"ok": False, "error": code, "text": sentence}.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, AsyncIterator, Callable, Coroutine, Mapping, Protocol

from sqlalchemy.exc import SQLAlchemyError

from channels.conversations import Conversations, Entry, Speaker, unanswered
from channels.incoming import BadMessage, feedback_in, language_in, message_in
from channels.limits import Limits
from channels.sessions import Sessions, new_session
from channels.turns import apology, say

logger = logging.getLogger(__name__)

Ack = dict[str, Any]
# Messages of one session that may wait behind the one being answered.
_WAITING_AT_MOST = 5


class Assistant(Protocol):
    """What answers, and what it remembers of a session."""

    async def ask(self, session: str, text: str) -> None:
        """Answer by `Chat.reply`, with none, one or more replies, within the deadline."""

    async def speak(self, session: str, language: str) -> None:
        """Answer in this language from now on, until the visitor writes in another."""

    async def forget(self, session: str) -> None:
        """Delete what is remembered of the session."""


class Rooms(Protocol):
    """The part of socketio.AsyncServer that is used here."""

    async def emit(self, event: str, data: Any, *, room: str) -> None:
        """Send an event to every connection of a room."""

    async def enter_room(self, sid: str, room: str) -> None:
        """Add a connection to a room."""

    async def leave_room(self, sid: str, room: str) -> None:
        """Take a connection out of a room."""


@dataclass
class Connection:
    """A tab: where it comes from, and the session it was bound to by a token of ours."""

    address: str
    session: str = ""
    language: str = "en"


class Chat:
    """All conversations of the website that this process serves."""

    def __init__(
        self,
        rooms: Rooms,
        assistant: Assistant,
        conversations: Conversations,
        sessions: Sessions,
        limits: Limits,
    ) -> None:
        self._rooms = rooms
        self._assistant = assistant
        self._conversations = conversations
        self._sessions = sessions
        self._limits = limits
        self._connections: dict[str, Connection] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: Counter[str] = Counter()
        self._replies: Counter[str] = Counter()
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}

    def connect(self, sid: str, address: str) -> bool:
        """Note a new connection, which can do nothing before it has a session.

        Return whether it may stay: an address may not open any number.
        """
        if not self._limits.admits_session(address):
            return False
        self._connections[sid] = Connection(address)
        return True

    def disconnect(self, sid: str) -> None:
        """Let go of a connection."""
        self._connections.pop(sid, None)

    def handlers(self) -> Mapping[str, Callable[..., Coroutine[Any, Any, Ack]]]:
        """Return what to do by the name of the event, each called with sid and data."""
        return {
            "session": self._handler(self._open, bound=False),
            "message": self._handler(self._message),
            "language": self._handler(self._language),
            "feedback": self._handler(self._feedback),
            "forget": self._handler(self._forget),
            "typing": self._handler(self._typing),
        }

    async def say(
        self,
        session: str,
        speaker: Speaker,
        text: str,
        answer: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> Entry:
        """Keep something said to the visitor, and send it to every tab of the session."""
        entry = Entry(self._conversations.new_id(), speaker, text, name=name, answer=answer)
        self._replies[session] += 1
        await self._keep(session, entry)
        await self._rooms.emit("entry", entry.as_plain(), room=session)
        return entry

    def _handler(
        self, work: Callable[..., Coroutine[Any, Any, Ack]], bound: bool = True
    ) -> Callable[..., Coroutine[Any, Any, Ack]]:
        async def handle(sid: str, data: Any = None, *_: Any) -> Ack:
            connection = self._connections.get(sid)
            if connection is None or (bound and not connection.session):
                return _refusal("expired", connection.language if connection else "en")
            try:
                return await work(sid, connection, data if isinstance(data, dict) else {})
            except BadMessage as bad:
                return _refusal(bad.code, connection.language)
            except Exception as error:  # no words of the visitor may reach the log
                logger.error("%s failed: %s", work.__name__, type(error).__name__)
                text = apology(connection.language).text
                return {"ok": False, "error": "failed", "text": text}

        return handle

    async def _open(self, sid: str, connection: Connection, data: Mapping[str, Any]) -> Ack:
        connection.language = language_in(data, connection.language)
        if not self._limits.admits_session(connection.address):
            raise BadMessage("rate")
        resumed = self._sessions.resume(data.get("token"))
        session = resumed or new_session()
        if connection.session and connection.session != session:
            await self._rooms.leave_room(sid, connection.session)
        connection.session = session
        await self._rooms.enter_room(sid, session)
        history = await self._history(session) if resumed else []
        for entry in filter(unanswered, history[-1:]):
            # Once: a message that brought the server down must not do so at each return.
            await self._conversations.answered(session, entry)
            self._start(session, entry, connection.language)
        return {
            "ok": True,
            "token": self._sessions.token(session),
            "language": connection.language,
            "history": [entry.as_plain() for entry in history],
            "person": None,
            "privacy_url": f"/privacy?lang={connection.language}",
            "new": not resumed,
        }

    async def _message(self, _: str, connection: Connection, data: Mapping[str, Any]) -> Ack:
        session, language = connection.session, connection.language
        if not self._limits.admits(session, connection.address):
            raise BadMessage("rate")
        incoming = message_in(data)
        if self._waiting[session] > _WAITING_AT_MOST:
            raise BadMessage("rate")
        entry = Entry(
            self._conversations.new_id(),
            "visitor",
            incoming.shown,
            client_id=incoming.id,
            passed_on=incoming.passed_on,
            answered=False,
        )
        known = await self._keep(session, entry)
        if known is None:
            await self._rooms.emit("entry", entry.as_plain(), room=session)
            if incoming.cut:
                notice = {"code": "too_long", "text": say("utter_message_cut", language)}
                await self._rooms.emit("notice", notice, room=session)
        if known is None or unanswered(known):
            self._start(session, known or entry, language)
        return {"ok": True, "id": str((known or entry).id)}

    async def _language(self, _: str, connection: Connection, data: Mapping[str, Any]) -> Ack:
        connection.language = language_in(data, connection.language)
        return {"ok": True, "language": connection.language}

    async def _feedback(self, _: str, connection: Connection, data: Mapping[str, Any]) -> Ack:
        if not self._limits.admits(connection.session, connection.address):
            raise BadMessage("rate")
        feedback = feedback_in(data)
        kept = await self._conversations.rate(
            connection.session, feedback.reply, feedback.value, feedback.word
        )
        if not kept:
            raise BadMessage("unknown_reply")
        return {"ok": True}

    async def _forget(self, _: str, connection: Connection, __: Mapping[str, Any]) -> Ack:
        session = connection.session
        async with self._turn(session):
            await self._conversations.forget(session)
            await self._assistant.forget(session)
            await self._conversations.sweep()
        await self._rooms.emit("forgotten", {}, room=session)
        return {"ok": True}

    async def _typing(self, _: str, __: Connection, ___: Mapping[str, Any]) -> Ack:
        return {"ok": True}

    async def _keep(self, session: str, entry: Entry) -> Entry | None:
        """Keep an entry; return the one that the client sent before under the same id."""
        try:
            return await self._conversations.add(session, entry)
        except SQLAlchemyError as error:  # to be heard goes before to be kept
            logger.error("an entry is not kept: %s", type(error).__name__)
            return None

    async def _history(self, session: str) -> list[Entry]:
        try:
            return await self._conversations.history(session)
        except SQLAlchemyError as error:  # to go on goes before to look back
            logger.error("a history is not read: %s", type(error).__name__)
            return []

    def _start(self, session: str, entry: Entry, language: str) -> None:
        """Answer an entry, unless that is being done already."""
        key = (session, entry.id)
        if key not in self._running:
            task = asyncio.create_task(self._answer(session, entry, language))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))

    async def _answer(self, session: str, entry: Entry, language: str) -> None:
        try:
            async with self._turn(session):
                before = self._replies[session]
                await self._rooms.emit("typing", _TYPING_ON, room=session)
                await self._speak(session, language)
                await self._assistant.ask(session, entry.passed_on or "")
                if self._replies[session] == before:
                    reply = apology(language)
                    await self.say(session, "assistant", reply.text, reply.answer.as_plain())
                await self._conversations.answered(session, entry)
        except Exception as error:  # no words of the visitor may reach the log
            logger.error("an answer failed: %s", type(error).__name__)
        finally:
            await self._rooms.emit("typing", _TYPING_OFF, room=session)

    async def _speak(self, session: str, language: str) -> None:
        """Tell the assistant the language of the page, once; the visitor's words go before it."""
        try:
            told = await self._conversations.told(session)
            if language != (told or "en"):
                await self._assistant.speak(session, language)
                await self._conversations.tell(session, language)
        except Exception as error:  # an answer in another language is better than none
            logger.error("the language is not kept: %s", type(error).__name__)

    @asynccontextmanager
    async def _turn(self, session: str) -> AsyncIterator[None]:
        """Hold the turn of a session: its messages are answered one after the other, in order."""
        self._waiting[session] += 1
        try:
            async with self._turns[session]:
                yield
        finally:
            self._waiting[session] -= 1
            if not self._waiting[session]:
                for counted in (self._waiting, self._replies, self._turns):
                    counted.pop(session, None)


_TYPING_ON = {"on": True, "from": "assistant"}
_TYPING_OFF = {"on": False, "from": "assistant"}
_SENTENCES = {
    "empty": "utter_message_empty",
    "too_long": "utter_message_too_long",
    "rate": "utter_too_many_messages",
    "expired": "utter_session_expired",
}


def _refusal(code: str, language: str) -> Ack:
    text = say(_SENTENCES.get(code, "utter_not_a_message"), language)
    return {"ok": False, "error": code, "text": text}
