"""The two servers of the assistant as child processes: actions, and Rasa with its channels."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator, Mapping, NamedTuple

from launch.model import ROOT

READY_WITHIN_S = 90.0
_STOP_WITHIN_S = 10.0
# The first search loads what all others share, for seconds; no visitor should wait for that.
_FIRST_TURNS = ("hello", "BSL-2 labs near Ghent")


class StartFailed(RuntimeError):
    """The assistant cannot start; the text says what to do."""


def check_free(host: str, port: int) -> None:
    """Raise StartFailed when nothing can listen on the address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartFailed(
                f"cannot listen on {host}:{port} ({error.strerror}); "
                f"stop what runs there, or choose another: make run PORT={port + 1}"
            ) from None


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Assistant(NamedTuple):
    """A running assistant: its base address, and its servers by name."""

    address: str
    children: Mapping[str, subprocess.Popen[bytes]]

    def ended(self) -> str | None:
        """Return the name of a server that is no longer there, or None."""
        return next(
            (name for name, child in self.children.items() if child.poll() is not None), None
        )


@contextmanager
def running(
    model: Path, host: str, port: int, log_folder: Path, extra: Mapping[str, str] | None = None
) -> Iterator[Assistant]:
    """Start both servers, give them when a real turn is answered, stop them at the end.

    Logs go to `log_folder`; `extra` is added to the environment. Raises StartFailed.
    """
    check_free(host, port)
    action_port = free_port()
    log_folder.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        # A message is too small to share: the threads would only wait for each other.
        "OPENBLAS_NUM_THREADS": "1",
        "ACTION_PORT": str(action_port),
        # rasa_sdk listens on every interface unless told otherwise, and answers anybody.
        "SANIC_HOST": "127.0.0.1",
        # A sender is locked out no longer than this after a crash.
        "TICKET_LOCK_LIFETIME": "15",
        **(extra or {}),
    }
    commands = {
        "actions": ["-m", "rasa_sdk", "--actions", "actions.actions", "--port", str(action_port)],
        "rasa": [
            *("-m", "launch.rasa_cli", "run", "--model", str(model), "--port", str(port)),
            *("--interface", host, "--endpoints", "endpoints.yml"),
            *("--credentials", "credentials.yml"),
        ],
    }
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, arguments in commands.items():
            with (log_folder / f"{name}.log").open("wb") as log:
                children[name] = subprocess.Popen(
                    [sys.executable, *arguments],
                    cwd=ROOT,
                    env=environment,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        address = f"http://{host}:{port}"
        _wait_until_it_answers(address, children, log_folder)
        yield Assistant(address, children)
    finally:
        _stop(children)


def ask(
    address: str, sender: str, message: str, timeout_s: float = 10.0
) -> list[dict[str, object]]:
    """Send one message over REST and return the messages that come back."""
    request = urllib.request.Request(
        f"{address}/webhooks/rest/webhook",
        data=json.dumps({"sender": sender, "message": message}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=timeout_s) as reply:
        return json.load(reply)  # type: ignore[no-any-return]


def _wait_until_it_answers(
    address: str, children: Mapping[str, subprocess.Popen[bytes]], log_folder: Path
) -> None:
    """A real turn is the only proof: /status is 200 while every turn is answered with nothing."""
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        for name, child in children.items():
            if child.poll() is not None:
                raise StartFailed(
                    f"the {name} server ended at its start; see {log_folder / name}.log"
                )
        try:
            kinds = {
                _kind(reply) for text in _FIRST_TURNS for reply in ask(address, "start-up", text)
            }
        except (urllib.error.URLError, OSError, ValueError):
            time.sleep(0.2)
            continue
        if kinds and not kinds & {"none", None}:
            return
        time.sleep(0.2)
    raise StartFailed(f"not ready after {READY_WITHIN_S:.0f} s; see the logs in {log_folder}")


def _kind(reply: Mapping[str, object]) -> object:
    custom = reply.get("custom")
    answer = custom.get("answer") if isinstance(custom, dict) else None
    return answer.get("kind") if isinstance(answer, dict) else None


def _stop(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for child in children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    until = time.monotonic() + _STOP_WITHIN_S
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
