"""Brings what stands in the outbox to the team and to the visitors."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Callable, Protocol

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from channels.database import Transactions
from channels.handover import outbox, store
from channels.handover.outbox import Lane, Line, Teller
from channels.handover.request import Request
from channels.handover.team import CardGone, Place, Team, Unreachable, Voice

logger = logging.getLogger(__name__)

# Of each lane.
_AT_ONCE = 10
# What another process put there is seen by then; what this one put there, at once.
_LOOK_EVERY_S = 1.0


class Visitors(Protocol):
    """The visitors' side, as the desk needs it."""

    async def deliver(self, session: str, speaker: Teller, text: str, name: str, key: str) -> None:
        """Keep an entry and show it in every tab; what has the key already is kept once.

        Raises SQLAlchemyError when it is not kept.
        """

    async def show(self, session: str, speaker: Teller, text: str, name: str, key: str) -> None:
        """Show an entry in every tab without keeping it: the database is away."""

    async def stand(self, session: str, request: Request) -> None:
        """Have every tab show who has the conversation now."""

    async def said_since(self, session: str, moment: float) -> list[tuple[str, str]]:
        """Return who said what since the moment (seconds since 1970), oldest first."""

    def here(self) -> set[str]:
        """Return the sessions that have a connection to this process."""


class Courier:
    """Delivers for as long as it runs; several processes may, each line is delivered by one."""

    team: Team | None = None

    def __init__(
        self,
        work: Transactions,
        visitors: Visitors,
        placed: Callable[[Connection, Request], None],
    ) -> None:
        """`placed` tells the visitor, in the same transaction, that the team has the card."""
        self._work = work
        self._visitors = visitors
        self._placed = placed
        self._called = asyncio.Event()
        self._finishing = False
        self._under_way: dict[asyncio.Task[None], Lane] = {}

    def call(self) -> None:
        """Say that there is something to deliver."""
        self._called.set()

    async def run(self) -> None:
        """Deliver until `finish` is called."""
        while not self._finishing:
            self._called.clear()
            if await self._looked():
                await asyncio.sleep(0)
                continue
            try:
                await asyncio.wait_for(self._called.wait(), _LOOK_EVERY_S)
            except asyncio.TimeoutError:
                continue

    async def finish(self, running: asyncio.Task[None]) -> None:
        """Take nothing more, and wait for what is under way.

        A line that was taken and let go of would have to wait for the end of its lease.
        """
        self._finishing = True
        self.call()
        await asyncio.gather(running, return_exceptions=True)
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _looked(self) -> bool:
        try:
            return await self._look()
        except Exception as error:  # a failed look must not end the deliveries
            logger.error("the outbox is not read: %s", type(error).__name__)
            return False

    async def _look(self) -> bool:
        """Begin to deliver what is due; return whether there was any."""
        lanes: tuple[Lane, ...] = ("visitor", "team") if self.team else ("visitor",)
        lines: list[Line] = []
        try:
            for lane in lanes:
                # A team that is slow must not keep visitors waiting.
                free = _AT_ONCE - sum(busy == lane for busy in self._under_way.values())
                if free > 0:
                    lines += await self._work(outbox.take, (lane,), free)
        except SQLAlchemyError:  # the channel says in the log that the database is away
            pass
        for line in lines:
            task = asyncio.create_task(self._deliver(line))
            self._under_way[task] = line.lane
            task.add_done_callback(self._delivered)
        return bool(lines)

    def _delivered(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task, None)
        self.call()

    async def _deliver(self, line: Line) -> None:
        try:
            request = await self._work(store.of_id, line.request)
            place = await self._bring(line, request) if request else None
            await self._mark(line, self._done, line, place)
        except Exception as error:  # no words of anybody may reach the log
            wait = error.retry_after_s if isinstance(error, Unreachable) else 0.0
            log = logger.info if isinstance(error, Unreachable) else logger.error
            log("not delivered yet (%s): %s", line.kind, type(error).__name__)
            await self._mark(line, outbox.again, line, wait)

    async def _mark(self, line: Line, work: Callable[..., None], *values: Any) -> None:
        """Note what came of a delivery; with the database away, when it is back.

        When the lease ends before, the line is tried again, under the same key.
        """
        until = time.monotonic() + outbox.LEASE_S[line.lane]
        while time.monotonic() < until:
            try:
                return await self._work(work, *values)
            except SQLAlchemyError:
                await asyncio.sleep(_LOOK_EVERY_S)

    async def _bring(self, line: Line, request: Request) -> Place | None:
        """Deliver a line; return where the card stands when it was put there just now."""
        if line.lane == "visitor":
            if not request.session:
                return None
            if line.kind == "stand":
                await self._visitors.stand(request.session, request)
            else:
                said = (line.speaker, line.text, line.name, line.key)
                await self._visitors.deliver(request.session, *said)
            return None
        if self.team is None:
            raise Unreachable
        if line.kind == "open":
            return None if request.forgotten else await self.team.open(request.card(), line.key)
        if request.place is None:  # forgotten before it was shown
            return None
        if line.kind in ("post", "since") and not line.text:  # forgotten while it was under way
            return None
        if line.kind == "update":
            # Of a forgotten visitor nothing may stay, wherever a card of theirs ever stood.
            forgotten = request.forgotten
            every = await self._work(store.all_places, request) if forgotten else [request.place]
            for place in every:
                await self.team.update(place, request.card())
            return None
        try:
            await self._post(self.team, request.place, line, request)
            return None
        except CardGone:
            if request.forgotten:
                return None
        # What the visitor says must not be lost with the card. Whoever answers under the new one
        # is heard from its first moment on.
        place = await self.team.open(request.card(), f"{line.key}:card")
        await self._work(store.placed, request, place)
        await self._post(self.team, place, line, request)
        return None

    async def _post(self, team: Team, place: Place, line: Line, request: Request) -> None:
        if line.kind == "before":
            await team.before(place, request.about.transcript, line.key)
        elif line.kind == "since":
            said = await self._visitors.said_since(request.session, float(line.text))
            await team.before(place, said, line.key)
        else:
            voice: Voice = "visitor" if line.speaker == "visitor" else "system"
            await team.post(place, line.text, line.key, voice)

    def _done(self, connection: Connection, line: Line, place: Place | None) -> None:
        request = store.of_id(connection, line.request)
        if request is not None and place is not None:
            store.placed(connection, request, place)
        if request is not None and line.kind == "open" and place is not None:
            self._placed(connection, request)
        if request is not None and line.kind == "before":
            store.told_before(connection, request)
        outbox.done(connection, line)
