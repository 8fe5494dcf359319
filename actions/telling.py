"""What is told of those shown, in the words of a question that names nothing of ours."""

from __future__ import annotations

from dataclasses import replace

from actions.asked import only_where
from actions.by_words import BESIDE, is_never_told
from actions.describing import describe
from actions.narrowing import by_words, matches_listed, narrows
from actions.pointing import pointed_at
from actions.reading import CHANGES
from actions.turn import Reply, Turn, page_shown, person_button
from knowledge.answers import described
from knowledge.evidence import named_in, near_to, nearest_to, said_of, speaking, told_by
from knowledge.model import Enabler
from knowledge.query import EVERYWHERE, Query
from knowledge.question import answering
from knowledge.search import search
from knowledge.text import normalise
from nlu.openings import asks_for_figures, begins_with_a_wish

# Those are told of that say nearly as much as the best of them; of the one, so much is enough.
_NEARLY, _ENOUGH = 0.6, 0.8
_TOLD_AT_MOST = 3
_VERY_SURE = 0.9
# So near must a statement come to a question that is taken for a limit to answer it after all,
# and so near to one on a list.
_NEAR_LIMIT, _NEAR = 0.36, 0.25
# Fewer words than these ("rent?") come near to anything.
_SAYS_ENOUGH = 3
# And so much nearer than those of others, to be meant of several.
_AHEAD = 0.065
_VAGUE = {"it", "they", "all"}
# The kinds of answer that show some that a question may be about.
_SHOWING = {"enablers", "enabler", "count"}
_YES_OR_NO, _YES_OR_NO_WORDS = {"affirm", "deny"}, 3


def told_of_named(turn: Turn) -> Reply | None:
    """Tell what is said of a named one in the words of a question that is taken for a limit.

    "How much does imec.istart put in first?" asks for no price of ours.
    """
    reading = turn.reading
    if not reading.limits_asked or is_never_told(turn):
        return None
    named = reading.enablers or pointed_at(turn)
    if not named and reading.relation == "shown":
        named = turn.memory.focus or page_shown(turn.memory)
    telling = tuple(key for key in named if _answers_limit(turn.knowledge.enablers[key], turn))
    if len(telling) != 1:
        return None
    about = replace(reading, enablers=telling, pointers=())
    return describe(replace(turn, reading=about))


def _answers_limit(enabler: Enabler, turn: Turn) -> bool:
    """Tell whether a statement of one answers what is else taken for a limit."""
    guessed = set(turn.reading.limits_asked) <= set(turn.reading.limits_guessed)
    guessed = guessed and len(normalise(turn.text)) >= _SAYS_ENOUGH
    if guessed and answering(turn.question, enabler):
        return True
    said = speaking(enabler, turn.reading.query.words, turn.knowledge)
    near = near_to(turn.question, enabler, _NEAR_LIMIT)
    return any(_answers_all(statement.text, turn) for statement in (*said, *near))


def _answers_all(statement: str, turn: Turn) -> bool:
    """Tell whether a statement has a word of each limit that may be told after all."""
    limits = [turn.knowledge.limits[key] for key in turn.reading.limits_asked]
    forms = {*normalise(statement), *(mark for mark in statement if not mark.isalnum())}
    return all(not limit.told_with or forms.intersection(limit.told_with) for limit in limits)


def told_of_shown(turn: Turn) -> Reply | None:
    """Tell what is said, of what is on the screen, in the words of a short question on it.

    None where the message names something itself, or nothing on the screen speaks of it.
    """
    words = turn.reading.query.words
    beside = turn.intent in BESIDE and not _says_more(turn)
    if not words or beside or _names_more(turn) or is_never_told(turn):
        return None
    if _says_of_the_search(turn):
        return None
    if narrows(turn):
        return by_words(turn)
    said = {key: _said(turn.knowledge.enablers[key], turn) for key in _may_be_meant(turn)}
    best = max(said.values(), default=0.0)
    if best <= 0.0:
        return None
    telling = [key for key in said if said[key] >= _NEARLY * best]
    ids = tuple(sorted(telling, key=lambda key: -said[key])[:_TOLD_AT_MOST])
    enablers = [turn.knowledge.enablers[key] for key in ids]
    numbered = asks_for_figures(normalise(turn.text))
    answer = described(
        enablers, turn.knowledge, Query(words=words), numbered=numbered, question=turn.question
    )
    answer = answer.copy(update={"suggestions": (person_button(turn),)})
    focus = ids if len(ids) == 1 else turn.memory.focus
    return Reply(answer, turn.text_of(answer), replace(turn.memory, focus=focus))


def is_told_of_shown(turn: Turn) -> bool:
    """Tell whether what was shown is told of with a telling word: "the file, in Dutch?"."""
    words = turn.reading.query.words
    shown = turn.memory.focus or page_shown(turn.memory)
    enablers = (turn.knowledge.enablers[key] for key in shown)
    return any(speaking(each, words, turn.knowledge) for each in enablers)


