"""What time does to requests: nobody takes them, nothing is said, visitors leave, they age."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from channels.database import Transactions
from channels.handover import outbox, store
from channels.handover.courier import Courier, Visitors
from channels.handover.moving import DeskSettings, Mover
from channels.handover.request import Request
from channels.handover.states import Event

logger = logging.getLogger(__name__)

_MINUTE_S, _HOUR_S, _DAY_S = 60.0, 3_600.0, 86_400.0
_LONGEST_ROUND_S = 5.0
# The team's channel may repeat an event for an hour; a key is known for longer.
_KEYS_FOR_S = _DAY_S


class Watch:
    """Looks at the time in rounds; of several processes one wins each change."""

    def __init__(
        self,
        work: Transactions,
        mover: Mover,
        courier: Courier,
        settings: DeskSettings,
        visitors: Visitors,
        known: dict[str, Request],
    ) -> None:
        """`known` are the last known open requests by session, which this keeps true."""
        self._work = work
        self._mover = mover
        self._courier = courier
        self._settings = settings
        self._visitors = visitors
        self._known = known
        shortest = min(settings.take_within_min, settings.silence_min, settings.gone_min)
        soonest_s = min(shortest * _MINUTE_S, settings.placed_within_s)
        self._round_s = min(_LONGEST_ROUND_S, soonest_s / 4)

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                sessions = set(self._known)
                here = self._visitors.here() & sessions
                if await self._work(self._round, here):
                    self._courier.call()
                await self._expire()
                await self._learn(sessions)
            except SQLAlchemyError:  # the channel says in the log that the database is away
                pass
            except Exception as error:  # a failed round must not end the rounds
                logger.error("the time of requests is not watched: %s", type(error).__name__)
            await asyncio.sleep(self._round_s)

    async def _learn(self, sessions: set[str]) -> None:
        """See what other processes did to the requests known here."""
        current = {found.session: found for found in await self._work(store.open_of, sessions)}
        for session in sessions:
            if session in current:
                self._known[session] = current[session]
            else:
                self._known.pop(session, None)

    def _round(self, connection: Connection, here: set[str]) -> bool:
        changes = self._presence(connection, here)
        settings, now = self._settings, time.time()
        unanswered = now - settings.take_within_min * _MINUTE_S
        silent = now - settings.silence_min * _MINUTE_S
        events: tuple[tuple[Event, list[Request]], ...] = (
            ("nobody", store.unchanged_since(connection, ("waiting",), unanswered)),
            ("silence", store.said_before(connection, "person", silent)),
        )
        for event, found in events:
            for request in found:
                changes |= self._mover.move(connection, request, event) is not None
        for request in store.unplaced_since(
            connection, now - _KEYS_FOR_S, now - settings.placed_within_s
        ):
            changes |= self._mover.unreached(connection, request)
        return self._age(connection, now) or changes

    def _presence(self, connection: Connection, here: set[str]) -> bool:
        back = store.seen(connection, here) if here else []
        since = time.time() - self._settings.gone_min * _MINUTE_S
        gone = store.gone_since(connection, since)
        for notice, found in (("back", back), ("gone", gone)):
            for request in found:
                self._mover.notice(connection, request, notice)
        return bool(back or gone)

    def _age(self, connection: Connection, now: float) -> bool:
        """Delete what is over for long enough."""
        kept_since = now - self._settings.keep_hours * _HOUR_S
        over = store.closed_before(connection, kept_since)
        for request in over:
            self._mover.forget(connection, request, "")
        outbox.drop_done(connection, now - _KEYS_FOR_S)
        store.drop_forgotten(connection, min(kept_since, now - _KEYS_FOR_S))
        return bool(over)

    async def _expire(self) -> None:
        """Tell the visitors to whom an answer is owed for too long, and delete their requests."""
        since = time.time() - self._settings.owed_days * _DAY_S
        for request in await self._work(store.owed_before, since):
            # First: whose request is deleted can't be told any more.
            session, key = request.session, f"{request.id}:expired"
            text = self._mover.sentence(request, "handover_expired")
            await self._visitors.deliver(session, "system", text, "", key)
            await self._visitors.stand(session, replace(request, state="closed"))
            await self._work(self._forget_owed, request)
            self._courier.call()

    def _forget_owed(self, connection: Connection, request: Request) -> None:
        found = store.of_id(connection, request.id)
        if found is not None and (found.state, found.said_at) == (request.state, request.said_at):
            self._mover.forget(connection, found, "expired")
