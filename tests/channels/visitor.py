"""A visitor's tab: the real Socket.IO client, with what it heard in the order it heard it."""

from __future__ import annotations

import asyncio
import time
import uuid
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator

import socketio

PATIENCE_S = 10.0
_EVENTS = ("entry", "typing", "notice", "forgotten", "standing")


class Visitor:
    def __init__(self) -> None:
        self.client = socketio.AsyncClient(reconnection=False)
        self.heard: list[tuple[str, dict[str, Any]]] = []
        self.token = ""
        self.opened: dict[str, Any] = {}
        for event in _EVENTS:
            self.client.on(event, self._note(event))

    def _note(self, event: str) -> Any:
        async def note(data: dict[str, Any] | None = None) -> None:
            self.heard.append((event, data or {}))

        return note

    async def call(self, event: str, data: Any) -> dict[str, Any]:
        ack: dict[str, Any] = await self.client.call(event, data, timeout=PATIENCE_S)
        return ack

    async def open(self, token: Any = None, language: str = "en") -> dict[str, Any]:
        self.opened = await self.call("session", {"token": token, "language": language})
        self.token = self.opened.get("token", "")
        return self.opened

    async def send(self, text: str, key: str = "") -> dict[str, Any]:
        return await self.call("message", {"id": key or new_id(), "text": text})

    async def ask(self, text: str) -> list[dict[str, Any]]:
        """Send a message and return the entries that answer it."""
        return await self._turn({"text": text})

    async def tap(self, payload: str, title: str = "") -> list[dict[str, Any]]:
        """Send what a button sends and return the entries that answer it."""
        return await self._turn({"payload": payload, "title": title})

    async def _turn(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        before = len(self.heard)
        ack = await self.call("message", {"id": new_id(), **data})
        assert ack["ok"], ack
        await self.until(lambda: ("typing", OFF) in self.heard[before:])
        return [data for event, data in self.heard[before:] if event == "entry"][1:]

    def entries(self, speaker: str = "") -> list[dict[str, Any]]:
        return [
            data for event, data in self.heard if event == "entry" and speaker in ("", data["from"])
        ]

    def told(self, event: str) -> list[dict[str, Any]]:
        return [data for name, data in self.heard if name == event]

    async def until(self, holds: Any, patience_s: float = PATIENCE_S) -> None:
        end = time.monotonic() + patience_s
        while not holds():
            assert time.monotonic() < end, f"waited in vain; heard: {self.heard}"
            await asyncio.sleep(0.01)


OFF = {"on": False, "from": "assistant"}


def new_id() -> str:
    return uuid.uuid4().hex


@asynccontextmanager
async def tab(
    address: str,
    token: Any = None,
    language: str = "en",
    origin: str = "",
    transport: str = "websocket",
    session: bool = True,
) -> AsyncIterator[Visitor]:
    """Connect, open a session, and disconnect at the end."""
    visitor = Visitor()
    await visitor.client.connect(
        address,
        socketio_path="/webchat/socket.io",
        transports=[transport],
        headers={"Origin": origin} if origin else {},
    )
    try:
        if session:
            await visitor.open(token, language)
        yield visitor
    finally:
        if transport == "polling":  # this client else waits for the poll that is under way
            await visitor.client.eio.disconnect(abort=True)
        await visitor.client.disconnect()
