"""The tabs that are connected to this process, and the session that each is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


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


class Tabs:
    """Knows the tabs of this process; an event reaches those of other processes as well."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._connections: dict[str, Connection] = {}

    def add(self, sid: str, address: str) -> None:
        """Note a new connection, which can do nothing before it has a session."""
        self._connections[sid] = Connection(address)

    def remove(self, sid: str) -> None:
        """Let go of a connection."""
        self._connections.pop(sid, None)

    def get(self, sid: str) -> Connection | None:
        """Return the connection of an id."""
        return self._connections.get(sid)

    async def bind(self, sid: str, session: str) -> None:
        """Let the connection hear what is said in the session, and in no other."""
        connection = self._connections[sid]
        if connection.session and connection.session != session:
            await self._rooms.leave_room(sid, connection.session)
        connection.session = session
        await self._rooms.enter_room(sid, session)

    async def send(self, session: str, event: str, data: Any) -> None:
        """Send an event to every tab of the session."""
        await self._rooms.emit(event, data, room=session)

    def sessions(self) -> set[str]:
        """Return the sessions that have a tab here."""
        return {tab.session for tab in self._connections.values() if tab.session}
