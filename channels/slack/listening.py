"""What people do in Slack and who answers it: a Bolt app over the questions and the take-over."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from typing import Any, Mapping
from weakref import WeakValueDictionary

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from channels.guard import SLACK_SENDER
from channels.slack import private
from channels.slack.answers import SAYS
from channels.slack.asking import Asking
from channels.slack.journal import Draft, Journal
from channels.slack.message import said
from channels.slack.mrkdwn import read
from channels.slack.posting import Posting
from channels.slack.takeover import TakeOver
from channels.slack.work import Work

logger = logging.getLogger(__name__)

COMMAND = "/enabler"
# What people write; all other subtypes tell of joins, edits, deletions, topics, bots.
_WRITTEN = {None, "file_share", "thread_broadcast"}
_CHANGED = {"message_changed", "message_deleted"}
Plain = Mapping[str, Any]


class Listening:
    """Mentions, messages, the command, buttons and the shortcut, each taken once."""

    def __init__(
        self,
        asking: Asking,
        posting: Posting,
        journal: Journal,
        work: Work,
        take_over: TakeOver | None,
    ) -> None:
        self._asking = asking
        self._posting = posting
        self._journal = journal
        self._work = work
        self._take_over = take_over
        # Answers stand in the order of their questions, also where a post of one takes longer.
        self._order: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def mentioned(self, body: Plain, event: Plain, context: AsyncBoltContext) -> None:
        """Answer a mention in the thread that it stands in, or opens."""
        if event.get("bot_id") or not await self._journal.is_new(body["event_id"]):
            return
        words = read(event.get("text") or "", but=context.bot_user_id or "")
        self._work.start(self._answer_mention(body["event_id"], event, words))

    async def written(
        self, body: Plain, event: Plain, context: AsyncBoltContext, request: AsyncBoltRequest
    ) -> None:
        """Answer a direct message; bring what stands in a request's thread to the visitor."""
        if event.get("subtype") in _CHANGED:
            self._work.start(self._tell_of_change(event, body["event_id"]))
            return
        if event.get("bot_id") or not event.get("user") or event.get("subtype") not in _WRITTEN:
            return
        text, key, own = event.get("text") or "", body["event_id"], context.bot_user_id or ""
        words, thread = read(text, but=own), event.get("thread_ts") or ""
        if event.get("channel_type") == "im":
            if await self._journal.is_new(key):
                self._work.start(self._answer(key, event["channel"], thread, words))
        elif thread and self._take_over is not None and not _mentions(text, own):
            retries = request.headers.get("x-slack-retry-num") or ["0"]
            await self._take_over.written(event, key, words, int(retries[0]), own)

    async def _tell_of_change(self, event: Plain, key: str) -> None:
        if self._take_over is not None:
            await self._take_over.changed(event, key)

    async def commanded(self, ack: AsyncAck, body: Plain) -> None:
        """Answer a slash command to whoever used it, alone."""
        await ack()
        if await self._journal.is_new(body["trigger_id"]):
            conversation = _private(body["channel_id"], body["user_id"])
            words = read(body.get("text") or "")
            self._work.start(self._respond(conversation, words, body["response_url"]))

    async def tapped_suggestion(self, ack: AsyncAck, body: Plain, action: Plain) -> None:
        """Say what a button stands for, where the button stands."""
        await ack()
        if not await self._journal.is_new(body["trigger_id"]):
            return
        self._work.start(self._answer_tap(body, action))

    async def tapped_card(self, ack: AsyncAck, body: Plain, action: Plain) -> None:
        """Do what a button says about a request."""
        await ack()
        if self._take_over is not None and await self._journal.is_new(body["trigger_id"]):
            self._work.start(self._take_over.tapped(body, action))

    async def chose_shortcut(self, ack: AsyncAck, body: Plain) -> None:
        """Let a person type a question to ask privately, beside a message."""
        await ack()
        message = body["message"]
        view = private.dialog(body["channel"]["id"], message.get("thread_ts") or message["ts"])
        self._work.start(self._posting.open_view(body["trigger_id"], view))

    async def asked_privately(self, ack: AsyncAck, body: Plain, view: Plain) -> None:
        """Answer a question of the dialog to whoever asked it, in the thread it was asked from."""
        await ack()
        channel, thread, words = private.asked(view)
        key, user = body["trigger_id"], body["user"]["id"]
        if await self._journal.is_new(key):
            self._work.start(self._answer_one(key, channel, thread, user, words))

    async def _answer_mention(self, key: str, event: Plain, words: str) -> None:
        channel, thread = event["channel"], event.get("thread_ts") or ""
        if self._take_over is not None and await self._take_over.request_at(channel, thread):
            # The visitor's thread: the answer is for the person alone.
            await self._answer_one(key, channel, thread, event["user"], words)
        else:
            await self._answer(key, channel, thread or event["ts"], words)

    async def _answer_tap(self, body: Plain, action: Plain) -> None:
        key, user = body["trigger_id"], body["user"]["id"]
        container, words, url = body["container"], action["value"], body["response_url"]
        channel, thread = container["channel_id"], container.get("thread_ts") or ""
        alone = container.get("is_ephemeral")
        own, shared = _private(channel, user, thread), _shared(channel, thread)
        conversation = own if alone else shared
        stale = await self._asking.stale(conversation, words, action.get("block_id") or "")
        if stale:
            await self._posting.respond(url, said(stale), thread)
        elif not alone:
            await self._answer(key, channel, thread, words)
        elif thread:
            await self._answer_one(key, channel, thread, user, words)
        else:
            await self._respond(conversation, words, url)

    async def _answer(self, key: str, channel: str, thread: str, words: str) -> None:
        conversation = _shared(channel, thread)
        order = self._order.setdefault(conversation, asyncio.Lock())
        async with order:
            replies = await self._asking.answer(conversation, words)
            for number, message in enumerate(replies):
                await self._posting.surely(f"answer.{key}.{number}", channel, message, thread)

    async def _answer_one(self, key: str, channel: str, thread: str, user: str, words: str) -> None:
        replies = await self._asking.answer(_private(channel, user, thread), words)
        if self._take_over is not None:
            found = await self._take_over.request_at(channel, thread)
            if found is not None:
                text = "\n\n".join(dict.fromkeys(reply.plain for reply in replies))
                draft = Draft(_draft_id(key), channel, thread, text)
                replies = await self._take_over.offer(draft, replies)
        for number, message in enumerate(replies):
            if not await self._posting.to_one(channel, user, message, thread):
                # Where the app is no member it may still write to the person.
                await self._posting.surely(f"alone.{key}.{number}", user, message)

    async def _respond(self, conversation: str, words: str, url: str) -> None:
        for message in await self._asking.answer(conversation, words):
            await self._posting.respond(url, message)


