"""Searches: a new one, a changed one, the next page of one, and how many there are."""

from __future__ import annotations

from dataclasses import replace

from actions import profile
from actions.by_words import found_by_words
from actions.closest import with_the_closest
from actions.describing import describe
from actions.pointing import looks_further
from actions.reading import Reading
from actions.turn import Reply, Turn, person_button, plain, remembered, wishes_unknown
from knowledge.answer import Answer, Suggestion
from knowledge.answers import PAGE, listed
from knowledge.covering import SETTLEMENT
from knowledge.evidence import naming
from knowledge.query import EVERYWHERE, NEAR_KM, Query
from knowledge.search import is_of_nobody, search

_STEPS_AT_MOST = 3
# So sure of a question about a place, a strange word in it is no need unless it is so long.
_SURE = 0.7
_NEED = 6


def find(turn: Turn) -> Reply | None:
    """Answer a need, a place, a sector or a kind; None when nothing of it is named."""
    query = turn.reading.query
    if query.is_empty:
        return None
    if not (query.facilities or query.kinds or query.sectors):
        if told := found_by_words(turn, plainly=True):
            return told
        if query.words and EVERYWHERE.issuperset(query.places):
            # "Who authorises a trial in Belgium?" asks for no list of everybody.
            return found_by_words(turn) or (unknown_need(turn) if turn.reading.unknown else None)
        asks_of_place = turn.intent == "ask_location" and turn.confidence >= _SURE
        if any(len(word) >= _NEED or not asks_of_place for word in turn.reading.unknown):
            return unknown_need(turn)
        if turn.intent in {"ask_facility", "out_of_scope"}:
            return None
    return with_the_closest(turn, show(turn, query))


def around(turn: Turn) -> Reply | None:
    """Show what there is in the place that a question names, where no more of it is known."""
    query = turn.reading.query
    asks = turn.reading.asks and not turn.reading.unknown
    return show(turn, query) if asks and set(query.places) - EVERYWHERE else None


def around_it(turn: Turn) -> Reply | None:
    """Search around the one just told of, where a question looks beyond it: "who there ...?"."""
    query = turn.reading.query
    there = turn.memory.focus if "it" in turn.reading.pointers else ()
    sites = [site for key in there for site in turn.knowledge.enablers[key].sites[:1]]
    if query.places or not sites or not looks_further(turn):
        return None
    return show(turn, query.copy(update={"places": tuple(sites), "radius_km": NEAR_KM}))


def show(turn: Turn, query: Query, start: int = 0) -> Reply:
    """Return a page of what fits `query`."""
    query = profile.ranked_for(query, turn.memory.profile)
    answer = listed(search(query, turn.knowledge), turn.knowledge, start)
    answer = answer.copy(update={"suggestions": _next_steps(turn, answer, start)})
    text = turn.text_of(answer, for_whom=profile.in_words(turn))
    if not answer.enablers:
        text = f"{text} {turn.say('utter_way_on', website=turn.team_link)}"
    parts = (_place_unknown(turn, query), _said_of_none(turn, query), text, wishes_unknown(turn))
    return Reply(answer, "\n".join(part for part in parts if part), remembered(turn, answer, start))


def _place_unknown(turn: Turn, query: Query) -> str:
    """Return that a town of the question is not known, where nothing else says where; "" else."""
    names = "" if query.places else ", ".join(turn.reading.unknown_places)
    return turn.say("utter_unknown_place", name=names) if names else ""


def _said_of_none(turn: Turn, query: Query) -> str:
    """Return what is said of a facility that nobody has; "" where somebody has it."""
    knowledge = turn.knowledge
    if len(query.facilities) != 1 or not is_of_nobody(query.facilities[0], knowledge):
        return ""
    told = (
        turn.say("utter_said_of_none", statement=statement.text.rstrip("."), name=enabler.name)
        for enabler in knowledge.enablers.values()
        for statement in naming(query.facilities[0], enabler, knowledge)
    )
    return next(told, "")


