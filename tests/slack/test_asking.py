"""Questions in Slack, answered where they were asked, on the channel with an agent that repeats."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from html import escape
from itertools import pairwise

import aiohttp
import pytest

from tests.channels.servers import StubServer
from tests.channels.visitor import tab
from tests.slack.conftest import HTTP_MODE, SOCKET_MODE, Starter
from tests.slack.fake import BOT, BOT_USER, FakeSlack, button, titles, words
from tests.slack.workspace import Plain, thread_of, until

pytestmark = pytest.mark.asyncio
MENTION = f"<@{BOT_USER}>"
both_modes = pytest.mark.parametrize("mode", [SOCKET_MODE, HTTP_MODE])


def conversations(server: StubServer) -> set[str]:
    with sqlite3.connect(server.database) as database:
        return {sender for (sender,) in database.execute("select distinct sender_id from events")}


async def settled(slack: FakeSlack) -> list[Plain]:
    """Return what the app posted, when it has had the time to post more than it should."""
    await asyncio.sleep(0.5)
    return slack.posted()


@both_modes
async def test_a_mention_is_answered_in_its_thread(
    mode: str, slack: FakeSlack, start: Starter
) -> None:
    start(mode)
    told = await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} labs near Ghent")
    assert len(told) == 2 and all(each.acknowledged for each in told)
    (answer,) = await until(lambda: slack.posted("C0GENERAL"))
    asked = slack.messages[0]
    assert thread_of(answer) == asked["ts"]
    assert words(answer) == "You said: labs near Ghent"
    assert answer["text"] == "You said: labs near Ghent"


async def test_a_thread_is_one_conversation_and_another_thread_another(
    slack: FakeSlack, start: Starter
) -> None:
    server = start()
    await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} one")
    first = slack.messages[0]["ts"]
    await slack.says("U0BRAM", "C0GENERAL", f"go on, {MENTION}", thread=first)
    await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} another")
    await until(lambda: len(slack.posted()) == 3)
    assert len(slack.posted(thread=first)) == 2
    assert len(conversations(server)) == 2
    assert f"slack.C0GENERAL.{first}" in conversations(server)


async def test_direct_messages_are_one_conversation_answered_in_place(
    slack: FakeSlack, start: Starter
) -> None:
    server = start()
    await slack.says("U0ANNA", "D0ANNA", "which incubators are there?")
    (answer,) = await until(lambda: slack.posted("D0ANNA"))
    assert thread_of(answer) == ""
    await slack.says("U0ANNA", "D0ANNA", "and these?", thread=answer["ts"])
    second = (await until(lambda: slack.posted("D0ANNA")[1:]))[0]
    assert thread_of(second) == answer["ts"]
    assert conversations(server) == {"slack.D0ANNA"}


@both_modes
async def test_a_command_is_answered_to_whoever_used_it_alone(
    mode: str, slack: FakeSlack, start: Starter
) -> None:
    start(mode)
    # The response_url works where the app was not invited.
    slack.channel("C0ELSEWHERE", "U0ANNA", bot=False)
    told = await slack.commands("U0ANNA", "C0ELSEWHERE", "/enabler", "bsl2 labs ghent")
    assert told.acknowledged and not told.body
    (shown,) = await until(lambda: slack.ephemeral)
    assert shown["user"] == "U0ANNA" and words(shown) == "You said: bsl2 labs ghent"
    assert slack.posted() == []


async def test_a_bare_command_tells_what_can_be_asked(slack: FakeSlack, start: Starter) -> None:
    start()
    await slack.commands("U0ANNA", "C0GENERAL", "/enabler", " ")
    (shown,) = await until(lambda: slack.ephemeral)
    assert words(shown) == "You said: /help"


@both_modes
async def test_a_tapped_suggestion_is_said_in_the_same_thread(
    mode: str, slack: FakeSlack, start: Starter
) -> None:
    start(mode)
    payload = '/ask_facility{"place": ["ghent"]}'
    suggestions = [
        {"title": "Show more", "payload": "/show_more"},
        {"title": "In & around", "payload": payload},
    ]
    shown = json.dumps({"kind": "smalltalk", "suggestions": suggestions})
    await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} answer: {escape(shown, quote=False)}")
    (answer,) = await until(lambda: slack.posted("C0GENERAL"))
    assert titles(answer) == ["Show more", "In & around"]
    told = await slack.taps("U0BRAM", answer, button(answer, "In & around"))
    assert told.acknowledged
    second = (await until(lambda: slack.posted("C0GENERAL")[1:]))[0]
    assert thread_of(second) == thread_of(answer)
    assert words(second) == f"You said: {payload}"


async def test_a_suggestion_seen_by_one_person_is_answered_to_that_person(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    shown = json.dumps({"suggestions": [{"title": "More", "payload": "/show_more"}]})
    await slack.commands("U0ANNA", "C0GENERAL", "/enabler", f"answer: {shown}")
    (first,) = await until(lambda: slack.ephemeral)
    await slack.taps("U0ANNA", first, button(first, "More"))
    await until(lambda: len(slack.ephemeral) == 2)
    assert words(slack.ephemeral[1]) == "You said: /show_more"
    assert slack.posted() == []


async def test_a_button_under_an_older_answer_does_nothing_else_than_it_says(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    payloads = ("/show_more", "/help")
    shown = json.dumps({"suggestions": [{"title": p, "payload": p} for p in payloads]})
    await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} answer: {shown}")
    (older,) = await until(slack.posted)
    thread = thread_of(older)
    await slack.taps("U0ANNA", older, button(older, "/show_more"))
    await until(lambda: len(slack.posted()) == 2)
    await slack.taps("U0BRAM", older, button(older, "/show_more"))
    (notice,) = await until(lambda: slack.ephemeral)
    assert notice["user"] == "U0BRAM" and "asked here since" in words(notice)
    await slack.taps("U0BRAM", older, button(older, "/help"))
    await until(lambda: len(slack.posted(thread=thread)) == 3)


async def test_a_payload_that_is_none_of_ours_is_only_words(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    shown = json.dumps({"suggestions": [{"title": "More", "payload": "/show_more"}]})
    await slack.says("U0ANNA", "D0ANNA", f"answer: {shown}")
    (answer,) = await until(lambda: slack.posted())
    forged = {**button(answer, "More"), "value": "/restart"}
    await slack.taps("U0ANNA", answer, forged)
    assert words((await until(lambda: slack.posted()[1:]))[0]) == "You said: restart"
    await slack.says("U0ANNA", "D0ANNA", "/restart")
    assert words((await until(lambda: slack.posted()[2:]))[0]) == "You said: restart"


@both_modes
async def test_what_slack_tells_again_is_answered_once(
    mode: str, slack: FakeSlack, start: Starter
) -> None:
    server = start(mode)
    (body,) = slack.events_of(slack.write("U0ANNA", "D0ANNA", "only once"))
    await slack.tells(body)
    await until(slack.posted)
    for reason in ("http_timeout", "http_error"):
        (again,) = await slack.tells(body, retry=1, reason=reason)
        assert again.acknowledged
    assert len(await settled(slack)) == 1
    server.kill()
    server.start()
    (again,) = await slack.tells(body, retry=3)
    assert again.acknowledged and len(await settled(slack)) == 1


async def test_two_processes_answer_an_event_once(slack: FakeSlack, start: Starter) -> None:
    first = start()
    start(WELCOME_DATABASE=str(first.database))
    await until(lambda: slack.connections == 2)
    (body,) = slack.events_of(slack.write("U0ANNA", "D0ANNA", "to whom it may concern"))
    await asyncio.gather(slack.tells(body), slack.tells(body, retry=1))
    await until(slack.posted)
    assert len(await settled(slack)) == 1


@both_modes
async def test_a_slow_answer_is_acknowledged_at_once(
    mode: str, slack: FakeSlack, start: Starter
) -> None:
    start(mode)
    (told,) = await slack.says("U0ANNA", "D0ANNA", "something slow")
    assert told.acknowledged and not slack.posted()
    (sorry,) = await until(slack.posted)
    assert words(sorry)


async def test_questions_of_a_conversation_are_answered_in_order(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    for text in ("first, which takes a while", "second", "third"):
        await slack.says("U0ANNA", "D0ANNA", text)
    await until(lambda: len(slack.posted()) == 3)
    said = [words(answer).split(",")[0].split()[-1] for answer in slack.posted()]
    assert said == ["first", "second", "third"]


async def test_events_out_of_order_are_each_answered_in_their_own_thread(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    asked = [slack.write("U0ANNA", "C0GENERAL", f"{MENTION} number {n}") for n in range(4)]
    bodies = [body for message in reversed(asked) for body in slack.events_of(message)]
    await slack.tells(*bodies)
    await until(lambda: len(slack.posted()) == 4)
    for number, message in enumerate(asked):
        (answer,) = slack.posted(thread=message["ts"])
        assert words(answer) == f"You said: number {number}"


async def test_a_rate_limit_is_waited_for(slack: FakeSlack, start: Starter) -> None:
    start()
    slack.fail("chat.postMessage", "429", times=2, retry_after=1)
    await slack.says("U0ANNA", "D0ANNA", "hello")
    await until(slack.posted)
    calls = slack.called("chat.postMessage")
    assert [call.answer for call in calls] == ["429", "429", "ok"]
    assert all(b.at - a.at >= 1.0 for a, b in pairwise(calls))


@pytest.mark.parametrize("kind", ["500", "hang", "done_then_hang"])
async def test_a_failing_call_is_tried_again_and_shown_once(
    kind: str, slack: FakeSlack, start: Starter
) -> None:
    start()
    slack.fail("chat.postMessage", kind)
    await slack.says("U0ANNA", "D0ANNA", "hello")
    await until(lambda: slack.posted() and len(slack.called("conversations.history")) == 1, 20)
    await until(slack.posted, 20)
    assert len(await settled(slack)) == 1


async def test_an_answer_whose_blocks_slack_refuses_is_shown_as_text(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    slack.fail("chat.postMessage", "invalid_blocks")
    await slack.says("U0ANNA", "D0ANNA", "hello")
    (answer,) = await until(slack.posted)
    assert answer["text"] == "You said: hello" and not answer["blocks"]


async def test_what_no_person_wrote_anew_is_left_alone(slack: FakeSlack, start: Starter) -> None:
    start()
    written = slack.write("U0ANNA", "D0ANNA", "hello")
    bot = {"bot_id": "B0OTHER", "user": "U0OTHER"}
    ours = {"bot_id": BOT, "user": BOT_USER}
    channel = {"type": "message", "channel": "D0ANNA", "channel_type": "im"}
    changed = {"message": {**written, "text": "hello!"}, "previous_message": written}
    events: list[Plain] = [
        {**written, "channel_type": "im", **bot},
        {**written, "channel_type": "im", "subtype": "bot_message", **bot},
        {**written, "channel_type": "im", **ours},
        {**channel, "subtype": "message_changed", "ts": slack.new_ts(), **changed},
        {**channel, "subtype": "message_deleted", "deleted_ts": written["ts"]},
        {**channel, "subtype": "channel_join", "user": "U0BRAM", "ts": slack.new_ts()},
        {**channel, "subtype": "channel_topic", "user": "U0BRAM", "text": "labs?"},
        {"type": "app_mention", **written, **bot, "text": MENTION},
        {**channel, "channel": "C0GENERAL", "channel_type": "channel", "user": "U0BRAM"},
    ]
    told = await slack.tells(*(slack.event(event) for event in events))
    assert all(each.acknowledged for each in told), told
    assert await settled(slack) == []


async def test_a_file_or_a_reply_shown_in_the_channel_counts_by_its_words(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    await slack.says("U0ANNA", "D0ANNA", "see this", subtype="file_share", files=[{"id": "F1"}])
    await slack.says("U0ANNA", "D0ANNA", "and this", subtype="thread_broadcast")
    await slack.says("U0ANNA", "D0ANNA", "", subtype="file_share", files=[{"id": "F2"}])
    await until(lambda: len(slack.posted()) == 3)
    told = [words(message) for message in await settled(slack)]
    assert told == ["You said: see this", "You said: and this", "You said: /help"]


async def test_a_charset_in_the_content_type_is_no_other_type(
    slack: FakeSlack, start: Starter
) -> None:
    start(HTTP_MODE)
    (body,) = slack.events_of(slack.write("U0ANNA", "D0ANNA", "déjà vu"))
    (told,) = await slack.tells(body, content_type="application/json; charset=utf-8")
    assert told.acknowledged
    assert words((await until(slack.posted))[0]) == "You said: déjà vu"


async def test_only_slack_is_heard(slack: FakeSlack, start: Starter) -> None:
    server = start(HTTP_MODE)
    (body,) = slack.events_of(slack.write("U0ANNA", "D0ANNA", "hello"))
    (forged,) = await slack.tells(body, signing_secret="of somebody else")
    (replayed,) = await slack.tells(body, age_s=600)
    assert (forged.status, replayed.status) == (401, 401)
    (challenged,) = await slack.tells({"type": "url_verification", "challenge": "c0ffee"})
    assert challenged.status == 200 and json.loads(challenged.body) == {"challenge": "c0ffee"}
    assert await settled(slack) == [] and "hello" not in server.log()


async def test_what_is_no_request_of_slack_is_refused(slack: FakeSlack, start: Starter) -> None:
    server = start(HTTP_MODE)
    json_type, form = "application/json", "application/x-www-form-urlencoded"
    bodies = [
        *((body, json_type) for body in (b"", b"\xff\xfe", b"null", b"[]", b"{}", b"{" * 50)),
        (b'{"a":' * 50_000, json_type),
        (b"x" * 1_100_000, json_type),
        *((body, form) for body in (b"payload=null", b"payload={", b"payload=[1]", b"%ff=%00")),
    ]
    async with aiohttp.ClientSession() as session:
        for body, kind in bodies:
            headers = {"Content-Type": kind}
            async with session.post(slack.app_url, data=body, headers=headers) as answer:
                assert 400 <= answer.status < 500, (body[:20], answer.status)
    await slack.says("U0ANNA", "D0ANNA", "still there?")
    await until(slack.posted)
    assert "Traceback" not in server.log()


async def test_words_of_people_are_no_markup_and_call_nobody(
    slack: FakeSlack, start: Starter
) -> None:
    start()
    typed = "a &amp; b &lt;!channel&gt; <!here> <@U0BRAM> <https://evil.example|our bank> `x` *y*"
    await slack.says("U0ANNA", "D0ANNA", typed)
    (answer,) = await until(slack.posted)
    assert "&lt;!channel&gt; @here @somebody our bank" in answer["text"]
    assert "a &amp; b" in words(answer)


async def test_without_a_token_slack_is_off_and_the_log_says_so(start: Starter) -> None:
    server = start(WELCOME_SLACK_BOT_TOKEN="")
    async with tab(server.address) as visitor:
        assert await visitor.ask("hello")
    assert server.log().count("Slack is off: WELCOME_SLACK_BOT_TOKEN is not set") == 1


async def test_a_revoked_token_gives_one_line_and_the_website_works(
    slack: FakeSlack, start: Starter
) -> None:
    server = start()
    await slack.says("U0ANNA", "D0ANNA", "before")
    await until(slack.posted)
    slack.token_error = "token_revoked"
    for text in ("after", "and after that"):
        await slack.says("U0ANNA", "D0ANNA", text)
    await until(lambda: len(slack.called("chat.postMessage", "token_revoked")) == 2)
    async with tab(server.address) as visitor:
        assert await visitor.ask("hello")
    assert server.log().count("Slack refuses the bot token (token_revoked)") == 1
    assert "WELCOME_SLACK_BOT_TOKEN" in server.log() and "Traceback" not in server.log()


async def test_a_wrong_app_token_gives_one_line_and_the_website_works(
    slack: FakeSlack, start: Starter
) -> None:
    server = start(WELCOME_SLACK_APP_TOKEN="xapp-of-yesterday")
    await until(lambda: len(slack.called("apps.connections.open", "invalid_auth")) >= 2)
    async with tab(server.address) as visitor:
        assert await visitor.ask("hello")
    assert server.log().count("Slack refuses the app token (invalid_auth)") == 1
    assert "xapp-of-yesterday" not in server.log()


async def test_a_missing_scope_is_named_once_and_the_rest_works(
    slack: FakeSlack, start: Starter
) -> None:
    slack.scopes.discard("users:read")
    server = start()
    await slack.says("U0ANNA", "D0ANNA", "hello")
    await until(slack.posted)
    assert server.log().count("lacks the scope users:read") == 1
    slack.scopes.discard("chat:write")
    await slack.says("U0ANNA", "D0ANNA", "hello again")
    await until(lambda: slack.called("chat.postMessage", "missing_scope"))
    await until(lambda: server.log().count("lacks the scope chat:write") == 1)


@both_modes
async def test_slack_may_be_down_at_the_start(mode: str, slack: FakeSlack, start: Starter) -> None:
    slack.stop()
    server = start(mode)
    async with tab(server.address) as visitor:
        assert await visitor.ask("hello")
    await until(lambda: "Slack is out of reach" in server.log())
    slack.start()
    await slack.says("U0ANNA", "D0ANNA", "good morning")
    await until(slack.posted, 20)
    assert server.log().count("Slack is out of reach") == 1 and "Traceback" not in server.log()


async def test_a_lost_connection_is_made_again(slack: FakeSlack, start: Starter) -> None:
    start()
    await until(lambda: slack.connections == 1)
    slack.disconnect()
    await until(lambda: slack.connections == 1, 20)
    await slack.says("U0ANNA", "D0ANNA", "still there?")
    await until(slack.posted)
