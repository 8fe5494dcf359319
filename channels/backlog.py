"""What the database could not take: held in memory, and done in order when it is back."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Any, Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)

Work = Callable[[], Awaitable[Any]]
# More than this is an outage of hours: what is older is let go of, to stay within memory.
_AT_MOST = 10_000
_AGAIN_S = 1.0


class Backlog:
    """Work that waits for the database. It is lost when this process ends before."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[str, Work]] = deque(maxlen=_AT_MOST)
        self._task: asyncio.Task[None] | None = None

    def add(self, session: str, work: Work) -> None:
        """Do the work as soon as the database takes it, after what was added before."""
        self._waiting.append((session, work))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._catch_up())

    def drop(self, session: str) -> None:
        """Let go of what waits for a session: it is forgotten."""
        kept = [(other, work) for other, work in self._waiting if other != session]
        self._waiting.clear()
        self._waiting.extend(kept)

    async def settle(self) -> None:
        """Try once more, and let go of the rest: the server ends."""
        if self._task is not None:
            self._task.cancel()
        while self._waiting and await self._done(*self._waiting[0]):
            self._let_go(self._waiting[0])
        if self._waiting:
            logger.error("%s things said are not kept: the database is away", len(self._waiting))

    async def _catch_up(self) -> None:
        while self._waiting:
            first = self._waiting[0]
            if await self._done(*first):
                self._let_go(first)
            else:
                await asyncio.sleep(_AGAIN_S)

    def _let_go(self, first: tuple[str, Work]) -> None:
        # Meanwhile its session may have been forgotten, and it with it.
        if self._waiting and self._waiting[0] is first:
            self._waiting.popleft()

    async def _done(self, _: str, work: Work) -> bool:
        try:
            await work()
        except SQLAlchemyError:
            return False
        except Exception as error:  # one bad piece of work must not hold up what is behind it
            logger.error("something said is not kept: %s", type(error).__name__)
        return True
