"""Rasa's memory on the database: whole for what matters, bounded, deleted on demand."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from channels.tracker import RECENT_EVENTS, WelcomeTrackerStore
from tests.channels.servers import traces

pytestmark = pytest.mark.asyncio
_DOMAIN = """
slots:
  language: {type: text, mappings: [{type: custom}]}
  search_memory: {type: any, mappings: [{type: custom}]}
"""


@pytest.fixture()
def store(tmp_path: Path) -> WelcomeTrackerStore:
    return WelcomeTrackerStore(Domain.from_yaml(_DOMAIN), f"sqlite:///{tmp_path / 'talks.db'}")


async def turn(store: WelcomeTrackerStore, sender: str, *more: Any) -> DialogueStateTracker:
    """Do with the tracker what Rasa does with it in a turn."""
    tracker = await store.get_or_create_tracker(sender)
    for event in (
        UserUttered("labs", intent={"name": "ask_facility"}),
        ActionExecuted("action_answer"),
        BotUttered("here"),
        *more,
        ActionExecuted("action_listen"),
    ):
        tracker.update(event)
    await store.save(tracker)
    return tracker


async def reread(store: WelcomeTrackerStore, sender: str) -> DialogueStateTracker:
    tracker = await store.retrieve(sender)
    assert tracker is not None
    return tracker


async def test_an_unknown_sender_has_no_tracker(store: WelcomeTrackerStore) -> None:
    assert await store.retrieve("nobody") is None


async def test_slots_outlive_the_recent_events(store: WelcomeTrackerStore) -> None:
    await turn(store, "a", SlotSet("language", "nl"), SlotSet("search_memory", {"shown": 5}))
    for _ in range(40):
        await turn(store, "a")
    await turn(store, "a", SlotSet("search_memory", {"shown": 10}))
    for _ in range(40):
        await turn(store, "a")
    tracker = await reread(store, "a")
    assert tracker.get_slot("language") == "nl"
    assert tracker.get_slot("search_memory") == {"shown": 10}
    assert len(tracker.events) <= RECENT_EVENTS + 8


async def test_every_event_is_kept_once(store: WelcomeTrackerStore) -> None:
    for _ in range(50):
        await turn(store, "a")
    full = await store.retrieve_full_tracker("a")
    assert full is not None
    assert sum(isinstance(event, UserUttered) for event in full.events) == 50
    assert len(full.events) == 1 + 50 * 4


async def test_a_cut_tracker_begins_where_the_assistant_listened(
    store: WelcomeTrackerStore,
) -> None:
    for _ in range(50):
        await turn(store, "a")
    first = (await reread(store, "a")).events[0]
    assert isinstance(first, ActionExecuted) and first.action_name == "action_listen"


async def test_a_pause_holds_however_much_is_said(store: WelcomeTrackerStore) -> None:
    await turn(store, "a", ConversationPaused())
    for _ in range(50):
        await turn(store, "a")
    assert (await reread(store, "a")).is_paused()
    await turn(store, "a", ConversationResumed())
    for _ in range(50):
        await turn(store, "a")
    assert not (await reread(store, "a")).is_paused()


@pytest.mark.parametrize("forgets", [Restarted()])
async def test_what_was_forgotten_does_not_come_back(
    store: WelcomeTrackerStore, forgets: Any
) -> None:
    await turn(store, "a", SlotSet("language", "nl"))
    for _ in range(30):
        await turn(store, "a")
    await turn(store, "a", forgets)
    for _ in range(30):
        await turn(store, "a")
    assert (await reread(store, "a")).get_slot("language") is None


async def test_a_new_session_keeps_what_it_carried_over(store: WelcomeTrackerStore) -> None:
    await turn(store, "a", SlotSet("language", "nl"))
    await turn(store, "a", SessionStarted(), SlotSet("language", "nl"))
    for _ in range(40):
        await turn(store, "a")
    assert (await reread(store, "a")).get_slot("language") == "nl"


async def test_the_thousandth_turn_is_read_as_fast_as_the_fiftieth(
    store: WelcomeTrackerStore,
) -> None:
    async def fastest() -> float:
        times = []
        for _ in range(5):
            began = time.perf_counter()
            await reread(store, "a")
            times.append(time.perf_counter() - began)
        return min(times)

    for _ in range(50):
        await turn(store, "a")
    early = await fastest()
    tracker = await store.retrieve("a")
    assert tracker is not None
    for _ in range(5_000):
        tracker.update(UserUttered("labs", intent={"name": "ask_facility"}))
    await store.save(tracker)
    assert await fastest() < 3 * early + 0.01


async def test_deleting_leaves_the_others(store: WelcomeTrackerStore) -> None:
    await turn(store, "a")
    await turn(store, "b")
    await store.delete("a")
    assert await store.retrieve("a") is None
    assert await store.retrieve("b") is not None


async def test_silent_senders_expire(store: WelcomeTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("old")
    tracker.update(UserUttered("Zimtsterne", timestamp=time.time() - 7_200))
    await store.save(tracker)
    with store.session_scope() as session:
        session.query(store.SQLEvent).update({"timestamp": time.time() - 7_200})
        session.commit()
    await turn(store, "new")
    await store.expire(keep_hours=1)
    assert await store.retrieve("old") is None
    assert await store.retrieve("new") is not None


async def test_an_error_of_the_database_names_no_words(
    store: WelcomeTrackerStore, tmp_path: Path
) -> None:
    tracker = await store.get_or_create_tracker("a")
    tracker.update(UserUttered("Zimtsterne"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("drop table events")
    with pytest.raises(Exception) as failure:
        await store.save(tracker)
    assert "Zimtsterne" not in str(failure.value)
    assert traces(tmp_path, "Zimtsterne") == []
