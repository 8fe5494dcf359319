"""Rasa's own checks of data, NLU and rules, with only what fails or matters on the screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from launch.model import ROOT, ensure_trained

RESULTS = ROOT / "build" / "rasa"
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
        "test nlu": ["test", "nlu", "--nlu", "data/nlu", "--no-plot", "--model", model],
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
        print(f"intents on the training questions: {figures['accuracy']:.1%} right")
    return 1 if failed else 0
