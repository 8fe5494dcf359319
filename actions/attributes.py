"""What is asked of one or a few: since when, how big, how many staff, who runs it, still open.

And whether outsiders may use it, how long something takes, what amounts apply.
"""

from __future__ import annotations

from dataclasses import replace
from typing import AbstractSet, Callable, Mapping, Sequence

from actions.describing import ANSWERS, REACHING, meant, remembering
from actions.figures import figures_in_words
from actions.matching import name_words, part_of_kind
from actions.reading import STATUS
from actions.rendering import cards, localised, written_date
from actions.turn import Reply, Turn, page_shown, person_button
from knowledge.answer import Answer, EnablerView
from knowledge.answers import PAGE, TEAM_ID, offers_asked
from knowledge.evidence import named_in, near_to, speaking, telling_first
from knowledge.figures import attributes, stating, told_of
from knowledge.model import Enabler, Source, Statement
from knowledge.query import Query
from knowledge.question import answering
from knowledge.text import normalise
from knowledge.views import WHY_AT_MOST, latest_date, source_view, sources_of, view
from nlu.openings import asks_for_figures, joins

# Statements that stand below the answer, which has told the rest in a sentence.
_REASONS_AT_MOST = 3
# Questions of these are not on an attribute, whatever their words.
_OF_THEIR_OWN = {"distance", "ask_profile", "start_over", "talk_to_person"}
# Pointers that may mean all that is on the screen.
_SEVERAL = {"they", "all", "both"}
_WHERE, _SIZE, _SAFETY_CLASS = "where", "size", "safety_class"
# So many sentences tell it of one in a list; so few of one answer all of a question.
_IN_A_LIST_AT_MOST, _FEW = 2, 6
# What no figure tells, only sentences.
_IN_SENTENCES = {"access", "duration", "amount", _SAFETY_CLASS}
# What may be asked of anything in it: a number of beds is that of the house, or is not stated.
_VAGUE = {"size", "since", *_IN_SENTENCES}
# What may be asked of a facility alone: how big the clean room is, since when.
_OF_A_FACILITY = {"size", "since", "former_names"}


def tell(turn: Turn) -> Reply | None:
    """Answer on the attributes of what is named, pointed at, just told of or on the screen.

    None where a message asks for none, for more than that, or of nothing that is known.
    """
    if not turn.reading.attributes or asks_beside(turn) or _asks_for_a_place(turn):
        return None
    ids = _subjects(turn)
    if not ids or _answered_elsewhere(turn, ids):
        return None
    if len(ids) == 1:
        return _tell_of_one(turn, ids[0])
    return None if STATUS.issuperset(turn.reading.attributes) else _tell_of_several(turn, ids)


def _asks_for_a_place(turn: Turn) -> bool:
    """Tell whether a message asks where something can be had, and not where one lies.

    "We plan an influenza study with volunteers. Where is it possible?"
    """
    where = turn.reading.attributes == (_WHERE,) and turn.intent == "ask_facility"
    return where and turn.is_sure and bool(turn.reading.query.facilities)


def _answered_elsewhere(turn: Turn, ids: tuple[str, ...]) -> bool:
    """Tell whether the team is introduced, or an address is asked to write to."""
    if ids == (TEAM_ID,) and "operator" in turn.reading.attributes:
        return True
    reaches = turn.intent in REACHING and turn.reading.attributes == (_WHERE,)
    return reaches and not any(turn.knowledge.enablers[key].address for key in ids)


def asks_beside(turn: Turn) -> bool:
    """Tell whether a message asks for what an attribute does not answer: a price, a stranger."""
    beside = turn.reading.beside
    assert beside is not None
    limits = (turn.knowledge.limits[key] for key in beside.limits)
    refused = any(limit.scope != "wish" for limit in limits)
    strange = beside.unknown or beside.unknown_names or beside.outside or beside.topics
    unknown = bool(strange) and not (beside.enablers or beside.pointers)
    own = turn.intent in _OF_THEIR_OWN and turn.is_sure
    return refused or unknown or own


