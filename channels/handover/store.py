"""Requests for a person: kept in the database, changed by conditions so that one of two wins."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import asdict, replace
from typing import Any, Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from channels.handover.outbox import withdraw
from channels.handover.request import About, Request, read_row
from channels.handover.states import OPEN, TRANSITIONS, Event
from channels.handover.tables import places
from channels.handover.tables import requests as table
from channels.handover.team import CardState, Person, Place


def add(
    connection: Connection, session: str, language: str, about: About, state: CardState
) -> Request:
    """Keep a new request, to which the visitor agreed just now."""
    now = time.time()
    key = secrets.token_hex(8)
    connection.execute(
        table.insert().values(
            **{name: now for name in ("opened_at", "changed_at", "consent_at", "said_at")},
            id=key,
            session=session,
            state=state,
            seen_at=now,
            asked=False,
            gone=False,
            forgotten=False,
            owner_id="",
            owner_name="",
            channel="",
            thread="",
            language=language,
            about=json.dumps(asdict(about)),
        )
    )
    return Request(key, session, state, now, now, now, False, False, language, about=about)


def of_session(connection: Connection, session: str) -> Request | None:
    """Return the session's open request, else its latest one."""
    query = sa.select(table).where(table.c.session == session)
    is_over = sa.case((table.c.state.in_(OPEN), 0), else_=1)
    return _first(connection, query.order_by(is_over, table.c.opened_at.desc()))


def outdated(connection: Connection, request: Request) -> bool:
    """Return whether the visitor has made a newer request since."""
    newer = (table.c.session == request.session, table.c.opened_at > request.opened_at)
    query = sa.select(table.c.id).where(*newer)
    return bool(request.session) and connection.execute(query).first() is not None


def all_of_session(connection: Connection, session: str) -> list[Request]:
    """Return all requests of a session that are kept."""
    return _all(connection, sa.select(table).where(table.c.session == session))


def of_id(connection: Connection, key: str) -> Request | None:
    """Return the request of an id."""
    return _first(connection, sa.select(table).where(table.c.id == key))


def of_place(connection: Connection, place: Place) -> Request | None:
    """Return the request whose card stands there, or stood."""
    there = (places.c.channel == place.channel, places.c.thread == place.thread)
    here = sa.and_(table.c.channel == place.channel, table.c.thread == place.thread)
    # One that an older server placed stands in its own row alone.
    query = sa.select(table).where(here | table.c.id.in_(sa.select(places.c.request).where(*there)))
    return _first(connection, query)


def all_places(connection: Connection, request: Request) -> list[Place]:
    """Return where its card stands and stood."""
    query = sa.select(places).where(places.c.request == request.id)
    known = [Place(row.channel, row.thread) for row in connection.execute(query).all()]
    return list(dict.fromkeys([*([request.place] if request.place else []), *known]))


def may(connection: Connection, request: Request, event: Event) -> bool:
    """Return whether the event opens a way from here; a session has one open request at most."""
    if request.forgotten or request.state not in TRANSITIONS[event].before:
        return False
    # Two cards of one visitor must not both lead to them.
    return request.state in OPEN or not outdated(connection, request)


def move(
    connection: Connection, request: Request, event: Event, owner: Person | None = None
) -> Request | None:
    """Take the way that the event opens; None when another process was first, or there is none.

    `owner` is who holds it afterwards. Only what is still as `request` says is moved.
    """
    transition = TRANSITIONS[event]
    if request.forgotten or request.state not in transition.before:
        return None
    as_it_was = [
        table.c.id == request.id,
        table.c.state == request.state,
        table.c.owner_id == (request.owner.id if request.owner else ""),
        table.c.forgotten == sa.false(),
    ]
    if event == "silence":
        as_it_was.append(table.c.said_at == request.said_at)
    now = time.time()
    holder = owner if transition.after == "person" else None
    changed = connection.execute(
        table.update()
        .where(*as_it_was)
        .values(
            state=transition.after,
            changed_at=now,
            said_at=now,
            asked=False,
            owner_id=holder.id if holder else "",
            owner_name=holder.first_name if holder else "",
        )
    )
    return of_id(connection, request.id) if changed.rowcount else None


def person_spoke(connection: Connection, request: Request) -> None:
    """Note that the person said something: the silence begins anew."""
    _set(connection, request.id, said_at=time.time(), asked=False)


def visitor_spoke(connection: Connection, request: Request) -> None:
    """Note that the visitor said something: from the first word on, an answer is waited for."""
    first = (table.c.id == request.id, table.c.asked == sa.false())
    connection.execute(table.update().where(*first).values(said_at=time.time(), asked=True))


def describe(connection: Connection, request: Request, about: About) -> None:
    """Put other details in the place of those that are kept."""
    _set(connection, request.id, about=json.dumps(asdict(about)))


