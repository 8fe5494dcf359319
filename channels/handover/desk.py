"""The desk: between a visitor who wants a person and the team. One in each server process."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any, Callable, TypeVar

from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from channels.backlog import Backlog
from channels.database import Transactions
from channels.guard import cleaned
from channels.handover import outbox, store
from channels.handover.courier import Courier, Visitors
from channels.handover.moving import DeskSettings, Mover, Say
from channels.handover.outbox import Line
from channels.handover.remarks import for_visitor
from channels.handover.request import About, Request
from channels.handover.states import OPEN, Event
from channels.handover.tables import metadata
from channels.handover.team import Outcome, Person, Place, RequestView, Team
from channels.handover.watch import Watch

logger = logging.getLogger(__name__)

_Result = TypeVar("_Result")

# Another process may change a request between our look and our move; then we look again.
_TRIES = 3


class Desk:
    """Keeps requests, moves them, and has both sides told.

    `take` and what follows it are called by the team's channel, `ask` and what follows by the
    visitors'. The team's calls return an Outcome and never raise for what a person may do.
    """

    def __init__(
        self,
        engine: Engine,
        settings: DeskSettings,
        visitors: Visitors,
        backlog: Backlog,
        say: Say,
        website: str,
    ) -> None:
        self._work = Transactions(engine, metadata, "handover")
        self._visitors = visitors
        self._backlog = backlog
        self._settings = settings
        self._mover = Mover(settings, say, website)
        self._courier = Courier(self._work, visitors, self._mover.placed)
        # The last known open requests by session, to go by while the database is away.
        self._known: dict[str, Request] = {}
        self._watch = Watch(self._work, self._mover, self._courier, settings, visitors, self._known)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def team(self) -> Team | None:
        """The team's channel; None when there is none, and a visitor gets the way to mail."""
        return self._courier.team

    @team.setter
    def team(self, team: Team | None) -> None:
        self._courier.team = team
        self._courier.call()

    async def open(self) -> None:
        """Make the tables, and begin to deliver and to watch the time."""
        await self._work.open()
        self._tasks = [
            asyncio.create_task(self._courier.run()),
            asyncio.create_task(self._watch.run()),
        ]

    async def close(self) -> None:
        """Finish what is under way; the rest stays in the outbox."""
        if not self._tasks:
            return self._work.close()
        courier, watch = self._tasks
        watch.cancel()
        await asyncio.gather(watch, return_exceptions=True)
        await self._courier.finish(courier)
        self._work.close()

    # ---- the team's calls

    async def take(self, request: str, person: Person, over: bool = False) -> Outcome:
        """Give the conversation to the person; `over` takes it from another one."""

        def work(connection: Connection, found: Request) -> Outcome | None:
            if found.state != "person":
                return self._moved(connection, found, "take", person)
            if found.owner and found.owner.id == person.id:
                return "taken"
            return self._moved(connection, found, "take_over", person) if over else "held"

        return await self._change(request, work)

    async def later(self, request: str, person: Person) -> Outcome:
        """Tell the visitor that an answer comes later; the assistant goes on meanwhile."""
        return await self._change(request, self._of_owner("later", person))

    async def not_for_us(self, request: str, person: Person) -> Outcome:
        """Tell the visitor that this is not for the team, and what is."""
        return await self._change(request, self._of_owner("decline", person))

    async def hand_back(self, request: str, person: Person) -> Outcome:
        """Give the conversation back to the assistant; where nobody has it, it is answered."""

        def work(connection: Connection, found: Request) -> Outcome | None:
            event: Event = "hand_back" if found.state == "person" else "done"
            return self._of_owner(event, person)(connection, found)

        return await self._change(request, work)

    async def person_says(self, place: Place, person: Person, text: str, event: str) -> Outcome:
        """Tell the visitor what was written in the thread, once for each `event`.

        Whoever writes in a thread that waits has taken it; in one that is over nothing is said
        ("closed"), for a remark among colleagues must not reach the visitor. Lines that begin
        with "note:" stay inside; "kept" when there are no others.
        """
        words = for_visitor(cleaned(text))
        if not words:
            return "kept"
        key = _key("p", event)

        def work(connection: Connection) -> Outcome:
            for _ in range(_TRIES):
                if outbox.known(connection, key):
                    return "again"
                found = store.of_place(connection, place)
                if found is None or found.forgotten:
                    return "over"
                outcome = self._may_speak(connection, found, person)
                if outcome == "taken":
                    self._put_words(connection, found, person, words, key)
                if outcome is not None:
                    return outcome
            return "over"

        try:
            return await self._done(work)
        except SQLAlchemyError as error:
            logger.error("a person is heard from memory: %s", type(error).__name__)
            return await self._heard_from_memory(place, person, words, key, work)

    async def request_at(self, place: Place) -> RequestView | None:
        """Return the request whose card stands there. Raises SQLAlchemyError."""
        found = await self._work(store.of_place, place)
        return found.view() if found else None

    # ---- the visitors' calls

    def there(self) -> bool:
        """Return whether it is office hours."""
        return self._settings.hours.open_at(datetime.now(timezone.utc))

    def held(self) -> Any:
        """Return the query for the sessions whose words go to the team."""
        return store.held()

    async def standing(self, session: str) -> Request | None:
        """Return the open request: of the database, or the last known while it is away."""
        try:
            return self._note(session, await self._work(store.of_session, session))
        except SQLAlchemyError as error:
            logger.error("who has a conversation is not read: %s", type(error).__name__)
            return self._known.get(session)

    async def talks(self, session: str) -> bool:
        """Return whether a person has the conversation, so that the assistant keeps silent."""
        standing = await self.standing(session)
        return standing is not None and standing.side == "person"

    async def ask(self, session: str, language: str, about: About, need: str = "") -> Request:
        """Make a request, or add to the open one. Raises SQLAlchemyError.

        `need` is what a new request is about when the visitor states none.
        """

        def work(connection: Connection) -> Request:
            found = store.of_session(connection, session)
            if found is not None and found.state in OPEN:
                return self._mover.details(connection, found, about)
            told = replace(about, need=about.need or need)
            return self._mover.open(connection, session, language, told)

        request = await self._done(work)
        self._note(session, request)
        return request

    async def go_on(self, session: str) -> None:
        """Let the assistant answer while the request waits. Raises SQLAlchemyError."""

        def work(connection: Connection) -> None:
            found = store.of_session(connection, session)
            if found is not None:
                self._mover.move(connection, found, "go_on")

        await self._done(work)

    async def visitor_says(self, request: Request, entry: int, text: str) -> None:
        """Bring the visitor's words into the thread, once for each entry."""
        key = _key("v", request.session, entry)
        words = Line(key, request.id, "team", "post", text, speaker="visitor")

        def work(connection: Connection) -> None:
            if outbox.put(connection, words):
                store.visitor_spoke(connection, request)

        try:
            await self._done(work)
        except SQLAlchemyError:
            self._backlog.add(request.session, lambda: self._done(work))

    async def forget(self, session: str) -> None:
        """Delete what is personal of the session's requests. Raises SQLAlchemyError."""

        def work(connection: Connection) -> None:
            for found in store.all_of_session(connection, session):
                self._mover.forget(connection, found, "forgotten")

        await self._done(work)
        self._known.pop(session, None)

    # ---- inside

    def _note(self, session: str, request: Request | None) -> Request | None:
        if request is None or request.state not in OPEN:
            self._known.pop(session, None)
            return None
        self._known[session] = request
        return request

    async def _done(self, work: Callable[[Connection], _Result]) -> _Result:
        result = await self._work(work)
        self._courier.call()
        return result

    async def _change(
        self, key: str, work: Callable[[Connection, Request], Outcome | None]
    ) -> Outcome:
        def whole(connection: Connection) -> Outcome:
            for _ in range(_TRIES):
                found = store.of_id(connection, key)
                if found is None or found.forgotten:
                    return "over"
                outcome = work(connection, found)
                if outcome is not None:
                    return outcome
            return "over"

        try:
            return await self._done(whole)
        except SQLAlchemyError as error:
            logger.error("a request is not changed: %s", type(error).__name__)
            return "away"

    def _of_owner(
        self, event: Event, person: Person
    ) -> Callable[[Connection, Request], Outcome | None]:
        """Return the work that only the owner may do, where there is one."""

        def work(connection: Connection, found: Request) -> Outcome | None:
            if found.owner and found.owner.id != person.id:
                return "held"
            return self._moved(connection, found, event, person)

        return work

    def _moved(
        self, connection: Connection, found: Request, event: Event, person: Person
    ) -> Outcome | None:
        """Move a request; "over" when there is no such way, None when another was first."""
        if not store.may(connection, found, event):
            return "newer" if store.outdated(connection, found) else "over"
        return "taken" if self._mover.move(connection, found, event, person) else None

    def _may_speak(self, connection: Connection, found: Request, person: Person) -> Outcome | None:
        """Have the person hold the conversation; None when another was first, to look again."""
        if found.state not in OPEN and store.may(connection, found, "take"):
            return "closed"
        if found.state != "person":
            return self._moved(connection, found, "speak", person)
        return "held" if found.owner and found.owner.id != person.id else "taken"

    @staticmethod
    def _put_words(
        connection: Connection, found: Request, person: Person, words: str, key: str
    ) -> None:
        name = person.first_name
        outbox.put(connection, Line(key, found.id, "visitor", "tell", words, "person", name))
        store.person_spoke(connection, found)

    async def _heard_from_memory(
        self,
        place: Place,
        person: Person,
        text: str,
        key: str,
        work: Callable[[Connection], Outcome],
    ) -> Outcome:
        held = next(
            (known for known in self._known.values() if known.place == place and known.owner),
            None,
        )
        if held is None or held.owner is None or held.owner.id != person.id:
            return "away"
        await self._visitors.show(held.session, "person", text, person.first_name, key)
        self._backlog.add(held.session, lambda: self._done(work))
        return "taken"


def _key(kind: str, *parts: object) -> str:
    """Return a key that tells nothing of its parts, which may be the team's own ids."""
    written = "\n".join(str(part) for part in parts)
    return kind + hashlib.sha256(written.encode()).hexdigest()[:32]
