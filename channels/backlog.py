"""What the database could not take: held in memory, and done in order when it is back."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any, Awaitable, Callable

from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

logger = logging.getLogger(__name__)

Work = Callable[[], Awaitable[Any]]
# More than this is an outage of hours: what is older is let go of, to stay within memory.
_AT_MOST = 10_000
_AGAIN_S = 1.0
_AWAY = (InterfaceError, OperationalError, TimeoutError)


@dataclass(frozen=True, eq=False)
class _Waiting:
    session: str
    work: Work


class Backlog:
    """Work that waits for the database. It is lost when this process ends before."""

    def __init__(self, again_s: float = _AGAIN_S) -> None:
        self._again_s = again_s
        self._waiting: deque[_Waiting] = deque(maxlen=_AT_MOST)
        self._task: asyncio.Task[None] | None = None

    def add(self, session: str, work: Work) -> None:
        """Do the work as soon as the database takes it, after what was added before."""
        self._waiting.append(_Waiting(session, work))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._catch_up())

    def drop(self, session: str) -> None:
        """Let go of what waits for a session: it is forgotten."""
        kept = [waiting for waiting in self._waiting if waiting.session != session]
        self._waiting.clear()
        self._waiting.extend(kept)

    async def settle(self) -> None:
        """Try once more, and let go of the rest: the server ends."""
        if self._task is not None:
            self._task.cancel()
        while self._waiting and await self._first_is_done():
            continue
        if self._waiting:
            logger.error("%s things said are not kept: the database is away", len(self._waiting))

    async def _catch_up(self) -> None:
        while self._waiting:
            if not await self._first_is_done():
                await asyncio.sleep(self._again_s)

    async def _first_is_done(self) -> bool:
        """Do what waits longest; return False when the database is away."""
        first = self._waiting[0]
        try:
            await first.work()
        except _AWAY:
            return False
        except Exception as error:  # one bad piece of work must not hold up what is behind it
            logger.error("something said is not kept: %s", type(error).__name__)
        # Meanwhile its session may have been forgotten, and it with it.
        if self._waiting and self._waiting[0] is first:
            self._waiting.popleft()
        return True
