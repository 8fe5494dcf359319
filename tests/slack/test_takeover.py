"""The whole hand-over: a visitor's tab on the one side, people in Slack on the other."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator

import pytest

from tests.channels.databases import Postgres
from tests.channels.servers import StubServer
from tests.channels.visitor import Visitor, tab
from tests.slack.conftest import HTTP_MODE, SOCKET_MODE, Starter
from tests.slack.fake import BOT_USER, FakeSlack, button, titles, words
from tests.slack.workspace import Plain, thread_of, until

pytestmark = pytest.mark.asyncio
both_modes = pytest.mark.parametrize("mode", [SOCKET_MODE, HTTP_MODE])
TEAM = "C0WELCOME"
MENTION = f"<@{BOT_USER}>"
WISH = {"consent": True, "need": "BSL-2 lab near Ghent for eight", "name": "Kim", "email": ""}


@pytest.fixture()
def server(start: Starter) -> StubServer:
    return start(WELCOME_OFFICE_HOURS="always")


async def asks_for_a_person(visitor: Visitor, slack: FakeSlack, **wish: Any) -> Plain:
    """Return the card that the team sees of it."""
    before = len(slack.posted(TEAM, ""))
    ack = await visitor.call("person", {**WISH, **wish})
    assert ack["ok"], ack
    return (await until(lambda: slack.posted(TEAM, "")[before:], what="for the card"))[0]  # type: ignore[no-any-return]


def in_thread(slack: FakeSlack, card: Plain) -> list[str]:
    """Return what the app wrote in the card's thread."""
    return [words(message) for message in slack.posted(TEAM, card["ts"])]


def standing(visitor: Visitor) -> str:
    states = [data["state"] for event, data in visitor.heard if event == "standing"]
    return states[-1] if states else ""


async def hears(visitor: Visitor, text: str, name: str | None = None) -> None:
    await visitor.until(lambda: text in [e["text"] for e in visitor.entries("person")])
    entry = next(e for e in visitor.entries("person") if e["text"] == text)
    assert entry.get("name") == name


@asynccontextmanager
async def with_a_person(
    server: StubServer, slack: FakeSlack, user: str = "U0ANNA", **wish: Any
) -> AsyncIterator[tuple[Visitor, Plain]]:
    """A visitor whom a person has taken over: the tab, and the card."""
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack, **wish)
        await slack.taps(user, card, button(card, "Take over"))
        await visitor.until(lambda: standing(visitor) == "person")
        await until(lambda: any("has taken over" in text for text in in_thread(slack, card)))
        yield visitor, card


@both_modes
async def test_the_whole_hand_over_both_ways(mode: str, slack: FakeSlack, start: Starter) -> None:
    server = start(mode, WELCOME_OFFICE_HOURS="always")
    async with tab(server.address) as visitor:
        await visitor.ask("labs near Ghent")
        card = await asks_for_a_person(visitor, slack, email="kim@biotech.example")
        told = words(card)
        for part in (WISH["need"], "Kim", "kim@biotech.example", "English"):
            assert str(part) in told
        assert titles(card) == ["Take over", "Answer later", "Not for us"]
        before = await until(lambda: in_thread(slack, card))
        assert "labs near Ghent" in before[0] and "You said: labs near Ghent" in before[0]

        tapped = await slack.taps("U0ANNA", card, button(card, "Take over"))
        assert tapped.acknowledged
        await visitor.until(lambda: standing(visitor) == "person")
        await until(lambda: titles(card) == ["Hand back", "Answer later"])
        assert "Anna" in words(card)
        await until(lambda: any("Anna has taken over" in t for t in in_thread(slack, card)))

        (said,) = await slack.says("U0ANNA", TEAM, "Hello &amp; welcome", thread=card["ts"])
        assert said.acknowledged
        await hears(visitor, "Hello & welcome", "Anna")

        answers = len(visitor.entries("assistant"))
        await visitor.send("Thanks! Is there one with <b>parking</b>?")
        await until(lambda: any("<b>parking</b>" in text for text in in_thread(slack, card)))
        await slack.says("U0ANNA", TEAM, "note: find out about parking", thread=card["ts"])
        await asyncio.sleep(0.3)
        assert not any("find out" in entry["text"] for entry in visitor.entries())
        assert len(visitor.entries("assistant")) == answers, "the assistant is silent"

        await slack.taps("U0ANNA", card, button(card, "Hand back"))
        await visitor.until(lambda: standing(visitor) == "assistant")
        await until(lambda: titles(card) == ["Take over"])
        await until(lambda: any("handed back" in text for text in in_thread(slack, card)))
        (reply,) = await visitor.ask("and incubators?")
        assert reply["text"] == "You said: and incubators?"


