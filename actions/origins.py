"""Companies of a people: "which Japanese companies are already here?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.asked import NEIGHBOUR
from actions.searching import show
from actions.turn import Reply, Turn
from knowledge.model import Enabler
from knowledge.text import normalise
from nlu.cues import is_actor
from nlu.peoples import adjectives, beside

# "A Japanese medical-technology company": so many words stand before it at most.
_BETWEEN = 3


def companies_of_a_people(turn: Turn) -> Reply | None:
    """List the companies, those first that are stated to come from where a question says.

    None where it asks for no companies, or names no people beside them.
    """
    reading = turn.reading
    query = reading.query
    more = query.facilities or query.without or reading.enablers or reading.near
    if query.kinds != (NEIGHBOUR,) or more:
        return None
    peoples = beside(normalise(turn.text), _nouns(turn))
    if len(peoples) != 1:
        return None
    written = _written(turn, peoples[0])
    stated = [
        enabler
        for enabler in turn.knowledge.enablers.values()
        if enabler.kind == NEIGHBOUR and _comes_from(enabler, written)
    ]
    words = written[:1] if stated else ()
    reply = show(turn, query.copy(update={"words": words}))
    place = turn.knowledge.places[peoples[0]].name_in(turn.language)
    names = ", ".join(enabler.name for enabler in stated)
    name = "utter_from_there" if stated else "utter_none_from_there"
    return replace(reply, text=f"{turn.say(name, place=place, names=names)}\n{reply.text}")


def _written(turn: Turn, people: str) -> tuple[str, ...]:
    """Return how texts write that somebody is of a people: "Japanese", "US"."""
    names = (name.removeprefix("the ") for name in turn.knowledge.places[people].names)
    return (*adjectives(people), *(name for name in names if name.isupper()))


def _comes_from(enabler: Enabler, written: tuple[str, ...]) -> bool:
    """Tell whether a text of a company says it of the company itself: "a US seed company"."""
    # "US" is no "us": in capitals as texts write it, an adjective with a capital.
    written_so = "|".join(re.escape(each if each.isupper() else each.title()) for each in written)
    behind = (
        normalise(statement.text[found.end() :])
        for statement in (*enabler.facts, *enabler.offers)
        for found in re.finditer(rf"\b(?:{written_so})\b", statement.text)
    )
    return any(is_actor(forms[skip:]) for forms in behind for skip in range(_BETWEEN))


def _nouns(turn: Turn) -> frozenset[str]:
    """Return the single words for companies."""
    phrases = (each for said in turn.knowledge.kinds[NEIGHBOUR].words.values() for each in said)
    return frozenset(forms[0] for forms in map(normalise, phrases) if len(forms) == 1)
