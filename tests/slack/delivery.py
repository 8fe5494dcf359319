"""How Slack tells the app of something: envelopes over Socket Mode, or signed posts."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Mapping
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from tests.slack.workspace import SIGNING_SECRET, Plain

if TYPE_CHECKING:
    from tests.slack.fake import FakeSlack

# Slack takes a later acknowledgement for none, and tells again.
ACKNOWLEDGED_WITHIN_S = 3.0
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Delivered:
    """How the app took it: 200 within the time (`acknowledged`), and what it said at once."""

    status: int
    seconds: float
    body: Any = None

    @property
    def acknowledged(self) -> bool:
        return self.status == 200 and self.seconds < ACKNOWLEDGED_WITHIN_S


class Delivery:
    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._sockets: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = itertools.count()

    @property
    def connections(self) -> int:
        return len(self._sockets)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a Socket Mode connection."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": len(self._sockets) + 1})
        self._sockets.append(socket)
        try:
            async for message in socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    said = json.loads(message.data)
                    waiting = self._waiting.pop(said.get("envelope_id", ""), None)
                    if waiting is not None and not waiting.done():
                        waiting.set_result(said.get("payload"))
        finally:
            self._sockets.remove(socket)
        return socket

    async def disconnect(self) -> None:
        for socket in list(self._sockets):
            await socket.close()

    async def event(
        self,
        body: Plain,
        retry: int = 0,
        reason: str = "http_timeout",
        content_type: str = _JSON,
        patience_s: float = 10.0,
        signing_secret: str = SIGNING_SECRET,
        age_s: int = 0,
    ) -> Delivered:
        """Tell of an event; `age_s` makes its signature older."""
        if not self._slack.app_url:
            again = {"retry_attempt": retry, "retry_reason": reason if retry else ""}
            return await self._send("events_api", body, patience_s, again)
        headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason} if retry else {}
        text = json.dumps(body)
        return await self._post(text, content_type, headers, patience_s, signing_secret, age_s)

    async def interaction(self, body: Plain) -> Delivered:
        if not self._slack.app_url:
            return await self._send("interactive", body)
        return await self._post(urlencode({"payload": json.dumps(body)}), _FORM)

    async def command(self, body: Plain) -> Delivered:
        if not self._slack.app_url:
            return await self._send("slash_commands", body)
        return await self._post(urlencode(body), _FORM)

    async def _send(
        self,
        kind: str,
        payload: Plain,
        patience_s: float = 10.0,
        more: Mapping[str, Any] | None = None,
    ) -> Delivered:
        start = time.monotonic()
        number = next(self._turn)
        while not self._sockets:
            if time.monotonic() > start + patience_s:
                return Delivered(0, patience_s)
            await asyncio.sleep(0.01)
        envelope = f"envelope.{number}"
        answer = self._waiting[envelope] = asyncio.get_running_loop().create_future()
        socket = self._sockets[number % len(self._sockets)]
        told = {"type": kind, "envelope_id": envelope, "payload": payload, **(more or {})}
        start = time.monotonic()
        try:
            await socket.send_json({**told, "accepts_response_payload": kind != "events_api"})
            body = await asyncio.wait_for(answer, patience_s)
        except (asyncio.TimeoutError, ConnectionError):
            self._waiting.pop(envelope, None)
            return Delivered(0, patience_s)
        return Delivered(200, time.monotonic() - start, body)

    async def _post(
        self,
        body: str,
        content_type: str,
        headers: Mapping[str, str] | None = None,
        patience_s: float = 10.0,
        signing_secret: str = SIGNING_SECRET,
        age_s: int = 0,
    ) -> Delivered:
        stamp = str(int(time.time()) - age_s)
        signature = SignatureVerifier(signing_secret).generate_signature(timestamp=stamp, body=body)
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature or "",
            **(headers or {}),
        }
        start = time.monotonic()
        try:
            async with (
                aiohttp.ClientSession() as session,
                session.post(
                    self._slack.app_url,
                    data=body.encode(),
                    headers=signed,
                    timeout=aiohttp.ClientTimeout(total=patience_s),
                ) as answer,
            ):
                text = await answer.text()
                return Delivered(answer.status, time.monotonic() - start, text)
        except (asyncio.TimeoutError, aiohttp.ClientError):
            return Delivered(0, time.monotonic() - start)
