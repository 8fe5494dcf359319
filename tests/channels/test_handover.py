"""The hand-over on a real server: a visitor's tab on one side, a team on the other."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from knowledge.model import LANGUAGES
from tests.channels.conftest import Starter
from tests.channels.databases import Postgres, Redis
from tests.channels.fake_team import cards, posts, read
from tests.channels.servers import StubServer, traces
from tests.channels.visitor import Visitor, tab

pytestmark = pytest.mark.asyncio


class People:
    """What the people of the team do, on a server that they work with."""

    def __init__(self, server: StubServer, notes: Path) -> None:
        self._server = server
        self.notes = notes

    async def do(self, action: str, request: str, **more: Any) -> str:
        return await asyncio.to_thread(self._post, action, {"request": request, **more})

    def _post(self, action: str, said: dict[str, Any]) -> str:
        message = urllib.request.Request(
            f"{self._server.address}/team/{action}",
            json.dumps(said).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(message, timeout=10) as reply:
            outcome: str = json.load(reply)["outcome"]
            return outcome

    def cards(self) -> list[dict[str, Any]]:
        return list(cards(self.notes).values())


@pytest.fixture()
def with_team(start_stub: Starter, tmp_path: Path) -> Any:
    def start(settings: dict[str, str] | None = None) -> tuple[StubServer, People]:
        notes = tmp_path / "notes"
        server = start_stub(
            {"STUB_TEAM": str(notes), "WELCOME_OFFICE_HOURS": "always", **(settings or {})}
        )
        return server, People(server, notes)

    return start


async def ask_for_person(visitor: Visitor, people: People, **details: Any) -> str:
    """Ask, and return the id of the request once the team has its card."""
    known = {card["request"] for card in people.cards()}
    ack = await visitor.call("person", {"consent": True, **details})
    assert ack["ok"], ack
    new = lambda: [card for card in people.cards() if card["request"] not in known]  # noqa: E731
    await visitor.until(new)
    return str(new()[0]["request"])


def told(visitor: Visitor) -> str:
    return " ".join(entry["text"] for entry in visitor.entries("system"))


def sides(visitor: Visitor) -> list[str]:
    return [data["state"] for event, data in visitor.heard if event == "standing"]


async def test_a_whole_hand_over_in_two_tabs(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as one, tab(server.address, one.token) as two:
        assert one.opened["team"] == {"there": True}
        await one.ask("labs in Ghent")
        request = await ask_for_person(one, people, name="Kim", email="kim@example.org")
        card = people.cards()[0]
        assert (card["name"], card["need"]) == ("Kim", "labs in Ghent")
        assert ["visitor", "labs in Ghent"] in card["transcript"]

        await one.send("are you there?")
        await one.until(lambda: "are you there?" in posts(people.notes))
        assert await people.do("take", request) == "taken"
        await two.until(lambda: sides(two)[-1:] == ["person"])
        await people.do("says", request, text="Hello Kim", event="e1")
        await people.do("says", request, text="Hello Kim", event="e1")
        await people.do("says", request, text="note: big fish", event="e2")
        for visitor in (one, two):
            await visitor.until(lambda: visitor.entries("person"))  # noqa: B023
            said = visitor.entries("person")
            assert [(entry["name"], entry["text"]) for entry in said] == [("Ann", "Hello Kim")]
        await two.send("a question to Ann")
        await two.until(lambda: "a question to Ann" in posts(people.notes))
        # The assistant kept silent to all of it.
        assert len(one.entries("assistant")) == 1

        assert await people.do("hand_back", request) == "taken"
        await one.until(lambda: "Ann has left" in told(one))
        (reply,) = await one.ask("and now you again")
        assert reply["from"] == "assistant"
        assert "Ann has joined" in told(one) and "Ann has left" in told(one)
        assert "big fish" not in str(one.heard)
    for words in ("Kim", "example.org", "are you there", "big fish"):
        assert words not in server.log()


async def test_two_at_once_are_not_mixed(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as one, tab(server.address) as two:
        requests = [await ask_for_person(visitor, people) for visitor in (one, two)]
        for number, (visitor, request) in enumerate(zip((one, two), requests, strict=True)):
            await visitor.send(f"from {number}")
            await people.do("says", request, text=f"to {number}", event=f"e{number}")
        for number, (visitor, request) in enumerate(zip((one, two), requests, strict=True)):
            await visitor.until(lambda: visitor.entries("person"))  # noqa: B023
            assert [entry["text"] for entry in visitor.entries("person")] == [f"to {number}"]
            thread = f"thread-{request}"
            await visitor.until(lambda: f"from {number}" in posts(people.notes, thread))  # noqa: B023
            assert f"from {1 - number}" not in posts(people.notes, thread)


async def test_a_power_cut_in_the_middle(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as before:
        request = await ask_for_person(before, people)
        await people.do("take", request)
        await before.until(lambda: sides(before)[-1:] == ["person"])
        await people.do("fail", request, times=1_000)
        await before.send("just before the cut")
        server.kill()
    server.start()
    async with tab(server.address, before.token) as after:
        assert after.opened["standing"] == {"state": "person", "name": "Ann"}
        await after.until(lambda: "just before the cut" in posts(people.notes), 60)
        await people.do("says", request, text="still here", event="e1")
        await after.until(lambda: after.entries("person"))
        await after.send("good")
        await after.until(lambda: "good" in posts(people.notes))
    assert posts(people.notes).count("just before the cut") == 1
    assert len([note for note in read(people.notes) if note["kind"] == "open"]) == 1


async def test_an_answer_given_later_waits_for_the_visitor(with_team: Any) -> None:
    # The conversation would be too old by then, but an answer is owed.
    server, people = with_team({"WELCOME_TAKE_WITHIN_MIN": "0.01", "WELCOME_KEEP_HOURS": "0.0002"})
    async with tab(server.address) as visitor:
        request = await ask_for_person(visitor, people)
        await visitor.until(lambda: sides(visitor)[-1:] == ["later"])
        await visitor.until(lambda: "Nobody of the welcome team" in told(visitor))
        await visitor.ask("then you go on")  # the assistant answers meanwhile
    await asyncio.sleep(1)
    assert await people.do("says", request, text="The answer", event="e1") == "taken"
    async with tab(server.address, visitor.token) as again:
        await again.until(
            lambda: "The answer" in str(again.opened["history"]) or again.entries("person")
        )
        assert again.opened["standing"]["state"] == "person"


async def test_a_waiting_visitor_may_go_on_with_the_assistant(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as visitor:
        await ask_for_person(visitor, people)
        await visitor.until(lambda: "has been told" in told(visitor))
        (reply,) = await visitor.tap("/show_more", "Show more")  # a button still works
        assert reply["from"] == "assistant"
        await visitor.call("go_on", {})
        await visitor.until(lambda: "The assistant answers again" in told(visitor))
        (reply,) = await visitor.ask("labs in Ghent")
        assert reply["text"] == "You said: labs in Ghent"
        assert "labs in Ghent" not in posts(people.notes)


async def test_an_address_left_later_leaves_the_need_as_it_was_stated(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as visitor:
        await visitor.ask("labs in Ghent")
        request = await ask_for_person(visitor, people, need="A site for fifty people")
        await people.do("later", request)
        await visitor.until(lambda: sides(visitor)[-1:] == ["later"])
        await visitor.ask("labs in Leuven")
        assert (await visitor.call("person", {"consent": True, "email": "kim@example.org"}))["ok"]
        await visitor.until(lambda: people.cards()[0]["email"] == "kim@example.org")
        assert people.cards()[0]["need"] == "A site for fifty people"


async def test_the_assistant_is_silent_once_a_person_has_come(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as visitor:
        request = await ask_for_person(visitor, people)
        await people.do("later", request)
        await visitor.until(lambda: sides(visitor)[-1:] == ["later"])
        await visitor.send("a long while to think")
        await people.do("take", request)
        await visitor.until(lambda: "a long while to think" in posts(people.notes))
        assert visitor.entries("assistant") == []


async def test_silence_returns_it(with_team: Any) -> None:
    server, people = with_team({"WELCOME_SILENCE_MIN": "0.02"})
    async with tab(server.address) as visitor:
        request = await ask_for_person(visitor, people)
        await people.do("take", request)
        await visitor.until(lambda: "Ann has left" in told(visitor))
        assert await visitor.ask("hello again")


async def test_who_closes_the_page_is_gone_and_may_come_back(with_team: Any) -> None:
    server, people = with_team({"WELCOME_GONE_MIN": "0.02"})
    async with tab(server.address) as visitor:
        await ask_for_person(visitor, people)
        await asyncio.sleep(2)
        assert not people.cards()[0]["gone"]
    await visitor.until(lambda: people.cards()[0]["gone"])
    async with tab(server.address, visitor.token) as again:
        await again.until(lambda: not people.cards()[0]["gone"])
    notices = posts(people.notes)
    assert any("has left the page" in text for text in notices)
    assert any("is back" in text for text in notices)


async def test_forgetting_leaves_nothing(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as visitor:
        await ask_for_person(visitor, people, name="Kimberley", need="a secret plan")
        await visitor.send("a very secret word")
        await visitor.until(lambda: "a very secret word" in posts(people.notes))
        assert (await visitor.call("forget", {}))["ok"]
        await visitor.until(lambda: people.cards()[0]["forgotten"])
        # Once more: what was just overwritten leaves the log of the database as well.
        assert (await visitor.call("forget", {}))["ok"]
        told = lambda: any("deleted the conversation" in text for text in posts(people.notes))  # noqa: E731
        await visitor.until(told)
    server.stop()
    for word in ("Kimberley", "secret"):
        assert traces(server.folder, word) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "consent"),
        ({"consent": "yes"}, "consent"),
        ({"consent": True, "email": "kim"}, "email"),
        ({"consent": True, "name": 7}, "shape"),
        ({"consent": True, "kept": "all"}, "shape"),
    ],
)
async def test_a_wish_that_makes_no_sense_is_refused(
    with_team: Any, data: dict[str, Any], code: str
) -> None:
    server, people = with_team()
    async with tab(server.address) as visitor:
        ack = await visitor.call("person", data)
        assert (ack["ok"], ack["error"]) == (False, code) and ack["text"]
        assert people.cards() == []


async def test_one_address_does_not_fill_the_teams_channel(with_team: Any) -> None:
    server, people = with_team({"WELCOME_REQUESTS_PER_ADDRESS": "2"})
    async with tab(server.address) as one, tab(server.address) as two, tab(server.address) as more:
        for visitor in (one, two):
            await ask_for_person(visitor, people)
        ack = await more.call("person", {"consent": True})
        assert ack["error"] == "requests" and "https://" in ack["text"]
        assert await more.ask("the assistant still answers")


async def test_without_a_team_nothing_is_offered(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        assert visitor.opened["team"] is None
        ack = await visitor.call("person", {"consent": True})
        assert ack["error"] == "no_team" and "https://" in ack["text"]
        assert await visitor.ask("hello")


async def test_the_privacy_page_tells_where_things_go(with_team: Any, stub: StubServer) -> None:
    def page(server: StubServer, language: str) -> str:
        with urllib.request.urlopen(f"{server.address}/privacy?lang={language}") as reply:
            text: str = reply.read().decode()
            return text

    server, _ = with_team()
    for language in LANGUAGES:
        there = await asyncio.to_thread(page, server, language)
        assert "Slack" in there and "14" in there and "{" not in there
        assert "Slack" not in await asyncio.to_thread(page, stub, language)


async def test_while_the_database_is_locked_both_still_hear_each_other(with_team: Any) -> None:
    server, people = with_team()
    async with tab(server.address) as visitor:
        request = await ask_for_person(visitor, people)
        await people.do("take", request)
        await visitor.until(lambda: sides(visitor)[-1:] == ["person"])
        await visitor.send("first")
        await visitor.until(lambda: "first" in posts(people.notes))
        held = sqlite3.connect(server.database, isolation_level=None)
        held.execute("BEGIN EXCLUSIVE")
        try:
            saying = asyncio.create_task(people.do("says", request, text="in the dark", event="e1"))
            await visitor.client.call("message", {"id": "d1", "text": "me too"}, timeout=30)
            assert await saying == "taken"
            await visitor.until(lambda: visitor.entries("person"))
        finally:
            held.execute("ROLLBACK")
            held.close()
        await visitor.until(lambda: "me too" in posts(people.notes), 60)
        ids = {entry["client_id"] for entry in visitor.entries("person")}
        assert len(ids) == 1  # by which the widget shows it once
        assert len(visitor.entries("assistant")) == 0
    async with tab(server.address, visitor.token) as again:
        for _ in range(100):  # both are kept some time after the lock is gone
            said = [entry["text"] for entry in again.opened["history"]]
            if {"in the dark", "me too"} <= {*said}:
                break
            await asyncio.sleep(0.1)
            await again.open(visitor.token)
        assert said.count("in the dark") == 1 and said.count("me too") == 1


async def test_two_server_processes_on_postgresql_and_redis(
    start_stub: Starter, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    postgres = Postgres(tmp_path_factory.mktemp("postgres"))
    redis = Redis(tmp_path / "redis")
    postgres.start()
    redis.start()
    notes = tmp_path / "notes"
    settings = {
        "STUB_TEAM": str(notes),
        "WELCOME_OFFICE_HOURS": "always",
        "WELCOME_DATABASE": postgres.url,
        "WELCOME_REDIS": redis.url,
    }
    try:
        one, two = start_stub(settings), start_stub(settings)
        people = People(two, notes)
        async with tab(one.address) as visitor, tab(two.address, visitor.token) as other:
            request = await ask_for_person(visitor, people)
            assert await people.do("take", request) == "taken"
            for number in range(5):
                await visitor.send(f"visitor {number}")
                await people.do("says", request, text=f"person {number}", event=f"e{number}")
            said = [f"person {number}" for number in range(5)]
            for there in (visitor, other):
                await there.until(lambda: len(there.entries("person")) >= 5)  # noqa: B023
                assert [entry["text"] for entry in there.entries("person")] == said
            lines = [f"visitor {number}" for number in range(5)]
            await visitor.until(lambda: lines[-1] in posts(notes))
            assert [text for text in posts(notes) if text.startswith("visitor")] == lines
            two.kill()
            people = People(one, notes)
            assert await people.do("hand_back", request) == "taken"
            await visitor.until(lambda: sides(visitor)[-1:] == ["assistant"])
            assert await visitor.ask("and you?")
    finally:
        redis.stop()
        postgres.stop()


async def test_on_postgresql_with_the_database_away(
    with_team: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    postgres = Postgres(tmp_path_factory.mktemp("postgres"))
    postgres.start()
    try:
        server, people = with_team({"WELCOME_DATABASE": postgres.url})
        async with tab(server.address) as visitor:
            request = await ask_for_person(visitor, people)
            await people.do("take", request)
            await visitor.until(lambda: sides(visitor)[-1:] == ["person"])
            await visitor.send("first")
            await visitor.until(lambda: "first" in posts(people.notes))
            postgres.stop()
            await visitor.send("in the dark")
            assert await people.do("says", request, text="I hear you", event="e1") == "taken"
            await visitor.until(lambda: visitor.entries("person"))
            postgres.start()
            await visitor.until(lambda: "in the dark" in posts(people.notes), 60)
            assert visitor.entries("assistant") == []
        await asyncio.sleep(1.5)
        async with tab(server.address, visitor.token) as again:
            said = [entry["text"] for entry in again.opened["history"]]
            assert said.count("in the dark") == 1 and said.count("I hear you") == 1
    finally:
        postgres.stop()
