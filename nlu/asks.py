"""Two questions in one message: where the one ends and the other begins."""

from __future__ import annotations

import re
from typing import NamedTuple, Sequence

from knowledge.store import current_knowledge
from knowledge.text import normalise
from nlu import cues, openings
from nlu.languages import asked_for
from nlu.understanding import Found, understand

# More questions than these in one message are a list, and read as one.
_AT_MOST = 3
_SENTENCE = re.compile(r"(?<=[.?!;\n])\s+")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# What a question can be about by itself.
_WEIGHTY = {"facility", "kind", "enabler", "topic"}
_NEED_OR_PLACE, _ASKED_FOR = {"facility", "kind", "place"}, {"", "asked", "near"}
_JOIN = re.compile(r"\b\w+\b")
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
    def asks_of_it(self) -> bool:
        """Tell whether it asks something of one, whom the first names: "and how long ...?"."""
        return any(f.label == "attribute" for f in self.found)

    @property
    def is_of_one(self) -> bool:
        """Tell whether it is about one that it names or points at: "how big is it"."""
        pointers = {str(f.value) for f in self.found if f.label == "pointer"}
        return len(self.named) == 1 or pointers == {"it"}

    @property
    def refused(self) -> bool:
        """Tell whether it asks for what is not held: "and what do they cost?"."""
        held = cues.is_of_another(normalise(self.text))
        return not held and any(self._is_a_limit(f) for f in self.found)

    @property
    def chooses(self) -> bool:
        """Tell whether it asks which of those that the first finds: "and which of them ...?"."""
        return any(f.label == "choice" for f in self.found)

    @property
    def named(self) -> list[Found]:
        return [f for f in self.found if f.label == "enabler" and f.role not in _ASIDE]


def split(text: str) -> tuple[str, ...]:
    """Return the questions of a message in their order; () when it is one.

    Sentences that only tell stay with the question behind them, or else before them. What stands
    beside a sentence that asks for a language is a question by itself.
    """
    sentences = _SENTENCE.split(text)
    others = [sentence for sentence in sentences if not asked_for(sentence)]
    if others and len(others) < len(sentences):
        rest = " ".join(others)
        return split(rest) or (rest,)
    clauses = [clause for sentence in sentences for clause in _clauses(sentence)]
    parts = [part for clause in clauses for part in _needs_apart(clause)]
    if len(parts) < 2:
        return ()
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
    of_something = parts[0].weighty or parts[0].is_of_one
    if not 2 <= len(parts) <= _AT_MOST or not of_something:
        return False
    first = parts[0]
    return all(
        (part.weighty and not (part.points and not part.named and not first.named))
        or (part.points and len(first.named) == 1)
        or part.chooses
        or (part.counts and (first.counts or first.is_of_one))
        or (part.asks_of_it and first.is_of_one)
        or (part.refused and first.weighty)
        for part in parts[1:]
    )


def _part(text: str) -> _Part:
    forms = normalise(text)
    asks = "?" in text or cues.asks(forms) or openings.asks_whether(forms)
    return _Part(text, asks, understand(text).found)


def _needs_apart(clause: str) -> list[_Part]:
    """Return a clause, cut where each half has a need and a place: "a lab in A and a hall in B"."""
    whole = _part(clause)
    named = [f for f in whole.found if f.label in _NEED_OR_PLACE and f.role in _ASKED_FOR]
    for join in _JOIN.finditer(clause):
        if normalise(join.group()) not in cues.cues().joins:
            continue
        left = [f for f in named if f.end <= join.start()]
        right = [f for f in named if f.start >= join.end()]
        if all(_is_need_in_place(half) for half in (left, right)):
            first, second = _part(clause[: join.start()]), _part(clause[join.start() :].strip())
            return [first._replace(asks=whole.asks), second._replace(asks=whole.asks)]
    return [whole]


def _is_need_in_place(found: Sequence[Found]) -> bool:
    """Tell whether a need is named, and then where."""
    labels = ["place" if f.label == "place" else "need" for f in found]
    return labels[:1] == ["need"] and labels[-1:] == ["place"]


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
