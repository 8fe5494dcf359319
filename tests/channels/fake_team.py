"""A team without Slack: writes down what it is shown, and fails when it is told to."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Sequence

from channels.handover.team import Card, CardGone, Place, Unreachable, Voice


class FakeTeam:
    """As the real one must: what was shown under a key is not shown under it again.

    Its notes stand in a file, which outlives the server.
    """

    def __init__(self, notes: Path) -> None:
        self._notes = notes
        # How many calls fail from now on, and whether only after they were carried out.
        self.fails = 0
        self.fails_late = False
        self.retry_after_s = 0.01
        self.calls = 0
        # The threads whose card somebody deleted; the next card of the request stands elsewhere.
        self.gone: set[str] = set()
        # Cleared, every call hangs.
        self.answers = asyncio.Event()
        self.answers.set()

    async def open(self, card: Card, key: str) -> Place:
        await self._begin()
        thread = f"thread-{card.request}"
        place = Place("C1", f"{thread}-anew" if thread in self.gone else thread)
        self._show(key, kind="open", thread=place.thread, card=asdict(card))
        return place

    async def before(self, place: Place, said: Sequence[tuple[str, str]], key: str) -> None:
        await self._begin()
        self._show(key, kind="before", thread=place.thread, said=list(said))

    async def post(self, place: Place, text: str, key: str, speaker: Voice) -> None:
        await self._begin()
        if place.thread in self.gone:
            raise CardGone
        self._show(key, kind="post", thread=place.thread, text=text, speaker=speaker)

    async def update(self, place: Place, card: Card) -> None:
        await self._begin()
        self._show("", kind="update", thread=place.thread, card=asdict(card))

    async def _begin(self) -> None:
        self.calls += 1
        await self.answers.wait()
        if self.fails and not self.fails_late:
            self.fails -= 1
            raise Unreachable(self.retry_after_s)

    def _show(self, key: str, **note: Any) -> None:
        if not key or key not in {known["key"] for known in read(self._notes)}:
            with self._notes.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, **note}) + "\n")
        if self.fails and self.fails_late:
            self.fails -= 1
            raise Unreachable(self.retry_after_s)


def read(notes: Path) -> list[dict[str, Any]]:
    """Return what the team was shown, in order."""
    if not notes.exists():
        return []
    return [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]


def posts(notes: Path, thread: str = "") -> list[str]:
    """Return the lines in a thread, or in all of them."""
    return [
        note["text"]
        for note in read(notes)
        if note["kind"] == "post" and thread in ("", note["thread"])
    ]


def cards(notes: Path) -> dict[str, dict[str, Any]]:
    """Return the card in each thread as it is shown now."""
    return {note["thread"]: note["card"] for note in read(notes) if "card" in note}
