"""The history of website conversations: kept for a while to be replayed, then deleted."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any, Literal, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from channels.database import Transactions, sweep

Speaker = Literal["visitor", "assistant", "person", "system"]
REPLAYED = 200

_metadata = sa.MetaData()
_sessions = sa.Table(
    "web_sessions",
    _metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("told", sa.String(2), nullable=False),
    sa.Column("last_at", sa.Float, nullable=False, index=True),
)
_entries = sa.Table(
    "web_entries",
    _metadata,
    sa.Column("session", sa.String(64), primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("client_id", sa.String(64)),
    sa.Column("speaker", sa.String(16), nullable=False),
    sa.Column("name", sa.String(128)),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("passed_on", sa.Text),
    sa.Column("answered", sa.Boolean, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("feedback", sa.String(4)),
    sa.Column("word", sa.Text),
    sa.UniqueConstraint("session", "client_id"),
)


@dataclass(frozen=True)
class Entry:
    """One thing said. `id` is microseconds since 1970, increasing; `passed_on` is what Rasa gets.

    `answered` is about a visitor's entry: whether something was said to it.
    """

    id: int
    speaker: Speaker
    text: str
    client_id: str | None = None
    name: str | None = None
    answer: Mapping[str, Any] | None = None
    feedback: str | None = None
    passed_on: str | None = None
    answered: bool = True

    def as_plain(self) -> dict[str, Any]:
        """Return the entry as the widget gets it; what is not there is left out."""
        at = datetime.fromtimestamp(self.id / 1e6, timezone.utc)
        plain = {
            "id": str(self.id),
            "client_id": self.client_id,
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "from": self.speaker,
            "name": self.name,
            "text": self.text,
            "answer": self.answer,
            "feedback": self.feedback,
        }
        return {key: value for key, value in plain.items() if value is not None}


class Conversations:
    """Keeps entries by session, `keep_hours` after the last message of the session.

    All work is done in one thread of its own, in order: what is deleted stays deleted. Errors of
    the database are those of SQLAlchemy, without the values.
    """

    def __init__(self, engine: Engine, keep_hours: float, spared: Any = None) -> None:
        """`spared` is a query for the ids of sessions that are kept longer."""
        self._work = Transactions(engine, _metadata, "conversations")
        self._spared = spared
        self._keep_s = keep_hours * 3_600
        self._last_id = 0

    async def open(self) -> None:
        """Make the tables that are missing, and delete what is too old."""
        await self._work.open()
        await self.expire()

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._work.close()

    def new_id(self) -> int:
        """Return the id of an entry made now: later than every other, also after a restart."""
        self._last_id = max(self._last_id + 1, time.time_ns() // 1_000)
        return self._last_id

    async def add(self, session: str, entry: Entry) -> Entry | None:
        """Keep an entry; return the one already kept when the client sent its id before."""
        return await self._work(_add, session, entry)

    async def answered(self, session: str, entry: Entry) -> None:
        """Note that something was said to the visitor's entry."""
        change = _one(_entries.update(), session, entry.id).values(answered=True, passed_on=None)
        await self._work(_change, change)

    async def history(self, session: str) -> list[Entry]:
        """Return the last entries of the session, oldest first."""
        return await self._work(self._history, session)

    async def told(self, session: str) -> str:
        """Return the language that Rasa was last told for the session, or ""."""
        query = sa.select(_sessions.c.told).where(_sessions.c.id == session)
        return await self._work(lambda connection: connection.execute(query).scalar()) or ""

    async def tell(self, session: str, language: str) -> None:
        """Note which language Rasa was told."""
        change = _sessions.update().where(_sessions.c.id == session).values(told=language)
        await self._work(_change, change)

    async def rate(self, session: str, reply: int, value: str, word: str | None) -> bool:
        """Keep what a visitor thinks of a reply; return whether there is such a reply.

        A thumb without a word leaves the word that was kept before.
        """
        change = _one(_entries.update(), session, reply).where(_entries.c.speaker != "visitor")
        said = {} if word is None else {"word": word}
        return bool(await self._work(_change, change.values(feedback=value, **said)))

    async def forget(self, session: str) -> None:
        """Delete the session and all that was said in it."""
        await self._work(_delete, [session])

    async def expire(self) -> list[str]:
        """Delete the sessions that were silent for too long; return their ids."""
        query = sa.select(_sessions.c.id).where(sa.not_(self._kept()))

        def work(connection: Connection) -> list[str]:
            return _delete(connection, list(connection.execute(query).scalars()))

        return await self._work(work)

    async def left_unanswered(self, sessions: Any) -> list[tuple[str, Entry]]:
        """Return visitors' entries that nothing was said to, in sessions that a query names."""
        query = sa.select(_entries).where(
            _entries.c.session.in_(sessions),
            _entries.c.speaker == "visitor",
            _entries.c.answered == sa.false(),
        )

        def work(connection: Connection) -> list[tuple[str, Entry]]:
            rows = connection.execute(query.order_by(_entries.c.id)).all()
            return [(row.session, _entry(row)) for row in rows]

        return await self._work(work)

    async def sweep(self) -> None:
        """Leave nothing of what was deleted in the files."""
        await self._work(sweep)

    def _kept(self) -> Any:
        """Return the condition for a session that is not too old."""
        fresh = _sessions.c.last_at >= time.time() - self._keep_s
        return fresh if self._spared is None else fresh | _sessions.c.id.in_(self._spared)

    def _history(self, connection: Connection, session: str) -> list[Entry]:
        fresh = sa.select(_sessions.c.id).where(_sessions.c.id == session, self._kept())
        query = (
            sa.select(_entries)
            .where(_entries.c.session.in_(fresh))
            .order_by(_entries.c.id.desc())
            .limit(REPLAYED)
        )
        return [_entry(row) for row in reversed(connection.execute(query).all())]


_ENTRY_COLUMNS = ("id", "speaker", "text", "client_id", "name", "passed_on", "answered")


def unanswered(entry: Entry) -> bool:
    """Return whether this is a visitor's entry that nothing was said to."""
    return entry.speaker == "visitor" and not entry.answered


def _add(connection: Connection, session: str, entry: Entry) -> Entry | None:
    if entry.client_id is not None:
        known = connection.execute(
            sa.select(_entries).where(
                _entries.c.session == session, _entries.c.client_id == entry.client_id
            )
        ).first()
        if known is not None:
            return _entry(known)
    at = entry.id / 1e6
    touched = _sessions.update().where(_sessions.c.id == session).values(last_at=at)
    if not connection.execute(touched).rowcount:
        connection.execute(_sessions.insert().values(id=session, told="", last_at=at))
    values = {
        "session": session,
        **{key: getattr(entry, key) for key in _ENTRY_COLUMNS},
        "answer": json.dumps(entry.answer) if entry.answer is not None else None,
    }
    connection.execute(_entries.insert().values(**values))
    return None


def _change(connection: Connection, statement: Any) -> int:
    """Return how many rows were changed."""
    return int(connection.execute(statement).rowcount)


def _delete(connection: Connection, sessions: list[str]) -> list[str]:
    for session in sessions:
        connection.execute(_entries.delete().where(_entries.c.session == session))
        connection.execute(_sessions.delete().where(_sessions.c.id == session))
    return sessions


def _one(statement: Any, session: str, entry: int) -> Any:
    return statement.where(_entries.c.session == session, _entries.c.id == entry)


def _entry(row: Any) -> Entry:
    plain = Entry(**{key: getattr(row, key) for key in (*_ENTRY_COLUMNS, "feedback")})
    return replace(plain, answer=json.loads(row.answer)) if row.answer else plain