def told_again(turn: Turn) -> Reply | None:
    """Tell what is asked of those shown where a question repeats the need that found them.

    "How long before we hear back on a development project?" looks for no other grants.
    """
    reading, last = turn.reading, turn.memory.query
    query = reading.query
    if last is None or turn.memory.told not in _SHOWING or reading.choice or not reading.asks:
        return None
    same = bool(query.facilities) and set(query.facilities) <= set(last.facilities)
    fresh = tuple(word for word in query.words if word not in last.words)
    if not (same and fresh) or query.kinds:
        return None
    bare = query.copy(update={"facilities": (), "words": fresh})
    return told_of_shown(replace(turn, reading=replace(reading, query=bare)))


def told_there(turn: Turn) -> Reply | None:
    """Tell what is asked of the one in a place: "how many samples has Antwerp got?".

    None where it is not asked of one that was listed or told of, or several there speak of it.
    """
    reading, memory = turn.reading, turn.memory
    query, asks = reading.query, "?" in turn.text or turn.intent == "count"
    asked = only_where(query) and query.words and asks and not (reading.enablers or reading.near)
    if memory.query is None or not asked or EVERYWHERE.intersection(query.places):
        return None
    if query.radius_km is not None:
        return None
    known = {*memory.ids, *memory.seen, *(match.enabler.id for match in matches_listed(turn))}
    there = search(Query(places=query.places), turn.knowledge).matches
    candidates = [match.enabler for match in there if match.enabler.id in known]
    telling = [each.id for each in candidates if speaking(each, query.words, turn.knowledge)]
    if not 0 < len(telling) <= _TOLD_AT_MOST or set(telling) & set(memory.focus):
        return None
    said = {
        key: said_of(turn.knowledge.enablers[key], query.words, turn.question, turn.knowledge)
        for key in telling
    }
    telling.sort(key=lambda key: -said[key])
    return _describe_by_words(turn, tuple(telling))


def told_by_nearness(turn: Turn) -> Reply | None:
    """Tell of the one shown whose texts come nearest to a question on the list, if one does."""
    reading, memory = turn.reading, turn.memory
    of_it = reading.is_surely_of_shown and reading.asks
    if not of_it or len(memory.ids) < 2 or reading.names_something or is_never_told(turn):
        return None
    near = {
        key: nearest_to(turn.question, turn.knowledge.enablers[key])
        for key in memory.focus or page_shown(memory)
    }
    best, *others = sorted(near, key=lambda key: -near[key])
    ahead = near[best] - max((near[key] for key in others), default=0.0)
    if near[best] < _NEAR or ahead < _AHEAD:
        return None
    return _describe_by_words(turn, (best,))


def told_at_last(turn: Turn) -> Reply | None:
    """Tell what is said of the one just told of, in the words of a message that nothing answers."""
    words, focus = turn.reading.query.words, turn.memory.focus
    if len(focus) != 1 or not words or is_never_told(turn) or turn.intent in BESIDE:
        return None
    if not speaking(turn.knowledge.enablers[focus[0]], words, turn.knowledge):
        return None
    return _describe_by_words(turn, focus)


def _describe_by_words(turn: Turn, ids: tuple[str, ...]) -> Reply | None:
    """Describe these as when they are asked about by name, by the telling words alone."""
    words = turn.reading.query.words
    of_it = replace(turn.reading, enablers=ids, query=Query(words=words), pointers=())
    return describe(replace(turn, reading=of_it, intent="ask_details"))


def _says_more(turn: Turn) -> bool:
    """Tell whether a yes or no goes on to say what is meant: "no, I meant for a post-doc"."""
    return turn.intent in _YES_OR_NO and len(turn.text.split()) > _YES_OR_NO_WORDS


def _says_of_the_search(turn: Turn) -> bool:
    """Tell whether a message says something instead of asking, or plainly asks something else."""
    reading = turn.reading
    wishes = reading.relation == "add" and "?" not in turn.text and begins_with_a_wish(turn.text)
    says = reading.relation in CHANGES and reading.relation != "narrow" and not reading.asks
    says = says or wishes
    beside = turn.intent == "out_of_scope" and turn.confidence >= _VERY_SURE
    return says or (beside and reading.relation != "shown")


def _may_be_meant(turn: Turn) -> tuple[str, ...]:
    """Return those that a question may be about: pointed at, or told of last, or in the list."""
    memory, pointers = turn.memory, set(turn.reading.pointers)
    if "of" in pointers:
        return memory.ids or memory.focus
    if pointers <= _VAGUE:
        # Where "it" may be any of several, the one that says it is meant.
        return pointed_at(turn) or memory.focus or memory.ids
    return pointed_at(turn)


def _names_more(turn: Turn) -> bool:
    reading, query = turn.reading, turn.reading.query
    named = query.facilities or query.kinds or query.places or query.sectors or query.without
    return bool(named or reading.enablers or reading.topics or reading.unknown_names)


def _said(enabler: Enabler, turn: Turn) -> float:
    words = turn.reading.query.words
    if speaking(enabler, words, turn.knowledge):
        return told_by(enabler, words, turn.knowledge)
    # Of the only one that can be meant, common words tell enough.
    alone = turn.memory.focus == (enabler.id,) and bool(named_in(enabler, words, turn.knowledge))
    return _ENOUGH if alone else 0.0
