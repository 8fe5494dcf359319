"""`python -m tools.meant`: plays the dialogues, writes the weights, says what they are worth."""

from __future__ import annotations

import logging
import sys
from typing import Sequence

import numpy as np
from rasa.utils.log_utils import configure_structlog

from actions.meant import WEIGHTS
from launch.model import ROOT
from tools.meant.scenes import NAMES, Example, examples
from tools.meant.weights import fitted

HANDS = ROOT / "tests" / "hands"
_HEAD = "# Written by python -m tools.meant: what each sign of actions/signs.py weighs.\n"
_PARTS = 5


def main(names: Sequence[str]) -> None:
    """Learn from the hands of these names, from all if none is given."""
    configure_structlog(logging.ERROR)
    paths = sorted(HANDS.glob("*.yml"))
    found = [each for path in paths if not names or path.stem in names for each in examples(path)]
    for hand, (before, after, n) in _worth(found).items():
        print(f"{hand}: {before} of {n} first named before, {after} after")
    weights = zip(NAMES, fitted(found), strict=True)
    lines = [f'"{name}": {weight:.2f}\n' for name, weight in weights]
    WEIGHTS.write_text("".join((_HEAD, *lines)), encoding="utf-8")


def _worth(found: Sequence[Example]) -> dict[str, tuple[int, int, int]]:
    """Return for each hand how often the right one is first, by weights learned from others."""
    hands = sorted({each.hand for each in found})
    if len(hands) < 2:
        return {}
    worth: dict[str, tuple[int, int, int]] = {}
    for part in range(_PARTS):
        held_out = set(hands[part::_PARTS])
        weights = fitted([each for each in found if each.hand not in held_out])
        for hand in sorted(held_out):
            own = [each for each in found if each.hand == hand]
            before = sum(each.meant[each.ids.index(each.first)] for each in own)
            after = sum(each.meant[np.argmax(each.signs @ weights)] for each in own)
            worth[hand] = (int(before), int(after), len(own))
    return dict(sorted(worth.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
