"""The desk's team, in a channel of Slack: a card for a request, its conversation in the thread."""

from __future__ import annotations

import logging
from typing import Sequence

from channels.handover.team import Card, Place, Unreachable, Voice
from channels.slack.cards import card_message, quote, transcript
from channels.slack.message import Message, context
from channels.slack.mrkdwn import escaped
from channels.slack.posting import NOT_THERE, NotNow, Posting

logger = logging.getLogger(__name__)

# Somebody deleted the card: there is nothing left to reply to.
_NO_THREAD = "thread_not_found"


class SlackTeam:
    """Implements `channels.handover.team.Team`."""

    def __init__(self, posting: Posting, channel: str) -> None:
        self._posting = posting
        self._channel = channel

    async def open(self, card: Card, key: str) -> Place:
        """Post the card."""
        thread = await self._post(key, self._channel, card_message(card))
        return Place(self._channel, thread)

    async def before(self, place: Place, said: Sequence[tuple[str, str]], key: str) -> None:
        """Post in the thread what was said before: pairs of speaker and text."""
        try:
            for number, page in enumerate(transcript(said)):
                page_key = f"{key}.{number}"
                await self._posting.once(page_key, place.channel, page, place.thread, True)
        except NotNow as refusal:
            # With a card that somebody deleted goes what belongs to it.
            if refusal.refused not in NOT_THERE:
                raise Unreachable(refusal.retry_after_s) from None

    async def post(self, place: Place, text: str, key: str, speaker: Voice) -> None:
        """Post a line in the thread: the visitor's words, or a notice of the desk ("system")."""
        words = escaped(text.strip()) or "…"
        blocks = quote(speaker, text) if speaker == "visitor" else context(words)
        message, personal = Message(words, tuple(blocks)), speaker == "visitor"
        try:
            await self._posting.once(key, place.channel, message, place.thread, personal)
        except NotNow as refusal:
            if refusal.refused != _NO_THREAD:
                raise Unreachable(refusal.retry_after_s) from None
            # What the visitor says must not be lost with it.
            await self._post(key, place.channel, message, personal=personal)

    async def update(self, place: Place, card: Card) -> None:
        """Show the card as it is now; of a forgotten visitor, nothing of ours stays there."""
        try:
            await self._posting.update(place.channel, place.thread, card_message(card))
            if card.forgotten:
                await self._posting.withdraw(place.channel, place.thread)
        except NotNow as refusal:
            if refusal.refused not in NOT_THERE:
                raise Unreachable(refusal.retry_after_s) from None
            logger.warning("Slack: a card is not there any more")

    async def _post(
        self, key: str, channel: str, message: Message, thread: str = "", personal: bool = False
    ) -> str:
        try:
            return await self._posting.once(key, channel, message, thread, personal)
        except NotNow as refusal:
            raise Unreachable(refusal.retry_after_s) from None
