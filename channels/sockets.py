"""The Socket.IO server: who may connect, and a mend for Sanic's WebSockets on Python 3.11."""

from __future__ import annotations

import asyncio
from typing import Any, Mapping
from urllib.parse import urlsplit

import socketio
from engineio.async_drivers.sanic import WebSocket
from sanic.server.websockets.frame import WebsocketFrameAssembler

from channels.settings import Settings

PATH = "/webchat/socket.io"
# The widest message we answer kindly (20,000 emoji, escaped) fits four times.
_PACKET_BYTES = 1_000_000


def server(settings: Settings) -> socketio.AsyncServer:
    """Return a server that lets in pages of this host and of the origins in the settings."""

    def admitted(origin: str, environ: Mapping[str, str]) -> bool:
        return origin in settings.origins or urlsplit(origin).netloc == environ.get("HTTP_HOST")

    sio = socketio.AsyncServer(
        async_mode="sanic",
        cors_allowed_origins=admitted,
        cors_credentials=False,
        max_http_buffer_size=_PACKET_BYTES,
        client_manager=socketio.AsyncRedisManager(settings.redis) if settings.redis else None,
    )
    sio.eio._async = {**sio.eio._async, "websocket": _WebSocket}
    return sio


class _Assembler(WebsocketFrameAssembler):
    """Sanic 21.12 gives asyncio.wait a coroutine, which Python 3.11 refuses: every connection
    would end with its first message. Rasa holds Sanic there, so it gets a task instead.
    """

    __slots__ = ()

    def get(self, timeout: float | None = None) -> Any:
        return asyncio.ensure_future(super().get(timeout))


class _WebSocket(WebSocket):
    async def __call__(self, environ: Mapping[str, Any]) -> Any:
        request = environ["sanic.request"]
        self._sock = await request.transport.get_protocol().websocket_handshake(request)
        self._sock.assembler.__class__ = _Assembler
        self.environ = environ
        await self.handler(self)
        return self.server._ok()
