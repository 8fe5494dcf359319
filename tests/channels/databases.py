"""Real PostgreSQL and Redis of a test's own: on a free port, in a folder of the test."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from launch.model import ROOT
from launch.servers import free_port
from tests.channels.needs import lacking

_START_WITHIN_S = 30.0


def program(name: str) -> Path:
    """Return the path of a server's program; the test ends where there is none."""
    found = subprocess.run(
        [str(ROOT / "scripts" / "database.sh"), name], capture_output=True, text=True, check=False
    )
    if found.returncode:
        lacking(found.stderr.strip())
    return Path(found.stdout.strip())


class Postgres:
    """A PostgreSQL that a test may stop and start again; its log stands in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._bin = program("postgres").parent
        # Not below pytest's own folder, which it closes to others at each of its starts.
        self._home = tempfile.TemporaryDirectory(prefix="postgres-")
        self._folder = Path(self._home.name) / "data"
        self._port = free_port()
        # It refuses to run as root.
        self._user = "postgres" if os.getuid() == 0 else None
        self._child: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self._log = folder / "postgres.log"
        if self._user:
            shutil.chown(self._home.name, self._user)
        self._run("initdb", "-D", str(self._folder), "-U", "tests", "-A", "trust", "-N")

    @property
    def url(self) -> str:
        return f"postgresql://tests@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        settings = ("fsync=off", "unix_socket_directories=", "listen_addresses=127.0.0.1")
        self._child = subprocess.Popen(
            [
                str(self._bin / "postgres"),
                *("-D", str(self._folder), "-p", str(self._port)),
                *(part for setting in settings for part in ("-c", setting)),
            ],
            stdout=self._log.open("ab"),
            stderr=subprocess.STDOUT,
            user=self._user,
            cwd="/",
        )
        until = time.monotonic() + _START_WITHIN_S
        ready = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self._port)]
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() < until, self._log.read_text(encoding="utf-8")
            time.sleep(0.1)

    def stop(self) -> None:
        """End it as an operator in a hurry would: who is connected is sent away."""
        if self._child is not None and self._child.poll() is None:
            self._child.send_signal(2)
            self._child.wait(30)

    def _run(self, name: str, *arguments: str) -> None:
        with self._log.open("ab") as log:
            subprocess.run(
                [str(self._bin / name), *arguments],
                check=True,
                stdout=log,
                stderr=subprocess.STDOUT,
                user=self._user,
                cwd="/",
            )


class Redis:
    """A Redis that forgets all at its end."""

    def __init__(self, folder: Path) -> None:
        self._program = program("redis-server")
        self._folder = folder
        self._port = free_port()
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._child = subprocess.Popen(
            [
                str(self._program),
                *("--port", str(self._port), "--bind", "127.0.0.1"),
                *("--save", "", "--dir", str(self._folder)),
            ],
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + _START_WITHIN_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
                return
            except OSError:
                assert time.monotonic() < until, "Redis does not start"
                time.sleep(0.05)

    def stop(self) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()
            self._child.wait(10)
