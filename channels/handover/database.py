"""Work on the desk's tables: whole transactions, in one thread of their own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, TypeVar

from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, ProgrammingError

from channels.handover.tables import metadata

_Result = TypeVar("_Result")
_TRIES = 3


class Transactions:
    """Does work in transactions, one after the other. Errors are SQLAlchemy's, without values."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="handover")

    async def open(self) -> None:
        """Make the tables that are missing; two processes may do so at once."""
        await self._run(lambda: metadata.create_all(self._engine, checkfirst=True))

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._thread.shutdown(wait=True)
        self._engine.dispose()

    async def __call__(self, work: Callable[..., _Result], *values: Any, **named: Any) -> _Result:
        """Return what `work(connection, ...)` returns, in a transaction of its own."""

        def whole() -> _Result:
            with self._engine.begin() as connection:
                return work(connection, *values, **named)

        return await self._run(whole)

    async def _run(self, work: Callable[[], _Result]) -> _Result:
        def patient() -> _Result:
            for _ in range(_TRIES - 1):
                try:
                    return work()
                except (IntegrityError, ProgrammingError):  # another process was first: look again
                    continue
            return work()

        return await asyncio.get_running_loop().run_in_executor(self._thread, patient)
