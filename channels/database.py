"""The one database of conversations: what visitors and assistant said, and Rasa's trackers."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.pool import QueuePool

logger = logging.getLogger(__name__)

_BUSY_MS = 3_000
_CONNECT_S = 3


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


def sweep(engine: Engine) -> None:
    """Leave nothing of deleted rows in the files of the database."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
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
