"""The desk's team, in a channel of Slack: a card for a request, its conversation in the thread."""

from __future__ import annotations

import logging
from typing import Awaitable, Sequence

from channels.handover.team import Card, CardGone, Place, Unreachable, Voice
from channels.slack.cards import card_message, quote, transcript
from channels.slack.message import Message, context
from channels.slack.mrkdwn import escaped
from channels.slack.posting import NOT_THERE, NotNow, Posting

logger = logging.getLogger(__name__)

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
        """Post in the thread what was said before: pairs of speaker and text; or raise CardGone."""
        for number, page in enumerate(transcript(said)):
            await self._post(f"{key}.{number}", place.channel, page, place.thread, personal=True)

    async def post(self, place: Place, text: str, key: str, speaker: Voice) -> None:
        """Post a line in the thread: the visitor's words, or a notice of the desk ("system").

        Raises CardGone.
        """
        words = escaped(text.strip()) or "…"
        personal = speaker == "visitor"
        blocks = quote(speaker, text) if personal else context(words)
        message = Message(words, tuple(blocks))
        await self._post(key, place.channel, message, place.thread, personal)

    async def update(self, place: Place, card: Card) -> None:
        """Show the card as it is now; of a forgotten visitor, nothing of ours stays there."""
        posting = self._posting
        await _if_there(posting.update(place.channel, place.thread, card_message(card)))
        if card.forgotten:
            # The thread of a card that somebody deleted is still there.
            await _if_there(posting.withdraw(place.channel, place.thread))

    async def _post(
        self, key: str, channel: str, message: Message, thread: str = "", personal: bool = False
    ) -> str:
        try:
            return await self._posting.once(key, channel, message, thread, personal)
        except NotNow as refusal:
            if thread and refusal.refused == _NO_THREAD:
                raise CardGone from None
            raise Unreachable(refusal.retry_after_s) from None


async def _if_there(work: Awaitable[None]) -> None:
    try:
        await work
    except NotNow as refusal:
        if refusal.refused not in NOT_THERE:
            raise Unreachable(refusal.retry_after_s) from None
        logger.warning("Slack: a card is not there any more")
