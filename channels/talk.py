"""What is said in a session: kept, and heard in every tab."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any, Iterable, Mapping

from sqlalchemy.exc import SQLAlchemyError

from channels.backlog import Backlog
from channels.conversations import Conversations, Entry, Speaker
from channels.handover.request import Request
from channels.tabs import Tabs

logger = logging.getLogger(__name__)

_ENTRIES_AT_MOST = 60
_CHARACTERS_AT_MOST = 2_000


class Talk:
    """Says things to visitors: for the assistant, the desk and the person at it."""

    def __init__(self, tabs: Tabs, conversations: Conversations, backlog: Backlog) -> None:
        self._tabs = tabs
        self._conversations = conversations
        self._backlog = backlog
        # How much was said to a session since its turns began.
        self.said: Counter[str] = Counter()

    async def say(
        self,
        session: str,
        speaker: Speaker,
        text: str,
        answer: Mapping[str, Any] | None = None,
        name: str | None = None,
    ) -> Entry:
        """Keep something said to the visitor, and send it to every tab of the session."""
        entry = Entry(self._conversations.new_id(), speaker, text, name=name, answer=answer)
        self.said[session] += 1
        await self.keep(session, entry)
        await self._tabs.send(session, "entry", entry.as_plain())
        return entry

    async def keep(self, session: str, entry: Entry) -> Entry | None:
        """Keep an entry, now or when the database is back.

        Return the one that the client sent before under the same id.
        """
        try:
            return await self._conversations.add(session, entry)
        except SQLAlchemyError as error:  # to be heard goes before to be kept
            logger.error("an entry is not kept yet: %s", type(error).__name__)
            self._backlog.add(session, lambda: self._conversations.add(session, entry))
            return None

    async def history(self, session: str) -> list[Entry]:
        """Return the last entries of the session, oldest first; none while they can't be read."""
        try:
            return await self._conversations.history(session)
        except SQLAlchemyError as error:  # to go on goes before to look back
            logger.error("a history is not read: %s", type(error).__name__)
            return []

    # ---- the visitors' side of the desk

    async def deliver(self, session: str, speaker: Speaker, text: str, name: str, key: str) -> None:
        """Keep an entry and show it in every tab; what has the key already is kept once.

        Raises SQLAlchemyError when it is not kept.
        """
        entry = self._entry(speaker, text, name, key)
        kept = await self._conversations.add(session, entry) or entry
        await self._tabs.send(session, "entry", kept.as_plain())

    async def show(self, session: str, speaker: Speaker, text: str, name: str, key: str) -> None:
        """Show an entry in every tab without keeping it: the database is away."""
        await self._tabs.send(session, "entry", self._entry(speaker, text, name, key).as_plain())

    async def stand(self, session: str, request: Request) -> None:
        """Have every tab show who has the conversation now."""
        await self._tabs.send(session, "standing", standing_of(request))

    async def said_since(self, session: str, moment: float) -> list[tuple[str, str]]:
        """Return who said what since the moment (seconds since 1970), oldest first."""
        history = await self._conversations.history(session)
        return told(entry for entry in history if entry.id / 1e6 >= moment)

    def here(self) -> set[str]:
        """Return the sessions that have a connection to this process."""
        return self._tabs.sessions()

    def _entry(self, speaker: Speaker, text: str, name: str, key: str) -> Entry:
        return Entry(self._conversations.new_id(), speaker, text, client_id=key, name=name or None)


def told(history: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return speaker and text of the last entries, as the team gets them."""
    said: list[tuple[str, str]] = [
        (entry.speaker, entry.text[:_CHARACTERS_AT_MOST]) for entry in history
    ]
    return [pair for pair in said if pair[0] != "system"][-_ENTRIES_AT_MOST:]


def standing_of(request: Request | None) -> dict[str, str]:
    """Return what the widget is told of who has the conversation, and by what name."""
    if request is None:
        return {"state": "assistant", "name": ""}
    return {"state": request.side, "name": request.owner.first_name if request.owner else ""}
