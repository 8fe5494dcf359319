"""The hand-over on two server processes, with a real PostgreSQL and a real Redis between them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.channels.databases import Postgres, Redis
from tests.channels.servers import StubServer
from tests.channels.visitor import Visitor, tab
from tests.slack.conftest import Starter
from tests.slack.fake import FakeSlack, button, titles, words
from tests.slack.test_takeover import TEAM, asks_for_a_person, hears, standing
from tests.slack.workspace import until

pytestmark = pytest.mark.asyncio


@pytest.fixture()
def pair(
    postgres: Postgres, redis: Redis, start: Starter, slack: FakeSlack, tmp_path: Path
) -> tuple[StubServer, StubServer]:
    """Two servers, each with its own connection to Slack."""
    both = {
        "WELCOME_DATABASE": postgres.url,
        "WELCOME_REDIS": redis.url,
        "WELCOME_OFFICE_HOURS": "always",
    }
    return start(**both), start(**both)


async def test_visitors_and_team_meet_whichever_process_they_are_on(
    pair: tuple[StubServer, StubServer], slack: FakeSlack
) -> None:
    await until(lambda: slack.connections == 2)
    async with tab(pair[0].address) as here, tab(pair[1].address, here.token) as there:
        await here.ask("labs near Ghent")
        card = await asks_for_a_person(here, slack)
        # Slack deals its events to both connections in turn.
        await slack.taps("U0ANNA", card, button(card, "Take over"))
        for tab_ in (here, there):
            await tab_.until(lambda tab_=tab_: standing(tab_) == "person")
        spoken = [f"from Anna {number}" for number in range(10)]
        written = [f"from Kim {number}" for number in range(10)]
        for words_of_anna, words_of_kim in zip(spoken, written, strict=True):
            await slack.says("U0ANNA", TEAM, words_of_anna, thread=card["ts"])
            await (here if words_of_kim[-1] in "02468" else there).send(words_of_kim)
        for tab_ in (here, there):
            await tab_.until(lambda tab_=tab_: len(tab_.entries("person")) >= 10)
        await until(lambda: len(_lines(slack, card["ts"])) >= 10)
        await asyncio.sleep(0.5)
        for tab_ in (here, there):
            assert [entry["text"] for entry in tab_.entries("person")] == spoken
        lines = _lines(slack, card["ts"])
        # Two tabs are two senders: each is heard in its own order.
        assert sorted(lines) == sorted(written)
        for parity in ("02468", "13579"):
            own = [line for line in written if line[-1] in parity]
            assert [line for line in lines if line in own] == own
        assert len(slack.posted(TEAM, "")) == 1, "one card"
        await slack.taps("U0ANNA", card, button(card, "Hand back"))
        for tab_ in (here, there):
            await tab_.until(lambda tab_=tab_: standing(tab_) == "assistant")


async def test_one_process_may_die_in_the_middle(
    pair: tuple[StubServer, StubServer], slack: FakeSlack
) -> None:
    first, second = pair
    await until(lambda: slack.connections == 2)
    async with tab(second.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        await slack.taps("U0ANNA", card, button(card, "Take over"))
        await visitor.until(lambda: standing(visitor) == "person")
        first.kill()
        await until(lambda: slack.connections == 1)
        for number in range(4):
            await slack.says("U0ANNA", TEAM, f"still here {number}", thread=card["ts"])
            await hears(visitor, f"still here {number}", "Anna")
        await visitor.send("from Kim, still here")
        # What the dead process had leased is free again after a minute; ours is not held up.
        await until(lambda: _lines(slack, card["ts"]) == ["from Kim, still here"], 90)


async def test_the_database_may_be_away_in_the_middle(
    pair: tuple[StubServer, StubServer], slack: FakeSlack, postgres: Postgres
) -> None:
    first, second = pair
    await until(lambda: slack.connections == 2)
    async with tab(first.address) as visitor, tab(second.address, visitor.token) as other:
        card = await asks_for_a_person(visitor, slack)
        await slack.taps("U0ANNA", card, button(card, "Take over"))
        await visitor.until(lambda: standing(visitor) == "person")
        await visitor.send("from Kim, before")
        await other.send("from Kim, elsewhere")
        await until(lambda: len(_lines(slack, card["ts"])) == 2)
        postgres.stop()
        try:
            answers = len(visitor.entries("assistant"))
            await visitor.send("from Kim, in the dark")
            await slack.says("U0ANNA", TEAM, "and from Anna", thread=card["ts"])
            await visitor.until(lambda: "and from Anna" in _said(visitor))
            assert len(visitor.entries("assistant")) == answers, "the assistant is silent"
        finally:
            postgres.start()
        await until(lambda: "from Kim, in the dark" in _lines(slack, card["ts"]), 30)
        await slack.says("U0ANNA", TEAM, "light again", thread=card["ts"])
        await visitor.until(lambda: "light again" in _said(visitor))
        await asyncio.sleep(0.5)
        assert _said(visitor) == ["and from Anna", "light again"]
        await until(lambda: titles(card) == ["Hand back", "Answer later"])
        assert "Anna" in words(card)


def _lines(slack: FakeSlack, thread: str) -> list[str]:
    lines = (words(message).split("\n")[-1] for message in slack.posted(TEAM, thread))
    return [line for line in lines if line.startswith("from Kim")]


def _said(visitor: Visitor) -> list[str]:
    """Return what a person said, as the widget shows it: each entry once by its client_id."""
    return list({e["client_id"]: e["text"] for e in visitor.entries("person")}.values())
