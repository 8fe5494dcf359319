"""Choosing from the last list: "which of those ...?", "do any of them ...?"."""

from __future__ import annotations

from dataclasses import replace

from actions.asked import NEIGHBOUR
from actions.matching import parts_among
from actions.narrowing import ONE, by_words, kept_of, matches_listed
from actions.searching import show
from actions.turn import Reply, Turn, plain
from knowledge.query import Query
from knowledge.search import search

_OTHERS_AT_MOST = 3
# Who may be several: "is there one too?" of five that were shown.
_OF_SEVERAL = {"it", "they", "all"}
# Questions that a choice is not asked in.
_OF_THEIR_OWN = {"distance", "compare", "talk_to_person", "start_over"}


def choose(turn: Turn) -> Reply | None:
    """List those of the last list that a question chooses; None where it chooses none of them."""
    reading = turn.reading
    # "Which one has a field next to it?", of several.
    one = ONE - {"it"} if len(turn.memory.focus) != 1 else ONE
    chooses = reading.choice and not (reading.superlative or one.intersection(reading.pointers))
    if not chooses or turn.intent in _OF_THEIR_OWN or len(turn.memory.ids) < 2:
        return None
    fresh = _fresh_words(turn)
    if fresh and (told := by_words(fresh)):
        return told
    named = _named(turn)
    if named is not None:
        return named
    return _none_has_it(turn) if _names_a_need(turn) else by_words(turn)


def _fresh_words(turn: Turn) -> Turn | None:
    """Return the turn with its new words alone, where it names no more than the last search.

    "Back to the greenhouses: which one has a field next to it?"
    """
    query, last = turn.reading.query, turn.memory.query
    if last is None or query.sectors or query.places or not (query.facilities or query.kinds):
        return None
    if set(query.facilities) - set(last.facilities) or set(query.kinds) - set(last.kinds):
        return None
    words = tuple(word for word in query.words if word not in last.words)
    bare = replace(turn.reading, query=Query(words=words))
    return replace(turn, reading=bare) if words else None


def choose_by_need(turn: Turn) -> Reply | None:
    """List those of several shown that have what is asked of "them": "do they make lines there?".

    None where one of them is meant, or nothing of it is asked.
    """
    reading, memory = turn.reading, turn.memory
    of_them = reading.pointers and _OF_SEVERAL.issuperset(reading.pointers)
    asks = of_them and reading.query.facilities and turn.intent not in _OF_THEIR_OWN
    if not asks or len(memory.ids) < 2 or len(memory.focus) == 1 or reading.enablers:
        return None
    return _named(turn) or _none_has_it(turn)


def _none_has_it(turn: Turn) -> Reply | None:
    """Say that none of those on the screen has a facility, and who has it; None for other needs.

    Companies, which let nothing to others, are said to be that.
    """
    query, enablers = turn.reading.query, turn.knowledge.enablers
    if query.sectors and not (query.facilities or query.kinds or query.places or query.without):
        return _none_is_of_it(turn)
    if not query.facilities or query.kinds or query.sectors or query.places or query.without:
        return None
    neighbours = all(enablers[key].kind == NEIGHBOUR for key in turn.memory.ids)
    name = "utter_none_of_these" if neighbours else "utter_none_stated"
    label = turn.knowledge.facilities[query.facilities[0]].label[turn.language]
    reply = plain(turn, "none", name, facility=label)
    reply = replace(reply, answer=reply.answer.copy(update={"query": _joined(turn)}))
    others = search(Query(facilities=query.facilities), turn.knowledge).matches[:_OTHERS_AT_MOST]
    names = ", ".join(match.enabler.name for match in others)
    elsewhere = turn.say("utter_others_have_it", facility=label, names=names)
    return reply if neighbours else replace(reply, text=f"{reply.text} {elsewhere}")


def _none_is_of_it(turn: Turn) -> Reply | None:
    """Say that none of those shown is told to be of a field, and who has the need for it."""
    last, sectors = turn.memory.query or Query(), turn.reading.query.sectors
    label = turn.knowledge.sectors[sectors[0]].label[turn.language]
    reply = plain(turn, "none", "utter_none_stated", facility=label)
    for facility in last.facilities:
        others = search(Query(facilities=(facility,), sectors=sectors), turn.knowledge)
        if others.matches and not others.relaxed:
            names = ", ".join(match.enabler.name for match in others.matches[:_OTHERS_AT_MOST])
            need = f"{turn.knowledge.facilities[facility].label[turn.language]} · {label}"
            elsewhere = turn.say("utter_others_have_it", facility=need, names=names)
            return replace(reply, text=f"{reply.text} {elsewhere}")
    return reply


def _named(turn: Turn) -> Reply | None:
    """Narrow by what a choice names: a need, a place, a house that they belong to."""
    reading, last = turn.reading, turn.memory.query
    if reading.enablers:
        matches = matches_listed(turn)
        parts = parts_among(turn, (m.enabler.id for m in matches), reading.enablers)
        kept = tuple(match for match in matches if match.enabler.id in parts)
        return kept_of(turn, kept, "utter_narrowed") if kept else None
    if last is None or last.is_empty or not _names_a_need(turn):
        return None
    joined = _joined(turn)
    result = search(joined, turn.knowledge)
    if result.relaxed or reading.query.without:
        return None
    return show(turn, joined)


def _names_a_need(turn: Turn) -> bool:
    query = turn.reading.query
    return bool(query.facilities or query.kinds or query.sectors or query.places or query.without)


def _joined(turn: Turn) -> Query:
    """Return the last search with what the choice names beside it."""
    last, query = turn.memory.query or Query(), turn.reading.query
    joined: Query = last.copy(
        update={
            "facilities": tuple(dict.fromkeys((*last.facilities, *query.facilities))),
            **{name: getattr(query, name) for name in ("kinds", "sectors") if getattr(query, name)},
            **({"places": query.places, "radius_km": query.radius_km} if query.places else {}),
            "words": tuple(dict.fromkeys((*query.words, *last.words))),
            "said": f"{last.said} {query.said}".strip(),
        }
    )
    return joined
