"""The one database of conversations: what visitors and assistant said, and Rasa's trackers."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

logger = logging.getLogger(__name__)

_BUSY_MS = 3_000
_CONNECT_S = 3
_TRIES = 3
_Result = TypeVar("_Result")


def connect(url: str) -> Engine:
    """Return an engine for the URL; a SQLite file is made with its folder, for its owner only."""
    # hide_parameters: an error of the database would carry a visitor's words into the log.
    if make_url(url).get_backend_name() != "sqlite":
        # A server that was away is noticed before a visitor's words are lost on it.
        return sa.create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={"connect_timeout": _CONNECT_S},
        )
    _make_file(make_url(url).database)
    # A pool: when the last connection to such a file is closed, its log is written back each time.
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _prepare)
    return engine


class Transactions:
    """Does work on some tables, in one thread of its own, in order.

    What is not there is made before the first work. Errors are SQLAlchemy's, without values.
    """

    def __init__(self, engine: Engine, metadata: sa.MetaData, name: str) -> None:
        """`name` is that of the thread."""
        self._engine = engine
        self._metadata = metadata
        self._made = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def open(self) -> None:
        """Make the tables that are missing."""
        await self(lambda _: None)

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()

    async def __call__(self, work: Callable[..., _Result], *values: Any, **named: Any) -> _Result:
        """Return what `work(connection, ...)` returns, in a transaction of its own.

        Work that adds a row looks first whether it is there: it is done again when another
        process was first.
        """

        def once() -> _Result:
            with self._engine.begin() as connection:
                return work(connection, *values, **named)

        def patient() -> _Result:
            self._make()
            for _ in range(_TRIES - 1):
                try:
                    return once()
                except IntegrityError:
                    continue
            return once()

        return await asyncio.get_running_loop().run_in_executor(self._thread, patient)

    def _make(self) -> None:
        if self._made:
            return
        for table in self._metadata.sorted_tables:
            try:
                table.create(self._engine, checkfirst=True)
            except DBAPIError:  # another process may have made it since we looked
                table.create(self._engine, checkfirst=True)
        self._made = True


def sweep(connection: Connection) -> None:
    """Leave nothing of deleted rows in the files of the database."""
    if connection.dialect.name != "sqlite":
        return
    if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar():
        logger.warning("the database is being read: deleted words leave its log next time")


def _make_file(name: str | None) -> None:
    if name and name != ":memory:":
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)


def _prepare(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    # Readers and the one writer don't wait for each other, and a commit costs no disk flush.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    # Forgotten is forgotten: deleted rows are overwritten with zeros.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