async def test_a_person_is_heard_within_a_second(server: StubServer, slack: FakeSlack) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await slack.says("U0ANNA", TEAM, "right away", thread=card["ts"])
        await visitor.until(lambda: visitor.entries("person"), 1.0)
        await visitor.send("good")
        await until(lambda: any("good" in text for text in in_thread(slack, card)), 1.0)


async def test_who_writes_first_in_the_thread_has_taken_it(
    server: StubServer, slack: FakeSlack
) -> None:
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        await asyncio.sleep(0.2)
        await slack.says("U0BRAM", TEAM, "Bram here", thread=card["ts"])
        await hears(visitor, "Bram here", "Bram")
        await until(lambda: "Bram talks with" in words(card))


async def test_words_in_the_moment_before_the_card_is_noted_are_told_again(
    server: StubServer, slack: FakeSlack
) -> None:
    await slack.says("U0ANNA", TEAM, f"{MENTION} hello")
    root = slack.add({"channel": TEAM, "user": BOT_USER, "bot_id": "B0WELCOME", "text": "card"})
    written = slack.write("U0ANNA", TEAM, "too quick", thread=root["ts"])
    (body,) = slack.events_of(written)
    (told,) = await slack.tells(body, patience_s=1)
    assert not told.acknowledged
    (last,) = await slack.tells(body, retry=3)
    assert last.acknowledged
    (notice,) = await until(lambda: slack.ephemeral)
    assert "not possible any more" in words(notice)


async def test_a_second_person_is_asked_first(server: StubServer, slack: FakeSlack) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await slack.says("U0BRAM", TEAM, "may I?", thread=card["ts"])
        (question,) = await until(lambda: slack.ephemeral)
        assert question["user"] == "U0BRAM" and thread_of(question) == card["ts"]
        assert "Anna holds this conversation: the visitor has not read" in words(question)
        assert not visitor.entries("person")
        await slack.taps("U0BRAM", question, button(question, "Take over and send"))
        await hears(visitor, "may I?", "Bram")
        await until(lambda: "Bram talks with" in words(card))
        await slack.says("U0ANNA", TEAM, "sorry", thread=card["ts"])
        await until(lambda: [m for m in slack.ephemeral if m["user"] == "U0ANNA"])
        assert [entry["text"] for entry in visitor.entries("person")] == ["may I?"]


