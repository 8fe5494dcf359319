"""A workspace for each test, whose broken payloads fail it, and servers that talk to it."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import pytest

from tests.channels.servers import StubServer
from tests.slack.fake import FakeSlack
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

Starter = Callable[..., StubServer]
SOCKET_MODE, HTTP_MODE = "socket", "http"


@pytest.fixture()
def slack() -> Iterator[FakeSlack]:
    """A workspace with two people, a public channel, the team's, and direct messages."""
    workspace = FakeSlack()
    workspace.person("U0ANNA", "Anna")
    workspace.person("U0BRAM", "Bram")
    workspace.channel("C0GENERAL", "U0ANNA", "U0BRAM")
    workspace.channel("C0WELCOME", "U0ANNA", "U0BRAM")
    workspace.channel("D0ANNA", "U0ANNA")
    workspace.start()
    yield workspace
    workspace.close()
    assert not workspace.violations, "\n".join(workspace.violations)


@pytest.fixture()
def start(tmp_path: Path, slack: FakeSlack) -> Iterator[Starter]:
    """Starts servers that know the workspace: start(mode, **environment)."""
    started: list[StubServer] = []

    def start(mode: str = SOCKET_MODE, **environment: str) -> StubServer:
        own = {"WELCOME_SLACK_APP_TOKEN": APP_TOKEN}
        if mode == HTTP_MODE:
            own = {"WELCOME_SLACK_SIGNING_SECRET": SIGNING_SECRET}
        settings = {
            "WELCOME_SLACK_BOT_TOKEN": BOT_TOKEN,
            "WELCOME_SLACK_CHANNEL": "C0WELCOME",
            "WELCOME_SLACK_API": f"{slack.address}/api/",
            **own,
            **environment,
        }
        server = StubServer(tmp_path / f"server-{len(started)}", settings)
        started.append(server)
        server.start()
        if mode == HTTP_MODE:
            slack.app_url = f"{server.address}/webhooks/slack/events"
        return server

    yield start
    for server in started:
        server.stop()
