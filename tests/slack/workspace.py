"""What a workspace holds: people, channels, messages; and what was asked of it."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

import yaml

MANIFEST = Path(__file__).parents[2] / "channels" / "slack" / "manifest.yaml"
TEAM, APP, BOT, BOT_USER = "T0WELCOME", "A0WELCOME", "B0WELCOME", "U0WELCOME"
BOT_TOKEN, APP_TOKEN = "xoxb-of-the-tests", "xapp-of-the-tests"
SIGNING_SECRET = "signing secret of the tests"
Plain = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A call of the Web API, or of a response_url ("respond"); `at` is monotonic seconds."""

    method: str
    arguments: Plain
    at: float
    answer: str = ""  # "ok", "ratelimited", "500", ...


@dataclass
class Fault:
    """How the next calls of a method go wrong, `times` times.

    `kind`: "429", "500", "hang" (nothing is done, no answer), "done_then_hang", or an error code.
    """

    method: str
    kind: str
    times: int = 1
    retry_after: int = 1
    needed: str = ""


@dataclass
class Workspace:
    people: dict[str, Plain] = field(default_factory=dict)
    channels: dict[str, set[str]] = field(default_factory=dict)
    messages: list[Plain] = field(default_factory=list)
    ephemeral: list[Plain] = field(default_factory=list)
    views: list[Plain] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    scopes: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    token_error: str = ""
    _clock: itertools.count = field(default_factory=lambda: itertools.count(1))  # type: ignore[type-arg]

    def __post_init__(self) -> None:
        manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
        self.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
        self.events = set(manifest["settings"]["event_subscriptions"]["bot_events"])

    def person(self, key: str, first_name: str = "", **profile: str) -> str:
        self.people[key] = {
            "id": key,
            "name": key.lower(),
            "real_name": first_name,
            "profile": {"first_name": first_name, "display_name": "", **profile},
        }
        return key

    def channel(self, key: str, *members: str, bot: bool = True) -> str:
        self.channels[key] = {*members, *([BOT_USER] if bot else [])}
        return key

    def direct(self, person: str) -> str:
        """Return the channel of somebody's direct messages with the app."""
        return next(
            key for key, members in self.channels.items() if key[0] == "D" and person in members
        )

    def new_ts(self) -> str:
        return f"{int(time.time())}.{next(self._clock):06d}"

    def add(self, message: Plain) -> Plain:
        message = {"ts": self.new_ts(), "type": "message", **message}
        self.messages.append(message)
        return message

    def find(self, channel: str, ts: str) -> Plain | None:
        found = (m for m in self.messages if m["channel"] == channel and m["ts"] == ts)
        return next(found, None)

    def thread(self, channel: str, ts: str) -> list[Plain]:
        return [
            m for m in self.messages if m["channel"] == channel and ts in (m["ts"], thread_of(m))
        ]

    def posted(self, channel: str = "", thread: str | None = None) -> list[Plain]:
        """Return the app's messages that people can see, oldest first."""
        return [
            m
            for m in self.messages
            if m.get("bot_id") == BOT
            and channel in ("", m["channel"])
            and (thread is None or thread_of(m) == thread)
        ]

    def called(self, method: str, answer: str = "") -> list[Call]:
        return [c for c in self.calls if c.method == method and answer in ("", c.answer)]

    def take_fault(self, method: str) -> Fault | None:
        fault = next((f for f in self.faults if f.method in (method, "*")), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.faults.remove(fault)
        return fault


def thread_of(message: Plain) -> str:
    return str(message.get("thread_ts") or "")


async def until(holds: Callable[[], Any], patience_s: float = 10.0, what: str = "") -> Any:
    """Wait until something holds; return it."""
    end = time.monotonic() + patience_s
    while True:
        found = holds()
        if found:
            return found
        assert time.monotonic() < end, f"waited in vain {what}"
        await asyncio.sleep(0.01)
