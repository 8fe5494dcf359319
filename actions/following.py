"""Whether a message goes on with the last search, whatever its intent was taken for."""

from __future__ import annotations

from actions.asked import only_where
from actions.pointing import asks_for_one_there
from actions.reading import CHANGES
from actions.refining import takes_back
from actions.turn import Turn
from knowledge.text import normalise
from nlu.openings import asks_who

# Intents whose messages are no searches, when one is sure of them.
_OF_THEIR_OWN = {
    *("ask_details", "ask_contact", "ask_website", "ask_team", "ask_source", "compare", "distance"),
    *("talk_to_person", "start_over"),
}
# "Apart from" and "near" exclude nothing in these.
_TWO_ENDS = {"compare", "distance"}
# What "just the VIB ones" and "close to Antwerp" may be taken for.
_MISTAKEN = {"ask_details", "distance"}
# The kinds of answer that show what a search found.
_LISTS = {"enablers", "count"}
_FEW_WORDS = 5
# A town in so few words is where the last need is looked for next.
_TERSE = 3
# So sure of its intent, a message that names a place asks for all that is there.
_PLAINLY = 0.7


def is_followup(turn: Turn) -> bool:
    """Tell whether a message changes the last search, whatever its intent was taken for."""
    reading = turn.reading
    if (reading.larger or reading.alike) and turn.memory.focus and not reading.enablers:
        return True
    if "it" in reading.drops and turn.memory.focus:
        return turn.memory.query is not None
    if turn.memory.query is None or reading.enablers or reading.afresh or reading.outside:
        return False
    if _asks_who_anew(turn):
        return False
    if asks_for_one_there(turn):
        return True
    if turn.memory.told == "topic" and _names_a_kind_alone(turn):
        # "Which companies are in it?" is asked of the field of the story.
        return True
    if reading.dropped:
        return True
    asked = reading.query.copy(update={"without": {}})
    excludes = asked.is_empty and bool(reading.query.without)
    if excludes and turn.intent not in _TWO_ENDS:
        return True
    if turn.intent == "compare" and only_where(asked) and len(asked.places) > 1:
        # "Compare Ghent and Leuven then": what was searched for, in both.
        return not reading.pointers
    plainly_changes = turn.intent in _MISTAKEN and reading.relation_is_sure
    if turn.intent in _OF_THEIR_OWN and turn.is_sure and not plainly_changes:
        return False
    needs = bool(asked.facilities or asked.kinds)
    if needs and reading.relation == "new" and reading.relation_is_sure and not reading.larger:
        # "Who screens compounds? Anywhere in Flanders" takes nothing back.
        return False
    if reading.drops or reading.larger or takes_back(turn) or _says_where(turn):
        return True
    if turn.intent == "count" and only_where(asked):
        return True
    changes = not reading.query.is_empty or reading.radius_km is not None
    # "Is there a cleanroom too?", of several.
    of_several = {"it", "they"}.issuperset(reading.pointers) and len(turn.memory.focus) != 1
    of_several = of_several and (bool(reading.pointers) or "end" in reading.adds)
    more = of_several and bool(reading.query.facilities)
    return changes and (reading.relation in CHANGES or (more and turn.memory.told in _LISTS))


def _names_a_kind_alone(turn: Turn) -> bool:
    asked, last = turn.reading.query, turn.memory.query
    more = asked.facilities or asked.sectors or asked.places or asked.without
    of_a_field = last is not None and last.sectors and not (last.facilities or last.kinds)
    return bool(asked.kinds and of_a_field) and not more


def _asks_who_anew(turn: Turn) -> bool:
    """Tell whether a whole question for who has something comes after what was told of one.

    "And who all has greenhouses?" is then no longer of the one town or beside the last need.
    """
    reading, query = turn.reading, turn.reading.query
    whole = reading.asks and query.facilities and asks_who(normalise(turn.text), turn.language)
    goes_on = reading.pointers or reading.choice or reading.relation == "narrow" or query.places
    return turn.memory.told == "enabler" and bool(whole) and not goes_on


def _says_where(turn: Turn) -> bool:
    """Tell whether a message only says where what was searched for should be: "Ghent or Leuven"."""
    reading, query = turn.reading, turn.reading.query
    words = turn.memory.query is not None and query.words
    told_of_one = turn.memory.told == "enabler" and len(turn.text.split()) <= _TERSE
    if told_of_one and only_where(query) and _has_need(turn) and not reading.pointers:
        # "Leuven?", after a word on one of those in Ghent.
        return True
    if not only_where(query) or words or turn.memory.told not in _LISTS:
        return False
    means_the_need = reading.pointers == ("it",) and len(turn.memory.focus) != 1
    brief = not reading.pointers and len(turn.text.split()) <= _FEW_WORDS
    return means_the_need or (brief and turn.confidence < _PLAINLY and not reading.unknown)


def _has_need(turn: Turn) -> bool:
    last = turn.memory.query
    return last is not None and bool(last.facilities or last.kinds)
