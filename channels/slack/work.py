"""What goes on in the background once Slack was told that we heard it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Coroutine

logger = logging.getLogger(__name__)


class Work:
    """The answers and notices that are under way."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do it in the background; what fails is logged without anybody's words."""
        task = asyncio.create_task(_guarded(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def end(self, within_s: float) -> None:
        """Finish what is going on, or give it up."""
        if self._running:
            await asyncio.wait(self._running, timeout=within_s)
        for task in self._running:
            task.cancel()


async def _guarded(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except Exception as error:  # no words of anybody may reach the log
        logger.error("an answer in Slack failed: %s", type(error).__name__)
