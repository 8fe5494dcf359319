"""What is said when there is nothing to look up: small talk, refusals, questions back."""

from __future__ import annotations

from actions.payloads import search_payload
from actions.sentences import Sentences
from actions.turn import Memory, Reply, Turn, plain
from actions.wording import need_in_words
from knowledge.answer import Answer, Suggestion

_TITLE_AT_MOST = 75


def smalltalk(turn: Turn) -> Reply:
    """Answer a greeting, thanks and the like with the domain's sentence for it."""
    reply = plain(turn, "smalltalk", f"utter_{turn.intent}")
    return Reply(reply.answer, reply.text, Memory() if turn.intent == "start_over" else turn.memory)


def hand_over(turn: Turn) -> Reply:
    """Give the way to a person of the welcome team."""
    return plain(turn, "handover", "utter_talk_to_person", website=turn.team_link)


def refuse(turn: Turn) -> Reply:
    """Say that this is not held, and where to go on."""
    reading, website = turn.reading, turn.team_link
    limits = [turn.knowledge.limits[key] for key in reading.limits]
    asked = [limit for limit in limits if limit.scope != "wish"]
    if asked:
        label = asked[0].label[turn.language]
        reply = plain(turn, "none", asked[0].reply, label=label, website=website)
    elif reading.outside:
        name = turn.knowledge.places[reading.outside[0]].name_in(turn.language)
        reply = plain(turn, "none", "utter_outside", place=name, website=website)
    else:
        reply = plain(turn, "none", "utter_out_of_scope", website=website)
    text = " ".join((reply.text, *_ask_there(turn)))
    if not asked or not (reading.query.facilities or reading.query.kinds):
        return Reply(reply.answer, text, turn.memory)
    title = need_in_words(reading.query, turn.knowledge, turn.say, turn.language)
    button = Suggestion(title=title[:_TITLE_AT_MOST], payload=search_payload(reading.query))
    answer = reply.answer.copy(update={"suggestions": (button, *reply.answer.suggestions)})
    return Reply(answer, text, turn.memory)


def _ask_there(turn: Turn) -> tuple[str, ...]:
    """Return the way to the named enabler itself, which may know what we do not."""
    for key in turn.reading.enablers[:1]:
        enabler = turn.knowledge.enablers[key]
        link = enabler.contact or enabler.link
        if link:
            return (turn.say("utter_ask_there", name=enabler.name, website=link),)
    return ()


def not_understood(turn: Turn) -> Reply:
    """Say that it was not understood, with likely meanings to tap; the second time, a person."""
    again = turn.memory.misses > 0
    sentence = "utter_second_miss" if again else "utter_nlu_fallback"
    reply = plain(turn, "clarify", sentence, website=turn.team_link)
    buttons = tuple(
        Suggestion(title=turn.say(name), payload=payload)
        for name, payload in (
            ("button_labs", '/ask_facility{"facility": "lab_space"}'),
            ("button_incubators", '/list_kind{"kind": "incubator"}'),
            ("button_person", "/talk_to_person"),
        )
    )
    return Reply(reply.answer.copy(update={"suggestions": buttons}), reply.text, turn.memory)


def failure(sentences: Sentences, language: str, website: str) -> Reply:
    """Return what is said when an action cannot answer."""
    return Reply(Answer(kind="none"), sentences.say("utter_failure", language, website=website))
