"""A stub server as a process of its own, which a test may kill and start again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Mapping

from launch.model import ROOT
from launch.servers import free_port

_START_WITHIN_S = 60.0


class StubServer:
    """The channel with an agent that repeats; its files stand in `folder`."""

    def __init__(self, folder: Path, extra: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.database = folder / "talks.db"
        self._extra = {
            "WELCOME_SECRET": "for the tests, and for nothing else",
            "WELCOME_PER_SESSION": "1000",
            "WELCOME_PER_ADDRESS": "1000",
            **(extra or {}),
        }
        self._child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        folder = self.folder
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "server.log").open("ab") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "tests.channels.stub_server", str(self.port)],
                cwd=ROOT,
                env={**os.environ, "WELCOME_DATABASE": str(self.database), **self._extra},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + _START_WITHIN_S
        while time.monotonic() < until:
            assert self._child.poll() is None, self.log()
            try:
                with urllib.request.urlopen(f"{self.address}/privacy", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"no start:\n{self.log()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._child is not None
        self._child.kill()
        self._child.wait()

    def stop(self) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(10)

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def traces(folder: Path, words: str) -> list[str]:
    """Return the names of the files under a folder that hold the words."""
    needle = words.encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if needle in path.read_bytes()]
