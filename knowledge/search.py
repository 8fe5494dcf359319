"""The search: a Query in, ranked matches out. Every rule of what fits stands here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Callable, Iterable, Sequence

from knowledge.answer import Relaxed
from knowledge.covering import covered, is_of_kinds, offers_meeting, settles
from knowledge.evidence import nearest, told_by, told_in
from knowledge.geography import holds
from knowledge.model import Enabler, Knowledge, Offer
from knowledge.owners import run_by_kinds
from knowledge.query import Query
from knowledge.sites import Spot, is_named_for, offered_at, where_asked, where_met
from knowledge.sought import PLAINLY, sought
from knowledge.text import form_of

_MEASURE = "agency"
# What comes as near as can be to the meaning of the question counts as so many of its rarest words.
_NEAR, _SOUGHT = 2.0, 1.0
# Who is looked for so much more plainly than the first comes before him, whatever keys both meet.
_AHEAD = 1.5
# So many facilities are a list of wishes.
_WISHES = 3


@dataclass(frozen=True)
class Match:
    """An enabler that fits. `offers` are those that met the asked facilities, best first.

    `specific` counts what of the question is met to the letter, and its words that are said of it;
    `met`, how many of its facilities. `lets` is False for who has rooms asked for and lets none.
    `sites` are where it fits, the one at `distance_km` first; () is all over the region.
    """

    enabler: Enabler
    offers: tuple[Offer, ...]
    specific: float
    met: int
    lets: bool
    planned: bool
    sites: tuple[str, ...]
    distance_km: float | None

    @property
    def site(self) -> str | None:
        """The site to show on a map."""
        return self.sites[0] if self.sites else None

    @property
    def confirmed(self) -> bool:
        """Whether a page says that it is there and open."""
        return self.enabler.status != "unknown" and not self.planned


@dataclass(frozen=True)
class _Met:
    """How an enabler meets an asked facility: the offers where it is asked, and their sites."""

    offers: tuple[Offer, ...]
    exact: bool
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Result:
    """All matches in their stated order; `relaxed` names what had to be given up for them."""

    query: Query
    matches: tuple[Match, ...]
    relaxed: tuple[Relaxed, ...] = ()


def search(query: Query, knowledge: Knowledge) -> Result:
    """Return what fits `query` in full, or else the nearest with what was relaxed."""
    return (_by_words if query.words or query.said else _by_keys)(query, knowledge)


def _search(query: Query, knowledge: Knowledge) -> Result:
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


# Few only in words: what visitors write is not kept.
_by_words, _by_keys = lru_cache(maxsize=8)(_search), lru_cache(maxsize=256)(_search)


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

    if wider := _wider(query, knowledge):
        # Who asks for what nobody has is shown the next to it: class 3 labs for a class 4 lab.
        given_up = Relaxed(field="facilities", asked=query.facilities)
        for looser, more in ((wider, ()), *_looser(wider, knowledge)):
            yield looser, (given_up, *more)
    if len(query.facilities) >= _WISHES and query.places:
        # Of a list of wishes, most in the place come before all of them elsewhere.
        given_up = Relaxed(field="facilities", asked=query.facilities)
        yield query.copy(update={"any_facility": True}), (given_up,)
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


def is_of_nobody(facility: str, knowledge: Knowledge) -> bool:
    """Tell whether nobody offers a facility, to the letter or by more."""
    return not any(offers_meeting(facility, e, knowledge) for e in knowledge.enablers.values())


def _wider(query: Query, knowledge: Knowledge) -> Query | None:
    """Return the query for what its facility is part of, where nobody has that; None else."""
    if len(query.facilities) != 1 or not is_of_nobody(query.facilities[0], knowledge):
        return None
    wholes = tuple(knowledge.facilities[query.facilities[0]].part_of)
    wider: Query = query.copy(update={"facilities": wholes, "any_facility": True})
    return wider if wholes else None


def _ranked(query: Query, knowledge: Knowledge, near: tuple[str, ...] = ()) -> tuple[Match, ...]:
    found = (_match(enabler, query, knowledge, near) for enabler in knowledge.enablers.values())
    ranked = sorted((match for match in found if match), key=_rank)
    return tuple(_with_the_plainest(ranked, query, knowledge))


def _with_the_plainest(ranked: list[Match], query: Query, knowledge: Knowledge) -> list[Match]:
    """Return `ranked` with the one first that the question looks for far rather, if one is.

    "A scanner of 7 tesla" is only planned, and yet no other is meant.
    """
    if len(ranked) < 2 or query.nearest or not words_beside(query, knowledge):
        return ranked
    plainly = sought(_said_in_full(query), knowledge)
    best = max(ranked, key=lambda match: plainly[match.enabler.id])
    ahead = plainly[best.enabler.id] - plainly[ranked[0].enabler.id]
    if ahead < _AHEAD or plainly[best.enabler.id] < PLAINLY:
        return ranked
    return [best, *(match for match in ranked if match is not best)]


def _said_in_full(query: Query) -> str:
    return query.said or " ".join(query.words)


def _rank(match: Match) -> tuple[object, ...]:
    """Confirmed, then places and services before neighbours, most met, specific, near, by name.

    Who offers nothing (any more) comes behind who does.

    What serves the field of who asks is more specific than what serves any, and so is what is told
    in the words of the question.
    """
    return (
        not match.confirmed,
        match.enabler.kind == "company",
        not match.enabler.offers,
        -match.met,
        not match.lets,
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
    if query.among and enabler.id not in query.among:
        return None
    if not _tagged("sectors", query.sectors, enabler.sectors, knowledge):
        return None
    if query.kinds and not any(_is_asked(enabler, kind, query, knowledge) for kind in query.kinds):
        return None
    size = query.larger_than_m2
    if size is not None and enabler.size.get("total_m2", 0) <= size:
        return None
    # A radius counts from the town itself: a hospital named for it is not 0 km away.
    if query.radius_km is None and is_named_for(enabler, query.places, knowledge.places):
        query = query.copy(update={"places": (*query.places, *enabler.sites)})
    needs = _needs_met(enabler, query, knowledge, near)
    if not needs:
        return None
    offers = tuple(dict.fromkeys(offer for need in needs for offer in need.offers))
    exact = sum(need.exact for need in needs)
    exact += sum(sector in enabler.sectors for sector in (*query.sectors, *query.for_sectors))
    planned = bool(offers) and all(offer.planned for offer in offers)
    # Where nothing is in the place asked for, the way there tells what comes closest.
    specific = exact + (0.0 if near or query.nearest else _said(enabler, offers, query, knowledge))
    spots = where_met([need.spots for need in needs], query, knowledge.places)
    sites = tuple(spot.site for spot in spots if spot.site)
    rooms = bool(query.facilities) and all(knowledge.facilities[f].rooms for f in query.facilities)
    lets = not rooms or settles((enabler.kind,), knowledge)
    away = spots[0].distance_km
    return Match(enabler, offers, specific, len(needs), lets, planned, sites, away)


def _said(enabler: Enabler, offers: tuple[Offer, ...], query: Query, knowledge: Knowledge) -> float:
    """Return how much of the question is said of an enabler, and again how much of what it offers.

    In halves of a word where it only names what it asks for, so that a common word more does not
    outweigh the way to a place; in quarters where it says more.
    """
    words = query.words
    if not words:
        return 0.0
    best = max((told_in(offer, words, knowledge) for offer in offers), default=0.0)
    said = enabler.statements
    told = told_by(enabler, words, knowledge) + best
    # One word says no more by its meaning than by its letters.
    near = sum(nearest(words, each, knowledge) for each in (said, offers)) if words[1:] else 0.0
    if not words[1:] or not words_beside(query, knowledge):
        return round(told + _NEAR * near) / 2
    plainly = sought(_said_in_full(query), knowledge)[enabler.id]
    return round(2 * (told + _NEAR * near + _SOUGHT * plainly)) / 4


def words_beside(query: Query, knowledge: Knowledge) -> tuple[str, ...]:
    """Return the telling words of a question but those for what it asks: "lab space near Ghent"."""
    asked = _words_for(query.facilities, query.kinds, query.sectors, knowledge)
    return tuple(word for word in query.words if word not in asked)


@lru_cache(maxsize=64)
def _words_for(
    facilities: tuple[str, ...],
    kinds: tuple[str, ...],
    sectors: tuple[str, ...],
    knowledge: Knowledge,
) -> frozenset[str]:
    """Return all words for these, worked out once for all who are looked at."""
    terms = [
        *(knowledge.facilities[key] for key in facilities),
        *(knowledge.kinds[key] for key in kinds),
        *(knowledge.sectors[key] for key in sectors),
    ]
    phrases = (phrase for term in terms for words in term.words.values() for phrase in words)
    return frozenset(word for phrase in phrases for word in form_of(phrase))


def _excluded(enabler: Enabler, query: Query, knowledge: Knowledge) -> bool:
    without = query.without
    return (
        enabler.id in without.get("enablers", ())
        or is_named_for(enabler, without.get("places", ()), knowledge.places)
        or (not query.facilities and _is_seated_in(enabler, without.get("places", ()), knowledge))
        or any(_is_of_kind(enabler, kind, knowledge) for kind in without.get("kinds", ()))
        or any(
            not covered("sectors", sector, knowledge).isdisjoint(enabler.sectors)
            for sector in without.get("sectors", ())
        )
        or any(
            offer.what in covered("facilities", facility, knowledge)
            for facility in without.get("facilities", ())
            for offer in enabler.offers
            if where_asked(offered_at(offer, enabler), query, knowledge.places)
        )
    )


def _is_asked(enabler: Enabler, kind: str, query: Query, knowledge: Knowledge) -> bool:
    """Tell whether an enabler is of a kind asked for, or has the need and is run by such a one.

    "A hospital that doses volunteers" does so in a unit of its own.
    """
    if query.with_units and query.facilities:
        return _is_of_kind(enabler, kind, knowledge)
    return is_of_kinds(enabler, (kind,), knowledge)


def _is_of_kind(enabler: Enabler, kind: str, knowledge: Knowledge) -> bool:
    """Tell whether an enabler is of a kind, or run by one that is: "not the hospital ones"."""
    run_by_such = run_by_kinds(covered("kinds", kind, knowledge), knowledge)
    return is_of_kinds(enabler, (kind,), knowledge) or enabler.id in run_by_such


def _is_seated_in(enabler: Enabler, places: Iterable[str], knowledge: Knowledge) -> bool:
    """Tell whether the main site of an enabler lies in one of `places`."""
    seats = enabler.sites[:1]
    return any(holds(place, seat, knowledge.places) for place in places for seat in seats)


def _tagged(
    section: str, asked: tuple[str, ...], has: tuple[str, ...], knowledge: Knowledge
) -> bool:
    return not asked or any(not covered(section, key, knowledge).isdisjoint(has) for key in asked)


def _needs_met(
    enabler: Enabler, query: Query, knowledge: Knowledge, near: tuple[str, ...]
) -> list[_Met]:
    """Return how each asked facility is met where it is asked; none when that is not enough.

    Without facilities to ask for, the enabler itself must be there.
    """

    def spots(sites: Sequence[str]) -> tuple[Spot, ...]:
        return where_asked(sites, query, knowledge.places, near)

    if enabler.kind == _MEASURE and not enabler.sites and query.facilities:
        # A grant or a permit of the whole region is had in each of its towns.
        query = query.copy(update={"places": (), "radius_km": None})
    if not query.facilities:
        here = spots(enabler.sites)
        return [_Met((), False, here)] if here else []
    if enabler.kind == "company":
        return []
    met = []
    for key in query.facilities:
        offers = [
            offer
            for offer in offers_meeting(key, enabler, knowledge)
            if spots(offered_at(offer, enabler))
        ]
        offers = offers or _given(key, enabler, knowledge, spots)
        there = [offer for offer in offers if not offer.planned]
        sites = dict.fromkeys(s for o in there or offers for s in offered_at(o, enabler))
        if offers:
            exact = any(offer.what == key for offer in there)
            met.append(_Met(tuple(offers), exact, spots(tuple(sites))))
    enough = met if query.any_facility else len(met) == len(query.facilities)
    return met if enough else []


def _given(
    key: str,
    enabler: Enabler,
    knowledge: Knowledge,
    spots: Callable[[Sequence[str]], tuple[Spot, ...]],
) -> list[Offer]:
    """Return the offers that stand for a facility that all of this kind have."""
    kind = knowledge.kinds.get(enabler.kind)
    given = kind is not None and not covered("facilities", key, knowledge).isdisjoint(kind.gives)
    return [offer for offer in enabler.offers if given and spots(offered_at(offer, enabler))]
