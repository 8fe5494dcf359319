"""What is said when there is nothing to look up: small talk, refusals, questions back."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from actions.payloads import button, search_payload
from actions.sentences import Sentences
from actions.turn import Memory, Reply, Turn, enabler_button, person_button, plain
from actions.wording import need_in_words
from knowledge.answer import Answer, Suggestion
from knowledge.model import Limit
from knowledge.query import Query
from knowledge.question import comes_near
from knowledge.text import normalise

_NOT_HELD = "utter_not_held"
# The kinds of answer that tell of one, and how much of it is told beside a refusal.
_TOLD, _TOLD_AT_MOST = {"enabler", "distance", "none"}, 2


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
    # What the whole message asks for goes before a word of it.
    keys = dict.fromkeys((*reading.limits_asked, *reading.limits))
    limits = [turn.knowledge.limits[key] for key in keys]
    asked = [limit for limit in limits if limit.scope != "wish"]
    if asked:
        label = asked[0].label[turn.language]
        reply = plain(turn, "none", asked[0].reply, label=label, website=website)
    elif reading.outside:
        named = [turn.knowledge.places[key].name_in(turn.language) for key in reading.outside]
        reply = plain(turn, "none", "utter_outside", place=_listed(turn, named), website=website)
    else:
        reply = plain(turn, "none", "utter_out_of_scope", website=website)
    # No house tells whether its shares are to be bought.
    knows_more = not asked or asked[0].reply == _NOT_HELD
    text = " ".join((reply.text, *(_ask_there(turn) if knows_more else ())))
    text = "\n".join((text, *(_held_instead(turn, asked[0]) if asked else ())))
    buttons = (*_what_is_held(turn), *reply.answer.suggestions) if asked else ()
    answer = reply.answer.copy(update={"suggestions": buttons or reply.answer.suggestions})
    # The next question is on the one that this was put to.
    one = reading.enablers if len(reading.enablers) == 1 else turn.memory.focus
    return Reply(answer, text, replace(turn.memory, focus=one))


def _held_instead(turn: Turn, limit: Limit) -> tuple[str, ...]:
    """Return what is held that comes near, of the one asked about: "fully booked in 2018"."""
    ids = turn.reading.enablers or (turn.memory.focus if turn.memory.told in _TOLD else ())
    if len(ids) != 1 or not limit.told_with:
        return ()
    enabler = turn.knowledge.enablers[ids[0]]
    texts = [each.text for each in (*enabler.facts, *enabler.offers)]
    texts += [enabler.caveat] if enabler.caveat else []
    near = [text for text in texts if set(limit.told_with).intersection(normalise(text))]
    near.sort(key=lambda text: -comes_near(turn.question, text))
    said = [turn.say("utter_is_unconfirmed", name=enabler.name)] * (enabler.status == "unknown")
    if near:
        statements = "; ".join(text.rstrip(".") for text in near[:_TOLD_AT_MOST])
        said.append(turn.say("utter_held_instead", name=enabler.name, statements=statements))
    return tuple(said)


def _what_is_held(turn: Turn) -> tuple[Suggestion, ...]:
    """Return the buttons for what can be answered of it: whom it names, and what it looks for."""
    named = tuple(enabler_button(turn, key) for key in _asked_at(turn)[:1])
    query = turn.reading.query
    if not (query.facilities or query.kinds):
        return named
    # Who is asked "what is it at X?" may well be one of those found.
    without = {field: keys for field, keys in query.without.items() if field != "enablers"}
    query = query.copy(update={"without": without})
    title = need_in_words(query, turn.knowledge, turn.say, turn.language)
    return (*named, button(title, search_payload(query)))


def _asked_at(turn: Turn) -> tuple[str, ...]:
    """Return those that a question is put to: "what does it cost at BlueChem?"."""
    return (*turn.reading.enablers, *turn.reading.near)


def _listed(turn: Turn, names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} {turn.say('utter_and')} {last}" if most else last


def _ask_there(turn: Turn) -> tuple[str, ...]:
    """Return the way to the named enabler itself, which may know what we do not."""
    for key in _asked_at(turn)[:1]:
        enabler = turn.knowledge.enablers[key]
        link = enabler.contact or enabler.link
        if link:
            return (turn.say("utter_ask_there", name=enabler.name, website=link),)
    return ()


def not_understood(turn: Turn) -> Reply:
    """Say that it was not understood, with likely meanings to tap; the second time, a person."""
    again = turn.memory.misses > 0
    likely = _likely_meanings(turn)
    first = "utter_perhaps" if likely else "utter_nlu_fallback"
    sentence = "utter_second_miss" if again else first
    reply = plain(turn, "clarify", sentence, website=turn.team_link)
    examples = tuple(
        Suggestion(title=turn.say(name), payload=payload)
        for name, payload in (
            ("button_labs", '/ask_facility{"facility": "lab_space"}'),
            ("button_incubators", '/list_kind{"kind": "incubator"}'),
        )
    )
    buttons = (*(likely or examples), person_button(turn))
    return Reply(reply.answer.copy(update={"suggestions": buttons}), reply.text, turn.memory)


def _likely_meanings(turn: Turn) -> tuple[Suggestion, ...]:
    """Return a button for each need that a message may mean, in the places that it names.

    Words of no language mean none.
    """
    query, found = turn.reading.query, []
    if turn.reading.unknown or not any(map(str.isalpha, turn.text)):
        return ()
    for need in turn.reading.maybe:
        prefix, _, key = need.rpartition(":")
        field = "kinds" if prefix else "facilities"
        if key in getattr(turn.knowledge, field):
            meant = Query(places=query.places, radius_km=query.radius_km, **{field: (key,)})
            title = need_in_words(meant, turn.knowledge, turn.say, turn.language)
            found.append(button(title, search_payload(meant)))
    return tuple(found)


def failure(sentences: Sentences, language: str, website: str) -> Reply:
    """Return what is said when an action cannot answer."""
    return Reply(Answer(kind="none"), sentences.say("utter_failure", language, website=website))
