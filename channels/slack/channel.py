"""Slack as a channel of Rasa: off without a token, else Socket Mode or signed requests."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Optional

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from channels.database import connect
from channels.handover.desk import Desk
from channels.settings import database_url
from channels.slack.asking import CHANNEL, Asking, RasaTurns
from channels.slack.connection import QUIET, Connection, Identity
from channels.slack.journal import Journal
from channels.slack.listening import Listening, listen
from channels.slack.posting import TIMEOUT_S, Posting
from channels.slack.settings import SlackSettings
from channels.slack.takeover import TakeOver
from channels.slack.team import SlackTeam
from channels.slack.troubles import Troubles
from channels.slack.work import Work
from channels.turns import OnNewMessage

logger = logging.getLogger(__name__)

_FINISH_WITHIN_S = 5.0
_BODY_AT_MOST = 1_000_000


class WelcomeSlack(InputChannel):
    """Answers the team in Slack; see README.md beside this file."""

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts it: /webhooks/slack."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: Optional[dict[str, Any]]) -> WelcomeSlack:
        """Return the channel as credentials.yml and the environment set it up."""
        return cls(SlackSettings.read(credentials))

    def __init__(self, settings: SlackSettings) -> None:
        self.settings = settings

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """Return the channel's part of Rasa's server: in HTTP mode, /webhooks/slack/events."""
        return _SlackBlueprint(self.settings, on_new_message)


class _SlackBlueprint(Blueprint):
    """Begins and ends with the server process, of which there may be several."""

    def __init__(self, settings: SlackSettings, on_new_message: OnNewMessage) -> None:
        super().__init__("welcome_slack")
        self.ctx.settings = settings
        self.ctx.on_new_message = on_new_message
        if settings.bot_token and not settings.app_token:

            async def receive(request: Request) -> HTTPResponse:  # Sanic takes no method
                return await self._receive(request)

            self.add_route(receive, "/events", methods=["POST"])

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Add what must be done at start and end."""
        if not self.ctx.settings.bot_token:
            logger.info("Slack is off: WELCOME_SLACK_BOT_TOKEN is not set")
        else:
            # The desk is told of its team before anybody is served.
            app.register_listener(self._prepare, "before_server_start")
            app.register_listener(self._begin, "after_server_start")
            app.register_listener(self._end, "before_server_stop")
            # The desk, which ends after us, still notes what it posts.
            app.register_listener(self._close, "after_server_stop")
        super().register(app, options)  # type: ignore[no-untyped-call]

    async def _prepare(self, app: Sanic, *_: Any) -> None:
        self.ctx.running = _Running(self.ctx.settings, app, self.ctx.on_new_message)

    async def _begin(self, *_: Any) -> None:
        self.ctx.running.begin()

    async def _end(self, *_: Any) -> None:
        await self.ctx.running.end()

    async def _close(self, *_: Any) -> None:
        self.ctx.running.close()

    async def _receive(self, request: Request) -> HTTPResponse:
        if len(request.body) > _BODY_AT_MOST:
            return response.text("too large for a request of Slack", status=413)
        try:
            # Bolt reads a body before it looks at the signature, so it may be anything.
            handler: AsyncSlackRequestHandler = self.ctx.running.handler
            return await handler.handle(request)
        except (AttributeError, TypeError, ValueError, RecursionError):
            return response.text("not a request of Slack", status=400)


class _Running:
    """The channel at work in one process."""

    def __init__(self, settings: SlackSettings, app: Sanic, on_new_message: OnNewMessage) -> None:
        client = AsyncWebClient(
            settings.bot_token, base_url=settings.api, timeout=TIMEOUT_S, retry_handlers=[]
        )
        troubles = Troubles()
        self._journal = Journal(connect(database_url()))
        self._work = Work()
        self._identity = Identity(client, troubles)
        bolt = self._bolt(settings, client)
        posting = Posting(client, self._journal, troubles)
        asking = Asking(RasaTurns(app, on_new_message), self._journal)
        take_over = _at_the_desk(settings, app, posting, self._journal, self._work)
        if take_over is not None:
            troubles.shut_out = take_over.leave
        listen(bolt, Listening(asking, posting, self._journal, self._work, take_over))
        self.handler = AsyncSlackRequestHandler(bolt)
        self._connection: Connection | None = None
        if settings.app_token:
            self._connection = Connection(bolt, settings.app_token, troubles)
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self) -> None:
        """Get in touch with Slack; the server starts whether or not that works."""
        self._tasks = [asyncio.create_task(self._identity.introduce())]
        if self._connection is not None:
            self._tasks.append(asyncio.create_task(self._connection.open()))

    async def end(self) -> None:
        """Finish the answers that are under way, and hang up."""
        if self._connection is not None:
            await self._connection.close()
        for task in self._tasks:
            task.cancel()
        await self._work.end(_FINISH_WITHIN_S)

    def close(self) -> None:
        """Let go of the database."""
        self._journal.close()

    def _bolt(self, settings: SlackSettings, client: AsyncWebClient) -> AsyncApp:
        async def authorize() -> AuthorizeResult:  # Bolt takes no method
            return await self._identity.known()

        return AsyncApp(
            logger=QUIET,
            client=client,
            signing_secret=settings.signing_secret,
            request_verification_enabled=not settings.app_token,
            authorize=authorize,
            # Slack hears that we took it when it is kept, not before.
            process_before_response=True,
        )


def _at_the_desk(
    settings: SlackSettings, app: Sanic, posting: Posting, journal: Journal, work: Work
) -> TakeOver | None:
    """Put Slack at the desk, if there is one and a channel for its cards."""
    desk: Desk | None = getattr(app.ctx, "desk", None)
    if desk is None:
        return None
    if not settings.channel:
        logger.info("Slack: WELCOME_SLACK_CHANNEL is not set, so nobody takes over there")
        return None
    desk.team = SlackTeam(posting, settings.channel)
    return TakeOver(desk, posting, journal, work, settings.channel)
