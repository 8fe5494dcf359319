"""What a person of the team writes for the team only: lines that begin with "note:"."""

from __future__ import annotations

import re

# A list, a quote, code or bold before the word, and a space before the colon, change nothing.
_REMARK = re.compile(r"[\s>|`*_~•◦▪‣·+\-–—]*(?:\d{1,3}[.)]\s*)?[`*_~]*note[`*_~]*\s*[:：]", re.I)


def for_visitor(text: str) -> str:
    """Return the text without the lines that stay inside; "" when nothing is left."""
    kept = (line for line in text.splitlines() if not _REMARK.match(line))
    return "\n".join(kept).strip()
