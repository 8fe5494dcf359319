"""Yes or no on what one is: where it is, whose it is, of what kind.

"Is BioVille in Hasselt?", "is it part of VIB?", "is Obelisc a science park?", "does it have an
incubator?".
"""

from __future__ import annotations

from actions.asked import NEIGHBOUR
from actions.describing import describe, meant
from actions.matching import name_words, parts_among, speaks_of
from actions.pointing import pointed_at
from actions.turn import Reply, Turn
from knowledge.covering import covering
from knowledge.evidence import is_all_said
from knowledge.geography import distance_km, holds
from knowledge.model import Enabler
from knowledge.query import Query
from knowledge.question import answering
from knowledge.search import search
from knowledge.text import form_of, normalise
from knowledge.views import place_name
from nlu.openings import (
    asks_where_it_lies,
    asks_whether,
    asks_whether_it_has,
    asks_whose_it_is,
    words_for_lying,
)

# Questions of these ask for something else, whatever they name.
_OF_THEIR_OWN = {"distance", "compare", "count", "talk_to_person", "ask_contact", "ask_website"}
_ABROAD = "outside"
_THERE_AT_MOST = 3
# The capital is a region of its own, and counted with Flanders here.
_FLANDERS, _CAPITAL = "flanders", "brussels"
_WIDE = {"region", _ABROAD}


def there_or_not(turn: Turn) -> Reply | None:
    """Say whether the one named, pointed at or just told of is in the place asked about.

    None where a question asks for more than that, or where nothing tells.
    """
    query, forms = turn.reading.query, normalise(turn.text)
    fields = query.sectors and not turn.reading.enablers
    more = query.facilities or query.kinds or fields or query.without
    # So plain a question is none for a person, whatever its words come near to.
    asks_more = (turn.intent in _OF_THEIR_OWN and turn.is_sure) or turn.reading.attributes
    if asks_more or more or query.radius_km or not asks_where_it_lies(forms):
        return None
    places = query.places or turn.reading.outside or _at_the_end(turn, forms)
    ids = meant(turn) if len(places) == 1 else ()
    if len(ids) != 1:
        return None
    # "Is the GSK vaccine plant in Flanders?" says no more of it than what it is.
    rest = set(query.words) - name_words(turn, ids[0]) - words_for_lying()
    enabler = turn.knowledge.enablers[ids[0]]
    if turn.reading.than or (turn.reading.outside and answering(turn.question, enabler)):
        # "Did it ever get its approval in the US?" is answered by what is held.
        return None
    if rest and not (turn.reading.enablers and is_all_said(enabler, rest, turn.knowledge)):
        return None
    return _said_of(turn, ids[0], _whereabouts(turn, enabler, places[0]))


def belongs_or_not(turn: Turn) -> Reply | None:
    """Say whether one belongs to another: who runs it; None where a question asks for more."""
    forms = normalise(turn.text)
    if _asks_more(turn) or not (asks_whether(forms) and asks_whose_it_is(forms)):
        return None
    # Of "hoort het bij ...", what follows is near.
    named = tuple(dict.fromkeys((*turn.reading.enablers, *turn.reading.near)))
    of_it = pointed_at(turn) or turn.memory.focus
    one, whole = (named[:1], named[1:]) if len(named) > 1 else (of_it, named)
    if len(one) != 1 or len(whole) != 1 or one == whole:
        return None
    return _said_of(turn, one[0], _whose(turn, turn.knowledge.enablers[one[0]], whole[0]))


def of_the_kind_or_not(turn: Turn) -> Reply | None:
    """Say whether one is of the kind asked about; None where a question asks for more."""
    query, kinds = turn.reading.query, turn.knowledge.kinds
    more = query.facilities or query.places or query.without or len(query.kinds) != 1
    points = turn.reading.enablers or turn.reading.pointers
    if _asks_more(turn) or more or not points or turn.intent != "ask_details":
        return None
    ids = turn.reading.enablers or pointed_at(turn)
    forms = normalise(turn.text)
    if len(ids) != 1 or not asks_whether(forms) or asks_whether_it_has(forms):
        return None
    asked = {form for word in kinds[query.kinds[0]].words[turn.language] for form in form_of(word)}
    if set(query.words) - name_words(turn, ids[0]) - asked:
        return None
    enabler = turn.knowledge.enablers[ids[0]]
    is_one = enabler.kind in covering(query.kinds[0], kinds)
    label = kinds[enabler.kind].label[turn.language]
    name = "utter_is_of_kind" if is_one else "utter_is_not_of_kind"
    return _said_of(turn, ids[0], turn.say(name, name=enabler.name, kind=label))


