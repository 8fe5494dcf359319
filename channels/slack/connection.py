"""Being in touch with Slack: who we are there, and Socket Mode, which is tried until it holds."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.posting import NotNow
from channels.slack.troubles import Troubles

logger = logging.getLogger(__name__)

MANIFEST = Path(__file__).with_name("manifest.yaml")
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0
_PING_EVERY_S = 5.0
# Slack's own client speaks of each try with a traceback; our lines say the same once.
QUIET = logging.getLogger("channels.slack.sdk")
QUIET.setLevel(logging.CRITICAL)
_ERRORS = (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, OSError)


class Connection(AsyncSocketModeHandler):
    """Socket Mode for a Bolt app: Slack's client, with our words about its troubles."""

    def __init__(self, app: AsyncApp, app_token: str, troubles: Troubles) -> None:
        self.app = app
        self.app_token = app_token
        self.client = _Client(app_token, app.client, troubles)
        self.client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]

    async def open(self) -> None:
        """Connect, however long that takes; later losses are mended by themselves."""
        await self.client.connect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Hang up for good."""
        await self.client.close()  # type: ignore[no-untyped-call]


class _Client(SocketModeClient):
    def __init__(self, app_token: str, web: AsyncWebClient, troubles: Troubles) -> None:
        super().__init__(app_token, logger=QUIET, web_client=web, ping_interval=_PING_EVERY_S)
        self._troubles = troubles
        self._wait_s = _FIRST_WAIT_S

    async def issue_new_wss_url(self) -> str:
        """Return where to connect to; waits until Slack says it."""
        while not self.closed:
            try:
                answer = await self.web_client.apps_connections_open(app_token=self.app_token)
                self._wait_s = _FIRST_WAIT_S
                self._troubles.over()
                return str(answer["url"])
            except SlackApiError as error:
                _tell(self._troubles, error, "app")
            except _ERRORS as error:
                self._troubles.unreachable(error)
            await asyncio.sleep(self._wait_s)
            self._wait_s = min(2 * self._wait_s, _LONGEST_WAIT_S)
        raise asyncio.CancelledError


class Identity:
    """Who the app is in the workspace: asked once, as soon as Slack says it."""

    def __init__(self, client: AsyncWebClient, troubles: Troubles) -> None:
        self._client = client
        self._troubles = troubles
        self._known: AuthorizeResult | None = None
        self._asking = asyncio.Lock()

    async def known(self) -> AuthorizeResult:
        """Return who we are, as Bolt wants it for each request. Raises NotNow."""
        async with self._asking:
            if self._known is None:
                self._known = await self._ask()
        return self._known

    async def introduce(self) -> None:
        """Say once who we are in Slack, or what keeps us out; returns when Slack answered."""
        wait_s = _FIRST_WAIT_S
        while True:
            try:
                await self.known()
                return
            except NotNow as refusal:
                if refusal.refused:
                    return
            await asyncio.sleep(wait_s)
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    async def _ask(self) -> AuthorizeResult:
        try:
            answer = await self._client.auth_test()
        except SlackApiError as error:
            _tell(self._troubles, error)
            refused = error.response.status_code == 200
            code = str(error.response.get("error")) if refused else ""
            raise NotNow(_FIRST_WAIT_S, refused=code) from None
        except _ERRORS as error:
            self._troubles.unreachable(error)
            raise NotNow(_FIRST_WAIT_S) from None
        self._troubles.over()
        logger.info("Slack: answering as @%s in %s", answer["user"], answer["team"])
        _check_scopes(answer.headers, self._troubles)
        return AuthorizeResult.from_auth_test_response(
            bot_token=self._client.token, auth_test_response=answer
        )


def _check_scopes(headers: Any, troubles: Troubles) -> None:
    granted = next((str(v) for k, v in headers.items() if k.lower() == "x-oauth-scopes"), "")
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    wanted = manifest["oauth_config"]["scopes"]["bot"]
    missing = sorted(set(wanted) - {scope.strip() for scope in granted.split(",")})
    if granted and missing:
        troubles.lacking(", ".join(missing))


def _tell(troubles: Troubles, error: SlackApiError, what: str = "bot") -> None:
    if error.response.status_code == 200:
        troubles.refused(error, what)
    else:
        troubles.unreachable(error)
