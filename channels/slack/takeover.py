"""The team's side of a hand-over in Slack: buttons of the card, words in its thread."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from typing import Any, Awaitable, Callable, Mapping

from sqlalchemy.exc import SQLAlchemyError

from channels.handover.desk import Desk
from channels.handover.remarks import for_visitor
from channels.handover.team import Outcome, Person, Place, RequestView
from channels.slack.cards import DECLINE, HAND_BACK, LATER, TAKE
from channels.slack.journal import NOTED_WITHIN_S, Draft, Journal
from channels.slack.message import Message, actions, button, said, section
from channels.slack.mrkdwn import escaped, read
from channels.slack.posting import Posting
from channels.slack.work import Work

logger = logging.getLogger(__name__)

# Take a conversation from the person who holds it: with the request, or with words to send.
TAKE_OVER, TAKE_AND_SEND = "desk:take_over", "desk:take_and_send"
# Send what the assistant answered privately.
SEND = "desk:send"
# Slack waits three seconds for us; a name is worth less than that.
_NAME_WITHIN_S = 1.0
# The last time that Slack tells again, some six minutes after the first.
_LAST_RETRY = 3
# So long may the desk not know where a card stands, if a server went down as it was posted.
_NOTED_WITHIN_S = 300.0
Plain = Mapping[str, Any]
Show = Callable[[Message], Awaitable[Any]]


class NotKept(Exception):
    """The database is away: Slack shall tell again."""


class TakeOver:
    """Passes on to the desk what people do, and tells them alone what came of it."""

    def __init__(
        self, desk: Desk, posting: Posting, journal: Journal, work: Work, channel: str
    ) -> None:
        self._desk = desk
        self._work = work
        self._posting = posting
        self._journal = journal
        self._channel = channel
        self._people: dict[str, Person] = {}

    def leave(self) -> None:
        """Let visitors have the way to mail: Slack does not let us in."""
        self._desk.team = None

    async def request_at(self, channel: str, thread: str) -> RequestView | None:
        """Return the request whose thread that is; None as well while nobody can tell."""
        if not thread:
            return None
        try:
            return await self._desk.request_at(Place(channel, thread))
        except SQLAlchemyError:
            return None

    async def written(self, event: Plain, key: str, words: str, retry: int, own: str) -> None:
        """Bring what a person wrote in a request's thread to the visitor; `own` is our user.

        Raises NotKept when it could not be kept, and Slack will tell again.
        """
        channel, thread, user = event["channel"], event["thread_ts"], event["user"]

        async def show(message: Message) -> None:
            # Slack hears first that we took it, and does not tell again.
            self._work.start(self._posting.to_one(channel, user, message, thread))

        place = Place(channel, thread)
        try:
            found = await asyncio.wait_for(self._desk.request_at(place), NOTED_WITHIN_S)
            if found is None:
                if self._is_card(event, own):
                    if retry < _LAST_RETRY and _is_new(thread):
                        raise NotKept  # the desk does not know yet where its card stands
                    await show(said(_SAID["over"]))
                return
        except (SQLAlchemyError, asyncio.TimeoutError):
            if channel != self._channel:
                return
        if event.get("files") and not retry:
            await show(said(_FILES))
        if not words:
            return
        person = await self._person(user)
        outcome = await self._desk.person_says(place, person, words, key)
        if outcome == "away" and retry < _LAST_RETRY:
            raise NotKept
        await self._tell(outcome, Draft(key, channel, thread, words), show)

    async def changed(self, event: Plain, key: str) -> None:
        """Tell who edits or deletes words in a request's thread that the visitor reads the old."""
        before, now = event.get("previous_message") or {}, event.get("message") or {}
        channel, thread, user = event["channel"], before.get("thread_ts") or "", before.get("user")
        old, new = (for_visitor(read(each.get("text") or "")) for each in (before, now))
        if not user or before.get("bot_id") or not old or old == new:
            return
        if await self.request_at(channel, thread) and await self._journal.is_new(key):
            await self._posting.to_one(channel, user, said(_CHANGED), thread)

    async def tapped(self, body: Plain, action: Plain) -> None:
        """Do what a button of a card says, or of a question that came of it."""
        person = await self._person(body["user"]["id"])
        container = body["container"]
        channel, thread = container["channel_id"], container.get("thread_ts") or ""

        async def show(message: Message) -> None:
            await self._posting.respond(body["response_url"], message, thread)

        verb, value = action["action_id"], action["value"]
        if verb in (SEND, TAKE_AND_SEND):
            await self._send(value, person, verb == TAKE_AND_SEND, show)
            return
        moves: Mapping[str, Callable[[str, Person], Awaitable[Outcome]]] = {
            TAKE: self._desk.take,
            TAKE_OVER: lambda request, person: self._desk.take(request, person, over=True),
            LATER: self._desk.later,
            DECLINE: self._desk.not_for_us,
            HAND_BACK: self._desk.hand_back,
        }
        outcome = await moves[verb](value, person)
        if outcome == "held":
            holder = await self._holder(channel, thread or container["message_ts"])
            question = _HELD.format(holder=holder)
            await show(_question(question, button("Take over", TAKE_OVER, value, "primary")))
        elif outcome in _SAID:
            await show(said(_SAID[outcome]))

    async def offer(self, draft: Draft, replies: list[Message]) -> list[Message]:
        """Return the assistant's private answer with a button that sends it to the visitor."""
        try:
            await self._journal.keep(draft)
        except SQLAlchemyError:
            return replies
        *first, last = replies
        blocks = (*last.blocks, *actions(button(_SEND_TITLE, SEND, draft.id, "primary")))
        return [*first, replace(last, blocks=blocks)]

    async def _send(self, key: str, person: Person, over: bool, show: Show) -> None:
        try:
            draft = await self._journal.draft(key)
        except SQLAlchemyError:
            await show(said(_SAID["away"]))
            return
        if draft is None:
            await show(said(_SENT_BEFORE))
            return
        place = Place(draft.channel, draft.thread)
        view = await self.request_at(draft.channel, draft.thread)
        if over and view is not None:
            await self._desk.take(view.request, person, over=True)
        outcome = await self._desk.person_says(place, person, draft.text, draft.id)
        if outcome in _DONE_WITH:
            await self._journal.drop(key)
            await show(said(_DONE_WITH[outcome]))
        else:
            await self._tell(outcome, draft, show)

    async def _tell(self, outcome: Outcome, draft: Draft, show: Show) -> None:
        if outcome in _ASKED_FIRST:
            try:
                await self._journal.keep(draft)
            except SQLAlchemyError:
                outcome = "away"
            else:
                text, title = _ASKED_FIRST[outcome]
                question = text.format(holder=await self._holder(draft.channel, draft.thread))
                await show(_question(question, button(title, TAKE_AND_SEND, draft.id, "primary")))
                return
        if outcome in _SAID:
            await show(said(_SAID[outcome]))

    async def _holder(self, channel: str, thread: str) -> str:
        found = await self.request_at(channel, thread)
        return (found.owner.first_name if found and found.owner else "") or "A colleague"

    def _is_card(self, event: Plain, own: str) -> bool:
        """Tell whether a thread begins with a post of ours in the team's channel."""
        return event["channel"] == self._channel and event.get("parent_user_id") == own

    async def _person(self, user: str) -> Person:
        known = self._people.get(user)
        if known is not None:
            return known
        try:
            profile = await asyncio.wait_for(self._posting.person(user), _NAME_WITHIN_S)
        except asyncio.TimeoutError:
            profile = {}
        name = str(profile.get("first_name") or "").strip()
        person = Person(user, name)
        if name:
            self._people[user] = person
        return person


