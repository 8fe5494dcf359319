"""Reading what the small words before a name say about it: near, without, ours, asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Sequence

import yaml

from knowledge.text import normalise

Phrases = frozenset["tuple[str, ...]"]
_FILE = Path(__file__).with_name("cues.yml")
# A cue further back than this belongs to something else.
# Between "we are a" and a field stand so many words at most.
_ADJECTIVES = 2
_REACH = 7
# No phrase that something begins with, or that stands anywhere, has more words.
_LONGEST = 5
# "For young life science companies": so many words may stand between.
_WORDS_BETWEEN = 3


@dataclass(frozen=True)
class Cues:
    """The cue phrases as normal forms, all languages together; cues.yml says what each is for."""

    near: Phrases
    without: Phrases
    dropped: Phrases
    home: Phrases
    fillers: Phrases
    joins: Phrases
    locatives: Phrases
    distance: Phrases
    own: Phrases
    asked: Phrases
    has: Phrases
    around: Phrases
    relatives: Phrases
    speaker: Phrases
    does: Phrases
    actors: Phrases
    jobs: Phrases
    asks: Phrases
    wishes: Phrases
    refers: Phrases
    thereabouts: Phrases
    close: Phrases
    excluded: Phrases
    for_whom: Phrases
    seeking: Phrases
    preferred: Phrases
    second: Phrases
    examples: Phrases
    of_place: Phrases
    corrects: Phrases
    whether: Phrases
    articles: Phrases
    origin: Phrases
    ourselves: Phrases
    others: Phrases
    aside: Phrases
    represented: Phrases
    theirs: Phrases
    missing: Phrases
    times: Phrases
    courtesies: Phrases
    another: Phrases
    adjectives: Phrases
    circles: Phrases
    who: Phrases
    erases: Phrases
    counts: Phrases
    known: Phrases
    figures: Phrases
    wanted: Phrases
    exists: Phrases
    closing: Phrases
    inside: Phrases
    selves: Phrases
    at: Phrases
    makes: Phrases
    spoken: Phrases
    lies: Phrases
    belongs: Phrases
    joining: Phrases
    leaving: Phrases
    closest: Phrases
    differs: Phrases
    supposes: Phrases
    sorts: Phrases
    just: Phrases
    had: Phrases
    swapping: Phrases
    seeks: Phrases
    every: Phrases
    lacks: Phrases
    in_house: Phrases
    origins: Phrases
    towards: Phrases
    beside: Phrases
    also: Phrases
    our_home: Phrases
    our_size: Phrases
    our_field: Phrases


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Return the cues of cues.yml, read once."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Cues(
        **{
            name: frozenset(
                normalise(phrase) for phrases in by_language.values() for phrase in phrases
            )
            for name, by_language in data.items()
        }
    )


def ends_with(forms: Sequence[str], phrases: Phrases) -> int:
    """Return how many words of a phrase `forms` ends with; 0 for none, the longest wins."""
    for length in range(min(_REACH, len(forms)), 0, -1):
        if tuple(forms[-length:]) in phrases:
            return length
    return 0


def _with_fillers(forms: Sequence[str], phrases: Phrases, fillers: Phrases) -> bool:
    """Tell whether `forms` ends with a phrase, fillers after it left aside."""
    rest = list(forms[-_REACH:])
    while rest:
        if ends_with(rest, phrases):
            return True
        if (rest[-1],) not in fillers:
            return False
        rest.pop()
    return False


def is_near(before: Sequence[str]) -> bool:
    """Tell whether the words before a place ask for what lies around it."""
    return _with_fillers(before, cues().near, cues().fillers)


def is_at(before: Sequence[str]) -> bool:
    """Tell whether the words before a house say that something is had in it.

    "Bij" does, and "dicht bij" does not.
    """
    at_it = len(before) > 1 and (before[-1],) in cues().at
    return at_it and ends_with(before, cues().near) == 1


def is_without(before: Sequence[str]) -> bool:
    """Tell whether the words before a name say that it is not wanted."""
    return _with_fillers(before, cues().without, cues().fillers)


def is_lacked(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether a need is what the visitor lacks, and so looks for: "we have no lab here"."""
    lacks = _with_fillers(before, cues().lacks, cues().fillers)
    return lacks or (is_without(before) and begins_with(after, cues().in_house))


