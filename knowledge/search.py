"""The search: a Query in, ranked matches out. Every rule of what fits stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Mapping

from knowledge.answer import Relaxed
from knowledge.evidence import told_by, told_in
from knowledge.geography import holds, in_flanders, nearest_site
from knowledge.model import Enabler, Knowledge, Offer, Term
from knowledge.query import EVERYWHERE, Query


@dataclass(frozen=True)
class Match:
    """An enabler that fits. `offers` are those that met the asked facilities, best first.

    `specific` counts what of the question is met to the letter, and its words that are said of it.
    """

    enabler: Enabler
    offers: tuple[Offer, ...]
    specific: float
    planned: bool
    site: str | None
    distance_km: float | None

    @property
    def confirmed(self) -> bool:
        """Whether a page says that it is there and open."""
        return self.enabler.status != "unknown" and not self.planned


@dataclass(frozen=True)
class Result:
    """All matches in their stated order; `relaxed` names what had to be given up for them."""

    query: Query
    matches: tuple[Match, ...]
    relaxed: tuple[Relaxed, ...] = ()


def covering(key: str, terms: Mapping[str, Term]) -> frozenset[str]:
    """Return the keys that meet a need for `key`: itself and all that is part of it."""
    found = {key}
    grown = True
    while grown:
        more = {k for k, term in terms.items() if found.intersection(term.part_of)} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


def offers_meeting(key: str, enabler: Enabler, knowledge: Knowledge) -> list[Offer]:
    """Return the offers that meet a need for `key`: there before planned, to the letter first."""
    covers = covering(key, knowledge.facilities)
    offers = [offer for offer in enabler.offers if offer.what in covers]
    return sorted(offers, key=lambda offer: (offer.planned, offer.what != key))


def search(query: Query, knowledge: Knowledge) -> Result:
    """Return what fits `query` in full, or else the nearest with what was relaxed."""
    matches = _ranked(query, knowledge)
    if matches or query.is_empty:
        return Result(query, matches)
    found = (
        Result(query, matches, relaxed)
        for looser, relaxed in _looser(query, knowledge)
        if (matches := _ranked(looser, knowledge, near=query.places))
    )
    result = next(found, Result(query, ()))
    if [relaxed.field for relaxed in result.relaxed] == ["kinds"] and query.facilities:
        return _more_told(result, query, knowledge)
    return result


def _more_told(without_kind: Result, query: Query, knowledge: Knowledge) -> Result:
    """Return what is of the kind asked for but lacks the facility, where more is said of it.

    "A Japanese fund with an office" is a fund, and no office.
    """
    relaxed = Relaxed(field="facilities", asked=query.facilities)
    looser = query.copy(update={"facilities": (), "any_facility": False})
    of_kind = Result(query, _ranked(looser, knowledge), (relaxed,))
    told = [
        max((told_by(match.enabler, query.words, knowledge) for match in each.matches), default=0.0)
        for each in (without_kind, of_kind)
    ]
    return of_kind if told[1] > told[0] else without_kind


def _looser(query: Query, knowledge: Knowledge) -> Iterable[tuple[Query, tuple[Relaxed, ...]]]:
    """Yield ever looser queries: the field gives way first, then the place, the need last."""

    def without(*fields: str) -> tuple[Query, tuple[Relaxed, ...]]:
        changes: dict[str, object] = {name: () for name in fields}
        if "places" in fields:
            changes["radius_km"] = None
        relaxed = tuple(Relaxed(field=name, asked=getattr(query, name)) for name in fields)
        return query.copy(update=changes), relaxed

    need = [name for name in ("facilities", "kinds", "sectors") if getattr(query, name)]
    # A lab is a lab: that nobody tagged it with the sector weighs less than the way to it.
    spare: list[tuple[str, ...]] = [("sectors",)] if query.sectors and len(need) > 1 else []
    if query.places and need:
        spare += [("places",), *(("places", *names) for names in tuple(spare))]
    for names in spare:
        yield without(*names)
    if len(query.facilities) > 1:
        for names in ((), *spare):
            looser, relaxed = without(*names)
            some = Relaxed(field="facilities", asked=query.facilities)
            yield looser.copy(update={"any_facility": True}), (some, *relaxed)
    if query.kinds and len(need) > 1:
        for names in (("kinds",), *(("kinds", *names) for names in spare)):
            yield without(*names)
    if query.places and need:
        yield without(*need)


def _ranked(query: Query, knowledge: Knowledge, near: tuple[str, ...] = ()) -> tuple[Match, ...]:
    found = (_match(enabler, query, knowledge, near) for enabler in knowledge.enablers.values())
    return tuple(sorted((match for match in found if match), key=_rank))


def _rank(match: Match) -> tuple[object, ...]:
    """Confirmed, then places and services before neighbours, specific, near, then by name.

    What serves the field of who asks is more specific than what serves any, and so is what is told
    in the words of the question.
    """
    return (
        not match.confirmed,
        match.enabler.kind == "company",
        -match.specific,
        round(match.distance_km or 0.0, 1),
        match.enabler.name.casefold(),
        match.enabler.id,
    )


def _match(
    enabler: Enabler, query: Query, knowledge: Knowledge, near: tuple[str, ...]
) -> Match | None:
    if enabler.successor or _excluded(enabler, query, knowledge):
        return None
    if not _tagged(query.sectors, enabler.sectors, knowledge.sectors):
        return None
    if not _tagged(query.kinds, (enabler.kind,), knowledge.kinds):
        return None
    size = query.larger_than_m2
    if size is not None and enabler.size.get("total_m2", 0) <= size:
        return None
    fit = _offers_for(enabler, query, knowledge)
    if fit is None:
        return None
    offers, exact = fit
    exact += sum(sector in enabler.sectors for sector in (*query.sectors, *query.for_sectors))
    site = _site_for(enabler, query, knowledge)
    if query.places and site is None:
        return None
    if not query.places and not in_flanders(enabler, knowledge.places):
        return None
    main_site = site[0] if site else enabler.sites[0] if enabler.sites else None
    distance = site[1] if site else None
    if near and enabler.sites:
        nearest = nearest_site(enabler, near, knowledge.places)
        assert nearest is not None
        main_site, distance = nearest
    elif near:
        distance = float("inf")
    planned = bool(offers) and all(offer.planned for offer in offers)
    # Where nothing is in the place asked for, the way there tells what comes closest.
    specific = exact + (0.0 if near else _said(enabler, offers, query.words, knowledge))
    return Match(enabler, offers, specific, planned, main_site, distance)


def _said(
    enabler: Enabler, offers: tuple[Offer, ...], words: tuple[str, ...], knowledge: Knowledge
) -> float:
    """Return how much of the question is said of an enabler, and again how much of what it offers.

    In halves of a word, so that a common word more does not outweigh the way to a place.
    """
    if not words:
        return 0.0
    best = max((told_in(offer, words, knowledge) for offer in offers), default=0.0)
    return round(told_by(enabler, words, knowledge) + best) / 2


def _excluded(enabler: Enabler, query: Query, knowledge: Knowledge) -> bool:
    without = query.without
    return (
        enabler.id in without.get("enablers", ())
        or any(enabler.kind in covering(kind, knowledge.kinds) for kind in without.get("kinds", ()))
        or any(
            not covering(sector, knowledge.sectors).isdisjoint(enabler.sectors)
            for sector in without.get("sectors", ())
        )
        or any(
            offer.what in covering(facility, knowledge.facilities)
            for facility in without.get("facilities", ())
            for offer in enabler.offers
        )
        or any(
            all(holds(place, site, knowledge.places) for site in enabler.sites)
            for place in without.get("places", ())
            if enabler.sites
        )
    )


def _tagged(asked: tuple[str, ...], has: tuple[str, ...], terms: Mapping[str, Term]) -> bool:
    return not asked or any(not covering(key, terms).isdisjoint(has) for key in asked)


def _offers_for(
    enabler: Enabler, query: Query, knowledge: Knowledge
) -> tuple[tuple[Offer, ...], int] | None:
    """Return the offers that meet the asked facilities, and how many are met to the letter."""
    if not query.facilities:
        return (), 0
    if enabler.kind == "company":
        return None
    found: list[Offer] = []
    met = exact = 0
    for key in query.facilities:
        offers = offers_meeting(key, enabler, knowledge)
        if offers:
            met += 1
            exact += any(offer.what == key and not offer.planned for offer in offers)
            found.extend(offer for offer in offers if offer not in found)
    enough = met > 0 if query.any_facility else met == len(query.facilities)
    return (tuple(found), exact) if enough else None


def _site_for(
    enabler: Enabler, query: Query, knowledge: Knowledge
) -> tuple[str, float | None] | None:
    """Return the site that lies where it is asked, with its distance when a radius counts."""
    places = knowledge.places
    excluded = query.without.get("places", ())
    sites = [
        site for site in enabler.sites if not any(holds(place, site, places) for place in excluded)
    ]
    if not query.places:
        return (sites[0], None) if sites else None
    if not enabler.sites:
        whole = EVERYWHERE.intersection(query.places)
        return ("", None) if whole else None
    for site in sites:
        if query.radius_km is None and any(holds(key, site, places) for key in query.places):
            return site, None
    if query.radius_km is None:
        return None
    near = nearest_site(enabler.copy(update={"sites": tuple(sites)}), query.places, places)
    if near is None:
        return None
    inside = any(holds(key, near[0], places) for key in query.places)
    return near if near[1] <= query.radius_km or inside else None