def _next_steps(turn: Turn, answer: Answer, start: int) -> tuple[Suggestion, ...]:
    found = []
    if answer.total > start + len(answer.enablers):
        found.append(Suggestion(title=turn.say("button_more"), payload="/show_more"))
    everywhere = EVERYWHERE.issuperset(answer.query.places)
    narrow = not (everywhere or answer.query.radius_km or answer.relaxed)
    if narrow and answer.total < PAGE:
        title = turn.say("button_wider", km=NEAR_KM)
        found.append(Suggestion(title=title, payload=f'/refine{{"radius": {NEAR_KM:g}}}'))
    found += [
        Suggestion(title=turn.say(f"button_any_{name}"), payload=f'/refine{{"drop": "{name}"}}')
        for name in ("places", "sectors", "kinds")
        if getattr(answer.query, name) and _is_one_of_several(answer.query)
        if name != "places" or not everywhere
    ]
    return (*found[:_STEPS_AT_MOST], person_button(turn))


def _is_one_of_several(query: Query) -> bool:
    asked = (query.facilities, query.places, query.sectors, query.kinds)
    return sum(map(bool, asked)) > 1


def show_more(turn: Turn) -> Reply | None:
    """Show the next page of the last search; None where all are shown and more is said.

    "Who else is in it, any banks?" asks for no next page.
    """
    memory = turn.memory
    if memory.query is None:
        return plain(turn, "clarify", "utter_nothing_to_show")
    if memory.told == "count":
        return show(turn, memory.query)
    total = len(search(memory.query, turn.knowledge).matches)
    if memory.shown >= total:
        says_more = bool(turn.reading.query.words or turn.reading.enablers)
        if says_more and (turn.reading.asks or not turn.is_sure):
            return None
        return plain(turn, "clarify", "utter_no_more", total=total)
    return show(turn, memory.query, memory.shown)


def switch_language(turn: Turn) -> Reply:
    """Go on in the language asked for, with the one told of last in it, or the last list."""
    if turn.memory.told == "enabler" and turn.memory.focus:
        told = describe(replace(turn, reading=Reading(enablers=turn.memory.focus)))
        if told:
            return replace(told, text=f"{turn.say('utter_language')}\n{told.text}")
    if turn.memory.query is None:
        return plain(turn, "smalltalk", "utter_language")
    reply = show(turn, turn.memory.query)
    return Reply(reply.answer, f"{turn.say('utter_language')}\n{reply.text}", reply.memory)


def for_profile(turn: Turn) -> Reply | None:
    """Show places to settle for who visitors said they are: "where would you put us?"."""
    sectors = turn.memory.profile.sectors
    return show(turn, Query(kinds=(SETTLEMENT,), sectors=sectors)) if sectors else None


def count(turn: Turn) -> Reply | None:
    """Say how many there are; None when nothing that can be counted is named."""
    query = turn.reading.query
    if query.is_empty and turn.memory.query is not None:
        query = turn.memory.query
    if query.is_empty or (turn.reading.enablers and not query.kinds):
        return None
    if not (query.facilities or query.kinds or query.sectors) and turn.reading.unknown:
        return unknown_need(turn)
    return count_of(turn, query)


def show_again(turn: Turn) -> Reply | None:
    """Show what was counted or listed last: "which ones?"; None when nothing was."""
    return show(turn, turn.memory.query) if turn.memory.query else None


def count_of(turn: Turn, query: Query) -> Reply:
    """Say how many fit `query`."""
    answer = listed(search(query, turn.knowledge), turn.knowledge, kind="count")
    answer = answer.copy(update={"suggestions": _next_steps(turn, answer, 0)})
    return Reply(answer, turn.text_of(answer), remembered(turn, answer, 0))


def unknown_need(turn: Turn) -> Reply:
    """Say which word of the need is not known, instead of answering the rest of it."""
    words = ", ".join(turn.reading.unknown)
    return plain(turn, "clarify", "utter_unknown_need", words=words, website=turn.team_link)
