"""The widget in real Chromium on one side, people in Slack on the other."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from launch.bundle import WIDGET, ensure_built, ensure_packages
from launch.model import ROOT
from tests.channels.needs import lacking
from tests.slack.conftest import Starter
from tests.slack.fake import FakeSlack

pytestmark = pytest.mark.asyncio


async def test_a_hand_over_between_the_widget_and_slack(start: Starter, slack: FakeSlack) -> None:
    browser = subprocess.run(
        [str(ROOT / "scripts" / "browser.sh")], capture_output=True, text=True, check=False
    )
    if browser.returncode:
        lacking(browser.stderr.strip())
    ensure_built()
    server = start(WELCOME_OFFICE_HOURS="always", WELCOME_SESSIONS_PER_ADDRESS="100000")
    played = await asyncio.to_thread(
        subprocess.run,
        ["node", str(Path("tests", "browser", "run.mjs")), server.address],
        cwd=WIDGET,
        env={
            **os.environ,
            **ensure_packages(),
            "CHROMIUM": browser.stdout.strip(),
            "TEAM": "slack",
            "SLACK": slack.address,
            "SCREENSHOTS": str(ROOT / "build" / "screenshots-slack"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
