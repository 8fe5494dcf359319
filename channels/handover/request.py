"""A request for a person, as the desk knows it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Mapping

from channels.handover.states import Side, side_of
from channels.handover.team import Card, CardState, Person, Place, RequestView


@dataclass(frozen=True)
class About:
    """What a visitor told, and what the conversation tells; all of it goes when they are forgotten.

    `constraints` are labels, `shortlist` pairs of name and website, `transcript` pairs of speaker
    and text, kept until the team has it.
    """

    need: str = ""
    constraints: tuple[str, ...] = ()
    shortlist: tuple[tuple[str, str], ...] = ()
    name: str = ""
    organisation: str = ""
    email: str = ""
    transcript: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Request:
    """A request as it stands. Times are seconds since 1970."""

    id: str
    session: str
    state: CardState
    opened_at: float
    changed_at: float
    said_at: float
    gone: bool
    forgotten: bool
    language: str
    owner: Person | None = None
    place: Place | None = None
    about: About = field(default_factory=About)

    @property
    def side(self) -> Side:
        """What the visitor's page shows."""
        return side_of(self.state)

    def card(self) -> Card:
        """Return what the team sees of it."""
        return Card(
            request=self.id,
            state=self.state,
            language=self.language,
            owner=self.owner.first_name if self.owner else "",
            owner_id=self.owner.id if self.owner else "",
            gone=self.gone,
            opened_at=self.opened_at,
            forgotten=self.forgotten,
            **{key: getattr(self.about, key) for key in About.__dataclass_fields__},
        )

    def view(self) -> RequestView:
        """Return what the team's channel may know."""
        return RequestView(self.id, self.state, self.owner, self.language, self.session)


def read_row(row: Any) -> Request:
    """Return the request in a row of the table."""
    return Request(
        id=row.id,
        session=row.session,
        state=row.state,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        said_at=row.said_at,
        gone=row.gone,
        forgotten=row.forgotten,
        language=row.language,
        owner=Person(row.owner_id, row.owner_name) if row.owner_id else None,
        place=Place(row.channel, row.thread) if row.thread else None,
        about=_about(json.loads(row.about)),
    )


def _about(plain: Mapping[str, Any]) -> About:
    values: dict[str, Any] = {
        key: _tuple(value) if isinstance(value, list) else value for key, value in plain.items()
    }
    return About(**values)


def _tuple(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)
