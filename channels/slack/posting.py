"""Calls of Slack's Web API: each post once, rate limits kept, blocks that are refused left out."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Awaitable, Callable, Mapping

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.metadata import Metadata
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient
from sqlalchemy.exc import SQLAlchemyError

from channels.slack.journal import Journal, Sending
from channels.slack.message import Message
from channels.slack.troubles import Troubles

logger = logging.getLogger(__name__)

TIMEOUT_S = 5
_EVENT = "welcome_post"
_PAGE = 200
# Somebody deleted a post of ours.
NOT_THERE = {"message_not_found", "cant_update_message", "cant_delete_message", "thread_not_found"}
_TRIES = 5
# An answer that comes later than this is not waited for any more.
_LONGEST_WAIT_S = 120.0
# What Slack says of blocks that it does not show; the text alone it may.
_BAD_BLOCKS = ("invalid_blocks", "msg_blocks_too_long", "msg_too_long")
# After an error that only a person can mend.
_REFUSED_FOR_S = 300.0
_BACK_OFF_S = 2.0
# Slack's own failures, said with status 200: the post may be there all the same.
_TRANSIENT = {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}


class NotNow(Exception):
    """Slack did not take it; `maybe` when it may have all the same.

    `refused` is Slack's error code when trying again helps only after somebody mended something.
    """

    def __init__(self, retry_after_s: float, *, maybe: bool = False, refused: str = "") -> None:
        super().__init__(f"try again in {retry_after_s:g} s")
        self.retry_after_s = retry_after_s
        self.maybe = maybe
        self.refused = refused


class Posting:
    """What is sent to Slack. Errors are told to `troubles`, never with what was to be sent."""

    def __init__(self, client: AsyncWebClient, journal: Journal, troubles: Troubles) -> None:
        self._client = client
        self._journal = journal
        self._troubles = troubles
        # By method and channel, which Slack counts: no call before that moment, in monotonic
        # seconds.
        self._not_before: dict[tuple[str, str], float] = {}

    async def once(
        self, key: str, channel: str, message: Message, thread: str = "", personal: bool = False
    ) -> str:
        """Post a message and return its ts; under the same key, nothing is posted twice.

        What is `personal` can be withdrawn. Raises NotNow.
        """
        before = await self._before(key)
        if before is not None:
            ts = before.ts or await self._find(key, channel, thread, before)
            if ts:
                await self._note(self._journal.posted(key, ts))
                return ts
        else:
            await self._note(self._journal.begin(key))
        metadata = Metadata(event_type=_EVENT, event_payload={"key": key, "personal": personal})
        try:
            answer = await self._show(
                ("post", channel),
                message,
                lambda content: self._client.chat_postMessage(
                    channel=channel,
                    thread_ts=thread or None,
                    metadata=metadata,
                    unfurl_links=False,
                    unfurl_media=False,
                    **content,
                ),
            )
        except NotNow as refusal:
            if not refusal.maybe:
                await self._note(self._journal.not_posted(key))
            raise
        await self._note(self._journal.posted(key, answer["ts"]))
        return str(answer["ts"])

    async def surely(self, key: str, channel: str, message: Message, thread: str = "") -> str:
        """Post as `once` does, trying some times; return "" when it could not be posted."""
        posted = await self._trying(lambda: self.once(key, channel, message, thread))
        return posted or ""

    async def to_one(self, channel: str, user: str, message: Message, thread: str = "") -> bool:
        """Show a message to one person alone; return whether Slack took it."""

        async def show() -> bool:
            await self._show(
                ("to one", channel),
                message,
                lambda content: self._client.chat_postEphemeral(
                    channel=channel, user=user, thread_ts=thread or None, **content
                ),
            )
            return True

        return bool(await self._trying(show))

    async def respond(self, url: str, message: Message, thread: str = "") -> bool:
        """Answer a command or a tap by its response_url, to that person alone."""
        webhook = AsyncWebhookClient(url, timeout=TIMEOUT_S, retry_handlers=[])
        body = {
            "response_type": "ephemeral",
            "replace_original": False,
            **message.arguments(),
            **({"thread_ts": thread} if thread else {}),
        }

        async def send() -> bool:
            answer = await self._reach(lambda: webhook.send_dict(body))
            if answer.status_code == 429:
                raise NotNow(_seconds(answer.headers))
            if answer.status_code >= 500:
                raise NotNow(_BACK_OFF_S)
            return bool(answer.status_code == 200)

        return bool(await self._trying(send))

    async def update(self, channel: str, ts: str, message: Message) -> None:
        """Show a message of ours anew. Raises NotNow."""
        await self._show(
            ("update", channel),
            message,
            lambda content: self._client.chat_update(channel=channel, ts=ts, **content),
        )

    async def withdraw(self, channel: str, thread: str) -> None:
        """Delete what we posted in a thread, or keep for it, that is personal. Raises NotNow."""
        await self._note(self._journal.drop_of_thread(channel, thread))
        cursor: str | None = ""
        while cursor is not None:
            page = await self._replies(channel, thread, cursor=cursor)
            for posted in page["messages"]:
                if _payload(posted).get("personal"):
                    await self._delete(channel, posted["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None

    async def open_view(self, trigger: str, view: Mapping[str, Any]) -> None:
        """Open a dialog for whoever caused the trigger, if it is still valid."""
        try:
            await self._call(
                ("view", ""),
                lambda: self._client.views_open(trigger_id=trigger, view=dict(view)),
            )
        except NotNow:
            logger.error("Slack: a dialog was not opened")

    async def person(self, user: str) -> Mapping[str, Any]:
        """Return the profile of a user; {} when Slack does not tell."""
        try:
            answer = await self._call(("person", ""), lambda: self._client.users_info(user=user))
        except NotNow:
            return {}
        profile: Mapping[str, Any] = (answer.get("user") or {}).get("profile") or {}
        return profile

    async def _show(
        self,
        what: tuple[str, str],
        message: Message,
        call: Callable[[dict[str, Any]], Awaitable[Any]],
    ) -> Any:
        """Send a message; where Slack refuses its blocks, its text alone. Raises NotNow."""
        try:
            return await self._call(what, lambda: call(message.arguments()))
        except NotNow as refusal:
            if not refusal.refused.startswith(_BAD_BLOCKS):
                raise
            return await self._call(what, lambda: call(Message(message.text).arguments()))

    async def _trying(self, work: Callable[[], Awaitable[Any]]) -> Any:
        """Return what the work gives, tried some times; None when it failed each time."""
        for attempt in range(_TRIES):
            try:
                return await work()
            except NotNow as refusal:
                if refusal.refused or refusal.retry_after_s > _LONGEST_WAIT_S:
                    break
                await asyncio.sleep(max(refusal.retry_after_s, 0.2 * 2**attempt))
        logger.error("Slack: given up on a message")
        return None

    async def _call(self, what: tuple[str, str], call: Callable[[], Awaitable[Any]]) -> Any:
        """Call Slack, unless it asked to wait with this method in this channel. Raises NotNow."""
        wait = self._not_before.get(what, 0.0) - time.monotonic()
        if wait > 0:
            raise NotNow(wait)
        self._not_before.pop(what, None)
        try:
            return await self._reach(call)
        except SlackApiError as error:
            answer = error.response
            if answer.status_code == 429:
                asked = _seconds(answer.headers)
                self._not_before[what] = time.monotonic() + asked
                raise NotNow(asked) from None
            if answer.status_code >= 500 or answer.get("error") in _TRANSIENT:
                self._troubles.unreachable(error)
                raise NotNow(_BACK_OFF_S, maybe=True) from None
            self._troubles.refused(error)
            raise NotNow(_REFUSED_FOR_S, refused=str(answer.get("error"))) from None

    async def _reach(self, call: Callable[[], Awaitable[Any]]) -> Any:
        try:
            answer = await call()
        except SlackApiError:
            raise
        except (aiohttp.ClientConnectorError, ConnectionRefusedError) as error:
            self._troubles.unreachable(error)
            raise NotNow(_BACK_OFF_S) from None
        except (asyncio.TimeoutError, aiohttp.ClientError, OSError, SlackClientError) as error:
            self._troubles.unreachable(error)
            raise NotNow(_BACK_OFF_S, maybe=True) from None
        self._troubles.over()
        return answer

    async def _delete(self, channel: str, ts: str) -> None:
        try:
            await self._call(
                ("delete", channel), lambda: self._client.chat_delete(channel=channel, ts=ts)
            )
        except NotNow as refusal:
            if refusal.refused not in NOT_THERE:
                raise

    async def _replies(self, channel: str, thread: str, **more: Any) -> Any:
        return await self._call(
            ("replies", ""),
            lambda: self._client.conversations_replies(
                channel=channel, ts=thread, include_all_metadata=True, limit=_PAGE, **more
            ),
        )

    async def _find(self, key: str, channel: str, thread: str, before: Sending) -> str:
        """Return the ts of a post that may be there, or "". Raises NotNow."""
        oldest = f"{before.at - 60:.6f}"
        if thread:
            answer = await self._replies(channel, thread, oldest=oldest)
        else:
            answer = await self._call(
                ("history", ""),
                lambda: self._client.conversations_history(
                    channel=channel, oldest=oldest, include_all_metadata=True, limit=_PAGE
                ),
            )
        found = (m["ts"] for m in answer["messages"] if _payload(m).get("key") == key)
        return next(found, "")

    async def _before(self, key: str) -> Sending | None:
        try:
            return await self._journal.sending(key)
        except SQLAlchemyError as error:  # to be heard goes before to be heard once
            logger.error("a post to Slack is not noted: %s", type(error).__name__)
            return None

    async def _note(self, noting: Awaitable[None]) -> None:
        try:
            await noting
        except SQLAlchemyError as error:
            logger.error("a post to Slack is not noted: %s", type(error).__name__)


def _payload(posted: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what we put beside a post of ours; {} for one of anybody else."""
    metadata = posted.get("metadata") or {}
    payload: Mapping[str, Any] = metadata.get("event_payload") or {}
    return payload if metadata.get("event_type") == _EVENT else {}


def _seconds(headers: Mapping[str, Any]) -> float:
    """Return how long Slack asks to wait."""
    found = next((v for k, v in headers.items() if k.lower() == "retry-after"), 1)
    value = found[0] if isinstance(found, list) else found
    try:
        return max(1.0, float(value))
    except (TypeError, ValueError):
        return 1.0