def is_missed(before: Sequence[str]) -> bool:
    """Tell whether the words before a need only say that there is none: "no labs there?"."""
    return tuple(before) in cues().missing


def is_dropped(before: Sequence[str]) -> bool:
    """Tell whether the words before a name say that it was wanted and no longer is."""
    return _with_fillers(before, cues().dropped, cues().fillers)


def is_home(before: Sequence[str], *, known: bool) -> bool:
    """Tell whether the words before a place say that the visitor comes from there.

    `known` places are ours: they are a home only where somebody is said to be from there.
    """
    forms = list(before)
    while forms and not ends_with(forms, cues().home) and (forms[-1],) in cues().fillers:
        forms.pop()
    length = ends_with(forms, cues().home)
    if not length:
        return False
    cue, earlier = tuple(forms[-length:]), forms[:-length]
    nearest = [(form,) for form in earlier[-3:]]
    if cue in {("from",), ("out", "of")}:
        away = any(form in cues().distance | cues().preferred for form in nearest)
        return not away and (not known or _speaks(earlier[-3:]) or is_actor(earlier[-1:]))
    wished = any(form in cues().wishes | cues().preferred for form in nearest)
    if wished and cue not in cues().origin:
        return False
    ours = cue in cues().origin or cue[0] in {"our", "we", "unser", "notre", "on"}
    return _speaks(earlier[-_REACH:]) or ours


def is_for_whom(before: Sequence[str]) -> bool:
    """Tell whether the words before a kind say that the rest is asked for it: "for a company"."""
    for back in range(min(_WORDS_BETWEEN, len(before)) + 1):
        rest = before[: len(before) - back]
        length = ends_with(rest, cues().for_whom)
        if length:
            return tuple(rest[-length - 1 : -length]) not in cues().seeking
    return False


def _speaks(forms: Sequence[str]) -> bool:
    return any((form,) in cues().speaker for form in forms)


def is_done(before: Sequence[str]) -> bool:
    """Tell whether the words before a field or facility say that the visitor does it already."""
    for back in range(min(_REACH, len(before)) + 1):
        rest = before[: len(before) - back]
        length = ends_with(rest, cues().does)
        if length:
            earlier = rest[:-length][-_REACH:]
            if before[len(rest) : len(rest) + 1] in (["that"], ["it"]):
                return False
            wished = any((form,) in cues().wishes for form in earlier[-2:])
            return _speaks(earlier) and not wished and not asks(before[len(rest) :])
    return False


def is_actor(after: Sequence[str]) -> bool:
    """Tell whether the words behind a field name those who work in it: "an agbiotech team"."""
    return any(
        tuple(after[skip : skip + length]) in cues().actors for skip in (0, 1) for length in (1, 2)
    )


def is_of_a_job(after: Sequence[str]) -> bool:
    """Tell whether the words behind a company say what somebody does there: "VC associate"."""
    return begins_with(after, cues().jobs)


def asks(forms: Sequence[str]) -> bool:
    """Tell whether a sentence asks for something, by its words."""
    return holds(forms, cues().asks)


def holds(forms: Sequence[str], phrases: Phrases) -> bool:
    """Tell whether one of the phrases stands anywhere in `forms`."""
    return any(begins_with(forms[start:], phrases) for start in range(len(forms)))


def without_mark(forms: Sequence[str]) -> Sequence[str]:
    """Return a message without the mark at its end."""
    end = len(forms)
    while end and not any(map(str.isalnum, forms[end - 1])):
        end -= 1
    return forms[:end]


