"""The website channel on a server without a model.

The agent repeats what it is told; some words make it behave as Rasa may on a bad day. With
STUB_TEAM=FILE there is a team, which notes there what it is shown; what its people do comes in by
POST /team/ACTION.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, AsyncIterator, Mapping

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.handover.team import Person, Place
from channels.settings import Settings
from channels.slack.channel import WelcomeSlack
from channels.slack.settings import SlackSettings
from channels.tracker import WelcomeTrackerStore
from channels.web import WelcomeWeb
from tests.channels.fake_team import FakeTeam

# An Answer that a test wants back follows, as JSON.
_SHOWN = "answer: "


@lru_cache(maxsize=1)
def domain() -> Domain:
    return Domain.from_yaml("slots:\n  language: {type: text, mappings: [{type: custom}]}")


class StubAgent:
    def __init__(self) -> None:
        self.tracker_store = WelcomeTrackerStore(domain())
        self.lock_store = SimpleNamespace(lock=_lock)
        self.processor = SimpleNamespace(
            fetch_tracker_and_update_session=self.tracker_store.get_or_create_tracker,
            save_tracker=self.tracker_store.save,
        )

    async def handle_message(self, message: UserMessage) -> None:
        text = str(message.text)
        if "crash" in text:
            raise ValueError(text)
        if "slow" in text:
            await asyncio.sleep(30)
        if "a long while" in text:
            await asyncio.sleep(2)
        if "a while" in text:
            await asyncio.sleep(0.3)
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        tracker.update(UserUttered(text))
        await self.tracker_store.save(tracker)
        replies = [] if "silence" in text else [text, "and more"] if "two" in text else [text]
        language = tracker.get_slot("language")
        for reply in replies:
            kind = "handover" if "person" in text else "smalltalk"
            answer = {"kind": kind, "language": language, "query": {}}
            if text.startswith(_SHOWN):
                answer = json.loads(text[len(_SHOWN) :])
            await message.output_channel.send_response(
                message.sender_id, {"text": f"You said: {reply}", "custom": {"answer": answer}}
            )


@asynccontextmanager
async def _lock(_: str) -> AsyncIterator[None]:
    yield


def add_team(app: Sanic, notes: Path) -> None:
    """Give the desk a team, and let tests do what its people do."""
    team = app.ctx.team = FakeTeam(notes)

    async def begin(*_: Any) -> None:
        app.ctx.desk.team = team

    async def act(request: Request, action: str) -> HTTPResponse:
        desk, said = app.ctx.desk, request.json
        person = Person(said.get("id", "U1"), said.get("first_name", "Ann"))
        if action == "fail":
            team.fails = said["times"]
            return response.json({"outcome": "taken"})
        if action == "says":
            place = Place("C1", f"thread-{said['request']}")
            outcome = await desk.person_says(place, person, said["text"], said["event"])
        elif action == "take":
            outcome = await desk.take(said["request"], person, over=said.get("over", False))
        else:
            outcome = await getattr(desk, action)(said["request"], person)
        return response.json({"outcome": outcome})

    async def notes_so_far(_: Request) -> HTTPResponse:
        return response.text(notes.read_text(encoding="utf-8") if notes.exists() else "")

    app.register_listener(begin, "before_server_start")
    app.add_route(act, "/team/<action:str>", methods=["POST"])
    app.add_route(notes_so_far, "/team", methods=["GET"])


def serve(port: int, environment: Mapping[str, str], log: Path) -> None:
    """Serve until killed, with this environment; what is said on the terminal goes to the log."""
    os.environ.clear()
    os.environ.update(environment)
    with log.open("ab") as output:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(output.fileno(), stream.fileno())
    logging.basicConfig(level=logging.INFO)
    app = Sanic("stub")
    agent = app.ctx.agent = StubAgent()

    async def handler(message: UserMessage) -> Any:
        return await agent.handle_message(message)

    app.blueprint(WelcomeWeb(Settings.read()).blueprint(handler), url_prefix="/webhooks/webchat")
    slack = WelcomeSlack(SlackSettings.read())
    app.blueprint(slack.blueprint(handler), url_prefix="/webhooks/slack")
    if os.environ.get("STUB_TEAM"):
        add_team(app, Path(os.environ["STUB_TEAM"]))
    app.run(host="127.0.0.1", port=port, access_log=False)