def has_one_there(turn: Turn) -> Reply | None:
    """Tell of those of a kind that stand where the one told of does: "does it have an incubator?".

    None where a question asks for more, or where there is none of that kind.
    """
    query = turn.reading.query
    more = query.facilities or query.places or query.without or len(query.kinds) != 1
    ids = turn.reading.enablers or pointed_at(turn)
    forms = normalise(turn.text)
    if _asks_more(turn) or more or len(ids) != 1 or not asks_whether_it_has(forms):
        return None
    one = turn.knowledge.enablers[ids[0]]
    if query.kinds == (NEIGHBOUR,) or one.kind in covering(query.kinds[0], turn.knowledge.kinds):
        return None
    near = Query(kinds=query.kinds, places=one.sites[:1])
    result = search(near, turn.knowledge)
    there = tuple(match.enabler.id for match in result.matches[:_THERE_AT_MOST])
    if not one.sites or result.relaxed or not there:
        return None
    told = describe(turn.about(there, Query()))
    lead = turn.say("utter_in_the_same_place", name=one.name)
    return told and Reply(told.answer, f"{lead}\n{told.text}", told.memory)


def _asks_more(turn: Turn) -> bool:
    own = turn.intent in _OF_THEIR_OWN and turn.is_sure
    return own or bool(turn.reading.attributes or turn.reading.limits_asked)


def _said_of(turn: Turn, key: str, verdict: str) -> Reply | None:
    """Return yes or no, with what else is known of the one; None without a verdict."""
    if not verdict:
        return None
    told = describe(turn.about((key,), Query()))
    return Reply(told.answer, f"{verdict}\n{told.text}", told.memory) if told else None


def _at_the_end(turn: Turn, forms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the place that a message ends with, where a name has swallowed it."""
    if not turn.reading.enablers:
        return ()
    named = {
        form: key
        for key, place in turn.knowledge.places.items()
        for form in map(form_of, place.names)
        if form and forms[-len(form) :] == form
    }
    return (named[max(named, key=len)],) if named else ()


def _whereabouts(turn: Turn, enabler: Enabler, asked: str) -> str:
    """Return whether one is in a place, and where it is; "" where its places do not tell."""
    places, sites = turn.knowledge.places, enabler.all_sites
    abroad = [site for site in sites if places[site].type == _ABROAD]
    there = [site for site in sites if holds(asked, site, places)]
    if not sites or (places[asked].type == _ABROAD and abroad and not there):
        return ""
    values = {
        "name": enabler.name,
        "asked": places[asked].name_in(turn.language),
        "place": "; ".join(place_name(site, turn.knowledge, turn.language) for site in sites),
    }
    if there and asked == _FLANDERS and all(holds(_CAPITAL, site, places) for site in sites):
        return turn.say("utter_is_in_the_capital", **values)
    if there:
        everywhere = len(there) == len(sites)
        return turn.say("utter_is_there" if everywhere else "utter_is_there_too", **values)
    if places[asked].type in _WIDE:
        return turn.say("utter_is_elsewhere", **values)
    km = min(distance_km(places[site], places[asked]) for site in sites)
    return turn.say("utter_is_not_there", km=max(1, round(km)), **values)


def _whose(turn: Turn, enabler: Enabler, whole: str) -> str:
    """Return whether one belongs to another, by who runs it; "" where nobody is said to."""
    if not enabler.operator:
        return ""
    owner = turn.knowledge.enablers[whole]
    values = {"name": enabler.name, "operator": enabler.operator, "owner": owner.name}
    operators = set(form_of(enabler.operator))
    runs = any(operators.issuperset(form_of(name)) for name in owner.owner_names)
    if runs or parts_among(turn, (enabler.id,), (whole,)):
        return turn.say("utter_is_theirs", **values)
    spoken_of = speaks_of(owner.owner_names, enabler)
    return turn.say("utter_is_run_by" if spoken_of else "utter_is_not_theirs", **values)
