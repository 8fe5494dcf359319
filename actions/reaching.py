"""How to reach a named enabler: its ways of contact, and plainly which of them are not known."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.rendering import link_lines, localised, source_line, standing
from actions.turn import Reply, Turn
from knowledge.answer import Answer, EnablerView
from knowledge.evidence import answers_to
from knowledge.views import source_view, sources_of
from knowledge.views import view as shown

_DIRECT = re.compile(r"\S+@\S+|\+\d")
_ASKS_FOR_THE_PAGE = "ask_website"
_WHERE = "where"


def ways(turn: Turn, answer: Answer) -> str:
    """Return how to reach those of an answer: pages, addresses, numbers, and what is not known."""
    views = localised(answer, turn.knowledge, turn.language).enablers
    return "\n\n".join(_ways(turn, view) for view in views)


def with_ways(turn: Turn, reply: Reply) -> Reply:
    """Return a list with a line below on how to reach each, where a message asks for that too."""
    answer = reply.answer
    if not turn.reading.asks_ways or answer.kind != "enablers" or not answer.enablers:
        return reply
    lines = [
        f"- {view.name}: {' '.join(link_lines(view, enabler, turn.say))}"
        for view in answer.enablers
        for enabler in (turn.knowledge.enablers[view.id],)
    ]
    return replace(reply, text="\n".join((reply.text, *lines)))


def _ways(turn: Turn, view: EnablerView) -> str:
    enabler = turn.knowledge.enablers[view.id]
    kind = turn.knowledge.kinds[view.kind].label[turn.language]
    lines = [turn.say("utter_enabler", name=view.name, kind=kind, place=view.place)]
    lines.append(standing(view, turn.say))
    if enabler.successor:
        successor = turn.knowledge.enablers[enabler.successor]
        lines.append(turn.say("utter_successor", name=successor.name))
        view = shown(successor, turn.knowledge, ())
        enabler = successor
    lines += link_lines(view, enabler, turn.say)
    if _WHERE in turn.reading.attributes and view.place and not enabler.address:
        lines.append(turn.say("utter_town_only", place=view.place))
    if turn.intent != _ASKS_FOR_THE_PAGE and not _DIRECT.search(view.contact):
        name = "utter_no_direct_contact" if enabler.website else "utter_no_direct_contact_either"
        lines.append(turn.say(name, website=turn.team_link))
    # "What is their website, and is the first talk free?"
    told = answers_to(turn.question.said, enabler, turn.knowledge)
    lines += [f"- {statement.text}" for statement in told]
    sources = sources_of(enabler, told)[:1]
    views = tuple(source_view(source) for source in sources) or view.sources[:1]
    lines.append(source_line(views, turn.say))
    return "\n".join(line for line in lines if line)
