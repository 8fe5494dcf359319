"""Files of examples: lines of labels, a tab, and the message; other columns may stand between."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, NamedTuple

ENDING = "*.tsv"


class Example(NamedTuple):
    """A message with what it was labelled as; empty for none of the labels."""

    labels: frozenset[str]
    text: str


def read(
    folder: Path, known: Iterable[str] = (), *, nothing: str = "", but: str = ""
) -> list[Example]:
    """Return the examples of all files in `folder`; several labels are joined by "+".

    `nothing` is the label of messages without any, and `but` the file to leave out. Raises
    ValueError with file and line where a line has no tab, or a label that is not `known` (when any
    are given).
    """
    known = frozenset(known)
    found = []
    for path in sorted(path for path in folder.glob(ENDING) if path.name != but):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            written, tab, rest = line.partition("\t")
            labels = frozenset(written.split("+")) - {nothing}
            if not tab:
                raise ValueError(f"{path.name}:{number}: write labels, a tab and the message")
            if known and not labels <= known:
                raise ValueError(
                    f"{path.name}:{number}: {written} is unknown; write {', '.join(sorted(known))}"
                )
            found.append(Example(labels, rest.rpartition("\t")[2]))
    return found
