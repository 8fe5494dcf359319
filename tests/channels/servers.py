"""A stub server as a process of its own, which a test may kill and start again."""

from __future__ import annotations

import multiprocessing
import os
import time
import urllib.request
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Mapping

from launch.servers import free_port

_START_WITHIN_S = 60.0
# Each server is forked off a process that has imported and read everything once.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["__main__", "tests.channels.preloaded"])


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
        self._child: ForkServerProcess | None = None

    def start(self) -> None:
        folder = self.folder
        folder.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "WELCOME_DATABASE": str(self.database), **self._extra}
        self._child = _FORKS.Process(
            target=_serve,
            args=(self.port, environment, folder / "server.log"),
            daemon=True,
        )
        self._child.start()
        until = time.monotonic() + _START_WITHIN_S
        while time.monotonic() < until:
            assert self._child.is_alive(), self.log()
            try:
                with urllib.request.urlopen(f"{self.address}/privacy", timeout=2):
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError(f"no start:\n{self.log()}")

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self._child is not None
        self._child.kill()
        self._child.join()

    def stop(self) -> None:
        if self._child is not None:
            self._child.terminate()
            self._child.join(10)

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def _serve(port: int, environment: Mapping[str, str], log: Path) -> None:
    # Here, for the tests' own process needs nothing of Rasa.
    from tests.channels.stub_server import serve

    serve(port, environment, log)


def traces(folder: Path, words: str) -> list[str]:
    """Return the names of the files under a folder that hold the words."""
    needle = words.encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if needle in path.read_bytes()]
