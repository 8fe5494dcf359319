"""What a tab may ask for and what it hears, on the channel with an agent that repeats."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from socketio.exceptions import ConnectionError as NotConnected

from channels.guard import MAX_CHARACTERS
from tests.channels.conftest import Starter
from tests.channels.servers import StubServer, traces
from tests.channels.visitor import new_id, tab

pytestmark = pytest.mark.asyncio


async def test_an_answer_is_one_entry_with_text_and_answer(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        (reply,) = await visitor.ask("hello there")
        assert reply["text"] == "You said: hello there"
        assert reply["answer"]["kind"] == "smalltalk"
        assert reply["from"] == "assistant"
        assert visitor.heard[1] == ("typing", {"on": True, "from": "assistant"})


async def test_two_replies_are_two_entries_in_order(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        first, second = await visitor.ask("two things")
        assert second["text"] == "You said: and more"
        assert first["id"] < second["id"] and len(first["id"]) == len(second["id"])


async def test_every_tab_hears_everything(stub: StubServer) -> None:
    async with tab(stub.address) as one, tab(stub.address, one.token) as two:
        await one.ask("from the first tab")
        await two.until(lambda: len(two.entries()) == 2)
        assert two.entries() == one.entries()
        await two.ask("from the second tab")
        await one.until(lambda: len(one.entries()) == 4)


async def test_strangers_hear_nothing(stub: StubServer) -> None:
    async with tab(stub.address) as one, tab(stub.address) as other:
        await one.ask("only mine")
        await asyncio.sleep(0.2)
        assert other.heard == []


async def test_polling_works_too(stub: StubServer) -> None:
    async with tab(stub.address, transport="polling") as visitor:
        assert await visitor.ask("by letters")


async def test_history_is_replayed_after_a_reconnect_and_after_a_power_cut(
    start_stub: Starter,
) -> None:
    server = start_stub({})
    async with tab(server.address) as before:
        await before.ask("remember this")
        said = before.entries()
        token = before.token
    async with tab(server.address, token) as again:
        assert again.opened["history"] == said
        assert again.opened["new"] is False
    server.kill()
    server.start()
    async with tab(server.address, token) as after:
        assert after.opened["history"] == said
        (reply,) = await after.ask("and go on")
        assert reply["id"] > said[-1]["id"]


async def test_what_a_power_cut_left_unanswered_is_answered_on_return(start_stub: Starter) -> None:
    server = start_stub({})
    async with tab(server.address) as visitor:
        await visitor.send("this takes a while")
        server.kill()
    server.start()
    async with tab(server.address, visitor.token) as again:
        await again.until(lambda: again.entries("assistant"))
        assert again.entries("assistant")[0]["text"] == "You said: this takes a while"


async def test_an_id_is_answered_once(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        key = new_id()
        acks = [await visitor.send("this takes a while", key) for _ in range(3)]
        await visitor.until(lambda: visitor.entries("assistant"))
        acks.append(await visitor.send("this takes a while", key))
        await asyncio.sleep(0.6)
        assert all(ack == acks[0] and ack["ok"] for ack in acks)
        assert len(visitor.entries()) == 2


async def test_messages_are_answered_in_their_order(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        for text in ("first, a while", "second", "third"):
            await visitor.send(text)
        await visitor.until(lambda: len(visitor.entries("assistant")) == 3)
        said = [entry["text"] for entry in visitor.entries("assistant")]
        assert said == [f"You said: {text}" for text in ("first, a while", "second", "third")]


@pytest.mark.parametrize(
    "token",
    [
        "",
        7,
        {"a": 1},
        "web.guessed",
        "x" * 10_000,
        URLSafeTimedSerializer("another secret", salt="welcome-webchat-session").dumps("web.a"),
        URLSafeTimedSerializer("for the tests, and for nothing else", salt="x").dumps("web.a"),
    ],
)
async def test_a_forged_token_gives_a_fresh_session(stub: StubServer, token: Any) -> None:
    async with tab(stub.address, token) as visitor:
        assert visitor.opened["ok"] and visitor.opened["new"]
        assert visitor.opened["history"] == []
        assert visitor.token != token


async def test_a_changed_token_shows_nobody_elses_history(stub: StubServer) -> None:
    async with tab(stub.address) as victim:
        await victim.ask("a secret of mine")
        session, _, rest = victim.token.partition(".")
        forged = (f"{session}.{rest[:-1]}A", f"{session}.", session, victim.token.upper())
        for token in forged:
            async with tab(stub.address, token) as thief:
                assert thief.opened["history"] == [] and thief.opened["new"]


async def test_an_old_token_gives_a_fresh_session(start_stub: Starter) -> None:
    server = start_stub({"WELCOME_TOKEN_DAYS": str(1.5 / 86_400)})
    async with tab(server.address) as visitor:
        await visitor.ask("long ago")
        await asyncio.sleep(3.1)
        async with tab(server.address, visitor.token) as later:
            assert later.opened["new"] and later.opened["history"] == []


@pytest.mark.parametrize("event", ["message", "language", "feedback", "forget"])
async def test_nothing_goes_without_a_session(stub: StubServer, event: str) -> None:
    async with tab(stub.address, session=False) as visitor:
        ack = await visitor.call(event, {"id": "a", "text": "hello"})
        assert ack["ok"] is False and ack["error"] == "expired" and ack["text"]


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_hostile_origin_is_refused(stub: StubServer, transport: str) -> None:
    for origin in ("https://evil.example", "null", stub.address + ".evil.example"):
        with pytest.raises(NotConnected):
            async with tab(stub.address, origin=origin, transport=transport):
                pass


async def test_the_same_host_and_listed_origins_may_connect(start_stub: Starter) -> None:
    server = start_stub({"WELCOME_ORIGINS": "https://invest.example, https://b.example"})
    for origin in ("", server.address, "https://invest.example", "https://b.example"):
        async with tab(server.address, origin=origin) as visitor:
            assert visitor.opened["ok"]


async def test_a_long_paste_is_cut_with_a_notice(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        (reply,) = await visitor.ask("lab " * 2_500)
        assert len(reply["text"]) <= MAX_CHARACTERS + len("You said: ")
        assert ("too_long", True) in [
            (data.get("code"), bool(data.get("text"))) for _, data in visitor.heard
        ]
        assert len(visitor.entries("visitor")[0]["text"]) == MAX_CHARACTERS


async def test_the_notice_of_a_long_paste_says_what_is_read(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        (reply,) = await visitor.ask("first " + "lab " * 2_500 + "last")
        assert reply["text"].startswith("You said: first") and reply["text"].endswith("last")
        (notice,) = (data["text"] for event, data in visitor.heard if event == "notice")
        assert "beginning" in notice and "end" in notice


async def test_a_huge_paste_is_declined_kindly(stub: StubServer) -> None:
    async with tab(stub.address, language="fr") as visitor:
        ack = await visitor.send("🧬" * 50_000)
        assert ack["error"] == "too_long" and "phrases" in ack["text"]
        assert await visitor.ask("encore là")


async def test_control_characters_are_taken_out(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        (reply,) = await visitor.ask("a\x00b\x07c\ud800d")
        assert reply["text"] == "You said: a b c d"
        ack = await visitor.send("\x00 \x00")
        assert ack["error"] == "empty" and ack["text"]


@pytest.mark.parametrize("typed", ["/restart", "//restart", "/\n/restart", " / /restart"])
async def test_a_typed_slash_is_text(stub: StubServer, typed: str) -> None:
    async with tab(stub.address) as visitor:
        (reply,) = await visitor.ask(typed)
        assert reply["text"] == "You said: restart"
        assert visitor.entries("visitor")[0]["text"] == typed.strip()


@pytest.mark.parametrize(
    "payload",
    [
        *("/restart", "/session_start", "/out_of_scope", "hello", "", "/greet", 7, ["/help"]),
        '/ask_facility{"x": 1}',
        "/ask_facility{broken",
        '/ask_facility{"facility": "' + "a" * 3_000 + '"}',
    ],
)
async def test_only_our_buttons_are_taken(stub: StubServer, payload: Any) -> None:
    async with tab(stub.address) as visitor:
        ack = await visitor.call("message", {"id": new_id(), "payload": payload, "title": "Go"})
        assert ack["error"] == "payload" and ack["text"]
        assert visitor.heard == []


async def test_a_button_shows_its_title_and_sends_its_payload(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        (reply,) = await visitor.tap("/show_more", "Show more")
        shown = visitor.entries("visitor")[0]
        assert shown["text"] == "Show more"
        assert reply["text"] == "You said: /show_more"
        async with tab(stub.address, visitor.token) as again:
            assert again.opened["history"][0]["text"] == "Show more"
        await visitor.tap("/show_more")
        assert visitor.entries("visitor")[1]["text"] == "show more"


@pytest.mark.parametrize(
    "data",
    [
        *(None, 7, "text", [], {}, {"text": "no id"}, {"id": "a b", "text": "x"}),
        {"id": "a" * 65, "text": "x"},
        {"id": "a", "text": "x", "payload": "/help"},
        {"id": "a"},
        {"id": "a", "text": 7},
        {"id": {"a": 1}, "text": "x"},
    ],
)
async def test_what_is_no_message_is_refused(stub: StubServer, data: Any) -> None:
    async with tab(stub.address) as visitor:
        ack = await visitor.call("message", data)
        assert ack["ok"] is False and ack["error"] == "shape" and ack["text"]


async def test_too_many_messages_get_a_kind_sentence(start_stub: Starter) -> None:
    server = start_stub({"WELCOME_PER_SESSION": "3", "WELCOME_PER_ADDRESS": "5"})
    async with tab(server.address, language="nl") as visitor:
        acks = [await visitor.send(f"number {n}") for n in range(5)]
        assert [ack["ok"] for ack in acks] == [True, True, True, False, False]
        assert acks[-1]["error"] == "rate" and "minuut" in acks[-1]["text"]
    async with tab(server.address) as other:
        acks = [await other.send(f"number {n}") for n in range(3)]
        assert [ack["ok"] for ack in acks] == [True, True, False]


async def test_who_said_too_much_may_still_have_it_forgotten(start_stub: Starter) -> None:
    limits = {"WELCOME_PER_SESSION": "1", "WELCOME_SESSIONS_PER_ADDRESS": "4"}
    server = start_stub(limits)
    async with tab(server.address) as visitor:  # connecting and opening count as two
        await visitor.send("one")
        assert (await visitor.call("go_on", {}))["error"] == "rate"
        acks = [await visitor.call("forget", {}) for _ in range(3)]
        assert [ack["ok"] for ack in acks] == [True, True, False]
        assert acks[-1]["error"] == "rate" and acks[-1]["text"]


@pytest.mark.parametrize("word", ["silence", "crash", "slow"])
async def test_never_silence(stub: StubServer, word: str) -> None:
    async with tab(stub.address, language="de") as visitor:
        (reply,) = await visitor.ask(f"{word} Zwetschgenmus")
        assert reply["text"].startswith("Entschuldigung")
        assert reply["answer"]["kind"] == "none"
    assert "Zwetschgenmus" not in stub.log()


async def test_the_language_of_the_page_is_told_until_it_changes(stub: StubServer) -> None:
    async with tab(stub.address, language="nl-BE") as visitor:
        assert visitor.opened["language"] == "nl"
        assert (await visitor.ask("hallo"))[0]["answer"]["language"] == "nl"
        assert (await visitor.call("language", {"language": "fr"}))["language"] == "fr"
        assert (await visitor.ask("salut"))[0]["answer"]["language"] == "fr"
    async with tab(stub.address, language="en") as english:
        assert (await english.ask("hello"))[0]["answer"]["language"] is None


async def test_feedback_stays_with_its_reply(stub: StubServer) -> None:
    async with tab(stub.address) as visitor, tab(stub.address) as other:
        (reply,) = await visitor.ask("was that good?")
        down = {"reply": reply["id"], "value": "down", "word": "x" * 400}
        assert (await other.call("feedback", down))["error"] == "unknown_reply"
        assert (await visitor.call("feedback", {**down, "value": "meh"}))["error"] == "shape"
        own = visitor.entries("visitor")[0]["id"]
        assert (await visitor.call("feedback", {**down, "reply": own}))["ok"] is False
        assert (await visitor.call("feedback", down))["ok"]
        # A second thought about the thumb is none about the words.
        assert (await visitor.call("feedback", {"reply": reply["id"], "value": "up"}))["ok"]
        async with tab(stub.address, visitor.token) as again:
            assert again.opened["history"][-1]["feedback"] == "up"
    with sqlite3.connect(stub.database) as database:
        (word,) = database.execute("select word from web_entries where word is not null").fetchone()
    assert word == "x" * 300


async def test_forgetting_leaves_nothing_on_the_disk(start_stub: Starter) -> None:
    server = start_stub({})
    async with tab(server.address) as visitor, tab(server.address, visitor.token) as second:
        # As long as somebody has the database open, its log is not written back by itself.
        reader = sqlite3.connect(server.database)
        reader.execute("select count(*) from web_entries").fetchone()
        (reply,) = await visitor.ask("Quittengelee of my aunt")
        await visitor.ask("more of the Quittengelee, two jars")
        word = {"reply": reply["id"], "value": "up", "word": "Quittengelee"}
        assert (await visitor.call("feedback", word))["ok"]
        assert traces(server.folder, "Quittengelee")
        assert (await visitor.call("forget", {}))["ok"]
        assert traces(server.folder, "Quittengelee") == []
        reader.close()
        await second.until(lambda: second.told("forgotten"))
        async with tab(server.address, visitor.token) as again:
            assert again.opened["history"] == []
        assert await visitor.ask("and I go on")


async def test_after_forgetting_all_tabs_are_in_one_new_conversation(stub: StubServer) -> None:
    async with tab(stub.address) as first, tab(stub.address, first.token) as second:
        old = first.token
        await first.ask("hello")
        ack = await first.call("forget", {})
        await first.until(lambda: first.told("forgotten") and second.told("forgotten"))
        (token,) = {ack["token"], *(each.told("forgotten")[0]["token"] for each in (first, second))}
        for each in (first, second):
            await each.open(token)
            assert each.opened["history"] == []
        await first.ask("and on we go")
        await second.until(lambda: second.entries("assistant")[-1]["text"].endswith("on we go"))
        async with tab(stub.address, old) as late:
            await late.ask("from the old one")
        assert "from the old one" not in str(first.heard + second.heard)


async def test_forgetting_waits_for_the_answer_under_way(start_stub: Starter) -> None:
    server = start_stub({})
    async with tab(server.address) as visitor:
        await visitor.send("Quittengelee takes a while")
        await visitor.send("Quittengelee again")
        assert (await visitor.call("forget", {}))["ok"]
        await asyncio.sleep(0.5)
        assert traces(server.folder, "Quittengelee") == []


async def test_old_conversations_are_deleted(start_stub: Starter) -> None:
    server = start_stub({"WELCOME_KEEP_HOURS": str(2 / 3_600)})
    async with tab(server.address) as visitor:
        await visitor.ask("Hagebuttentee")
        await asyncio.sleep(2.2)
        async with tab(server.address, visitor.token) as late:
            assert late.opened["history"] == []
    assert traces(server.folder, "Hagebuttentee")
    server.stop()
    server.start()
    async with tab(server.address, visitor.token) as again:
        await again.until(lambda: traces(server.folder, "Hagebuttentee") == [])


async def test_the_history_is_bounded(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        for number in range(105):
            await visitor.ask(f"number {number}")
        async with tab(stub.address, visitor.token) as again:
            history = again.opened["history"]
            assert len(history) == 200
            assert history[-1]["text"] == "You said: number 104"


async def test_nothing_a_visitor_says_is_in_the_logs(stub: StubServer) -> None:
    async with tab(stub.address) as visitor:
        await visitor.ask("Mirabellenschnaps crash")
        await visitor.ask("Mirabellenschnaps")
        await visitor.send("Mirabellenschnaps " * 5_000)
        await visitor.call("message", {"id": "Mirabellenschnaps!", "text": 7})
        await visitor.client.emit("unheard_of", {"text": "Mirabellenschnaps"})
        await visitor.ask("still there")
    assert "Mirabellenschnaps" not in stub.log()


@pytest.mark.parametrize("packet", ["[" * 200_000, '42["message",' * 9, "4", "2" * 999_999, "\x00"])
async def test_what_is_no_packet_harms_nobody_else(stub: StubServer, packet: str) -> None:
    async with tab(stub.address) as good, tab(stub.address) as bad:
        await bad.client.eio.ws.send_str(f"42{packet}")
        assert await good.ask("and I?")


async def test_an_address_may_not_open_any_number_of_tabs(start_stub: Starter) -> None:
    server = start_stub({"WELCOME_SESSIONS_PER_ADDRESS": "5"})
    async with tab(server.address), tab(server.address):
        with pytest.raises(NotConnected):
            async with tab(server.address), tab(server.address):
                pass