def is_example(before: Sequence[str]) -> bool:
    """Tell whether the words before a name say that it is an example: "firms such as X"."""
    length = ends_with(before, cues().examples)
    return bool(length) and not any(
        (form,) in cues().wishes for form in before[-length - 1 : -length]
    )


def speaks_of_a_team(forms: Sequence[str]) -> bool:
    """Tell whether words speak of who writes: "we", "a start-up", "12 people"."""
    return any((form,) in cues().ourselves | cues().actors for form in forms)


def corrects(forms: Sequence[str]) -> bool:
    """Tell whether a message puts a slip right: "sorry, not Ghent, Antwerp"."""
    return any(
        tuple(forms[start : start + length]) in cues().corrects
        for start in range(len(forms))
        for length in (1, 2, 3)
    )


def refers_back(forms: Sequence[str]) -> bool:
    """Tell whether a sentence points at what another names: "which core does that?"."""
    return any((form,) in cues().refers for form in forms)


def is_of_another(forms: Sequence[str]) -> bool:
    """Tell whether a sentence is about somebody whom another names: "who pays her wage?"."""
    return any((form,) in cues().theirs for form in forms)


def names_a_time(forms: Sequence[str]) -> bool:
    """Tell whether a message names a month, a day or a season: "24 volunteers in September"."""
    return any(
        tuple(forms[start : start + length]) in cues().times
        for start in range(len(forms))
        for length in (1, 2)
    )


def thereabouts(forms: Sequence[str], start: int) -> int:
    """Return how many words from `start` say "nearby" without a place behind them; 0 for none."""
    longest = min(4, len(forms) - start)
    for length in range(longest, 0, -1):
        said, behind = tuple(forms[start : start + length]), forms[start + length :]
        closes = tuple(forms[max(0, start - 1) : start]) in cues().closing
        at_last = said in cues().close and _is_mark(behind) and not closes
        if said in cues().thereabouts or at_last:
            return length
    return 0


def _is_mark(forms: Sequence[str]) -> bool:
    """Tell whether a sentence ends before these words."""
    return not forms or not any(map(str.isalnum, forms[0]))


def is_locative(before: Sequence[str]) -> bool:
    """Tell whether a place may follow the words `before`."""
    return bool(ends_with(before, cues().locatives) or ends_with(before, cues().near))


def is_own(before: Sequence[str]) -> bool:
    """Tell whether the words before a kind or facility say that the visitor is or has it."""
    return bool(ends_with(before, cues().own))


def is_of_who_writes(before: Sequence[str]) -> bool:
    """Tell whether the words before a sector say that who writes is of it: "we're a Danish"."""
    ends = range(len(before), max(-1, len(before) - _ADJECTIVES - 1), -1)
    return any(ends_with(before[:end], cues().selves) for end in ends)


def is_had(before: Sequence[str]) -> bool:
    """Tell whether the words before a facility say that the visitor has it already."""
    return bool(ends_with(before, cues().has))


def begins_with(forms: Sequence[str], phrases: Phrases) -> bool:
    """Tell whether `forms` begins with one of the phrases."""
    return any(tuple(forms[:length]) in phrases for length in range(1, _LONGEST + 1))


def is_around(after: Sequence[str]) -> bool:
    """Tell whether the words behind a place ask for what lies around it too."""
    return begins_with(after, cues().around)


def is_excluded(after: Sequence[str]) -> bool:
    """Tell whether the words behind a name say that it is not wanted: "Brussels not included"."""
    from_next = tuple(after[1:2]) in {("from",), ("of",)}
    # "For a biotech not too far from Antwerp".
    aside = from_next or begins_with(after, cues().near)
    return not aside and begins_with(after, cues().excluded)


def is_specified(after: Sequence[str]) -> bool:
    """Tell whether the words behind a kind say what it does: "in Brussels which runs trials"."""
    return any((form,) in cues().relatives for form in after)


def is_asked(before: Sequence[str]) -> bool:
    """Tell whether the words before a kind ask for that kind."""
    return not before or bool(ends_with(before, cues().asked))