async def test_who_writes_under_a_closed_conversation_is_asked_first(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await until(lambda: "Hand back" in titles(card))
        await slack.taps("U0ANNA", card, button(card, "Hand back"))
        await visitor.until(lambda: standing(visitor) == "assistant")
        await slack.says("U0BRAM", TEAM, "one more thing", thread=card["ts"])
        (question,) = await until(lambda: slack.ephemeral)
        assert "is over: the visitor has not read" in words(question)
        assert standing(visitor) == "assistant" and not visitor.entries("person")
        await slack.taps("U0BRAM", question, button(question, "Reopen and send"))
        await hears(visitor, "one more thing", "Bram")


async def test_a_held_conversation_is_taken_over_only_after_a_question(
    server: StubServer, slack: FakeSlack
) -> None:
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        first, second = button(card, "Take over"), button(card, "Not for us")
        await slack.taps("U0ANNA", card, first)
        await until(lambda: "Anna talks with" in words(card))
        for action in (first, second):
            await slack.taps("U0BRAM", card, action)
        await until(lambda: len(slack.ephemeral) == 2)
        assert "Anna talks with" in words(card)
        question = slack.ephemeral[0]
        await slack.taps("U0BRAM", question, button(question, "Take over"))
        await until(lambda: "Bram talks with" in words(card))


async def test_two_who_tap_at_once_one_has_it(server: StubServer, slack: FakeSlack) -> None:
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        action = button(card, "Take over")
        await asyncio.gather(*(slack.taps(who, card, action) for who in ("U0ANNA", "U0BRAM")))
        await until(lambda: len(slack.ephemeral) == 1)
        loser = slack.ephemeral[0]["user"]
        await until(lambda: "talks with" in words(card))
        assert {"U0ANNA": "Bram", "U0BRAM": "Anna"}[loser] in words(card)


async def test_later_and_not_for_us_tell_the_visitor(server: StubServer, slack: FakeSlack) -> None:
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        told = len(visitor.entries("system"))
        await slack.taps("U0ANNA", card, button(card, "Answer later"))
        await visitor.until(lambda: standing(visitor) == "later")
        await visitor.until(lambda: len(visitor.entries("system")) > told)
        assert await visitor.ask("meanwhile, labs?")
        await slack.says("U0ANNA", TEAM, "here is the answer", thread=card["ts"])
        await hears(visitor, "here is the answer", "Anna")
    async with tab(server.address) as by_mail:
        card = await asks_for_a_person(by_mail, slack, email="lee@biotech.example")
        assert "<mailto:lee@biotech.example|lee@biotech.example>" in words(card)
        await slack.taps("U0ANNA", card, button(card, "Answer later"))
        await until(lambda: "Answered by mail" in titles(card))
        await slack.taps("U0ANNA", card, button(card, "Answered by mail"))
        await by_mail.until(lambda: standing(by_mail) == "assistant")
        await until(lambda: "Closed" in words(card))
    async with tab(server.address) as other:
        card = await asks_for_a_person(other, slack)
        await slack.taps("U0ANNA", card, button(card, "Not for us"))
        await other.until(lambda: standing(other) == "assistant")
        await until(lambda: "Not for us" in words(card) and titles(card) == ["Take over"])


async def test_a_long_conversation_is_several_posts_and_stops_nothing(
    server: StubServer, slack: FakeSlack
) -> None:
    async with tab(server.address) as visitor:
        for number in range(8):
            await visitor.ask(f"{number}: " + "labs and yeast " * 120)
        slack.fail("chat.postMessage", "msg_blocks_too_long", times=1)  # the card's first try
        card = await asks_for_a_person(visitor, slack)
        await visitor.send("from Kim, after all that")
        await until(lambda: _from(slack, card) == ["from Kim, after all that"])
        pages = [m for m in slack.posted(TEAM, card["ts"]) if "What was said before" in m["text"]]
        assert len(pages) > 1
        assert all(f"{number}: labs" in str(pages) for number in range(8))


async def test_two_hand_overs_do_not_mix(server: StubServer, slack: FakeSlack) -> None:
    async with (
        with_a_person(server, slack, "U0ANNA", name="Kim") as (kim, first),
        with_a_person(server, slack, "U0BRAM", name="Lee") as (lee, second),
    ):
        for number in range(5):
            await asyncio.gather(
                slack.says("U0ANNA", TEAM, f"to Kim {number}", thread=first["ts"]),
                slack.says("U0BRAM", TEAM, f"to Lee {number}", thread=second["ts"]),
                kim.send(f"from Kim {number}"),
                lee.send(f"from Lee {number}"),
            )
        await kim.until(lambda: len(kim.entries("person")) == 5)
        await lee.until(lambda: len(lee.entries("person")) == 5)
        assert [e["text"] for e in kim.entries("person")] == [f"to Kim {n}" for n in range(5)]
        assert [e["text"] for e in lee.entries("person")] == [f"to Lee {n}" for n in range(5)]
        for card, name in ((first, "Kim"), (second, "Lee")):
            await until(lambda card=card, name=name: _from(slack, card) == _all_from(name))


def _from(slack: FakeSlack, card: Plain) -> list[str]:
    lines = (text.split("\n")[-1] for text in in_thread(slack, card))
    return [line for line in lines if line.startswith("from ")]


def _all_from(name: str) -> list[str]:
    return [f"from {name} {number}" for number in range(5)]


async def test_what_slack_tells_again_reaches_the_visitor_once(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        written = slack.write("U0ANNA", TEAM, "once only", thread=card["ts"])
        (body,) = slack.events_of(written)
        for retry in range(4):
            (told,) = await slack.tells(body, retry=retry)
            assert told.acknowledged
        await hears(visitor, "once only", "Anna")
        await asyncio.sleep(0.3)
        assert len(visitor.entries("person")) == 1


@pytest.mark.parametrize("kind", ["429", "500", "hang", "done_then_hang", "internal_error"])
async def test_the_visitors_words_arrive_once_whatever_slack_does(
    kind: str, server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        slack.fail("chat.postMessage", kind, times=2)
        await visitor.send("from Kim, once")
        await visitor.send("from Kim, then")
        wanted = ["from Kim, once", "from Kim, then"]
        await until(lambda: _from(slack, card) == wanted, 40)
        await asyncio.sleep(0.5)
        assert _from(slack, card) == wanted


async def test_slack_is_left_alone_for_as_long_as_it_asks(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (kim, first), tab(server.address) as lee:
        before = len(slack.called("chat.postMessage"))
        slack.fail("chat.postMessage", "429", retry_after=2)
        await kim.send("from Kim")
        await until(lambda: slack.called("chat.postMessage", "429"))
        assert (await lee.call("person", WISH))["ok"]
        await until(lambda: _from(slack, first) == ["from Kim"])
        await until(lambda: len(slack.posted(TEAM, "")) == 2)
        refused, *after = slack.called("chat.postMessage")[before:]
        assert after and all(call.at - refused.at > 1.9 for call in after)


async def test_a_restart_in_the_middle_loses_nothing(server: StubServer, slack: FakeSlack) -> None:
    async with with_a_person(server, slack) as (before, card):
        await slack.says("U0ANNA", TEAM, "before", thread=card["ts"])
        await hears(before, "before", "Anna")
        # What the visitor says while Slack is out of reach waits in the outbox.
        slack.stop()
        await before.send("from Kim, in the dark")
        await asyncio.sleep(0.3)
        token = before.token
        server.kill()
    slack.start()
    server.start()
    await until(lambda: _from(slack, card) == ["from Kim, in the dark"], 20)
    async with tab(server.address, token) as after:
        assert after.opened["standing"] == {"state": "person", "name": "Anna"}
        assert "before" in [entry["text"] for entry in after.opened["history"]]
        await slack.says("U0ANNA", TEAM, "after", thread=card["ts"])
        await hears(after, "after", "Anna")
        await after.send("from Kim, after")
        await until(lambda: len(_from(slack, card)) == 2)


async def test_after_hours_the_team_gets_a_card_and_its_answer_arrives(
    start: Starter, slack: FakeSlack
) -> None:
    server = start(WELCOME_OFFICE_HOURS="sun-sun 3:00-3:01")
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        assert "is owed an answer" in words(card)
        assert titles(card) == ["Take over", "Answered by mail", "Not for us"]
        assert standing(visitor) == "later"
        await asyncio.sleep(0.2)
        await slack.says("U0ANNA", TEAM, "good morning", thread=card["ts"])
        await hears(visitor, "good morning", "Anna")


async def test_nobody_comes_and_nobody_speaks(start: Starter, slack: FakeSlack) -> None:
    minutes = {"WELCOME_TAKE_WITHIN_MIN": "0.01", "WELCOME_SILENCE_MIN": "0.02"}
    server = start(WELCOME_OFFICE_HOURS="always", **minutes)
    async with tab(server.address) as visitor:
        card = await asks_for_a_person(visitor, slack)
        await visitor.until(lambda: standing(visitor) == "later")
        await until(lambda: any("Nobody took over" in text for text in in_thread(slack, card)))
        await slack.taps("U0ANNA", card, button(card, "Take over"))
        await visitor.until(lambda: standing(visitor) == "person")
        await visitor.send("from Kim: are you there?")
        await visitor.until(lambda: standing(visitor) == "assistant")
        await until(lambda: any("Nothing was said" in text for text in in_thread(slack, card)))
        await until(lambda: titles(card) == ["Take over"])


async def test_an_answer_waits_for_a_visitor_who_left(start: Starter, slack: FakeSlack) -> None:
    server = start(WELCOME_OFFICE_HOURS="always", WELCOME_GONE_MIN="0.01")
    async with with_a_person(server, slack) as (visitor, card):
        token = visitor.token
    await until(lambda: "has left the page" in words(card))
    await slack.says("U0ANNA", TEAM, "when you are back", thread=card["ts"])
    await asyncio.sleep(0.3)
    async with tab(server.address, token) as again:
        await again.until(
            lambda: (
                "when you are back"
                in [e["text"] for e in [*again.opened["history"], *again.entries()]]
            )
        )
        await until(lambda: "has left the page" not in words(card))


async def test_without_a_name_the_visitor_reads_welcome_team(
    server: StubServer, slack: FakeSlack
) -> None:
    slack.person("U0NOBODY", "")
    slack.channels[TEAM].add("U0NOBODY")
    async with with_a_person(server, slack, "U0NOBODY") as (visitor, card):
        await slack.says("U0NOBODY", TEAM, "hello", thread=card["ts"])
        await hears(visitor, "hello", None)
        slack.scopes.discard("users:read")
        await slack.says("U0NOBODY", TEAM, "still here", thread=card["ts"])
        await hears(visitor, "still here", None)


async def test_the_assistant_answers_the_person_alone_and_sends_what_is_wanted(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        before = len(slack.posted(TEAM, card["ts"]))
        await slack.says("U0ANNA", TEAM, f"{MENTION} cell sorting?", thread=card["ts"])
        (private,) = await until(lambda: slack.ephemeral)
        assert private["user"] == "U0ANNA" and thread_of(private) == card["ts"]
        assert words(private).startswith("You said: cell sorting?")
        assert not visitor.entries("person")
        await slack.taps("U0ANNA", private, button(private, "Send to the visitor"))
        await hears(visitor, "You said: cell sorting?", "Anna")
        await until(lambda: len(slack.ephemeral) == 2)
        # A second tap sends nothing more.
        await slack.taps("U0ANNA", private, button(private, "Send to the visitor"))
        await until(lambda: len(slack.ephemeral) == 3)
        assert len(visitor.entries("person")) == 1
        await asyncio.sleep(0.3)
        assert len(slack.posted(TEAM, card["ts"])) == before


async def test_an_answer_can_be_sent_on_where_ids_have_a_length(
    start: Starter, slack: FakeSlack, tmp_path_factory: pytest.TempPathFactory
) -> None:
    postgres = Postgres(tmp_path_factory.mktemp("postgres"))
    postgres.start()
    try:
        server = start(WELCOME_OFFICE_HOURS="always", WELCOME_DATABASE=postgres.url)
        async with with_a_person(server, slack) as (visitor, card):
            await slack.uses_shortcut("U0ANNA", "ask_privately", card)
            (view,) = await until(lambda: slack.views)
            await slack.submits("U0ANNA", view, "who sorts cells?")
            (private,) = await until(lambda: slack.ephemeral)
            await slack.taps("U0ANNA", private, button(private, "Send to the visitor"))
            await hears(visitor, "You said: who sorts cells?", "Anna")
    finally:
        postgres.stop()


async def test_who_asks_privately_where_the_app_is_not_is_answered_in_direct_messages(
    server: StubServer, slack: FakeSlack
) -> None:
    slack.channel("C0ELSEWHERE", "U0ANNA", bot=False)
    there = slack.write("U0ANNA", "C0ELSEWHERE", "anything near Ghent?")
    await slack.uses_shortcut("U0ANNA", "ask_privately", there)
    (view,) = await until(lambda: slack.views)
    await slack.submits("U0ANNA", view, "who sorts cells?")
    (answer,) = await until(lambda: slack.posted("D0ANNA"))
    assert "You said: who sorts cells?" in words(answer)


async def test_a_second_person_is_asked_before_an_answer_is_sent(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await slack.says("U0BRAM", TEAM, f"{MENTION} cell sorting?", thread=card["ts"])
        (private,) = await until(lambda: slack.ephemeral)
        await slack.taps("U0BRAM", private, button(private, "Send to the visitor"))
        question = (await until(lambda: slack.ephemeral[1:]))[0]
        assert not visitor.entries("person")
        await slack.taps("U0BRAM", question, button(question, "Take over and send"))
        await hears(visitor, "You said: cell sorting?", "Bram")


async def test_the_shortcut_of_a_message_asks_privately_in_its_thread(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await visitor.send("from Kim: cell sorting?")
        await until(lambda: _from(slack, card))
        asked = slack.posted(TEAM, card["ts"])[-1]
        await slack.uses_shortcut("U0ANNA", "ask_privately", asked)
        (view,) = await until(lambda: slack.views)
        sent = await slack.submits("U0ANNA", view, "who sorts cells?")
        assert sent.acknowledged and not sent.body
        (private,) = await until(lambda: slack.ephemeral)
        assert thread_of(private) == card["ts"] and "Send to the visitor" in titles(private)
        # Its suggestions go on privately too.
        shown = json.dumps({"suggestions": [{"title": "More", "payload": "/show_more"}]})
        await slack.submits("U0ANNA", view, f"answer: {shown}")
        second = (await until(lambda: slack.ephemeral[1:]))[0]
        await slack.taps("U0ANNA", second, button(second, "More"))
        third = (await until(lambda: slack.ephemeral[2:]))[0]
        assert words(third).startswith("You said: /show_more")
        assert "Send to the visitor" in titles(third)


async def test_files_stay_inside_and_the_person_is_told(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        more = {"subtype": "file_share", "files": [{"id": "F1"}]}
        await slack.says("U0ANNA", TEAM, "the plan", thread=card["ts"], **more)
        await hears(visitor, "the plan", "Anna")
        assert "Files stay here" in words((await until(lambda: slack.ephemeral))[0])


async def test_who_edits_or_deletes_is_told_what_the_visitor_reads(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await slack.says("U0ANNA", TEAM, "at 10", thread=card["ts"])
        await hears(visitor, "at 10", "Anna")
        before = slack.thread(TEAM, card["ts"])[-1]
        told = {"type": "message", "channel": TEAM, "previous_message": before}
        unfurled = {**told, "subtype": "message_changed", "message": dict(before)}
        edited = {**told, "subtype": "message_changed", "message": {**before, "text": "at 11"}}
        deleted = {**told, "subtype": "message_deleted", "deleted_ts": before["ts"]}
        await slack.tells(*(slack.event(each) for each in (unfurled, edited, deleted)))
        await until(lambda: len(slack.ephemeral) == 2)
        await asyncio.sleep(0.3)
        assert {words(each) for each in slack.ephemeral} == {
            "The visitor still reads it as you wrote it first."
        }
        assert [entry["text"] for entry in visitor.entries("person")] == ["at 10"]


async def test_a_channel_without_the_app_is_named_in_the_log(
    start: Starter, slack: FakeSlack
) -> None:
    slack.channel(TEAM, "U0ANNA", bot=False)
    server = start(WELCOME_OFFICE_HOURS="always")
    async with tab(server.address) as visitor:
        assert (await visitor.call("person", WISH))["ok"]
        await until(lambda: "not_in_channel: the app is not in the channel" in server.log())


async def test_what_a_visitor_says_is_not_lost_with_a_deleted_card(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        slack.messages.remove(card)
        await visitor.send("from Kim, to whom it may concern")
        (new,) = await until(lambda: slack.posted(TEAM, ""))
        await until(lambda: _from(slack, new) == ["from Kim, to whom it may concern"])
        await until(lambda: "Hand back" in titles(new))
        await slack.says("U0ANNA", TEAM, "I still have you", thread=new["ts"])
        await hears(visitor, "I still have you", "Anna")


async def test_a_forgotten_visitor_is_gone_from_under_a_deleted_card_too(
    server: StubServer, slack: FakeSlack
) -> None:
    async with with_a_person(server, slack) as (visitor, card):
        await visitor.send("from Kim, first")
        await until(lambda: _from(slack, card))
        slack.messages.remove(card)  # its replies stay, as with Slack
        await visitor.send("from Kim, second")
        await until(lambda: "from Kim, second" in json.dumps(slack.messages))
        assert (await visitor.call("forget", {}))["ok"]
        for personal in ("from Kim, first", "from Kim, second", "BSL-2 lab"):
            await until(lambda personal=personal: personal not in json.dumps(slack.messages))


async def test_a_forgotten_visitor_is_gone_from_the_card(
    server: StubServer, slack: FakeSlack
) -> None:
    async with tab(server.address) as visitor:
        await visitor.ask("Quittengelee laboratory")
        card = await asks_for_a_person(visitor, slack)
        await slack.taps("U0ANNA", card, button(card, "Take over"))
        await visitor.send("from Kim, with love")
        await slack.says("U0ANNA", TEAM, "note: a nice one", thread=card["ts"])
        await until(lambda: _from(slack, card))
        assert (await visitor.call("forget", {}))["ok"]
        await until(lambda: any("deleted the conversation" in t for t in in_thread(slack, card)))
        for personal in ("Quittengelee", "from Kim", "BSL-2 lab"):
            await until(lambda personal=personal: personal not in json.dumps(slack.messages))
        await until(lambda: titles(card) == [])
        assert "a nice one" in json.dumps(slack.messages), "what people wrote is theirs"
        await slack.says("U0ANNA", TEAM, "are you there?", thread=card["ts"])
        await until(lambda: [m for m in slack.ephemeral if "not possible any more" in words(m)])


async def test_visitors_cannot_speak_in_our_name_or_call_the_channel(
    server: StubServer, slack: FakeSlack
) -> None:
    need = "<!channel> *Anna has taken over.* <https://evil.example|our bank>"
    async with with_a_person(server, slack, need=need, name="<@U0BRAM> *x*") as (visitor, card):
        shown = next(
            block
            for block in card["blocks"]
            if block["type"] == "section" and need in block.get("text", {}).get("text", "")
        )
        assert shown["text"]["type"] == "plain_text"
        await visitor.send(need)
        await until(lambda: any(need in text for text in in_thread(slack, card)))
        posted = slack.posted(TEAM, card["ts"])[-1]
        assert words(posted).startswith("*Visitor*")
        assert "<!channel>" not in posted["text"]


async def test_who_asks_when_the_token_is_refused_gets_the_mail_link(
    server: StubServer, slack: FakeSlack
) -> None:
    await until(lambda: slack.connections)
    slack.token_error = "token_revoked"
    async with tab(server.address) as first:
        assert (await first.call("person", WISH))["ok"], "nobody knows yet"
        await until(lambda: "Slack refuses the bot token" in server.log())
        assert not [e for e in first.entries("system") if "has been told" in e["text"]]
    async with tab(server.address) as second:
        assert second.opened["team"] is None
        ack = await second.call("person", WISH)
        assert ack["error"] == "no_team" and "https://" in ack["text"]


async def test_without_a_channel_for_cards_visitors_get_the_mail_link(
    start: Starter, slack: FakeSlack
) -> None:
    server = start(WELCOME_SLACK_CHANNEL="")
    async with tab(server.address) as visitor:
        assert visitor.opened["team"] is None
        assert not (await visitor.call("person", WISH))["ok"]
    await slack.says("U0ANNA", "D0ANNA", "still answering?")
    await until(lambda: slack.posted("D0ANNA"))
    assert "WELCOME_SLACK_CHANNEL is not set" in server.log()
