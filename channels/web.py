"""The website channel: Socket.IO on Rasa's own server, and the pages and scripts of the widget."""

from __future__ import annotations

import asyncio
import logging
import uuid
from typing import Any, Mapping, Optional

import socketio
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.core.events import SlotSet
from sanic import Blueprint, Sanic
from sanic.request import Request

from actions.actions import LANGUAGE_SLOT
from channels import sockets
from channels.backlog import Backlog
from channels.chat import Chat
from channels.conversations import Conversations
from channels.database import connect
from channels.handover import store
from channels.handover.desk import Desk
from channels.handover.moving import DeskSettings
from channels.limits import Limits
from channels.serving import mount
from channels.sessions import Sessions, secret_of_file
from channels.settings import Settings, database_url
from channels.tabs import Tabs
from channels.talk import Talk
from channels.tracker import WelcomeTrackerStore
from channels.turns import OnNewMessage, reach_team, say, take_turn

logger = logging.getLogger(__name__)

_EXPIRE_EVERY_S = 600.0
# The team's channel puts itself in while the server starts.
_ROLL_CALL_S = 5.0
# A turn is work for the one event loop: more of them at once make each come later and none sooner,
# until all miss their deadline together.
_TURNS_AT_ONCE = 6


class WelcomeWeb(InputChannel):
    """Serves the widget: it answers many tabs of a visitor, and remembers what was said."""

    @classmethod
    def name(cls) -> str:
        """Return the name by which Rasa's events mention the channel."""
        return "webchat"

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> WelcomeWeb:
        """Return the channel as credentials.yml and the environment set it up."""
        return cls(Settings.read(credentials))

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's part of Rasa's server."""
        return _WebBlueprint(self.settings, on_new_message)


class _WebBlueprint(Blueprint):
    """Attaches the Socket.IO server and the pages to the application it is registered with."""

    def __init__(self, settings: Settings, on_new_message: OnNewMessage) -> None:
        super().__init__("welcome_web")
        self.ctx.settings = settings
        self.ctx.on_new_message = on_new_message

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Add the socket, the pages and what must be done at start and end."""
        settings: Settings = self.ctx.settings
        sio = sockets.server(settings)
        url = database_url()
        conversations = Conversations(connect(url), settings.keep_hours, store.owed())
        tabs, backlog = Tabs(sio), Backlog()
        talk = Talk(tabs, conversations, backlog)
        # The team's channel finds it here, and puts itself in.
        desk = app.ctx.desk = Desk(
            connect(url), _desk_settings(settings), talk, backlog, say, reach_team()
        )
        assistant = RasaAssistant(app, talk, desk, self.ctx.on_new_message)
        chat = Chat(
            tabs,
            talk,
            conversations,
            assistant,
            desk,
            backlog,
            Sessions(settings.secret or secret_of_file(), settings.token_days),
            Limits(
                settings.per_session,
                settings.per_address,
                settings.sessions_per_address,
                settings.requests_per_address,
            ),
        )
        _listen(sio, chat)
        sio.attach(app, sockets.PATH)
        mount(app, settings, has_team=lambda: desk.team is not None)

        async def begin(*_: Any) -> None:
            # Workers are forked with one id in common, and would drop each other's messages.
            sio.manager.host_id = uuid.uuid4().hex
            # The desk first: what it owes an answer to is not too old.
            await desk.open()
            await conversations.open()

        async def sweep(*_: Any) -> None:
            asyncio.get_running_loop().call_later(_ROLL_CALL_S, _roll_call, desk)
            await chat.recover()
            rounds = _expire_for_ever(conversations, assistant, settings.keep_hours)
            self.ctx.rounds = asyncio.create_task(rounds)

        async def end(*_: Any) -> None:
            self.ctx.rounds.cancel()
            await sio.shutdown()
            await backlog.settle()
            await desk.close()
            conversations.close()

        # Rasa loads the agent, whose trackers are swept, between the first two.
        app.register_listener(begin, "before_server_start")
        app.register_listener(sweep, "after_server_start")
        app.register_listener(end, "before_server_stop")
        super().register(app, options)  # type: ignore[no-untyped-call]