def _subjects(turn: Turn) -> tuple[str, ...]:
    """Return the ids that an attribute is asked of; () when the message names something else."""
    beside, memory = turn.reading.beside, turn.memory
    assert beside is not None
    ids = meant(replace(turn, reading=beside))
    if len(ids) == 1 and beside.enablers:
        return (part_of_kind(turn, ids[0], beside.query.kinds, beside.query.sectors),)
    if ids:
        return ids[:PAGE]
    if set(beside.pointers) - _SEVERAL:
        return ()
    shown = memory.focus or page_shown(memory)
    query = beside.query
    others = query.places or query.kinds or query.sectors or query.without
    last = memory.query.facilities if memory.query else ()
    # "How long before we hear back on a grant?", of the grants that were shown.
    again = bool(query.facilities) and set(query.facilities) <= set(last)
    only = len(shown) == 1 and _has_some(turn, shown[0], query.facilities)
    # "What class has that lab?" asks for no other lab.
    rooms = all(turn.knowledge.facilities[key].rooms for key in query.facilities)
    of_rooms = _SAFETY_CLASS in turn.reading.attributes and rooms
    if query.is_empty or ((only or again or of_rooms) and not others):
        return shown
    return ()


def _has_some(turn: Turn, key: str, facilities: Sequence[str]) -> bool:
    """Tell whether one has any of the facilities, or none is asked about."""
    asked = Query(facilities=tuple(facilities))
    return not facilities or bool(offers_asked(turn.knowledge.enablers[key], asked, turn.knowledge))


def _tell_of_one(turn: Turn, key: str) -> Reply:
    enabler = turn.knowledge.enablers[key]
    said, lines = [], []
    in_words = _said_in_words(turn, enabler)
    plainly = answering(turn.question, enabler)
    for name in turn.reading.attributes:
        statements = _telling(turn, enabler, name)
        said += statements
        if plainly and plainly not in stating(enabler, name) and name in _VAGUE:
            # "How big is the largest tank?" asks for no size of the house.
            lines += [_as_said(turn, enabler, plainly)] if plainly in statements else []
            continue
        # Where the rest of the question is answered, "not stated" would deny it, and "70 staff"
        # would answer how large the largest fermenter is.
        if (
            name in {*STATUS, _SAFETY_CLASS}
            or statements
            or not in_words
            or (name != _SIZE and _value(turn, enabler, name))
        ):
            lines.append(_sentence(turn, enabler, name, statements))
    reasons = list(dict.fromkeys((*said, *in_words))) or [*enabler.statements]
    reasons = list(_told_first(turn, enabler, reasons))
    if plainly:
        reasons = list(dict.fromkeys((plainly, *reasons)))
    shown = view(enabler, turn.knowledge, reasons[:_REASONS_AT_MOST])
    answer = Answer(kind="enabler", total=1, enablers=(shown,), suggestions=(person_button(turn),))
    text = "\n".join([*dict.fromkeys(lines), turn.text_of(answer)])
    return Reply(answer, text, remembering(turn, (key,)))


