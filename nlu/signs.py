"""What a message means that has no word in it: "👍" thanks, "???" is not understood."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Mapping

import yaml

_FILE = Path(__file__).with_name("signs.yml")
UNCLEAR = "nlu_fallback"


def intent_of(text: str) -> str | None:
    """Return the intent of a message of signs alone; None when there is a word or a number in it.

    Its known signs must all mean the same: "👍🙏" thanks, "👋👍" does not say which.
    """
    left, meant = text, set()
    for sign, intent in _known().items():
        if sign in left:
            left = left.replace(sign, " ")
            meant.add(intent)
    if not text.strip() or any(char.isalnum() for char in left):
        return None
    return meant.pop() if len(meant) == 1 else UNCLEAR


@lru_cache(maxsize=1)
def _known() -> Mapping[str, str]:
    """Return the intents by sign, the longest signs first."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    signs = {sign: intent for intent, row in data.items() for sign in row}
    return dict(sorted(signs.items(), key=lambda item: -len(item[0])))
