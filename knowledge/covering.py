"""What meets a need: what covers a key of the vocabulary, who offers it, and who lets rooms."""

from __future__ import annotations

from functools import lru_cache
from typing import Iterable, Mapping, Sequence

from knowledge.model import Enabler, Knowledge, Offer, Term

# The kind of all places to move into.
SETTLEMENT = "settlement"


def covering(key: str, terms: Mapping[str, Term]) -> frozenset[str]:
    """Return the keys that meet a need for `key`: itself and all that is part of it."""
    found = {key}
    grown = True
    while grown:
        more = {k for k, term in terms.items() if not found.isdisjoint(term.part_of)} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


@lru_cache(maxsize=2_000)
def covered(section: str, key: str, knowledge: Knowledge) -> frozenset[str]:
    """Return the keys that meet a need for `key` of a section: facilities, sectors or kinds."""
    return covering(key, getattr(knowledge, section))


def offers_meeting(key: str, enabler: Enabler, knowledge: Knowledge) -> list[Offer]:
    """Return the offers that meet a need for `key`: there before planned, to the letter first."""
    covers = covered("facilities", key, knowledge)
    offers = [offer for offer in enabler.offers if offer.what in covers]
    return sorted(offers, key=lambda offer: (offer.planned, offer.what != key))


def is_of_kinds(enabler: Enabler, kinds: Iterable[str], knowledge: Knowledge) -> bool:
    """Tell whether an enabler is of one of `kinds`, or of one that is part of it."""
    return any(enabler.kind in covered("kinds", kind, knowledge) for kind in kinds)


def settles(kinds: Sequence[str], knowledge: Knowledge) -> bool:
    """Tell whether one of the kinds is a place to settle."""
    return not covered("kinds", SETTLEMENT, knowledge).isdisjoint(kinds)


@lru_cache(maxsize=500)
def is_service(key: str, knowledge: Knowledge) -> bool:
    """Tell whether a facility is mostly had from others than those who let premises."""
    offering = [e for e in knowledge.enablers.values() if offers_meeting(key, e, knowledge)]
    letting = [e for e in offering if settles((e.kind,), knowledge)]
    return 2 * len(letting) < len(offering)
