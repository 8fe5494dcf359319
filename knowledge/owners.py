"""Who runs whom: by the names that operators are called by."""

from __future__ import annotations

from functools import lru_cache
from typing import Sequence

from knowledge.model import Knowledge
from knowledge.text import form_of


@lru_cache(maxsize=256)
def parts_of(whole: str, knowledge: Knowledge) -> frozenset[str]:
    """Return the ids of what `whole` runs: their operator or name begins with one of its names."""
    names = [form_of(name) for name in knowledge.enablers[whole].owner_names]
    return frozenset(
        enabler.id
        for enabler in knowledge.enablers.values()
        if enabler.id != whole
        and any(
            _begins_with(form_of(written or ""), names)
            for written in (enabler.operator, enabler.name)
        )
    )


def _begins_with(form: tuple[str, ...], names: Sequence[tuple[str, ...]]) -> bool:
    return any(form[: len(name)] == name for name in names if form)


@lru_cache(maxsize=32)
def run_by_kinds(kinds: frozenset[str], knowledge: Knowledge) -> frozenset[str]:
    """Return the ids of all that an enabler of one of `kinds` runs."""
    wholes = [each.id for each in knowledge.enablers.values() if each.kind in kinds]
    return frozenset().union(*(parts_of(whole, knowledge) for whole in wholes))