class RasaAssistant:
    """Rasa as the chat sees it; replies come back through `talk`."""

    def __init__(self, app: Sanic, talk: Talk, desk: Desk, on_new_message: OnNewMessage) -> None:
        self._app = app
        self._talk = talk
        self._desk = desk
        self._on_new_message = on_new_message
        self._free = asyncio.Semaphore(_TURNS_AT_ONCE)

    async def ask(self, session: str, text: str) -> None:
        """Have Rasa answer the text in the name of the session."""
        output = _Output(self._talk, self._desk)
        message = UserMessage(text, output, session, input_channel=WelcomeWeb.name())
        async with self._free:
            await take_turn(self._on_new_message, message)

    async def speak(self, session: str, language: str) -> None:
        """Set the slot of the language in the session's tracker."""
        agent = self._app.ctx.agent
        async with agent.lock_store.lock(session):
            tracker = await agent.processor.fetch_tracker_and_update_session(session)
            tracker.update(SlotSet(LANGUAGE_SLOT, language))
            await agent.processor.save_tracker(tracker)

    async def forget(self, session: str) -> None:
        """Delete the session's tracker."""
        await self._store().delete(session)

    async def expire(self, keep_hours: float) -> None:
        """Delete the trackers, of any channel, of whom nothing came for so long."""
        await self._store().expire(keep_hours)

    def _store(self) -> WelcomeTrackerStore:
        wrapped = self._app.ctx.agent.tracker_store
        # Rasa puts its own store for emergencies around ours.
        store = getattr(wrapped, "_tracker_store", wrapped)
        if not isinstance(store, WelcomeTrackerStore):
            raise TypeError(
                "endpoints.yml: tracker_store must be of type channels.tracker.WelcomeTrackerStore"
            )
        return store


class _Output(OutputChannel):
    """Gives what a turn says to the visitor; a text and its Answer stay one entry."""

    def __init__(self, talk: Talk, desk: Desk) -> None:
        self._talk = talk
        self._desk = desk

    @classmethod
    def name(cls) -> str:
        return WelcomeWeb.name()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        custom = message.get("custom") or {}
        text, answer = message.get("text") or "", custom.get("answer")
        # A person may have come in between.
        if (text or answer) and not await self._desk.talks(recipient_id):
            await self._talk.say(recipient_id, "assistant", text, answer)


def _roll_call(desk: Desk) -> None:
    if desk.team is None:
        logger.info("no channel of the team: who asks for a person gets the way to mail")


def _desk_settings(settings: Settings) -> DeskSettings:
    return DeskSettings(
        hours=settings.office_hours,
        take_within_min=settings.take_within_min,
        silence_min=settings.silence_min,
        gone_min=settings.gone_min,
        owed_days=settings.owed_days,
        keep_hours=settings.keep_hours,
    )


def _listen(sio: socketio.AsyncServer, chat: Chat) -> None:
    async def connect(sid: str, environ: Mapping[str, Any], *_: Any) -> None:
        request: Request = environ["sanic.request"]
        if not chat.connect(sid, request.remote_addr or request.ip):
            raise ConnectionRefusedError("rate")

    async def disconnect(sid: str, *_: Any) -> None:
        chat.disconnect(sid)

    sio.on("connect", connect)
    sio.on("disconnect", disconnect)
    for event, handler in chat.handlers().items():
        sio.on(event, handler)


async def _expire_for_ever(
    conversations: Conversations, assistant: RasaAssistant, keep_hours: float
) -> None:
    while True:
        try:
            await conversations.expire()
            await assistant.expire(keep_hours)
            await conversations.sweep()
        except Exception as error:  # a failed round must not end the rounds
            logger.error("old conversations are not deleted: %s", type(error).__name__)
        await asyncio.sleep(_EXPIRE_EVERY_S)
