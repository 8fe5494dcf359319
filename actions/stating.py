"""Whether an enabler has what is asked: a yes only for the place that is asked."""

from __future__ import annotations

from typing import Sequence

from actions.wording import Say, places_in_words
from knowledge.answer import Answer, EnablerView
from knowledge.covering import offers_meeting
from knowledge.evidence import naming
from knowledge.model import Enabler, Knowledge, Offer
from knowledge.query import Query
from knowledge.sites import offered_at, where_asked
from knowledge.text import normalise
from knowledge.views import place_name


def yes_or_not_stated(
    view: EnablerView, answer: Answer, knowledge: Knowledge, say: Say, language: str
) -> str:
    """Return for each facility asked whether it is stated there, or where it is instead.

    No yes is said to a number that none of its texts has: "a fermenter of 50 m³?".
    """
    enabler, query = knowledge.enablers[view.id], answer.query
    numbers = {word for word in normalise(query.said) if word.isdigit()}
    said = []
    for key in query.facilities:
        label = knowledge.facilities[key].label[language]
        offers = offers_meeting(key, enabler, knowledge)
        there = [offer for offer in offers if _is_there(offer, enabler, query, knowledge)]
        if not offers and naming(key, enabler, knowledge):
            # Its texts speak of one, told below: "not stated" would deny it.
            continue
        if not offers:
            said.append(say("utter_not_stated", facility=label, name=view.name))
            continue
        if not there:
            sites = _named_sites(offers, enabler, knowledge, language)
            asked = places_in_words(query, knowledge, say, language)
            said.append(say("utter_elsewhere", facility=label, asked=asked, place=sites))
        if all(offer.planned for offer in there or offers):
            said.append(say("utter_only_planned", facility=label))
        elif there and all(offer.what != key for offer in there):
            said.append(say("utter_yes_covered", facility=label))
        elif there and not _denied(numbers, there):
            said.append(say("utter_yes", facility=label))
    return " ".join(said)


def _denied(numbers: set[str], offers: Sequence[Offer]) -> bool:
    """Tell whether numbers are asked for where the offers have others."""
    forms = [form for offer in offers for form in normalise(offer.text)]
    held = {form for form in forms if form.isdigit()}
    return bool(numbers and held) and numbers.isdisjoint(held)


def _is_there(offer: Offer, enabler: Enabler, query: Query, knowledge: Knowledge) -> bool:
    """Tell whether an offer can be had in the places of a query; what serves the region can."""
    sites = offered_at(offer, enabler)
    return not (query.places and sites) or bool(where_asked(sites, query, knowledge.places))


def _named_sites(
    offers: Sequence[Offer], enabler: Enabler, knowledge: Knowledge, language: str
) -> str:
    """Return where offers can be had, those that are only planned left out beside others."""
    there = [offer for offer in offers if not offer.planned] or offers
    sites = dict.fromkeys(site for offer in there for site in offered_at(offer, enabler))
    return "; ".join(place_name(site, knowledge, language) for site in sites)
