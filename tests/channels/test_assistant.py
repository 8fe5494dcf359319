"""The website channel on the real assistant: memory over restarts, both channels, quiet logs."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import pytest

from launch.model import ensure_trained
from launch.servers import Assistant, ask, free_port, running
from tests.channels.servers import traces
from tests.channels.visitor import tab

pytestmark = pytest.mark.asyncio


@contextmanager
def assistant_in(folder: Path) -> Iterator[Assistant]:
    settings = {
        "WELCOME_DATABASE": str(folder / "talks.db"),
        "WELCOME_SECRET": "of these tests only",
    }
    with running(ensure_trained(), "127.0.0.1", free_port(), folder / "logs", settings) as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("assistant")


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Iterator[Assistant]:
    with assistant_in(folder) as started:
        yield started


async def test_text_and_answer_are_one_entry(assistant: Assistant) -> None:
    async with tab(assistant.address) as visitor:
        (reply,) = await visitor.ask("BSL-2 labs near Ghent")
        assert reply["answer"]["kind"] == "enablers" and reply["answer"]["enablers"]
        assert str(reply["answer"]["total"]) in reply["text"]


async def test_two_questions_get_two_entries(assistant: Assistant) -> None:
    async with tab(assistant.address) as visitor:
        replies = await visitor.ask("Tell me about imec. And which universities are there?")
        assert [reply["answer"]["kind"] for reply in replies] == ["enabler", "enablers"]


async def test_a_tapped_suggestion_goes_on(assistant: Assistant) -> None:
    async with tab(assistant.address) as visitor:
        (reply,) = await visitor.ask("which incubators are there?")
        more = reply["answer"]["suggestions"][0]
        (going_on,) = await visitor.tap(more["payload"], more["title"])
        shown = {enabler["id"] for enabler in reply["answer"]["enablers"]}
        next_ones = going_on["answer"]["enablers"]
        assert next_ones and not shown & {enabler["id"] for enabler in next_ones}


async def test_a_typed_command_is_not_carried_out(assistant: Assistant, folder: Path) -> None:
    async with tab(assistant.address) as visitor:
        for typed in ("/restart", "/session_start", "/\n/restart"):
            assert await visitor.ask(typed)
    with sqlite3.connect(folder / "talks.db") as database:
        assert not database.execute("select id from events where type_name = 'restart'").fetchall()


async def test_a_dutch_page_is_answered_in_dutch(assistant: Assistant) -> None:
    async with tab(assistant.address, language="nl") as visitor:
        (reply,) = await visitor.tap('/list_kind{"kind": "incubator"}', "Incubatoren")
        assert "resultaten" in reply["text"]
        (reply,) = await visitor.ask("Which laboratories for class 2 are there near Ghent, please?")
        assert "matches" in reply["text"]


async def test_nobody_names_a_website_session_over_rest(assistant: Assistant) -> None:
    with pytest.raises(OSError, match="400"):
        ask(assistant.address, "web.somebody", "hello")


async def test_forgetting_leaves_nothing_of_a_conversation(
    assistant: Assistant, folder: Path
) -> None:
    async with tab(assistant.address) as visitor:
        await visitor.ask("Is there a Quittengelee laboratory near Ghent?")
        assert traces(folder, "Quittengelee")
        assert (await visitor.call("forget", {}))["ok"]
        assert traces(folder, "Quittengelee") == []
        (reply,) = await visitor.tap("/show_more", "Show more")
        assert not reply["answer"]["enablers"]


async def test_memory_outlives_a_restart_and_a_power_cut(tmp_path: Path) -> None:
    with assistant_in(tmp_path) as first:
        async with tab(first.address) as visitor:
            (reply,) = await visitor.ask("which incubators are there?")
        ask(first.address, "over-rest", "which incubators are there?")
        first.children["rasa"].kill()
    with assistant_in(tmp_path) as second:
        async with tab(second.address, visitor.token) as again:
            assert again.opened["history"][-1] == reply
            (going_on,) = await again.tap("/show_more", "Show more")
            more = going_on["answer"]["enablers"]
        (over_rest,) = ask(second.address, "over-rest", "/show_more")
    shown = {enabler["id"] for enabler in reply["answer"]["enablers"]}
    assert more and not shown & {enabler["id"] for enabler in more}
    assert over_rest["custom"]["answer"]["enablers"] == more  # type: ignore[index,call-overload]


async def test_whatever_fails_is_answered_and_names_nobody_in_the_logs(tmp_path: Path) -> None:
    with assistant_in(tmp_path) as broken:
        async with tab(broken.address) as visitor:
            with sqlite3.connect(tmp_path / "talks.db") as database:
                database.execute("drop table events")
            assert await visitor.ask("Holunderbeeren laboratory near Ghent")
            with sqlite3.connect(tmp_path / "talks.db") as database:
                database.execute("drop table web_entries")
            assert await visitor.ask("Holunderbeeren once more")
            broken.children["actions"].kill()
            broken.children["actions"].wait()
            (apology,) = await visitor.ask("Holunderbeeren for the last time")
            assert apology["answer"]["kind"] == "none" and apology["text"].startswith("Sorry")
        async with tab(broken.address, visitor.token) as again:
            assert again.opened["history"] == []
        assert ask(broken.address, "r", "Holunderbeeren over REST")
    assert traces(tmp_path / "logs", "Holunderbeeren") == []
