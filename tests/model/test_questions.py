"""The score on questions that were kept away from training, printed where people look."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from launch.model import ROOT
from tests.model.scoring import QUESTIONS, confusion, misses, questions

REPORT = ROOT / "build" / "questions.txt"
# Not a goal but a floor: what the last good version reached, less what noise may take.
FLOORS = {"strangers.yml": 0.79}


@pytest.mark.parametrize("name", sorted(path.name for path in Path(QUESTIONS).glob("*.yml")))
def test_score(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = questions(name)
    wrong = {question["q"]: found for question in asked if (found := list(misses(question)))}
    by_intent = Counter(question["intent"] for question in asked)
    wrong_by_intent = Counter(q["intent"] for q in asked if q["q"] in wrong)
    share = 1 - len(wrong) / len(asked)
    lines = [f"{name}: {len(asked) - len(wrong)} of {len(asked)} right ({share:.1%})"]
    lines += [f"  {i}: {n - wrong_by_intent[i]} of {n}" for i, n in sorted(by_intent.items())]
    lines += ["mistaken intents:", *confusion(asked)]
    with capsys.disabled():
        print("", *lines, sep="\n")
    REPORT.parent.mkdir(exist_ok=True)
    details = [f"- {q}\n    {' | '.join(found)}" for q, found in wrong.items()]
    REPORT.write_text("\n".join([*lines, "", *details, ""]), encoding="utf-8")
    assert share >= FLOORS[name]
