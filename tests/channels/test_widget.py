"""The widget in real Chromium on one side, a team that the test acts for on the other."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from launch.bundle import WIDGET, ensure_built, ensure_packages
from launch.model import ROOT
from tests.channels.conftest import Starter
from tests.channels.needs import lacking


def test_a_hand_over_in_the_widget(start_stub: Starter, tmp_path: Path) -> None:
    browser = subprocess.run(
        [str(ROOT / "scripts" / "browser.sh")], capture_output=True, text=True, check=False
    )
    if browser.returncode:
        lacking(browser.stderr.strip())
    ensure_built()
    server = start_stub(
        {
            "STUB_TEAM": str(tmp_path / "notes"),
            "WELCOME_OFFICE_HOURS": "always",
            "WELCOME_SESSIONS_PER_ADDRESS": "100000",
        }
    )
    played = subprocess.run(
        ["node", str(Path("tests", "browser", "run.mjs")), server.address],
        cwd=WIDGET,
        env={
            **os.environ,
            **ensure_packages(),
            "CHROMIUM": browser.stdout.strip(),
            "TEAM": "stub",
            "SCREENSHOTS": str(ROOT / "build" / "screenshots-person"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr
