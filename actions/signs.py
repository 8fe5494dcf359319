"""What tells who is meant by a message: each sign, a number for each who may be.

A sign says what is so, and never what follows from it: what each weighs is learned from dialogues
(`actions.meant`).
"""

from __future__ import annotations

from functools import partial
from typing import Callable, Collection, Iterable, Mapping

from actions.scene import Scene
from knowledge.covering import covered, is_of_kinds, offers_meeting
from knowledge.owners import parts_of
from knowledge.query import Query
from knowledge.sought import FAR

# Nobody of those whom we hold.
NOBODY = ""
# Standard deviations beyond these tell no more; by so many a sign is of the size of the others.
_LEAST, _MOST, _SIZE = -2.0, 8.0, 3.0
_TOLD_AT_MOST, _TOLD_LESS, _EXPECTED_LESS = 3.0, 2.0, 0.3
_NAMES_AT_MOST, _WORDS_AT_MOST = 2, 4
_SURELY_OF_THE_TALK = 0.85
_OF_THE_TALK = {
    *("start_over", "show_more", "ask_profile", "talk_to_person", "ask_source", "ask_team"),
    *("thanks", "bye", "affirm", "deny", "are_you_a_bot", "help"),
}


def _sized(deviations: float) -> float:
    return min(max(deviations, _LEAST), _MOST) / _SIZE


def _alone(s: Scene, key: str) -> float:
    return _sized(s.alone[key])


def _together(s: Scene, key: str) -> float:
    return 0.0 if s.is_first else _sized(s.together[key])


def _less(key: str, of: Mapping[str, float], at_most: float) -> float:
    return min(max(of.values()) - of[key], at_most)


def _is_first_of(s: Scene, key: str) -> bool:
    return s.shown.get(key) == 0 and s.reply.answer.kind in {"enabler", "enablers"}


def _place_in(s: Scene, key: str, kinds: Collection[str], places: Iterable[int]) -> bool:
    return s.reply.answer.kind in kinds and s.shown.get(key, -1) in places


def _is_told(s: Scene, key: str) -> bool:
    return s.memory.focus == (key,)


def _share_met(s: Scene, key: str) -> float:
    knowledge, needs = s.turn.knowledge, s.turn.reading.query.facilities
    enabler = knowledge.enablers[key]
    met = sum(bool(offers_meeting(need, enabler, knowledge)) for need in needs)
    return met / len(needs) if needs else 0.0


def lacks(s: Scene, key: str, query: Query) -> bool:
    """Tell whether one has nothing of what `query` asks for."""
    knowledge, enabler = s.turn.knowledge, s.turn.knowledge.enablers[key]
    needs = query.facilities
    return bool(needs) and not any(offers_meeting(need, enabler, knowledge) for need in needs)


def is_of(s: Scene, key: str, kinds: Collection[str]) -> bool:
    """Tell whether one is of any of `kinds`."""
    return is_of_kinds(s.turn.knowledge.enablers[key], kinds, s.turn.knowledge)


def _in_another_field(s: Scene, key: str) -> bool:
    knowledge, sectors = s.turn.knowledge, s.turn.reading.query.sectors
    has = knowledge.enablers[key].sectors
    fields = [covered("sectors", sector, knowledge) for sector in sectors]
    return bool(fields) and all(field.isdisjoint(has) for field in fields)


def _in_the_town_of_the_told(s: Scene, key: str) -> bool:
    enablers = s.turn.knowledge.enablers
    others = (enablers[told] for told in s.memory.focus if told != key)
    return any(not set(other.sites).isdisjoint(enablers[key].sites) for other in others)


def _is_a_part_of_the_told(s: Scene, key: str) -> bool:
    knowledge = s.turn.knowledge
    others = (told for told in s.memory.focus if told != key)
    return any(
        key in parts_of(told, knowledge) or told in parts_of(key, knowledge) for told in others
    )


_LATER = range(2, 99)

SIGNS: Mapping[str, Callable[[Scene, str], float]] = {
    "stands out": _alone,
    "stands out far": lambda s, key: max(0.0, s.alone[key] - FAR) / _SIZE,
    "stands out most": lambda s, key: s.ranks[key] == 0,
    "stands out second": lambda s, key: s.ranks[key] == 1,
    "stands out third or fourth": lambda s, key: s.ranks[key] in (2, 3),
    "stands out in a first message": lambda s, key: s.is_first * _alone(s, key),
    "stands out in a brief message": lambda s, key: s.is_brief * _alone(s, key),
    "stands out in no telling words": lambda s, key: s.tells_little * _alone(s, key),
    "stands out and was told of": lambda s, key: (key in s.memory.focus) * _alone(s, key),
    "stands out and was shown": lambda s, key: (key in s.memory.seen) * _alone(s, key),
    "stands out and is first in the reply": lambda s, key: _is_first_of(s, key) * _alone(s, key),
    "stands out together": _together,
    "stands out together far": lambda s, key: (
        0.0 if s.is_first else max(0.0, s.together[key] - FAR) / _SIZE
    ),
    "stands out together in a brief message": lambda s, key: s.is_brief * _together(s, key),
    "stands out together and was shown": lambda s, key: (key in s.memory.seen) * _together(s, key),
    "its words are said": lambda s, key: min(s.told[key], _TOLD_AT_MOST),
    "less than of others": lambda s, key: _less(key, s.told, _TOLD_LESS),
    "is expected": lambda s, key: s.expected[key],
    "is expected less than of others": lambda s, key: _less(key, s.expected, _EXPECTED_LESS),
    "is told in the reply": lambda s, key: _place_in(s, key, {"enabler"}, (0,)),
    "is told second in the reply": lambda s, key: _place_in(s, key, {"enabler"}, (1,)),
    "is told later in the reply": lambda s, key: _place_in(s, key, {"enabler"}, _LATER),
    "leads the list": lambda s, key: _place_in(s, key, {"enablers"}, (0,)),
    "is alone in the list": lambda s, key: (
        s.reply.answer.total == 1 and _place_in(s, key, {"enablers"}, (0,))
    ),
    "leads a list for less than was asked": lambda s, key: (
        bool(s.reply.answer.relaxed) and _place_in(s, key, {"enablers"}, (0,))
    ),
    "is second in the list": lambda s, key: _place_in(s, key, {"enablers"}, (1,)),
    "is later in the list": lambda s, key: _place_in(s, key, {"enablers"}, _LATER),
    "is first in the reply to a first message": lambda s, key: s.is_first and _is_first_of(s, key),
    "is first in the reply to no telling words": lambda s, key: (
        s.tells_little and _is_first_of(s, key)
    ),
    "is first in the reply to a pointer": lambda s, key: s.points and _is_first_of(s, key),
    "is first in the reply, and named or pointed at": lambda s, key: (
        key in s.turn.reading.enablers and _is_first_of(s, key)
    ),
    "leads a list by its keys alone": lambda s, key: (
        s.says_keys_alone and _place_in(s, key, {"enablers"}, (0,))
    ),
    "leads a list for a changed search": lambda s, key: (
        s.changes_the_search and _place_in(s, key, {"enablers"}, (0,))
    ),
    "was told of alone": _is_told,
    "was told of alone, message brief": lambda s, key: s.is_brief and _is_told(s, key),
    "was told of alone, message short": lambda s, key: s.is_short and _is_told(s, key),
    "was told of alone, no telling words": lambda s, key: s.tells_little and _is_told(s, key),
    "was told of, attribute asked": lambda s, key: (
        bool(s.turn.reading.attributes) and key in s.memory.focus
    ),
    "was told of, something pointed at": lambda s, key: s.points and key in s.memory.focus,
    "was told of with others": lambda s, key: len(s.memory.focus) > 1 and key in s.memory.focus,
    "was told of since the list": lambda s, key: key in s.memory.told_of,
    "was in the list before": lambda s, key: key in s.memory.earlier,
    "led the page": lambda s, key: s.page.get(key) == 0,
    "led the page, message brief": lambda s, key: s.is_brief and s.page.get(key) == 0,
    "was second on the page": lambda s, key: s.page.get(key) == 1,
    "was later on the page": lambda s, key: s.page.get(key, -1) in _LATER,
    "was shown last": lambda s, key: key == s.latest,
    "was shown before": lambda s, key: key in s.memory.seen and key != s.latest,
    "was shown, something pointed at": lambda s, key: s.points and key in s.memory.seen,
    "was shown, asked of what was shown": lambda s, key: s.is_of_shown and key in s.memory.seen,
    "was shown, no telling words": lambda s, key: s.tells_little and key in s.memory.seen,
    "is named or pointed at": lambda s, key: key in s.turn.reading.enablers,
    "is the only one named or pointed at": lambda s, key: s.turn.reading.enablers == (key,),
    "another is named or pointed at": lambda s, key: (
        bool(s.turn.reading.enablers) and key not in s.turn.reading.enablers
    ),
    "is a part of one named": lambda s, key: key in s.parts,
    "is a part of the one told of": _is_a_part_of_the_told,
    "is in the town of the one told of": _in_the_town_of_the_told,
    "is in the place": lambda s, key: key in s.there,
    "is elsewhere": lambda s, key: bool(s.turn.reading.query.places) and key not in s.there,
    "is in the place of before": lambda s, key: (
        not s.turn.reading.query.places and key in s.there_before
    ),
    "is elsewhere than before": lambda s, key: (
        not s.turn.reading.query.places and bool(s.before.places) and key not in s.there_before
    ),
    "has what is asked for": _share_met,
    "has nothing of what is asked for": lambda s, key: lacks(s, key, s.turn.reading.query),
    "has nothing of what was asked for": lambda s, key: lacks(s, key, s.before),
    "is of the kind": lambda s, key: is_of(s, key, s.turn.reading.query.kinds),
    "is of another kind": lambda s, key: (
        bool(s.turn.reading.query.kinds) and not is_of(s, key, s.turn.reading.query.kinds)
    ),
    "is of another kind than before": lambda s, key: (
        bool(s.before.kinds) and not is_of(s, key, s.before.kinds)
    ),
    "is in another field": _in_another_field,
    "is a company": lambda s, key: s.turn.knowledge.enablers[key].kind == "company",
}

_REPLIES = ("none", "clarify", "smalltalk")


def _is_reply(kind: str, s: Scene) -> float:
    """Tell whether the reply is of a kind; small talk, as sure as it is that it was asked for."""
    sure = s.turn.confidence if kind == "smalltalk" else 1.0
    return sure * (s.reply.answer.kind == kind)


OF_NOBODY: Mapping[str, Callable[[Scene], float]] = {
    **{f"nobody: reply of kind {kind}": partial(_is_reply, kind) for kind in _REPLIES},
    "nobody: somebody is shown": lambda s: s.reply.answer.kind in {"enabler", "enablers"},
    "nobody: what is not held is asked": lambda s: bool(s.turn.reading.limits_asked),
    "nobody: abroad": lambda s: bool(s.turn.reading.outside) and not s.turn.reading.query.places,
    "nobody: of the talk": lambda s: (
        s.turn.intent in _OF_THE_TALK and s.turn.confidence >= _SURELY_OF_THE_TALK
    ),
    "nobody: out of scope": lambda s: (s.turn.intent == "out_of_scope") * s.turn.confidence,
    "nobody: an unknown name": lambda s: bool(s.turn.reading.unknown_names),
    "nobody: unknown words": lambda s: min(len(s.turn.reading.unknown), _NAMES_AT_MOST),
    "nobody: no telling words": lambda s: s.tells_little,
    "nobody: telling words": lambda s: min(len(s.turn.reading.query.words), _WORDS_AT_MOST),
    "nobody: small talk in telling words": lambda s: (
        _is_reply("smalltalk", s) * min(len(s.turn.reading.query.words), _WORDS_AT_MOST)
    ),
    "nobody: of who asks": lambda s: s.turn.reading.tells_who_asks,
    "nobody: somebody stands out": lambda s: _sized(max(0.0, *s.alone.values())),
}
