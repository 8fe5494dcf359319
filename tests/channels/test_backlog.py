"""What waits for the database is done in order, once, and not after it was forgotten."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from channels.backlog import Backlog

pytestmark = pytest.mark.asyncio


class Shelf:
    """A database that may be away."""

    def __init__(self) -> None:
        self.away = True
        self.kept: list[str] = []

    def keeping(self, words: str) -> Any:
        async def work() -> None:
            if self.away:
                raise OperationalError("", {}, Exception())
            await asyncio.sleep(0)
            if words in self.kept:
                raise IntegrityError("", {}, Exception())
            self.kept.append(words)

        return work


async def test_all_is_kept_in_order_when_the_database_is_back() -> None:
    shelf, backlog = Shelf(), Backlog(again_s=0.01)
    for words in ("one", "two", "two", "three"):
        backlog.add("web.1", shelf.keeping(words))
    await asyncio.sleep(0.05)
    assert shelf.kept == []
    shelf.away = False
    await asyncio.sleep(0.1)
    assert shelf.kept == ["one", "two", "three"]


async def test_what_is_forgotten_is_not_kept_after_all() -> None:
    shelf, backlog = Shelf(), Backlog(again_s=0.01)
    for session, words in (("web.1", "one"), ("web.2", "two"), ("web.1", "three")):
        backlog.add(session, shelf.keeping(words))
    await asyncio.sleep(0.03)
    backlog.drop("web.1")
    shelf.away = False
    await asyncio.sleep(0.1)
    assert shelf.kept == ["two"]


async def test_at_the_end_it_is_tried_once_more() -> None:
    shelf, backlog = Shelf(), Backlog(again_s=100)
    backlog.add("web.1", shelf.keeping("one"))
    await asyncio.sleep(0.02)
    shelf.away = False
    await backlog.settle()
    assert shelf.kept == ["one"]