def _told_first(
    turn: Turn, enabler: Enabler, statements: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Return `statements`, with what comes near to the question too, the nearest first."""
    near = near_to(turn.question, enabler, ANSWERS)
    everything = tuple(dict.fromkeys((*statements, *near)))
    words, numbered = _words_beside(turn), asks_for_figures(normalise(turn.text))
    return telling_first(
        everything, words, turn.knowledge, numbered=numbered, question=turn.question
    )


def _said_in_words(turn: Turn, enabler: Enabler) -> tuple[Statement, ...]:
    names = name_words(turn, enabler.id)
    words = [word for word in _words_beside(turn) if word not in names]
    said = speaking(enabler, words, turn.knowledge)
    return said or named_in(enabler, words, turn.knowledge)


def _words_beside(turn: Turn) -> tuple[str, ...]:
    """Return the telling words of a question but those that ask for the attribute."""
    return turn.reading.beside.query.words if turn.reading.beside else ()


def _words_without(turn: Turn, known: AbstractSet[str]) -> list[str]:
    """Return the words beside the attribute that neither are `known` nor mean one of these."""
    meanings = turn.knowledge.synonyms
    words = _words_beside(turn)
    return [word for word in words if not known & {word, *meanings.get(word, ())}]


def _telling(turn: Turn, enabler: Enabler, name: str) -> list[Statement]:
    """Return the statements that tell an attribute: of a facility, where one is asked about."""
    facilities = _facilities(turn)
    if name in _IN_SENTENCES:
        return _in_sentences(turn, enabler, name)
    if not facilities:
        return told_of(enabler, _of_figures(name))
    return _telling_offers(turn, enabler, name, facilities)


def _in_sentences(turn: Turn, enabler: Enabler, name: str) -> list[Statement]:
    """Return the statements that tell an attribute, those first that have the question's words."""
    words = _words_beside(turn)
    named = named_in(enabler, words, turn.knowledge)
    telling = telling_first(told_of(enabler, name), words, turn.knowledge)
    if name == _SAFETY_CLASS:
        # What it offers says it of itself: "Belgium has no BSL-4 laboratory" does not.
        return sorted(telling, key=lambda statement: statement not in enabler.offers)
    return sorted(telling, key=lambda statement: statement not in named)


def _telling_offers(
    turn: Turn, enabler: Enabler, name: str, facilities: tuple[str, ...]
) -> list[Statement]:
    offers = offers_asked(enabler, Query(facilities=facilities), turn.knowledge)
    telling = told_of(enabler.copy(update={"size": {}, "facts": ()}), _of_figures(name))
    return [offer for offer in offers if offer in telling]


def _facilities(turn: Turn) -> tuple[str, ...]:
    beside = turn.reading.beside
    return beside.query.facilities if beside else ()


def _of_figures(name: str) -> str:
    return "status" if name in STATUS else name


def _sentence(turn: Turn, enabler: Enabler, name: str, statements: Sequence[Statement]) -> str:
    if name in STATUS:
        return _status(turn, enabler)
    of_the_house = name not in _OF_A_FACILITY or not _facilities(turn)
    # "Since when is it there, and is there any training?"
    of_the_house = of_the_house or (not statements and joins(normalise(turn.text)))
    value = _value(turn, enabler, name) if of_the_house else ""
    if value:
        by = stating(enabler, name)[:1]
        if not by:
            return turn.say("utter_attribute_plain", name=enabler.name, value=value)
        source = _named(turn, sources_of(enabler, by)[0])
        return turn.say("utter_attribute", name=enabler.name, value=value, source=source)
    if statements and (
        _answers(turn, enabler, statements, name) if name in _IN_SENTENCES else _facilities(turn)
    ):
        return _as_said(turn, enabler, statements[0])
    if name == "former_names":
        return turn.say("utter_no_former_name", name=enabler.name)
    asked = turn.say(f"utter_asked_{name}", name=enabler.name)
    near = statements or near_to(turn.question, enabler, ANSWERS)
    nearest = "utter_attribute_nearest" if near else "utter_attribute_not_stated"
    return turn.say(nearest, what=asked)


def _as_said(turn: Turn, enabler: Enabler, statement: Statement) -> str:
    source = _named(turn, sources_of(enabler, (statement,))[0])
    text = statement.text
    return turn.say("utter_attribute_said", name=enabler.name, statement=text, source=source)


def _answers(turn: Turn, enabler: Enabler, statements: Sequence[Statement], name: str) -> bool:
    """Tell whether the first statement has the rest of the question, or few answer all of it.

    What merely has a number of weeks in it answers no question on something else; what has a
    biosafety class in it does.
    """
    if name == _SAFETY_CLASS:
        return bool(statements)
    words = _words_without(turn, name_words(turn, enabler.id))
    if not words or not statements:
        return bool(statements) and len(statements) <= _FEW
    return statements[0] in named_in(enabler, words, turn.knowledge)


def _named(turn: Turn, source: Source) -> str:
    shown = source_view(source)
    return f"{shown.title} ({written_date(shown.date, turn.say)})"


def _value(turn: Turn, enabler: Enabler, name: str) -> str:
    """Return what is held of an attribute in words, "" where nothing is."""
    writers: Mapping[str, Callable[[Turn, Enabler], str]] = {
        "operator": _operator,
        "former_names": _former_names,
        _WHERE: _where,
    }
    if name in writers:
        return writers[name](turn, enabler)
    return figures_in_words(enabler, turn.say, attributes()[name].measures)


def _operator(turn: Turn, enabler: Enabler) -> str:
    operator = enabler.operator
    return turn.say("utter_value_operator", operator=operator) if operator else ""


def _former_names(turn: Turn, enabler: Enabler) -> str:
    """Return the earlier names, with those of the organisations that became this one."""
    others = turn.knowledge.enablers.values()
    merged = (each.name for each in others if each.successor == enabler.id)
    names = ", ".join((*enabler.former_names, *merged))
    return turn.say("utter_value_former_names", names=names) if names else ""


def _where(turn: Turn, enabler: Enabler) -> str:
    answer = Answer(kind="enabler", enablers=(view(enabler, turn.knowledge, ()),))
    (shown,) = localised(answer, turn.knowledge, turn.language).enablers
    return "; ".join(part for part in (shown.place, enabler.address) if part)


def _status(turn: Turn, enabler: Enabler) -> str:
    if enabler.successor:
        successor = turn.knowledge.enablers[enabler.successor].name
        return turn.say("utter_is_part_of", name=enabler.name, successor=successor)
    if enabler.status == "unknown":
        return turn.say("utter_is_unconfirmed", name=enabler.name)
    date = written_date(latest_date(list(enabler.sources.values())), turn.say)
    sentence = turn.say("utter_is_active", name=enabler.name, date=date)
    planned = any(offer.planned for offer in enabler.offers)
    return f"{sentence} {turn.say('utter_partly_planned')}" if planned else sentence


def _tell_of_several(turn: Turn, ids: tuple[str, ...]) -> Reply | None:
    """Tell the attributes of several in a sentence each, with a card for each."""
    enablers = [turn.knowledge.enablers[key] for key in ids]
    names = [name for name in turn.reading.attributes if name not in STATUS]
    lines = [values_of(turn, enablers, name) for name in names]
    reply = listed(turn, enablers, names, " ".join(line for line in lines if line))
    return replace(reply, memory=replace(turn.memory, focus=ids))


def values_of(turn: Turn, enablers: Sequence[Enabler], name: str) -> str:
    """Return what is held of an attribute of each, and for whom nothing is stated."""
    return in_lines(turn, {each.name: value_in_list(turn, each, name) for each in enablers})


def in_lines(turn: Turn, values: Mapping[str, str]) -> str:
    """Return what is held of each in a sentence, by its name, and for whom nothing is stated."""
    lines = [
        turn.say("utter_attribute_plain", name=key, value=value)
        for key, value in values.items()
        if value
    ]
    lines.append(not_stated_for(turn, [key for key in values if not values[key]]))
    return " ".join(line for line in lines if line)


def value_in_list(turn: Turn, enabler: Enabler, name: str) -> str:
    """Return what is held of an attribute: of the facility, where that was searched."""
    if name in _IN_SENTENCES:
        telling = _in_sentences(turn, enabler, name)
        said = (
            telling[:_IN_A_LIST_AT_MOST]
            if telling and _answers(turn, enabler, telling, name)
            else []
        )
        return "; ".join(statement.text.rstrip(".") for statement in said)
    of_the_rest = _said_of_the_rest(turn, enabler, name)
    if of_the_rest:
        return of_the_rest
    searched = _searched(turn, name)
    if not searched:
        return _value(turn, enabler, name)
    offers = _telling_offers(turn, enabler, name, searched)
    return offers[0].text.rstrip(".") if offers else ""


def _said_of_the_rest(turn: Turn, enabler: Enabler, name: str) -> str:
    """Return what tells an attribute of what else is named: "how many square metres of glass?"."""
    own = {word for phrase in attributes()[_of_figures(name)].words for word in phrase}
    words = _words_without(turn, own)
    telling = told_of(enabler.copy(update={"size": {}}), _of_figures(name))
    said = [each for each in speaking(enabler, words, turn.knowledge) if each in telling]
    return said[0].text.rstrip(".") if said else ""


def _searched(turn: Turn, name: str) -> tuple[str, ...]:
    """Return the facilities that the size is asked of: those that the list was searched for."""
    query = turn.memory.query
    return query.facilities if query and name == "size" else ()


def not_stated_for(turn: Turn, names: Sequence[str]) -> str:
    """Return that nothing is stated for these, by their names when they are few; "" for none."""
    if not names:
        return ""
    if len(names) > PAGE:
        return turn.say("utter_not_stated_for_others", count=len(names))
    return turn.say("utter_not_stated_for", names=", ".join(names))


def listed(turn: Turn, enablers: Sequence[Enabler], names: Sequence[str], lead: str) -> Reply:
    """Return a sentence and a card for each of `enablers`, with what tells the attributes first."""
    views = tuple(_card(turn, enabler, names) for enabler in enablers)
    answer = Answer(
        kind="enablers", total=len(views), enablers=views, suggestions=(person_button(turn),)
    )
    lines = cards(localised(answer, turn.knowledge, turn.language), turn.say)
    return Reply(answer, "\n".join((lead, *lines)), turn.memory)


def _card(turn: Turn, enabler: Enabler, names: Sequence[str]) -> EnablerView:
    telling = [
        statement
        for name in names
        for statement in (
            *_telling_offers(turn, enabler, name, _searched(turn, name)),
            *told_of(enabler, _of_figures(name)),
        )
    ]
    reasons = dict.fromkeys((*telling, *enabler.statements))
    return view(enabler, turn.knowledge, list(reasons)[:WHY_AT_MOST])
