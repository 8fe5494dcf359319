"""Names that look like one that nobody has: what may have been meant."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from knowledge.model import Knowledge
from knowledge.text import fold

# Share of likeness (0 to 100) from which a name is worth asking about.
_ALIKE = 72.0


def similar(name: str, knowledge: Knowledge, at_most: int = 3) -> tuple[str, ...]:
    """Return the ids of enablers with names like `name`, the most alike first."""
    names = {
        (enabler.id, written): fold(written)
        for enabler in knowledge.enablers.values()
        for written in enabler.all_names
    }
    found = process.extract(
        fold(name), names, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=None
    )
    ranked = sorted(found, key=lambda match: (-match[1], match[2]))
    return tuple(dict.fromkeys(key[0] for _, _, key in ranked))[:at_most]
