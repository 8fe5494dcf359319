"""What the desk needs of the team's channel, and what travels between the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, Sequence

# "later": nobody is there now, the answer is owed; "declined": not for the team; "closed": over.
CardState = Literal["waiting", "person", "later", "declined", "closed"]
# "taken": done; "held": another person holds it, ask first; "closed": it is over,
# ask first; "newer": the visitor has asked again
# since, on another card; "over": there is no such way from here, or no such request; "kept": a
# note, which stays inside; "again": this event came before; "away": no database now, try again.
Outcome = Literal["taken", "held", "closed", "newer", "over", "kept", "again", "away"]
# Whose words a line in the thread is: the visitor's, or the desk's own.
Voice = Literal["visitor", "system"]


@dataclass(frozen=True)
class Place:
    """Where a request's card stands with the team; replies to it are the request's thread."""

    channel: str
    thread: str


@dataclass(frozen=True)
class Person:
    """Somebody of the team; without a first name the visitor reads "Welcome team"."""

    id: str
    first_name: str = ""


@dataclass(frozen=True)
class Card:
    """What the team sees of a request. What the visitor did not give is ""."""

    request: str
    state: CardState
    need: str
    constraints: tuple[str, ...]  # labels, such as "BSL-2 labs" or "near Ghent"
    shortlist: tuple[tuple[str, str], ...]  # name and website ("" where none is known)
    language: str
    name: str
    organisation: str
    email: str
    owner: str  # the first name of who holds it
    owner_id: str
    gone: bool  # the visitor has no page of ours open any more
    opened_at: float  # seconds since 1970
    transcript: tuple[tuple[str, str], ...]  # speaker ("visitor", "assistant", "person"), text
    # The visitor deleted the conversation, or it expired: what was copied of it should go.
    forgotten: bool = False


@dataclass(frozen=True)
class RequestView:
    """What the team's channel may know of a request that a place belongs to."""

    request: str
    state: CardState
    owner: Person | None
    language: str
    session: str


class Unreachable(Exception):
    """The team's channel did not take it; to be tried again, not before `retry_after_s`."""

    def __init__(self, retry_after_s: float = 0.0) -> None:
        super().__init__(f"try again in {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class CardGone(Exception):
    """Somebody deleted the card: there is nothing left to reply to."""


class Team(Protocol):
    """The team's channel. Called by the outbox only; each call may raise Unreachable.

    `key` is the same for every try of one delivery: what was shown under it is not shown again.
    """

    async def open(self, card: Card, key: str) -> Place:
        """Post the card."""

    async def before(self, place: Place, said: Sequence[tuple[str, str]], key: str) -> None:
        """Post in the thread what was said before: pairs of speaker and text; or raise CardGone."""

    async def post(self, place: Place, text: str, key: str, speaker: Voice) -> None:
        """Post a line in the thread: the visitor's words, or a notice of the desk ("system").

        Raises CardGone.
        """

    async def update(self, place: Place, card: Card) -> None:
        """Show the card as it is now."""
