"""Replies to a message: one, or one to each of the questions that it is made of."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.reading import Reading
from actions.responding import respond
from actions.turn import Memory, Reply, Turn
from knowledge.search import search
from knowledge.text import normalise
from nlu.openings import asks_what_there_is


def respond_to_all(turns: Sequence[Turn], memory: Memory) -> tuple[Reply, ...]:
    """Return the replies to a message: one, or one to each question that it is made of.

    The first of `turns` is the whole message, the others are its questions, if it has several.
    The message is answered as one where not each question gets an answer of its own.
    """
    whole, questions = turns[0], turns[1:]
    if len(questions) == 1 and not questions[0].reading.relation_is_sure:
        # What stands beside "in English, please" does to the search what the whole does.
        reading = replace(questions[0].reading, relation=whole.reading.relation)
        questions = (replace(questions[0], reading=reading),)
    replies: list[Reply] = []
    said_before = memory
    for question in questions:
        reply = respond(_of_the_same(replace(question, memory=said_before), replies))
        said_before = reply.memory
        if reply.answer.kind == "clarify":
            break
        if not any(_says_the_same(reply, other) for other in replies):
            replies.append(reply)
    else:
        if len(replies) > 1:
            return tuple(replies)
        if replies and whole.reading.asks_language:
            said = f"{whole.say('utter_language')}\n{replies[0].text}"
            return (replace(replies[0], text=said),)
    apart = _needs_apart(whole) if not memory.ids else ()
    if apart:
        first, second = (replace(whole, reading=reading) for reading in apart)
        reply = respond(replace(first, memory=memory))
        return reply, respond(replace(second, memory=reply.memory))
    return (respond(replace(whole, memory=memory)),)


def _of_the_same(turn: Turn, replies: Sequence[Reply]) -> Turn:
    """Return a second question as one on what the first is of: "... X, and is there a Y?"."""
    reading = turn.reading
    of_one = bool(replies) and replies[-1].answer.kind == "enabler"
    elsewhere = reading.query.places or reading.query.kinds or reading.enablers or reading.pointers
    asks = asks_what_there_is(normalise(turn.text)) and bool(reading.query.facilities)
    if not (of_one and asks) or elsewhere:
        return turn
    return replace(turn, reading=replace(reading, pointers=("it",)), intent="ask_details")


def _needs_apart(turn: Turn) -> tuple[Reading, ...]:
    """Return a reading for the facilities and one for the kinds, where nobody is and has both.

    Who asks for a class 2 lab and an investor looks for two, and not for a fund with a lab.
    """
    query = turn.reading.query
    both = query.facilities and query.kinds and turn.reading.lists_needs
    if not both or turn.reading.enablers:
        return ()
    together = query.copy(update={"places": (), "radius_km": None, "sectors": (), "without": {}})
    anybody = together.copy(update={"any_facility": True})
    if not search(anybody, turn.knowledge).relaxed:
        return ()
    parts = ({"kinds": ()}, {"facilities": (), "any_facility": False})
    return tuple(replace(turn.reading, query=query.copy(update=part)) for part in parts)


def _says_the_same(one: Reply, other: Reply) -> bool:
    if one.answer.kind == other.answer.kind == "enabler":
        return one.text == other.text
    shown = [[view.id for view in reply.answer.enablers] for reply in (one, other)]
    return one.answer.kind == other.answer.kind and shown[0] == shown[1]
