"""What must reach the team or the visitor: kept with what causes it, delivered once, in order."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any, Literal, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from channels.handover.tables import outbox as table

# Who says an entry.
Teller = Literal["system", "person", "visitor"]
Lane = Literal["team", "visitor"]
# open, before, since, post, update: a call of Team ("since": what was said from the moment in its
# text on). tell: an entry of the visitor. stand: who has them now.
Kind = Literal["open", "before", "since", "post", "update", "tell", "stand"]

# A delivery that takes longer is tried by another process: under its key, so that it counts once.
LEASE_S: Mapping[str, float] = {"team": 30.0, "visitor": 5.0}
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 120.0


@dataclass(frozen=True)
class Line:
    """One delivery. Of the team's lane, "visitor" and "system" speak; of the visitor's,
    "system" and the "person" with her name."""

    key: str
    request: str
    lane: Lane
    kind: Kind
    text: str = ""
    speaker: Teller = "system"
    name: str = ""
    id: int = 0
    tries: int = 0


def known(connection: Connection, key: str) -> bool:
    """Return whether there is, or was, a line with the key."""
    query = sa.select(table.c.id).where(table.c.key == key)
    return connection.execute(query).first() is not None


def put(connection: Connection, line: Line) -> bool:
    """Add a line; return False when one with its key was there before."""
    if known(connection, line.key):
        return False
    values = {name: getattr(line, name) for name in _COLUMNS}
    connection.execute(table.insert().values(**values, tries=0, due_at=0.0, leased_until=0.0))
    return True


def take(connection: Connection, lanes: tuple[Lane, ...], at_most: int) -> list[Line]:
    """Return lines for this process to deliver now: of each request and lane only the oldest."""
    now = time.time()
    oldest = (
        sa.select(sa.func.min(table.c.id))
        .where(table.c.done_at.is_(None))
        .group_by(table.c.request, table.c.lane)
    )
    ready = (
        table.c.id.in_(oldest),
        table.c.lane.in_(lanes),
        table.c.due_at <= now,
        table.c.leased_until < now,
    )
    query = sa.select(table).where(*ready).order_by(table.c.id).limit(at_most)
    taken = []
    for row in connection.execute(query).all():
        lease = table.update().where(
            table.c.key == row.key, table.c.done_at.is_(None), table.c.leased_until < now
        )
        if connection.execute(lease.values(leased_until=now + LEASE_S[row.lane])).rowcount:
            taken.append(
                Line(**{name: getattr(row, name) for name in _COLUMNS}, id=row.id, tries=row.tries)
            )
    return taken


def done(connection: Connection, line: Line) -> None:
    """Note a delivery; its words are needed no more, its key still is."""
    # By its key: SQLite gives the number of a line that was withdrawn to a new one.
    change = table.update().where(table.c.key == line.key)
    connection.execute(change.values(done_at=time.time(), text="", name=""))


def again(connection: Connection, line: Line, retry_after_s: float) -> None:
    """Have a line tried later: not before `retry_after_s`, each time after a longer while."""
    waits = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2 ** min(line.tries, 10))
    # Spread, so that all lines of an outage don't come back in one second.
    wait = max(retry_after_s, waits * random.uniform(0.5, 1.0))
    change = table.update().where(table.c.key == line.key)
    connection.execute(
        change.values(tries=line.tries + 1, due_at=time.time() + wait, leased_until=0.0)
    )


def withdraw(connection: Connection, request: str) -> bool:
    """Delete what waits for delivery; return whether the card may be under way just now.

    What is under way stays, without its words: what is put behind it must not overtake it.
    """
    ours = (table.c.request == request, table.c.done_at.is_(None))
    leased = table.c.leased_until >= time.time()
    opening = sa.select(table.c.id).where(*ours, leased, table.c.kind == "open")
    under_way = connection.execute(opening).first() is not None
    connection.execute(table.delete().where(*ours, sa.not_(leased)))
    connection.execute(table.update().where(*ours).values(text="", name=""))
    return under_way


def drop_done(connection: Connection, moment: float) -> None:
    """Delete the keys of what was delivered before the moment."""
    connection.execute(table.delete().where(table.c.done_at < moment))


_COLUMNS: tuple[Any, ...] = ("key", "request", "lane", "kind", "text", "speaker", "name")
