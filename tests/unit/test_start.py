"""What a start of the servers must not bring along."""

from __future__ import annotations

import subprocess
import sys

from launch.model import ROOT

_SERVERS = ("actions.actions", "channels.web", "channels.rest", "channels.slack.channel")


def test_the_action_server_and_the_channels_need_no_spacy() -> None:
    """It brings TensorFlow along: four seconds, and 400 MB in the action server."""
    code = f"import sys, {', '.join(_SERVERS)}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"spacy", "tensorflow"} & set(loaded.stdout.split())
