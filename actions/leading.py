"""Who leads a list: the one who is meant, with what answers the message."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.rendering import cards, localised
from actions.turn import Reply, Turn
from knowledge.answer import EnablerView
from knowledge.answers import PAGE
from knowledge.evidence import answers_to
from knowledge.query import Query
from knowledge.search import search
from knowledge.views import of_match, with_reasons

# A card says no more than can be read.
_REASONS_AT_MOST = 4


def led_by(turn: Turn, reply: Reply, one: str) -> Reply | None:
    """Return a list with `one` at its head, whether it was in it or not.

    None for one who is in no list: who goes on under another name, or is not in the region.
    """
    views = reply.answer.enablers
    first = [view for view in views if view.id == one]
    if first:
        rest = [view for view in views if view.id != one]
        return _with_views(turn, reply, (*first, *rest))
    found = search(Query(among=(one,)), turn.knowledge).matches
    if not found:
        return None
    head = of_match(found[0], turn.knowledge, turn.reading.query)
    led = _with_views(turn, reply, (head, *views[: PAGE - 1]))
    if led is reply:
        return reply
    headline, _, below = led.text.partition("\n")
    said = turn.say("utter_closest_first", headline="").rstrip()
    text = led.text if headline.startswith(said) else f"{said} {headline}\n{below}"
    shown = min(reply.memory.shown, PAGE - 1)
    return replace(led, text=text, memory=replace(led.memory, shown=shown))


def with_answers(turn: Turn, reply: Reply) -> Reply:
    """Return a list that says of its first what answers each clause of the message."""
    views = reply.answer.enablers
    enabler = turn.knowledge.enablers[views[0].id]
    told = answers_to(turn.question.said, enabler, turn.knowledge)
    head = with_reasons(views[0], enabler, told, _REASONS_AT_MOST)
    return reply if head == views[0] else _with_views(turn, reply, (head, *views[1:]))


def _with_views(turn: Turn, reply: Reply, views: Sequence[EnablerView]) -> Reply:
    answer = reply.answer.copy(update={"enablers": tuple(views)})
    before, after = (
        "\n".join(cards(localised(each, turn.knowledge, turn.language), turn.say))
        for each in (reply.answer, answer)
    )
    if before not in reply.text:
        return reply
    ids = tuple(view.id for view in views)
    focus = ids if answer.total == 1 and len(ids) == 1 else ()
    memory = replace(reply.memory, ids=ids, focus=focus)
    return replace(reply, answer=answer, text=reply.text.replace(before, after), memory=memory)
