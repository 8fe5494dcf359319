"""A change of who has a conversation, together with what both sides are told of it."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Mapping, Protocol

from sqlalchemy.engine import Connection

from channels.handover import store
from channels.handover.hours import OfficeHours, written_day
from channels.handover.notices import NOTICES
from channels.handover.outbox import Line, known, put
from channels.handover.request import About, Request
from channels.handover.states import TRANSITIONS, Event
from channels.handover.team import Person


class Say(Protocol):
    """Gives a sentence that a visitor reads, of domain.yml."""

    def __call__(self, name: str, language: str, /, **values: object) -> str:
        """Return the sentence with its values, in the language."""


@dataclass(frozen=True)
class DeskSettings:
    """How long things take; minutes, days and hours as named."""

    hours: OfficeHours = field(default_factory=OfficeHours)
    take_within_min: float = 5.0
    silence_min: float = 30.0
    gone_min: float = 5.0
    owed_days: float = 14.0
    keep_hours: float = 24.0
    # After that the visitor hears that the team is out of reach.
    placed_within_s: float = 20.0


_PLACED: Mapping[str, str] = {"waiting": "handover_waiting", "later": "handover_closed"}


class Mover:
    """Does transitions inside of a transaction."""

    def __init__(self, settings: DeskSettings, say: Say, website: str) -> None:
        self._settings = settings
        self._say = say
        self._website = website

    def open(self, connection: Connection, session: str, language: str, about: About) -> Request:
        """Make a request: it waits in office hours, else an answer later is owed.

        The visitor is told in words when the team has the card.
        """
        there = self._settings.hours.open_at(_now())
        request = store.add(connection, session, language, about, "waiting" if there else "later")
        put(connection, Line(_key(), request.id, "team", "open"))
        put(connection, Line(_key(), request.id, "team", "before"))
        self._tell(connection, request, "")
        return request

    def placed(self, connection: Connection, request: Request) -> None:
        """Tell the visitor that the team has the card."""
        sentence = _PLACED.get(request.state)
        if sentence and not request.forgotten:
            self._tell(connection, request, sentence)

    def unreached(self, connection: Connection, request: Request) -> bool:
        """Tell the visitor once that the team does not get the card; return whether it was news."""
        key = f"{request.id}:unreached"
        if known(connection, f"{key}:tell"):
            return False
        moved = store.move(connection, request, "unreached")
        self._tell(connection, moved or request, "handover_no_team", key=key)
        if moved is not None:
            self.notice(connection, moved, "unreached")
        return True

    def details(self, connection: Connection, request: Request, about: About) -> Request:
        """Put the details that the visitor gave beside those given before; return the request.

        Whoever leaves only an address waits for a mail; all others ask for a person once more.
        """
        before = request.about
        mail_only = bool(about.email) and about.email != before.email and not about.need
        told = About(
            need=about.need or before.need,
            name=about.name or before.name,
            organisation=about.organisation or before.organisation,
            email=about.email or before.email,
            constraints=about.constraints or before.constraints,
            shortlist=about.shortlist or before.shortlist,
            transcript=before.transcript,
        )
        store.describe(connection, request, told)
        if request.state == "later" and not mail_only and self._settings.hours.open_at(_now()):
            return self.move(connection, request, "ask_again") or request
        self.notice(connection, request, "details")
        self._tell(connection, request, "handover_details")
        return store.of_id(connection, request.id) or request

    def move(
        self, connection: Connection, request: Request, event: Event, by: Person | None = None
    ) -> Request | None:
        """Do the transition and tell both sides; None when it is not open any more."""
        moved = store.move(connection, request, event, by)
        if moved is None:
            return None
        transition = TRANSITIONS[event]
        # "Has been told" is said when it is so.
        early = event == "ask_again" and moved.place is None
        sentence = "" if early else transition.visitor
        self._tell(connection, moved, sentence, by or request.owner)
        self.notice(connection, moved, transition.team, by)
        if event in ("take", "speak") and request.state != "waiting":
            # Meanwhile the assistant talked with the visitor, out of the team's sight.
            since = f"{request.changed_at:f}"
            put(connection, Line(f"{_key()}:since", request.id, "team", "since", text=since))
        return moved

    def notice(
        self, connection: Connection, request: Request, notice: str, by: Person | None = None
    ) -> None:
        """Show the card anew, with a notice in its thread."""
        settings = self._settings
        minutes = settings.silence_min if notice == "silent" else settings.take_within_min
        text = NOTICES[notice].format(
            person=(by.first_name if by else "") or "A colleague",
            minutes=f"{minutes:g}",
            day=written_day(settings.hours.answer_day(_now()), "en"),
        )
        key = _key()
        put(connection, Line(f"{key}:notice", request.id, "team", "post", text=text))
        put(connection, Line(f"{key}:card", request.id, "team", "update"))

    def forget(self, connection: Connection, request: Request, notice: str) -> None:
        """Delete what is personal; have the team told, if it has seen any of it."""
        if store.scrub(connection, request) and notice:
            self.notice(connection, request, notice)
        elif request.place:
            put(connection, Line(_key(), request.id, "team", "update"))

    def _tell(
        self,
        connection: Connection,
        request: Request,
        sentence: str,
        by: Person | None = None,
        key: str = "",
    ) -> None:
        """Have the visitor's pages show who has the conversation now, and say so."""
        key = key or _key()
        put(connection, Line(f"{key}:stand", request.id, "visitor", "stand"))
        if not sentence:
            return
        text = self.sentence(request, sentence, by)
        put(
            connection,
            Line(f"{key}:tell", request.id, "visitor", "tell", text=text),
        )

    def sentence(self, request: Request, name: str, by: Person | None = None) -> str:
        """Return a sentence of domain.yml in the visitor's language."""
        language = request.language
        return self._say(
            name,
            language,
            person=(by.first_name if by else "") or self._say("handover_team", language),
            minutes=self._settings.take_within_min,
            day=written_day(self._settings.hours.answer_day(_now()), language),
            website=self._website,
        )


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), timezone.utc)


def _key() -> str:
    return secrets.token_hex(12)
