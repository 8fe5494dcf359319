"""What is wrong with a knowledge file, told to the person who edits it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Iterable


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: file (relative to the data folder), line (from 1), key, and the mend."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        """Return the one line that an editor reads."""
        return f"{self.file}:{self.line}: {self.key}: {self.message}"


class KnowledgeError(Exception):
    """The knowledge cannot be used; `problems` says all that is wrong, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(wrong: object, known: Iterable[str]) -> str:
    """Return ' Did you mean "x"?' for the nearest known word, or an empty text."""
    near = get_close_matches(str(wrong), list(known), n=1, cutoff=0.6)
    return f' Did you mean "{near[0]}"?' if near else ""
