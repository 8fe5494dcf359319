"""Rasa's memory of a conversation: kept over a restart, read in bounded time, deleted on demand."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Engine

from channels.database import connect
from channels.settings import database_url

# About ten turns. What an older turn left behind are slots, and those are read as well.
RECENT_EVENTS = 60
# The latest of each still holds when it is older than the recent events.
_LASTING = ("slot", "session_started", "pause", "resume", "restart", "reset_slots", "active_loop")
_STORED = "_events_in_store"


class WelcomeTrackerStore(SQLTrackerStore):
    """Rasa's SQL store, but a turn costs the same at the thousandth message as at the tenth."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Optional[str] = None,
        event_broker: Optional[EventBroker] = None,
        **_: Any,
    ) -> None:
        url = host or database_url()
        super().__init__(domain=domain, host=url, event_broker=event_broker)
        self.engine.dispose()
        self.engine: Engine = connect(url)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """Return the tracker with its recent events and all slots; None for an unknown sender."""
        with self.session_scope() as session:
            rows = self._recent(session, sender_id)
            events = [json.loads(data) for data in rows]
        return self._tracker(sender_id, events)

    async def retrieve_full_tracker(self, conversation_id: str) -> Optional[DialogueStateTracker]:
        """Return the tracker with every event that is kept."""
        event = self.SQLEvent
        with self.session_scope() as session:
            query = session.query(event.data).filter(event.sender_id == conversation_id)
            events = [json.loads(row.data) for row in query.order_by(event.id)]
        return self._tracker(conversation_id, events)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add the events that the store does not have yet."""
        await super().save(tracker)
        setattr(tracker, _STORED, len(tracker.events))

    async def delete(self, sender_id: str) -> None:
        """Delete all that is remembered of the sender."""
        await asyncio.to_thread(self._delete, sender_id)

    async def expire(self, keep_hours: float) -> None:
        """Delete the senders of whom nothing came for so long."""
        # One by one: a turn that wants to be saved waits for no more than one of them.
        for sender in await asyncio.to_thread(self._silent, keep_hours):
            await asyncio.to_thread(self._delete, sender)

    def _delete(self, sender_id: str) -> None:
        with self.session_scope() as session:
            session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id).delete()
            session.commit()

    def _silent(self, keep_hours: float) -> list[str]:
        event = self.SQLEvent
        with self.session_scope() as session:
            senders = session.query(event.sender_id).group_by(event.sender_id)
            latest = sa.func.max(event.timestamp)
            silent = senders.having(latest < time.time() - keep_hours * 3_600)
            return [sender for (sender,) in silent]

    def _tracker(
        self, sender_id: str, events: list[dict[str, Any]]
    ) -> Optional[DialogueStateTracker]:
        if not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _recent(self, session: Any, sender_id: str) -> list[str]:
        """Return events as JSON, oldest first: the lasting ones of before, then the recent."""
        event = self.SQLEvent
        of_sender = session.query(event).filter(event.sender_id == sender_id)
        recent = of_sender.order_by(event.id.desc()).limit(RECENT_EVENTS).all()[::-1]
        if len(recent) == RECENT_EVENTS:
            # A turn begins after the assistant listened; half a turn would be misread.
            listens = (row for row in recent if row.action_name == ACTION_LISTEN_NAME)
            first = next(listens, recent[0])
            recent = [row for row in recent if row.id >= first.id]
            recent = [*self._lasting(session, sender_id, first.id), *recent]
        return [row.data for row in recent]

    def _lasting(self, session: Any, sender_id: str, before: int) -> list[Any]:
        event = self.SQLEvent
        latest = (
            session.query(sa.func.max(event.id))
            .filter(event.sender_id == sender_id, event.id < before)
            .filter(event.type_name.in_(_LASTING))
            .group_by(event.type_name, event.action_name)
        )
        ids = [key for (key,) in latest]
        rows: list[Any] = session.query(event).filter(event.id.in_(ids)).order_by(event.id).all()
        return rows

    def _additional_events(self, _: Any, tracker: DialogueStateTracker) -> Any:
        """Return what was added since the tracker was read: a cut one cannot be counted against."""
        return list(tracker.events)[getattr(tracker, _STORED, 0) :]
