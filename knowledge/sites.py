"""Where what is asked can be had: at which sites of an enabler, and how far off."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Iterable, Mapping, Sequence

from knowledge.geography import distance_km, holds
from knowledge.model import Enabler, Offer, Place
from knowledge.query import EVERYWHERE, Query
from knowledge.text import form_of

# Who names no place looks in the region that we are asked about.
_ANYWHERE = ("flanders",)


@dataclass(frozen=True)
class Spot:
    """A site that lies where it is asked, and its distance in km where a distance counts.

    `site` is None for what is had all over the region; that is infinitely far from any town.
    """

    site: str | None
    distance_km: float | None = None


def offered_at(offer: Offer, enabler: Enabler) -> tuple[str, ...]:
    """Return the sites where an offer can be had; () is all over the region."""
    return offer.sites or enabler.sites


def is_named_for(enabler: Enabler, asked: Iterable[str], places: Mapping[str, Place]) -> bool:
    """Tell whether the only site of an enabler lies by a town asked for that is in its name.

    Antwerp University Hospital stands in Edegem, and is looked for in Antwerp.
    """
    if len(enabler.sites) != 1:
        return False
    name = form_of(enabler.name)
    return any(
        form in name
        for key in asked
        if places[key].type == "municipality"
        for written in places[key].names
        for form in form_of(written)[:1]
    )


def where_asked(
    sites: Sequence[str], query: Query, places: Mapping[str, Place], near: Sequence[str] = ()
) -> tuple[Spot, ...]:
    """Return those of `sites` that lie where `query` asks, in their order or the nearest first.

    A distance counts from the places of a query with a radius, and from those of `near`.
    """
    if not sites:
        everywhere = not query.places or EVERYWHERE.intersection(query.places)
        return (Spot(None, inf if near else None),) if everywhere else ()
    asked = near or (query.places if query.radius_km is not None else ())
    # From the whole region nothing is far.
    targets = [key for key in asked if key not in EVERYWHERE]
    excluded = query.without.get("places", ())
    found = []
    for site in sites:
        km = min((distance_km(places[site], places[key]) for key in targets), default=None)
        close = km is not None and query.radius_km is not None and km <= query.radius_km
        inside = close or _in_any(query.places or _ANYWHERE, site, places)
        if inside and not _in_any(excluded, site, places):
            found.append(Spot(site, km))
    return tuple(sorted(found, key=_far))


def where_met(
    needs: Sequence[Sequence[Spot]], query: Query, places: Mapping[str, Place]
) -> tuple[Spot, ...]:
    """Return where an enabler meets all needs, from the spots of each; the first is to be shown.

    Those that meet all of them at once, if there are any; where a distance counts, the nearest of
    these. Else the nearest of each need: the farthest leads, as one must go there too, unless one
    need is enough.
    """
    if not query.any_facility:
        at_once = [
            spot
            for spot in dict.fromkeys(spot for spots in needs for spot in spots)
            if all(any(_reaches(other, spot, places) for other in spots) for spots in needs)
        ]
        if at_once:
            at_once.sort(key=_far)
            return tuple(at_once[:1] if at_once[0].distance_km is not None else at_once)
    nearest = dict.fromkeys(spots[0] for spots in needs)
    return tuple(sorted(nearest, key=_far, reverse=not query.any_facility))


def _far(spot: Spot) -> float:
    return spot.distance_km or 0.0


def _in_any(outer: Iterable[str], site: str, places: Mapping[str, Place]) -> bool:
    return any(holds(key, site, places) for key in outer)


def _reaches(town: Spot, part: Spot, places: Mapping[str, Place]) -> bool:
    """Tell whether what is had somewhere in a town is had in a part of it too."""
    if town.site is None or part.site is None:
        return town.site == part.site
    return holds(town.site, part.site, places)
