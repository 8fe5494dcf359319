"""Two questions in one message: where the one ends and the other begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from knowledge.store import current_knowledge
from knowledge.text import normalise
from nlu import cues, openings
from nlu.understanding import Found, understand

# More questions than these in one message are a list, and read as one.
_AT_MOST = 3
_SENTENCE = re.compile(r"(?<=[.?!;\n])\s+")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# What a question can be about by itself.
_WEIGHTY = {"facility", "kind", "enabler", "topic"}
_ASIDE = {"own", "told", "without", "dropped", "home", "near"}


class _Part(NamedTuple):
    text: str
    asks: bool
    found: tuple[Found, ...]

    @property
    def weighty(self) -> bool:
        return any(
            f.label in _WEIGHTY or self._is_a_limit(f) for f in self.found if f.role not in _ASIDE
        )

    def _is_a_limit(self, found: Found) -> bool:
        """Tell whether a limit is a question, and no mere wish ("best")."""
        return (
            found.label == "limit" and current_knowledge().limits[str(found.value)].scope != "wish"
        )

    @property
    def points(self) -> bool:
        """Tell whether it is about somebody whom the first names: "them", "part of her wage"."""
        pointed = any(f.label == "pointer" for f in self.found)
        return pointed or cues.is_of_another(normalise(self.text))

    @property
    def counts(self) -> bool:
        """Tell whether it asks how many: "and how many in Limburg?"."""
        return openings.counts(normalise(self.text))

    @property
    def chooses(self) -> bool:
        """Tell whether it asks which of those that the first finds: "and which of them ...?"."""
        return any(f.label == "choice" for f in self.found)

    @property
    def named(self) -> list[Found]:
        return [f for f in self.found if f.label == "enabler" and f.role not in _ASIDE]


def split(text: str) -> tuple[str, ...]:
    """Return the questions of a message in their order; () when it is one.

    Sentences that only tell stay with the question behind them, or else before them.
    """
    pieces = [piece for sentence in _SENTENCE.split(text) for piece in _clauses(sentence)]
    if len(pieces) < 2:
        return ()
    parts = [_part(piece) for piece in pieces]
    if sum(part.asks for part in parts) < 2:
        return ()
    joined: list[_Part] = []
    waiting: list[str] = []
    for part in parts:
        if not part.asks:
            waiting.append(part.text)
            continue
        joined.append(_part(" ".join((*waiting, part.text))) if waiting else part)
        waiting = []
    if waiting:
        joined[-1] = _part(" ".join((joined[-1].text, *waiting)))
    return tuple(part.text for part in joined) if _are_apart(joined) else ()


def _are_apart(parts: list[_Part]) -> bool:
    """Tell whether each part is a question that can be answered by itself, or on the first."""
    if not 2 <= len(parts) <= _AT_MOST or not parts[0].weighty:
        return False
    first = parts[0]
    return all(
        (part.weighty and not (part.points and not part.named and not first.named))
        or (part.points and len(first.named) == 1)
        or part.chooses
        or (part.counts and first.counts)
        for part in parts[1:]
    )


def _part(text: str) -> _Part:
    understood = understand(text)
    return _Part(text, "?" in text or cues.asks(normalise(text)), understood.found)


def _clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence, cut before "and who", "and where is" and the like."""
    words = list(_WORD.finditer(sentence))
    forms = [normalise(word.group())[:1] for word in words]
    cuts = [0]
    for index in range(1, len(words)):
        for length in (3, 2):
            phrase = tuple(form for forms_ in forms[index : index + length] for form in forms_)
            if phrase in cues.cues().second:
                cuts.append(words[index].start())
                break
    ends = [*cuts[1:], len(sentence)]
    found = [sentence[a:b].strip(" ,;") for a, b in zip(cuts, ends, strict=True)]
    return [piece for piece in found if piece]
