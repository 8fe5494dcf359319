"""From matches and records to the plain views that an Answer carries."""

from __future__ import annotations

from typing import Iterable, Sequence

from knowledge.answer import EnablerView, ShownStatus, SourceView
from knowledge.evidence import answers_to, question_of, speaking, telling_first, told_in
from knowledge.model import Enabler, Knowledge, Place, Source, Statement
from knowledge.query import Query
from knowledge.question import answering
from knowledge.search import Match

# A card says why in a glance; all the rest is in the description of the one enabler.
WHY_AT_MOST = 2
# Where is what has no site: all over the region.
_REGION = "flanders"
_BETWEEN_SITES = "; "


def place_name(key: str, knowledge: Knowledge, language: str = "en") -> str:
    """Return how to write a place: a part of a town with the town it is part of."""
    place = knowledge.places[key]
    name = place.name_in(language)
    if place.type == "part" and place.within:
        return f"{name}, {knowledge.places[place.within].name_in(language)}"
    return name


def of_match(
    match: Match, knowledge: Knowledge, query: Query, *, alone: bool = False
) -> EnablerView:
    """Return a match as it is shown in a list: the offers that fit say why.

    Those come first that come nearest to what the `query` says in words; where another statement
    answers it, or says what none of them does, it stands beside. Of one that is found `alone`,
    what answers each clause of the question is told too.
    """
    enabler = match.enabler
    told = answers_to(query.said, enabler, knowledge) if alone else ()
    placed = match.offers and all(offer.sites for offer in match.offers)
    return view(
        enabler,
        knowledge,
        (*dict.fromkeys((*_reasons(match, query, knowledge), *told)),),
        site=match.site,
        sites=match.sites if placed or match.distance_km is not None else (),
        planned=match.planned,
        distance_km=match.distance_km,
    )


def _reasons(match: Match, query: Query, knowledge: Knowledge) -> list[Statement]:
    enabler, words = match.enabler, query.words
    question = question_of(query, knowledge)
    fitting: Sequence[Statement] = match.offers or enabler.offers or enabler.facts
    reasons = list(telling_first(fitting, words, knowledge, question=question)[:WHY_AT_MOST])
    plainly = answering(question, enabler) if question else None
    best = max(told_in(reason, words, knowledge) for reason in reasons)
    said = speaking(enabler, words, knowledge)[:1]
    told = [each for each in said if told_in(each, words, knowledge) > best]
    beside = [each for each in (*((plainly,) if plainly else ()), *told) if each not in reasons]
    reasons[WHY_AT_MOST - 1 :] = beside[:1] or reasons[WHY_AT_MOST - 1 :]
    return reasons


def view(
    enabler: Enabler,
    knowledge: Knowledge,
    reasons: Sequence[Statement],
    *,
    site: str | None = None,
    sites: Sequence[str] = (),
    planned: bool = False,
    distance_km: float | None = None,
) -> EnablerView:
    """Return an enabler as shown, with the pages behind `reasons` as its sources.

    It is shown at `site` on a map, its main one if none is given, and said to be in `sites`, all
    that it has if none are given.
    """
    site = site or (enabler.sites[0] if enabler.sites else None)
    places = [place_name(key, knowledge) for key in sites or enabler.sites or (_REGION,)]
    sources = sources_of(enabler, reasons)
    known = distance_km is not None and distance_km != float("inf")
    status: ShownStatus = "planned" if planned else enabler.status
    return EnablerView(
        id=enabler.id,
        name=enabler.name,
        kind=enabler.kind,
        place=_BETWEEN_SITES.join(places),
        lat=knowledge.places[site].lat if site else None,
        lon=knowledge.places[site].lon if site else None,
        since=enabler.size.get("year_founded"),
        size_m2=enabler.size.get("total_m2"),
        beds=enabler.size.get("beds"),
        staff=enabler.size.get("staff"),
        distance_km=round(distance_km, 1) if known and distance_km is not None else None,
        why=tuple(reason.text for reason in reasons),
        status=status,
        as_of=latest_date(sources),
        website=enabler.link,
        contact=str(enabler.contact or ""),
        map=map_link(knowledge.places[site]) if site else "",
        former_names=enabler.former_names,
        caveat=enabler.caveat or "",
        sources=tuple(source_view(source) for source in sources),
    )


def with_reasons(
    shown: EnablerView, enabler: Enabler, told: Iterable[Statement], at_most: int
) -> EnablerView:
    """Return a view of `enabler` that says what is `told` too, as long as that is `at_most`."""
    said = [each for each in enabler.statements if each.text in shown.why]
    more = [each for each in told if each not in said][: max(0, at_most - len(shown.why))]
    sources = sources_of(enabler, (*said, *more))
    changes = {
        "why": (*shown.why, *(each.text for each in more)),
        "as_of": latest_date(sources),
        "sources": tuple(source_view(source) for source in sources),
    }
    return shown.copy(update=changes) if more else shown


def places_in(view: EnablerView, knowledge: Knowledge, language: str) -> str:
    """Return the place or places of a view, written in English or in `language`, in `language`."""
    sites = knowledge.enablers[view.id].all_sites or (_REGION,)
    written = {place_name(site, knowledge): place_name(site, knowledge, language) for site in sites}
    places = view.place.split(_BETWEEN_SITES)
    return _BETWEEN_SITES.join(written.get(place, place) for place in places)


def sources_of(enabler: Enabler, statements: Iterable[Statement]) -> list[Source]:
    """Return the sources of `statements` in their order, each once; newest date first."""
    keys = list(dict.fromkeys(key for statement in statements for key in statement.sources))
    sources = [enabler.sources[key] for key in keys]
    return sorted(sources, key=lambda source: -(source.year or 0))


def source_view(source: Source) -> SourceView:
    """Return a source as shown: who published what, and when."""
    title = source.title
    if source.publisher not in title:
        title = f"{source.publisher}: {title}"
    return SourceView(title=title, url=str(source.url), date=source.date)


def latest_date(sources: Sequence[Source]) -> str:
    """Return the date of the newest source, or "undated"."""
    dated = [source for source in sources if source.year]
    if not dated:
        return "undated"
    return max(dated, key=lambda source: (source.year or 0, source.date)).date


def map_link(place: Place) -> str:
    """Return a link to the place on OpenStreetMap (postal-area centre, no address)."""
    lat, lon = f"{place.lat:.4f}", f"{place.lon:.4f}"
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=14/{lat}/{lon}"
