"""Slack on the real assistant: what people ask there, and what they see of it."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

from launch.model import ensure_trained
from launch.servers import Assistant, free_port, running
from tests.slack.fake import BOT_USER, FakeSlack, button, titles, words
from tests.slack.workspace import APP_TOKEN, BOT_TOKEN, thread_of, until

pytestmark = pytest.mark.asyncio
MENTION = f"<@{BOT_USER}>"
# The first turns of a server load what all others share.
PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def workspace() -> Iterator[FakeSlack]:
    slack = FakeSlack()
    slack.person("U0ANNA", "Anna")
    slack.channel("C0GENERAL", "U0ANNA")
    slack.channel("D0ANNA", "U0ANNA")
    slack.start()
    yield slack
    slack.close()
    assert not slack.violations, "\n".join(slack.violations)


@pytest.fixture(scope="module")
def assistant(
    workspace: FakeSlack, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Assistant, Path]]:
    folder = tmp_path_factory.mktemp("assistant")
    settings = {
        "WELCOME_DATABASE": str(folder / "talks.db"),
        "WELCOME_SECRET": "of these tests only",
        "WELCOME_SLACK_BOT_TOKEN": BOT_TOKEN,
        "WELCOME_SLACK_APP_TOKEN": APP_TOKEN,
        "WELCOME_SLACK_API": f"{workspace.address}/api/",
    }
    logs = folder / "logs"
    with running(ensure_trained(), "127.0.0.1", free_port(), logs, settings) as started:
        yield started, logs


async def test_a_list_goes_on_by_its_button(
    assistant: tuple[Assistant, Path], workspace: FakeSlack
) -> None:
    slack = workspace
    await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} which incubators are there?")
    (first,) = await until(lambda: slack.posted("C0GENERAL"), PATIENCE_S)
    assert "1. " in words(first) and "On the map" in words(first)
    assert any(block["type"] == "context" for block in first["blocks"])
    more = next(title for title in titles(first) if title.startswith("Show more"))
    await slack.taps("U0ANNA", first, button(first, more))
    second = (await until(lambda: slack.posted("C0GENERAL")[1:], PATIENCE_S))[0]
    assert thread_of(second) == thread_of(first) and "6. " in words(second)


async def test_two_are_compared_side_by_side(
    assistant: tuple[Assistant, Path], workspace: FakeSlack
) -> None:
    slack = workspace
    before = len(slack.posted("D0ANNA"))
    await slack.says("U0ANNA", "D0ANNA", "Compare BioVille and Darwin")
    (answer, *_) = await until(lambda: slack.posted("D0ANNA")[before:], PATIENCE_S)
    fields = [field["text"] for block in answer["blocks"] for field in block.get("fields", [])]
    assert "BioVille" in fields[0] and "Darwin" in fields[1]


async def test_a_dutch_command_is_answered_in_dutch(
    assistant: tuple[Assistant, Path], workspace: FakeSlack
) -> None:
    slack = workspace
    asked = "Welke BSL-2 laboratoria zijn er in de buurt van Gent?"
    told = await slack.commands("U0ANNA", "C0GENERAL", "/enabler", asked)
    assert told.acknowledged
    shown = (await until(lambda: slack.ephemeral, PATIENCE_S))[-1]
    assert "resultaten" in words(shown) and "Op de kaart" in words(shown)


async def test_the_log_tells_who_we_are_and_nothing_of_what_was_said(
    assistant: tuple[Assistant, Path], workspace: FakeSlack
) -> None:
    _, logs = assistant
    slack = workspace
    before = len(slack.posted("D0ANNA"))
    await slack.says("U0ANNA", "D0ANNA", "Holunderbeeren laboratory near Ghent")
    await until(lambda: slack.posted("D0ANNA")[before:], PATIENCE_S)
    log = (logs / "rasa.log").read_text(encoding="utf-8", errors="replace")
    assert log.count("Slack: answering as @enabler in Welcome") == 1
    assert "WELCOME_SLACK_CHANNEL is not set" in log
    assert "Holunderbeeren" not in log and BOT_TOKEN not in log and "Traceback" not in log
