"""python -m knowledge: check the facts, and list what is thin about them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Iterator

from knowledge.errors import KnowledgeError
from knowledge.expected import all_expected, gone
from knowledge.glossary import check_glossaries
from knowledge.loading import load
from knowledge.model import Enabler, Knowledge
from knowledge.store import knowledge_folder

OLD_AFTER_YEARS = 5


def main() -> int:
    """Print what is wrong (exit 1), or else what is thin; `--quiet` prints errors only."""
    parser = argparse.ArgumentParser(prog="knowledge")
    parser.add_argument("--quiet", action="store_true")
    arguments = parser.parse_args()
    try:
        knowledge = load(knowledge_folder())
        check_glossaries()
        all_expected()
    except (KnowledgeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments.quiet:
        print("\n".join(report(knowledge, date.today().year)))
    return 0


def report(knowledge: Knowledge, this_year: int) -> Iterator[str]:
    """Yield the lines on what is thin: one an enabler that has something, then the counts."""
    thin = 0
    for enabler in knowledge.enablers.values():
        weak = list(weaknesses(enabler, this_year))
        if weak:
            thin += 1
            yield f"{enabler.id}: {', '.join(weak)}"
    for key, statement in gone(knowledge):
        yield f"questions of {key}: no statement of it says {statement!r} any more; move them"
    yield f"{len(knowledge.enablers)} enablers in order, {thin} of them thin"


def weaknesses(enabler: Enabler, this_year: int) -> Iterator[str]:
    """Yield what is thin about an enabler."""
    if not enabler.website:
        yield "no website"
    if len(enabler.sources) == 1:
        yield "one source only"
    years = [source.year for source in enabler.sources.values() if source.year]
    if not years:
        yield "no dated source"
    elif this_year - max(years) > OLD_AFTER_YEARS:
        yield f"newest source of {max(years)}"
    if enabler.status == "unknown":
        yield "status unknown"


if __name__ == "__main__":
    sys.exit(main())
