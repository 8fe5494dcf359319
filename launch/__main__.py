"""python -m launch run|chat|train|widget|browser|rasa ...: what the Makefile calls."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
import uuid

import yaml

from channels.settings import BadSetting, Settings
from knowledge.errors import KnowledgeError
from knowledge.loading import load
from knowledge.store import knowledge_folder
from launch.browser import run as browser_tests
from launch.bundle import BuildFailed, check, ensure_built
from launch.model import ROOT, TrainingFailed, ensure_trained
from launch.rasa_tests import validate
from launch.servers import StartFailed, ask, check_free, free_port, running

LOGS = ROOT / "build" / "logs"


def main() -> int:
    """Run the command that the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(prog="launch")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run")
    run.add_argument("--host", default="127.0.0.1")
    run.add_argument("--port", type=int, default=5005)
    run.add_argument("--no-widget", action="store_true", help="serve the widget as it was built")
    commands.add_parser("widget")
    commands.add_parser("widget-check")
    browser = commands.add_parser("browser")
    browser.add_argument("only", nargs="?", default="", help="cases with this in their names")
    commands.add_parser("chat")
    commands.add_parser("train")
    commands.add_parser("validate")
    rasa = commands.add_parser("rasa")
    rasa.add_argument("rest", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    try:
        if arguments.command == "rasa":
            return _rasa(arguments.rest)
        if arguments.command == "widget":
            ensure_built()
            return 0
        if arguments.command == "widget-check":
            return check()
        load(knowledge_folder())
        if arguments.command == "train":
            ensure_trained()
            return 0
        if arguments.command == "validate":
            return validate()
        if arguments.command == "chat":
            return _chat()
        if arguments.command == "browser":
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
            return browser_tests(arguments.only)
        return _run(arguments.host, arguments.port, not arguments.no_widget)
    except KnowledgeError as error:
        print(f"The knowledge is not in order:\n{error}", file=sys.stderr)
    except BuildFailed as error:
        print(f"The widget is not built: {error}", file=sys.stderr)
    except (BadSetting, StartFailed, TrainingFailed) as error:
        print(f"The assistant does not run: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


def _run(host: str, port: int, widget: bool) -> int:
    began = time.monotonic()
    check_free(host, port)
    credentials = yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))
    Settings.read(credentials.get("channels.web.WelcomeWeb"))
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    model = ensure_trained()
    if widget:
        _build()
    if stop.is_set():
        return 0
    print("Starting the action server and Rasa ...", flush=True)
    with running(model, host, port, LOGS) as assistant:
        address = assistant.address
        print(
            f"Ready after {time.monotonic() - began:.0f} s: {address}/ in a browser, "
            f"or POST {address}/webhooks/rest/webhook "
            f"(logs in {LOGS.relative_to(ROOT)}; Ctrl-C stops everything)",
            flush=True,
        )
        while not stop.wait(1.0):
            ended = assistant.ended()
            if ended is not None:
                log = (LOGS / ended).relative_to(ROOT)
                raise StartFailed(f"the {ended} server ended on its own; {log}.log says why")
        print("Stopping ...", flush=True)
    return 0


def _build() -> None:
    try:
        ensure_built()
    except BuildFailed as error:
        print(f"The widget is not built: {error}", file=sys.stderr)
        print(
            "The assistant runs all the same: over REST, and with an older widget if there is one."
        )


def _chat() -> int:
    model = ensure_trained()
    sender = uuid.uuid4().hex
    with running(model, "127.0.0.1", free_port(), LOGS) as assistant:
        print("Ask away; an empty line ends it.", flush=True)
        while True:
            try:
                message = input("> ").strip()
            except EOFError:
                return 0
            if not message:
                return 0
            for reply in ask(assistant.address, sender, message):
                print(reply.get("text", ""), flush=True)


def _rasa(rest: list[str]) -> int:
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    sys.argv = ["rasa", *rest]
    from launch.rasa_cli import main as rasa_main

    rasa_main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