def listen(app: AsyncApp, listening: Listening) -> None:
    """Tell the app what to do with what it hears."""
    app.event("app_mention")(listening.mentioned)
    app.event("message")(listening.written)
    app.command(COMMAND)(listening.commanded)
    app.action(re.compile(rf"^{SAYS}:"))(listening.tapped_suggestion)
    app.action(re.compile(r"^desk:"))(listening.tapped_card)
    app.shortcut(private.SHORTCUT)(listening.chose_shortcut)
    app.view(private.SHORTCUT)(listening.asked_privately)
    app.error(_log)


def _mentions(text: str, user: str) -> bool:
    return f"<@{user}>" in text or f"<@{user}|" in text


def _shared(channel: str, thread: str) -> str:
    """Return the conversation of a thread; a direct message is one, however its threads go."""
    within = "" if channel.startswith("D") else f".{thread}"
    return f"{SLACK_SENDER}{channel}{within}"


def _private(channel: str, user: str, thread: str = "") -> str:
    """Return the conversation that a person has with the assistant alone, beside the others."""
    within = f".{thread}" if thread else ""
    return f"{SLACK_SENDER}{channel}.{user}{within}"


def _draft_id(key: str) -> str:
    """Return an id of bounded length; Slack's trigger ids have none."""
    return f"draft.{hashlib.sha256(key.encode()).hexdigest()[:32]}"


async def _log(error: Exception) -> None:
    logger.error("something said in Slack is not taken: %s", type(error).__name__)