def _is_new(thread: str) -> bool:
    return time.time() - float(thread) < _NOTED_WITHIN_S


def _question(text: str, *buttons: Any) -> Message:
    return Message(escaped(text), (section(escaped(text)), *actions(*buttons)))


_SEND_TITLE = "Send to the visitor"
_SENT = "Sent: the visitor reads it as your words."
_DONE_WITH: Mapping[Outcome, str] = {
    "taken": _SENT,
    "again": "That was sent before, and is not sent twice.",
    "kept": "Not sent: every line begins with “note:”, and stays here.",
}
_SENT_BEFORE = "That was sent already, or is more than a day old."
_CHANGED = "The visitor still reads it as you wrote it first."
_FILES = "Files stay here: the visitor gets the words alone."
_HELD = "{holder} holds this conversation."
_ASKED_FIRST: Mapping[Outcome, tuple[str, str]] = {
    "held": (
        "{holder} holds this conversation: the visitor has not read what you wrote.",
        "Take over and send",
    ),
    "closed": (
        "This conversation is over: the visitor has not read what you wrote.",
        "Reopen and send",
    ),
}
_SAID: Mapping[Outcome, str] = {
    "newer": "Not done: the visitor has asked again since. Please answer under the newer card.",
    "over": "That is not possible any more: somebody was first, the request is over, or the "
    "visitor deleted it.",
    "away": "Not done: our database does not answer just now. Please try again in a minute.",
}