def placed(connection: Connection, request: Request, place: Place) -> None:
    """Note where the card stands."""
    _set(connection, request.id, channel=place.channel, thread=place.thread)
    values = {"channel": place.channel, "thread": place.thread}
    if connection.execute(sa.select(places).filter_by(**values)).first() is None:
        connection.execute(places.insert().values(request=request.id, **values))


def told_before(connection: Connection, request: Request) -> None:
    """Note that the team has the transcript, so ours goes."""
    if not request.forgotten:
        describe(connection, request, replace(request.about, transcript=()))


def scrub(connection: Connection, request: Request) -> bool:
    """Delete all that is personal; return whether the team has, or may be getting, a copy of it."""
    under_way = withdraw(connection, request.id)
    _set(
        connection,
        request.id,
        session="",
        owner_id="",
        owner_name="",
        about="{}",
        forgotten=True,
        state="closed",
        changed_at=time.time(),
    )
    return under_way or request.place is not None


def seen(connection: Connection, sessions: Iterable[str]) -> list[Request]:
    """Note that the visitors are here; return the requests of those who were thought gone."""
    ids = list(sessions)
    ours = (table.c.session.in_(ids), table.c.state.in_(OPEN))
    connection.execute(table.update().where(*ours).values(seen_at=time.time()))
    return _changed(connection, sa.select(table).where(*ours, table.c.gone), gone=False)


def open_of(connection: Connection, sessions: Iterable[str]) -> list[Request]:
    """Return the open requests of the sessions."""
    query = sa.select(table).where(table.c.session.in_(list(sessions)), table.c.state.in_(OPEN))
    return _all(connection, query)


def gone_since(connection: Connection, moment: float) -> list[Request]:
    """Note as gone the visitors who were last here before the moment; return their requests."""
    query = sa.select(table).where(
        table.c.state.in_(OPEN), table.c.gone == sa.false(), table.c.seen_at < moment
    )
    return _changed(connection, query, gone=True)


def said_before(connection: Connection, state: CardState, moment: float) -> list[Request]:
    """Return the requests in a state whose silence began before the moment."""
    return _all(
        connection, sa.select(table).where(table.c.state == state, table.c.said_at < moment)
    )


def unchanged_since(connection: Connection, states: Iterable[str], moment: float) -> list[Request]:
    """Return the requests that came into these states before the moment."""
    query = sa.select(table).where(table.c.state.in_(list(states)), table.c.changed_at < moment)
    return _all(connection, query)


def owed_before(connection: Connection, moment: float) -> list[Request]:
    """Return the requests that wait for the team, of which nothing was heard since the moment."""
    waiting = table.c.state.in_(("waiting", "later"))
    return _all(connection, sa.select(table).where(waiting, table.c.said_at < moment))


def unplaced_since(connection: Connection, since: float, moment: float) -> list[Request]:
    """Return the open requests, made after `since` and before the moment, without a card."""
    made = (table.c.opened_at >= since, table.c.opened_at < moment)
    query = sa.select(table).where(table.c.state.in_(OPEN), table.c.thread == "", *made)
    return _all(connection, query)


def closed_before(connection: Connection, moment: float) -> list[Request]:
    """Return the requests that are over since before the moment and still hold personal data."""
    query = sa.select(table).where(
        table.c.state.notin_(OPEN), table.c.changed_at < moment, table.c.forgotten == sa.false()
    )
    return _all(connection, query)


def drop_forgotten(connection: Connection, moment: float) -> None:
    """Delete the empty rows of what was forgotten before the moment."""
    connection.execute(table.delete().where(table.c.forgotten, table.c.changed_at < moment))
    connection.execute(places.delete().where(places.c.request.notin_(sa.select(table.c.id))))


def owed() -> Any:
    """Return the query for the sessions to which the team owes an answer."""
    return sa.select(table.c.session).where(table.c.state.in_(OPEN))


def held() -> Any:
    """Return the query for the sessions whose words go to the team."""
    return sa.select(table.c.session).where(table.c.state.in_(("waiting", "person")))


def _changed(connection: Connection, query: Any, *, gone: bool) -> list[Request]:
    found = []
    for request in _all(connection, query):
        change = table.update().where(table.c.id == request.id, table.c.gone != gone)
        if connection.execute(change.values(gone=gone)).rowcount:
            found.append(request)
    return found


def _set(connection: Connection, key: str, **values: Any) -> None:
    connection.execute(table.update().where(table.c.id == key).values(**values))


def _first(connection: Connection, query: Any) -> Request | None:
    row = connection.execute(query.limit(1)).first()
    return None if row is None else read_row(row)


def _all(connection: Connection, query: Any) -> list[Request]:
    return [read_row(row) for row in connection.execute(query).all()]
