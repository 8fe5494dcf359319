"""What Slack told us, what we posted and what waits for a tap, over processes and restarts."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from dataclasses import asdict, dataclass
from typing import Any, Callable, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from channels.database import Transactions

logger = logging.getLogger(__name__)

# Slack tells again within minutes; a day also covers an outage that holds our posts back.
_KEPT_S = 24 * 3_600.0
# Slack waits three seconds for us, also while the database is slow.
NOTED_WITHIN_S = 1.0
_SWEEP_EVERY_S = 600.0
_REMEMBERED = 2_000
_Result = TypeVar("_Result")

_metadata = sa.MetaData()
_heard = sa.Table(
    "slack_heard",
    _metadata,
    sa.Column("id", sa.String(255), primary_key=True),
    sa.Column("at", sa.Float, nullable=False, index=True),
)
_sent = sa.Table(
    "slack_sent",
    _metadata,
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("ts", sa.String(32), nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
)


_drafts = sa.Table(
    "slack_drafts",
    _metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("thread", sa.String(32), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
)


_newest = sa.Table(
    "slack_newest",
    _metadata,
    sa.Column("conversation", sa.String(255), primary_key=True),
    sa.Column("answer", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False, index=True),
)


@dataclass(frozen=True)
class Draft:
    """Words for a visitor that wait for a tap; `id` is also the event they are sent under."""

    id: str
    channel: str
    thread: str
    text: str


@dataclass(frozen=True)
class Sending:
    """A post under a key: `ts` is Slack's id of it, or "" while nobody knows whether it is there.

    `at` is when it was first tried, in seconds since 1970.
    """

    ts: str
    at: float


class Journal:
    """Small tables beside the conversations. All work is done in one thread, in order."""

    def __init__(self, engine: Engine) -> None:
        self._work = Transactions(engine, _metadata, "slack-journal")
        self._lately: OrderedDict[str, None] = OrderedDict()
        self._swept = 0.0

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._work.close()

    async def is_new(self, event: str) -> bool:
        """Note an event; return whether it was never noted before, by any process."""
        if event in self._lately:
            return False
        self._lately[event] = None
        if len(self._lately) > _REMEMBERED:
            self._lately.popitem(last=False)
        try:
            return await asyncio.wait_for(self._run(_note, event), NOTED_WITHIN_S)
        except (
            SQLAlchemyError,
            asyncio.TimeoutError,
        ) as error:  # to answer goes before to answer once
            logger.error("an event of Slack is not noted: %s", type(error).__name__)
            return True

    async def sending(self, key: str) -> Sending | None:
        """Return what is known of the post under the key. Raises SQLAlchemyError."""
        query = sa.select(_sent.c.ts, _sent.c.at).where(_sent.c.key == key)
        row = await self._run(_first, query)
        return Sending(row.ts, row.at) if row else None

    async def begin(self, key: str) -> None:
        """Note that a post is tried. Raises SQLAlchemyError."""
        values = {"key": key, "ts": "", "at": time.time()}
        await self._run(_execute, _sent.insert().values(**values))

    async def posted(self, key: str, ts: str) -> None:
        """Note that the post is there. Raises SQLAlchemyError."""
        change = _sent.update().where(_sent.c.key == key).values(ts=ts)
        await self._run(_execute, change)

    async def not_posted(self, key: str) -> None:
        """Note that the post is surely not there. Raises SQLAlchemyError."""
        await self._run(_execute, _sent.delete().where(_sent.c.key == key))

    async def keep(self, draft: Draft) -> None:
        """Keep a draft for a day, once under its id. Raises SQLAlchemyError."""
        await self._run(_keep, draft)

    async def draft(self, key: str) -> Draft | None:
        """Return the draft of an id; None when it is sent or too old. Raises SQLAlchemyError."""
        query = sa.select(_drafts).where(_drafts.c.id == key)
        row = await self._run(_first, query)
        return Draft(row.id, row.channel, row.thread, row.text) if row else None

    async def drop(self, key: str) -> None:
        """Delete a draft. Raises SQLAlchemyError."""
        await self._run(_execute, _drafts.delete().where(_drafts.c.id == key))

    async def drop_of_thread(self, channel: str, thread: str) -> None:
        """Delete the drafts for a visitor who is forgotten. Raises SQLAlchemyError."""
        there = (_drafts.c.channel == channel, _drafts.c.thread == thread)
        await self._run(_execute, _drafts.delete().where(*there))

    async def answered(self, conversation: str, answer: str) -> None:
        """Note the newest answer of a conversation. Raises SQLAlchemyError."""
        await self._run(_answered, conversation, answer)

    async def newest(self, conversation: str) -> str:
        """Return the newest answer of a conversation, or "". Raises SQLAlchemyError."""
        query = sa.select(_newest.c.answer).where(_newest.c.conversation == conversation)
        row = await self._run(_first, query)
        return str(row.answer) if row else ""

    async def _run(self, work: Callable[..., _Result], *values: Any) -> _Result:
        def swept(connection: Connection) -> _Result:
            if time.monotonic() > self._swept + _SWEEP_EVERY_S:
                self._swept = time.monotonic()
                _sweep(connection)
            return work(connection, *values)

        return await self._work(swept)


def _note(connection: Connection, event: str) -> bool:
    if connection.execute(sa.select(_heard.c.id).where(_heard.c.id == event)).first():
        return False
    connection.execute(_heard.insert().values(id=event, at=time.time()))
    return True


def _keep(connection: Connection, draft: Draft) -> None:
    if not connection.execute(sa.select(_drafts.c.id).where(_drafts.c.id == draft.id)).first():
        connection.execute(_drafts.insert().values(at=time.time(), **asdict(draft)))


def _answered(connection: Connection, conversation: str, answer: str) -> None:
    values = {"answer": answer, "at": time.time()}
    ours = _newest.update().where(_newest.c.conversation == conversation).values(**values)
    if not connection.execute(ours).rowcount:
        connection.execute(_newest.insert().values(conversation=conversation, **values))


def _sweep(connection: Connection) -> None:
    for table in _metadata.sorted_tables:
        connection.execute(table.delete().where(table.c.at < time.time() - _KEPT_S))


def _execute(connection: Connection, statement: Any) -> None:
    connection.execute(statement)


def _first(connection: Connection, query: Any) -> Any:
    return connection.execute(query).first()
