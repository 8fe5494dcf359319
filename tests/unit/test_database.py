"""Work on tables is whole, in order, and patient with a second process."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from channels.database import Transactions, connect

pytestmark = pytest.mark.asyncio


@pytest.fixture()
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'words.db'}"


def notebook() -> tuple[sa.MetaData, sa.Table]:
    metadata = sa.MetaData()
    sa.Table("pages", metadata, sa.Column("id", sa.Integer, primary_key=True))
    return metadata, sa.Table("words", metadata, sa.Column("word", sa.Text, primary_key=True))


def opened(url: str) -> tuple[Transactions, sa.Table]:
    metadata, words = notebook()
    return Transactions(connect(url), metadata, "words"), words


def kept(connection: Connection, words: sa.Table) -> list[str]:
    return list(connection.execute(sa.select(words.c.word)).scalars())


async def test_tables_are_made_before_the_first_work(url: str) -> None:
    transactions, words = opened(url)
    assert await transactions(kept, words) == []
    transactions.close()


async def test_work_is_done_in_the_order_it_came(url: str) -> None:
    transactions, words = opened(url)

    def note(connection: Connection, word: str) -> int:
        connection.execute(words.insert().values(word=word))
        return len(kept(connection, words))

    places = await asyncio.gather(*(transactions(note, word) for word in "abcdefgh"))
    assert places == list(range(1, 9))
    transactions.close()


async def test_of_work_that_fails_nothing_is_kept(url: str) -> None:
    transactions, words = opened(url)

    def half(connection: Connection) -> None:
        connection.execute(words.insert().values(word="half"))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await transactions(half)
    assert await transactions(kept, words) == []
    transactions.close()


async def test_an_error_names_no_words(url: str) -> None:
    transactions, words = opened(url)
    add = words.insert().values(word="Zimtsterne")
    await transactions(lambda connection: connection.execute(add))
    with pytest.raises(IntegrityError) as failure:
        await transactions(lambda connection: connection.execute(add))
    assert "Zimtsterne" not in str(failure.value)
    transactions.close()


async def test_another_process_may_make_a_table_since_we_looked(url: str) -> None:
    transactions, words = opened(url)
    other, (theirs, _) = connect(url), notebook()

    def first(*_: Any, **__: Any) -> None:
        theirs.create_all(other)

    sa.event.listen(words, "before_create", first)
    await transactions.open()
    assert await transactions(kept, words) == []
    other.dispose()
    transactions.close()


async def test_several_may_make_their_tables_at_once(url: str) -> None:
    several = [opened(url) for _ in range(4)]
    await asyncio.gather(*(transactions.open() for transactions, _ in several))
    for transactions, words in several:
        assert await transactions(kept, words) == []
        transactions.close()


async def test_another_process_may_add_a_row_since_we_looked(url: str) -> None:
    transactions, words = opened(url)
    other = connect(url)
    looks = []

    def note(connection: Connection) -> bool:
        if kept(connection, words):
            return False
        looks.append("nothing there")
        with other.begin() as elsewhere:
            elsewhere.execute(words.insert().values(word="once"))
        connection.execute(words.insert().values(word="once"))
        return True

    assert await transactions(note) is False
    assert looks == ["nothing there"]
    assert await transactions(kept, words) == ["once"]
    other.dispose()
    transactions.close()


async def test_what_was_begun_is_finished_at_the_end(url: str) -> None:
    transactions, words = opened(url)
    add = words.insert().values(word="last")
    begun = asyncio.ensure_future(transactions(lambda connection: connection.execute(add)))
    await asyncio.sleep(0)
    transactions.close()
    await begun
    with connect(url).connect() as connection:
        assert kept(connection, words) == ["last"]
