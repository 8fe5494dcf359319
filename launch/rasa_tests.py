"""Rasa's own checks of data, NLU and rules, with only what fails or matters on the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

from launch.model import ROOT, ensure_trained

RESULTS = ROOT / "build" / "rasa"
QUESTIONS = ROOT / "tests" / "questions"
# Every so many of the kept-away questions are asked; all of them are scored by tests/model.
_EVERY = 6
_ENVIRONMENT = {
    "ACTION_PORT": "1",
    "RASA_TELEMETRY_ENABLED": "false",
    "WELCOME_DATABASE": str(RESULTS / "conversations.db"),
}


def validate() -> int:
    """Run `rasa data validate` and `rasa test`; print a line for each, return the exit code."""
    model = str(ensure_trained())
    RESULTS.mkdir(parents=True, exist_ok=True)
    runs = {
        "data validate": ["data", "validate"],
        "test nlu": ["test", "nlu", "--nlu", str(_asked()), "--no-plot", "--model", model],
        "test core": [
            *("test", "core", "--stories", "tests/rasa/test_stories.yml", "--model", model),
            *("--fail-on-prediction-errors", "--no-plot", "--endpoints", "endpoints.yml"),
        ],
    }
    failed = 0
    for name, arguments in runs.items():
        if name != "data validate":
            arguments += ["--out", str(RESULTS)]
        log = RESULTS / f"{name.replace(' ', '-')}.log"
        with log.open("wb") as output:
            done = subprocess.run(
                [sys.executable, "-m", "launch.rasa_cli", *arguments],
                cwd=ROOT,
                env={**os.environ, **_ENVIRONMENT},
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        verdict = "ok" if done.returncode == 0 else f"FAILED, see {log.relative_to(ROOT)}"
        print(f"rasa {name}: {verdict}", flush=True)
        failed += done.returncode != 0
    report = RESULTS / "intent_report.json"
    if report.exists():
        figures = json.loads(report.read_text(encoding="utf-8"))
        print(f"intents on kept-away questions, one reading each: {figures['accuracy']:.1%} right")
    return 1 if failed else 0


def _asked() -> Path:
    """Write kept-away questions as NLU data of Rasa; return the file."""
    found: dict[str, list[str]] = {}
    for path in sorted(QUESTIONS.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))[::_EVERY]:
            found.setdefault(item["intent"], []).append(" ".join(item["q"].split()))
    data = {
        "version": "3.1",
        "nlu": [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
            for intent, texts in found.items()
        ],
    }
    path = RESULTS / "questions.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path
