"""The widget's protocol: what a connection may ask for, and what it is answered.

Every event is acknowledged: {"ok": True, ...} or {"ok": False, "error": code, "text": sentence}.
"""

from __future__ import annotations

import logging
from typing import Any, Callable, Coroutine, Mapping

from channels.answering import Answering, Assistant
from channels.backlog import Backlog
from channels.conversations import Conversations, Entry, unanswered
from channels.handover.desk import Desk
from channels.incoming import BadMessage, feedback_in, language_in, message_in, wish_in
from channels.limits import Limits
from channels.sessions import Sessions, new_session
from channels.summary import last_question, spoken, summary
from channels.tabs import Connection, Tabs
from channels.talk import Talk, standing_of
from channels.turns import apology, reach_team, say

logger = logging.getLogger(__name__)

Ack = dict[str, Any]


class Chat:
    """All conversations of the website that this process serves."""

    def __init__(
        self,
        tabs: Tabs,
        talk: Talk,
        conversations: Conversations,
        assistant: Assistant,
        desk: Desk,
        backlog: Backlog,
        sessions: Sessions,
        limits: Limits,
    ) -> None:
        self._tabs = tabs
        self._talk = talk
        self._conversations = conversations
        self._assistant = assistant
        self._desk = desk
        self._backlog = backlog
        self._sessions = sessions
        self._limits = limits
        self._answering = Answering(tabs, talk, conversations, assistant, desk)
        self.say = talk.say

    def connect(self, sid: str, address: str) -> bool:
        """Note a new connection, which can do nothing before it has a session.

        Return whether it may stay: an address may not open any number.
        """
        if not self._limits.admits_session(address):
            return False
        self._tabs.add(sid, address)
        return True

    def disconnect(self, sid: str) -> None:
        """Let go of a connection."""
        self._tabs.remove(sid)

    def handlers(self) -> Mapping[str, Callable[..., Coroutine[Any, Any, Ack]]]:
        """Return what to do by the name of the event, each called with sid and data."""
        return {
            "session": self._handler(self._open, bound=False),
            "message": self._handler(self._message),
            "language": self._handler(self._language),
            "feedback": self._handler(self._feedback),
            "person": self._handler(self._person),
            "go_on": self._handler(self._go_on),
            "forget": self._handler(self._forget),
        }

    async def recover(self) -> None:
        """Bring to the team what a server that went down took from a visitor and left there."""
        for session, entry in await self._conversations.left_unanswered(self._desk.held()):
            self._answering.start(session, entry, "en")

    def _handler(
        self, work: Callable[..., Coroutine[Any, Any, Ack]], bound: bool = True
    ) -> Callable[..., Coroutine[Any, Any, Ack]]:
        async def handle(sid: str, data: Any = None, *_: Any) -> Ack:
            connection = self._tabs.get(sid)
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
        await self._tabs.bind(sid, session)
        history = await self._talk.history(session) if resumed else []
        for entry in filter(unanswered, history[-1:]):
            # Once: a message that brought the server down must not do so at each return.
            await self._conversations.answered(session, entry)
            self._answering.start(session, entry, connection.language)
        standing = standing_of(await self._desk.standing(session) if resumed else None)
        return {
            "ok": True,
            "token": self._sessions.token(session),
            "language": connection.language,
            "history": [entry.as_plain() for entry in history],
            "standing": standing,
            # Whether a person can be asked here at all, and whether somebody is there now.
            "team": None if self._desk.team is None else {"there": self._desk.there()},
            # Below whatever path the assistant stands at.
            "privacy_url": f"privacy?lang={connection.language}",
            "new": not resumed,
        }

    async def _message(self, _: str, connection: Connection, data: Mapping[str, Any]) -> Ack:
        session, language = connection.session, connection.language
        if not self._limits.admits(session, connection.address):
            raise BadMessage("rate")
        incoming = message_in(data)
        if self._answering.busy(session):
            raise BadMessage("rate")
        entry = Entry(
            self._conversations.new_id(),
            "visitor",
            incoming.shown,
            client_id=incoming.id,
            passed_on=incoming.passed_on,
            answered=False,
        )
        known = await self._talk.keep(session, entry)
        if known is None:
            await self._tabs.send(session, "entry", entry.as_plain())
            if incoming.cut:
                notice = {"code": "too_long", "text": say("utter_message_cut", language)}
                await self._tabs.send(session, "notice", notice)
        if known is None or unanswered(known):
            self._answering.start(session, known or entry, language)
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

    async def _person(self, _: str, connection: Connection, data: Mapping[str, Any]) -> Ack:
        """Ask for a person, with the visitor's consent; or give details to the open request."""
        session = connection.session
        if not self._limits.admits(session, connection.address):
            raise BadMessage("rate")
        wish = wish_in(data)
        if self._desk.team is None:
            raise BadMessage("no_team")
        if not self._limits.admits_request(connection.address):
            raise BadMessage("requests")
        async with self._answering.turn(session):
            history = await self._conversations.history(session)
            about, need = summary(history, wish), last_question(history)
            language = spoken(history, connection.language)
            request = await self._desk.ask(session, language, about, need)
        return {"ok": True, "standing": standing_of(request)}

    async def _go_on(self, _: str, connection: Connection, __: Mapping[str, Any]) -> Ack:
        if not self._limits.admits(connection.session, connection.address):
            raise BadMessage("rate")
        await self._desk.go_on(connection.session)
        return {"ok": True}

    async def _forget(self, _: str, connection: Connection, __: Mapping[str, Any]) -> Ack:
        session = connection.session
        # Not counted as a message: who said too much may still have it forgotten.
        if not self._limits.admits_session(connection.address):
            raise BadMessage("rate")
        async with self._answering.turn(session):
            await self._desk.forget(session)
            self._backlog.drop(session)
            await self._conversations.forget(session)
            await self._assistant.forget(session)
            await self._conversations.sweep()
        # One for all tabs: each on its own would begin another conversation.
        begin = {"token": self._sessions.token(new_session())}
        await self._tabs.send(session, "forgotten", begin)
        return {"ok": True, **begin}


_SENTENCES = {
    "empty": "utter_message_empty",
    "too_long": "utter_message_too_long",
    "rate": "utter_too_many_messages",
    "expired": "utter_session_expired",
    "email": "handover_bad_email",
    "consent": "handover_no_consent",
    "no_team": "handover_no_team",
    "requests": "handover_too_many",
}


def _refusal(code: str, language: str) -> Ack:
    text = say(_SENTENCES.get(code, "utter_not_a_message"), language, website=reach_team())
    return {"ok": False, "error": code, "text": text}
