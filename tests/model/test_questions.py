"""The scores on questions and dialogues of strangers, printed where people look."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from launch.model import ROOT
from tests.model.noise import NOISES, noisy
from tests.model.scoring import QUESTIONS, confusion, dialogue_misses, misses, questions

REPORTS = ROOT / "build" / "questions"
DIALOGUES = Path(__file__).parent.parent / "dialogues"
# Not goals but floors: what the last good version reached, less what noise may take.
FLOORS = {
    "strangers.yml": 0.86,
    "traps.yml": 0.90,
    "asked_en.yml": 0.91,
    "asked_nl.yml": 0.93,
    "asked_fr.yml": 0.89,
    "asked_de.yml": 0.92,
}
TURNS_FLOOR = 0.89
NOISE_FLOOR = 0.955
# Every so many questions are typed with noise: seven kinds of it each take their time.
NOISY_EVERY = 18


def report(name: str, lines: list[str], details: list[str]) -> None:
    """Print the scores, and leave them with each miss in build/questions/."""
    print("", *lines, sep="\n")
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{name}.txt").write_text("\n".join([*lines, "", *details, ""]), encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FLOORS))
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
        report(name, lines, [f"- {q}\n    {' | '.join(found)}" for q, found in wrong.items()])
    assert share >= FLOORS[name]


def test_every_file_of_questions_has_a_floor() -> None:
    assert {path.name for path in QUESTIONS.glob("*.yml")} == set(FLOORS)


def test_noise(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the questions that are right as written, so many are right as typed on a phone."""
    asked = [q for name in sorted(FLOORS) for q in questions(name)][::NOISY_EVERY]
    right = [question for question in asked if not list(misses(question))]
    wrong = {
        noise: [
            typed
            for question in right
            for typed in (noisy(question["q"], noise),)
            if list(misses({**question, "q": typed}))
        ]
        for noise in NOISES
    }
    share = 1 - sum(map(len, wrong.values())) / (len(right) * len(NOISES))
    lines = [
        f"noise: {share:.1%} of {len(right)} questions as good as clean",
        *(f"  {noise}: {1 - len(missed) / len(right):.1%}" for noise, missed in wrong.items()),
    ]
    with capsys.disabled():
        report("noise", lines, [f"- {noise}: {q}" for noise, qs in wrong.items() for q in qs])
    assert share >= NOISE_FLOOR


def test_dialogues(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        dialogue
        for path in sorted(DIALOGUES.glob("*.yml"))
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    found = [(d["turns"][0]["q"], list(dialogue_misses(d["turns"]))) for d in asked]
    wrong = {first: misses_ for first, misses_ in found if misses_}
    turns = sum(len(dialogue["turns"]) for dialogue in asked)
    missed = sum(len({line.split(" (")[0] for line in lines}) for lines in wrong.values())
    share = 1 - missed / turns
    lines = [
        f"dialogues: {len(asked) - len(wrong)} of {len(asked)} right on every turn; "
        f"{turns - missed} of {turns} turns ({share:.1%})"
    ]
    details = [f"- {q}\n    " + "\n    ".join(f) for q, f in wrong.items()]
    with capsys.disabled():
        report("dialogues", lines, details)
    assert share >= TURNS_FLOOR
