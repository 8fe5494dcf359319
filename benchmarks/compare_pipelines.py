"""Accuracy, training time and cost a question of each pipeline, on the kept-away questions.

python -m benchmarks.compare_pipelines    (about ten minutes)
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

from launch.model import ROOT
from tests.model.scoring import questions

OUT = ROOT / "build" / "pipelines"


def main() -> None:
    """Print a row a pipeline."""
    print("| pipeline | intents right | training | a question |\n|---|---|---|---|")
    for config in [ROOT / "config.yml", *sorted((ROOT / "benchmarks/pipelines").glob("*.yml"))]:
        began = time.monotonic()
        model = _train(config)
        trained = time.monotonic() - began
        right, share, cost = _score(model)
        name = "config.yml (ours)" if config.parent == ROOT else config.stem
        print(
            f"| {name} | {right} ({share:.1%}) | {trained:.0f} s | {cost * 1000:.1f} ms |",
            flush=True,
        )


def _train(config: Path) -> Path:
    OUT.mkdir(parents=True, exist_ok=True)
    name = config.stem
    command = [sys.executable, "-m", "launch.rasa_cli", "train", "nlu", "--config", str(config)]
    command += ["--nlu", "data/nlu", "--out", str(OUT), "--fixed-model-name", name]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return OUT / f"{name}.tar.gz"


def _score(model: Path) -> tuple[str, float, float]:
    import skops.io  # noqa: F401
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    asked = questions("strangers.yml")
    asyncio.run(agent.parse_message("warm up"))
    began = time.monotonic()
    found = [asyncio.run(agent.parse_message(q["q"]))["intent"]["name"] for q in asked]
    cost = (time.monotonic() - began) / len(asked)
    right = sum(name == q["intent"] for name, q in zip(found, asked, strict=True))
    return f"{right} of {len(asked)}", right / len(asked), cost


if __name__ == "__main__":
    main()
