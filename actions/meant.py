"""Who is meant by a message, learned from dialogues of strangers.

Rules tell well what a message says of itself, and badly which of several signs outweighs another:
"outsiders welcome there?" means the one told of, "and the chip giant?" does not. Each sign of
`actions.signs` has a weight in meant.yml (a multinomial logit over all who may be meant); `python
-m tools.meant` learns them anew.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Mapping

import yaml

from actions.scene import Scene
from actions.signs import NOBODY, OF_NOBODY, SIGNS

WEIGHTS = Path(__file__).with_suffix(".yml")


def signs_of(scene: Scene) -> Mapping[str, Mapping[str, float]]:
    """Return the signs, by name, of each who may be meant and of NOBODY."""
    found = {
        key: {name: float(sign(scene, key)) for name, sign in SIGNS.items()}
        for key in scene.candidates
    }
    return {**found, NOBODY: {name: float(sign(scene)) for name, sign in OF_NOBODY.items()}}


def chances(scene: Scene) -> Mapping[str, float]:
    """Return how likely each is meant, and NOBODY: 1 in all."""
    weights = _weights()
    told = {
        key: sum(weights[name] * value for name, value in signs.items() if value)
        for key, signs in signs_of(scene).items()
    }
    most = max(told.values())
    shares = {key: exp(value - most) for key, value in told.items()}
    total = sum(shares.values())
    return {key: share / total for key, share in shares.items()}


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))
    missing = [name for name in (*SIGNS, *OF_NOBODY) if name not in weights]
    if missing:
        raise ValueError(f"{WEIGHTS.name}: no weight for {missing[0]!r}: run python -m tools.meant")
    return weights
