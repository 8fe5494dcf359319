"""What people do in Slack and what comes of it: a Bolt app that asks the assistant."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import Any, Coroutine, Mapping

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from channels.slack.answers import SAYS
from channels.slack.asking import Asking
from channels.slack.journal import Journal
from channels.slack.mrkdwn import read
from channels.slack.posting import Posting

logger = logging.getLogger(__name__)

COMMAND = "/enabler"
# What people write; all other subtypes tell of joins, edits, deletions, topics, bots.
_WRITTEN = {None, "file_share", "thread_broadcast"}
Plain = Mapping[str, Any]


class Work:
    """What goes on after Slack was told that we heard it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it in the background; what fails is logged without anybody's words."""
        task = asyncio.create_task(_guarded(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def end(self, within_s: float) -> None:
        """Finish what is going on, or give it up."""
        if self._running:
            await asyncio.wait(self._running, timeout=within_s)
        for task in self._running:
            task.cancel()


class Questions:
    """Mentions, direct messages, the command and buttons, each answered where it was asked."""

    def __init__(self, asking: Asking, posting: Posting, journal: Journal, work: Work) -> None:
        self._asking = asking
        self._posting = posting
        self._journal = journal
        self._work = work

    async def mentioned(self, body: Plain, event: Plain, context: AsyncBoltContext) -> None:
        """Answer a mention in the thread that it stands in, or opens."""
        if event.get("bot_id") or not await self._journal.is_new(body["event_id"]):
            return
        words = read(event.get("text") or "", but=context.bot_user_id or "")
        thread = event.get("thread_ts") or event["ts"]
        self._answer(body["event_id"], context.team_id, event["channel"], thread, words)

    async def written(self, body: Plain, event: Plain, context: AsyncBoltContext) -> None:
        """Answer a direct message; those of channels are for people."""
        if event.get("channel_type") != "im" or not is_written(event):
            return
        if not await self._journal.is_new(body["event_id"]):
            return
        words = read(event.get("text") or "", but=context.bot_user_id or "")
        key, thread = body["event_id"], event.get("thread_ts") or ""
        if words:
            self._answer(key, context.team_id, event["channel"], thread, words)

    async def commanded(self, ack: AsyncAck, body: Plain) -> None:
        """Answer a slash command to whoever used it, alone."""
        await ack()
        if await self._journal.is_new(body["trigger_id"]):
            conversation = _private(body["team_id"], body["channel_id"], body["user_id"])
            words = read(body.get("text") or "")
            self._work.start(self._respond(conversation, words, body["response_url"]))

    async def tapped(self, ack: AsyncAck, body: Plain, action: Plain) -> None:
        """Say what a button stands for, where the button stands."""
        await ack()
        if not await self._journal.is_new(body["trigger_id"]):
            return
        container, team = body["container"], body["team"]["id"]
        channel = container["channel_id"]
        thread = container.get("thread_ts") or ""
        if container.get("is_ephemeral"):
            conversation = _private(team, channel, body["user"]["id"])
            work = self._respond(conversation, action["value"], body["response_url"], thread)
            self._work.start(work)
        else:
            self._answer(body["trigger_id"], team, channel, thread, action["value"])

    def _answer(self, key: str, team: str | None, channel: str, thread: str, words: str) -> None:
        self._work.start(self._post_answer(key, team or "", channel, thread, words))

    async def _post_answer(
        self, key: str, team: str, channel: str, thread: str, words: str
    ) -> None:
        # A direct message is one conversation, however its threads go.
        within = "" if channel.startswith("D") else f".{thread}"
        replies = await self._asking.answer(f"slack.{team}.{channel}{within}", words)
        for number, message in enumerate(replies):
            await self._posting.surely(f"answer.{key}.{number}", channel, message, thread)

    async def _respond(self, conversation: str, words: str, url: str, thread: str = "") -> None:
        for message in await self._asking.answer(conversation, words):
            await self._posting.respond(url, message, thread)


def listen(app: AsyncApp, questions: Questions) -> None:
    """Tell the app what to do with what it hears."""
    app.event("app_mention")(questions.mentioned)
    app.event("message")(questions.written)
    app.command(COMMAND)(questions.commanded)
    app.action(re.compile(rf"^{SAYS}:"))(questions.tapped)
    app.error(_log)


def is_written(event: Plain) -> bool:
    """Tell whether a message event is something that a person wrote anew."""
    return not event.get("bot_id") and event.get("subtype") in _WRITTEN and bool(event.get("user"))


def _private(team: str, channel: str, user: str) -> str:
    return f"slack.{team}.{channel}.{user}"


async def _log(error: Exception) -> None:
    logger.error("something said in Slack is not taken: %s", type(error).__name__)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # no words of anybody may reach the log
        logger.error("an answer in Slack failed: %s", type(error).__name__)
