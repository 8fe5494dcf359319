"""Who has a conversation: every way from one state of a request to another, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Mapping

from channels.handover.team import CardState

# What a visitor's page shows: the assistant has it, a request waits, a person has it, or the
# assistant has it while an answer of the team is owed.
Side = Literal["assistant", "waiting", "person", "later"]
Event = Literal[
    "take",
    "take_over",
    "speak",
    "later",
    "decline",
    "hand_back",
    "done",
    "silence",
    "nobody",
    "go_on",
    "ask_again",
    "unreached",
]
OPEN: tuple[CardState, ...] = ("waiting", "person", "later")


@dataclass(frozen=True)
class Transition:
    """From which states, to which; the sentence the visitor is told, the notice of the team.

    Sentences are names in domain.yml; notices are keys of `notices.NOTICES`; "" tells nothing.
    """

    before: tuple[CardState, ...]
    after: CardState
    visitor: str = ""
    team: str = ""


_TAKEN_FROM: tuple[CardState, ...] = ("waiting", "later", "declined", "closed")
TRANSITIONS: Mapping[Event, Transition] = {
    "take": Transition(_TAKEN_FROM, "person", "handover_taken", "taken"),
    "take_over": Transition(("person",), "person", "handover_taken", "taken_over"),
    # Whoever writes first in a thread that waits has taken it; what is over is not opened unasked.
    "speak": Transition(("waiting", "later"), "person", "handover_taken", "taken"),
    "later": Transition(("waiting", "person"), "later", "handover_later", "later"),
    "decline": Transition(
        ("waiting", "person", "later"), "declined", "handover_declined", "declined"
    ),
    "hand_back": Transition(("person",), "closed", "handover_back", "handed_back"),
    # Answered by other ways than this one, such as by e-mail.
    "done": Transition(("waiting", "later"), "closed", "handover_done", "done"),
    "silence": Transition(("person",), "closed", "handover_back", "silent"),
    "nobody": Transition(("waiting",), "later", "handover_nobody", "nobody"),
    "go_on": Transition(("waiting",), "later", "handover_go_on", "went_on"),
    # In office hours: somebody may be there now.
    "ask_again": Transition(("later",), "waiting", "handover_waiting", "asked_again"),
    # The card could not be placed: the assistant goes on, and the visitor has the way to mail.
    "unreached": Transition(("waiting",), "later", "handover_no_team", "unreached"),
}


def side_of(state: CardState | None) -> Side:
    """Return what the visitor's page shows of a request in this state; None: there is none."""
    return state if state in OPEN else "assistant"  # type: ignore[return-value]
