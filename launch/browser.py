"""The browser tests on servers of their own, which the tests may have killed and started again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from launch.bundle import WIDGET, ensure_built, ensure_packages
from launch.model import ROOT, ensure_trained
from launch.servers import Assistant, free_port, running

_PROGRAM = Path("tests", "browser", "run.mjs")
_LOGS = ROOT / "build" / "logs" / "browser"
# Many visitors come from one address here, and none of them types as slowly as a person.
_NO_LIMIT = "100000"


class Servers:
    """Both servers at one address and on one database, however often they are started."""

    def __init__(self, folder: Path, friend: int) -> None:
        self._model = ensure_trained()
        self._port = free_port()
        self._starts = 0
        self._running = ExitStack()
        self._assistant: Assistant | None = None
        self.address = f"http://127.0.0.1:{self._port}"
        self._settings = {
            "WELCOME_DATABASE": str(folder / "talks.db"),
            "WELCOME_SECRET": "of the browser tests only",
            "WELCOME_ORIGINS": f"http://127.0.0.1:{friend}",
            "WELCOME_PER_SESSION": _NO_LIMIT,
            "WELCOME_PER_ADDRESS": _NO_LIMIT,
            "WELCOME_SESSIONS_PER_ADDRESS": _NO_LIMIT,
        }

    def start(self) -> None:
        """Return when a real turn is answered. Raises StartFailed."""
        self._starts += 1
        logs = _LOGS / str(self._starts)
        started = running(self._model, "127.0.0.1", self._port, logs, self._settings)
        self._assistant = self._running.enter_context(started)

    def kill(self) -> None:
        """End them as a power cut would."""
        if self._assistant is not None:
            for child in self._assistant.children.values():
                child.kill()
        self.stop()

    def stop(self) -> None:
        """End them as an operator would."""
        self._running.close()


def run(only: str = "") -> int:
    """Play the cases with `only` in their names; return the exit code of the tests.

    Raises BuildFailed, StartFailed, TrainingFailed.
    """
    ensure_built()
    environment = ensure_packages()
    shutil.rmtree(_LOGS, ignore_errors=True)
    friend = free_port()
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory()))
        servers = Servers(folder, friend)
        ending.callback(servers.stop)
        servers.start()
        ours, theirs = socket.socketpair()
        ending.callback(ours.close)
        tests = subprocess.Popen(
            ["node", str(_PROGRAM), servers.address, only],
            cwd=WIDGET,
            env={
                **environment,
                "CONTROL_FD": str(theirs.fileno()),
                "FRIEND_PORT": str(friend),
            },
            pass_fds=[theirs.fileno()],
        )
        ending.callback(_end, tests)
        theirs.close()
        with ours.makefile("rw") as orders:
            _obey(orders, servers)
        return tests.wait()


def _obey(orders: TextIO, servers: Servers) -> None:
    """Do what the tests order, line by line, until they hang up."""
    todo = {"kill": servers.kill, "start": servers.start}
    for order in iter(orders.readline, ""):
        todo[order.strip()]()
        orders.write("done\n")
        orders.flush()


def _end(tests: subprocess.Popen[bytes]) -> None:
    if tests.poll() is None:
        tests.terminate()
        tests.wait()
