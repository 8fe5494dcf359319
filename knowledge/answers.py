"""The answers that need no list: one enabler, a comparison, a distance, a topic, the team."""

from __future__ import annotations

from itertools import combinations
from typing import Iterable, Sequence

from knowledge.answer import Answer, EnablerView, SourceView
from knowledge.covering import offers_meeting
from knowledge.evidence import answers_to, named_in, naming, speaking, telling_first
from knowledge.geography import distance_km
from knowledge.model import Enabler, Knowledge, Place, Statement
from knowledge.owners import parts_of
from knowledge.query import Query
from knowledge.question import Question, answering
from knowledge.search import Result
from knowledge.views import of_match, place_name, source_view, sources_of, view

PAGE = 5
# The four who made the welcome team, as the seed page names them.
TEAM_ID = "welcome-team"


def listed(result: Result, knowledge: Knowledge, start: int = 0, kind: str = "enablers") -> Answer:
    """Return a page of a search result, from the match number `start` on."""
    page = result.matches[start : start + PAGE]
    return Answer(
        kind=kind if result.matches or kind == "count" else "none",
        query=result.query,
        total=0 if result.relaxed and kind == "count" else len(result.matches),
        relaxed=result.relaxed,
        start=start,
        enablers=tuple(
            of_match(match, knowledge, result.query, alone=len(result.matches) == 1)
            for match in page
        ),
    )


def described(
    enablers: Sequence[Enabler],
    knowledge: Knowledge,
    query: Query,
    *,
    numbered: bool = False,
    question: Question | None = None,
) -> Answer:
    """Return what is known of one or more enablers; asked facilities narrow what is told.

    `numbered`: a number or a date answers what is asked. What comes nearest to the `question`, as
    it was written, is told first, where it asks for anything.
    """
    views = tuple(
        _description(enabler, knowledge, query, numbered, question) for enabler in enablers
    )
    return Answer(kind="enabler", query=query, total=len(views), enablers=views)


def offers_asked(enabler: Enabler, query: Query, knowledge: Knowledge) -> list[Statement]:
    """Return the offers of `enabler` that meet any facility of `query`, exact ones first."""
    found: list[Statement] = []
    for key in query.facilities:
        offers = offers_meeting(key, enabler, knowledge)
        found.extend(offer for offer in offers if offer not in found)
    return found


def _description(
    enabler: Enabler, knowledge: Knowledge, query: Query, numbered: bool, question: Question | None
) -> EnablerView:
    words = query.words
    said = enabler.statements
    if not question:
        said = speaking(enabler, words, knowledge) or named_in(enabler, words, knowledge)
    said = telling_first(said, words, knowledge, numbered=numbered, question=question)
    plainly = answering(question, enabler) if question else None
    told: tuple[Statement, ...] = (plainly,) if plainly else ()
    if question:
        told = (*told, *answers_to(question.said, enabler, knowledge))
    if query.facilities:
        reasons = offers_asked(enabler, query, knowledge)
        planned = bool(reasons) and all(getattr(reason, "planned", False) for reason in reasons)
        named = (s for key in query.facilities for s in naming(key, enabler, knowledge))
        first = telling_first(reasons, query.words, knowledge, question=question)
        reasons = list(dict.fromkeys((*told, *first, *said, *named)))
        return view(enabler, knowledge, reasons, planned=planned)
    everything = dict.fromkeys((*told, *said, *enabler.statements))
    return view(enabler, knowledge, tuple(everything))


def narrowed(ids: Sequence[str], knowledge: Knowledge, query: Query) -> tuple[str, ...]:
    """Return which of the named are meant: a part rather than the whole that runs it.

    "The technology transfer office of X" and "the incubator of X" mean the parts of X that are
    just that: the whole gives way to those that first offer a facility of `query`, or are of a
    kind of it.
    """
    parts = {key: parts_of(key, knowledge) for key in ids}
    wholes = [key for key in ids if parts[key].intersection(ids)]
    left = [key for key in ids if key not in wholes] or list(ids)
    if len(left) > 1:
        return tuple(left)
    meant = [knowledge.enablers[key] for key in sorted(parts[left[0]])]
    meant = [
        part
        for part in meant
        if part.kind in query.kinds
        or any(offer.what in query.facilities for offer in part.offers[:1])
    ]
    return tuple(part.id for part in meant) or tuple(left)


def compared(
    enablers: Sequence[Enabler],
    knowledge: Knowledge,
    query: Query,
    question: Question | None = None,
) -> Answer:
    """Return two to four enablers side by side, with the distances between them in `facts`.

    What each has that plainly answers the `question`, as it was written, comes first.
    """
    views = []
    for enabler in enablers:
        told = enabler.statements
        said = speaking(enabler, query.words, knowledge)
        asked = offers_asked(enabler, query, knowledge)
        plainly = answering(question, enabler) if question else None
        found = ((plainly,) if plainly else ()) + (*asked, *said)
        reasons = tuple(dict.fromkeys(found)) or enabler.offers or told
        views.append(view(enabler, knowledge, reasons))
    facts = []
    for one, other in combinations(enablers, 2):
        if one.sites and other.sites:
            km = distance_km(knowledge.places[one.sites[0]], knowledge.places[other.sites[0]])
            apart = f"{km:.0f}" if km >= 1 else "< 1"
            facts.append(f"{one.name} - {other.name}: {apart} km")
    return Answer(
        kind="comparison",
        query=query,
        total=len(views),
        enablers=tuple(views),
        facts=tuple(facts),
    )


def between(
    points: Sequence[Enabler | Place], knowledge: Knowledge, language: str = "en"
) -> Answer | None:
    """Return how far the first two points are apart as the crow flies; None without a site.

    `facts` holds their names, the places among them in `language`.
    """
    located = []
    for point in points[:2]:
        if isinstance(point, Place):
            located.append((point.name_in(language), point))
        elif point.sites:
            place = knowledge.places[point.sites[0]]
            name = f"{point.name} ({place_name(point.sites[0], knowledge, language)})"
            located.append((name, place))
    if len(located) < 2:
        return None
    km = distance_km(located[0][1], located[1][1])
    enablers = [point for point in points[:2] if isinstance(point, Enabler)]
    return Answer(
        kind="distance",
        total=len(enablers),
        enablers=tuple(view(enabler, knowledge, enabler.offers[:1]) for enabler in enablers),
        facts=(located[0][0], located[1][0]),
        distance_km=round(km, 1),
    )


def distances_to(
    points: Sequence[Enabler | Place], knowledge: Knowledge, language: str = "en"
) -> Answer | None:
    """Return how far each enabler is from the place that stands last, the nearest first.

    None without sites. `facts` holds the name of the place in `language`, each view its distance.
    """
    place = points[-1]
    assert isinstance(place, Place)
    measured = [
        (distance_km(knowledge.places[point.sites[0]], place), point)
        for point in points[:-1]
        if isinstance(point, Enabler) and point.sites
    ]
    if not measured:
        return None
    measured.sort(key=lambda pair: (round(pair[0], 1), pair[1].name.casefold()))
    views = tuple(
        view(point, knowledge, point.offers[:1], sites=point.sites[:1], distance_km=km)
        for km, point in measured
    )
    return Answer(
        kind="distance", total=len(views), enablers=views, facts=(place.name_in(language),)
    )


def told(topic_key: str, knowledge: Knowledge) -> Answer:
    """Return the story of a topic, with the enablers that play in it."""
    topic = knowledge.topics[topic_key]
    used = dict.fromkeys(key for statement in topic.story for key in statement.sources)
    return Answer(
        kind="topic",
        total=len(topic.enablers),
        facts=tuple(statement.text for statement in topic.story),
        sources=tuple(source_view(topic.sources[key]) for key in used),
        enablers=tuple(
            _brief(knowledge.enablers[enabler_id], knowledge) for enabler_id in topic.enablers
        ),
    )


def team(knowledge: Knowledge, *, founders: bool) -> Answer:
    """Return the welcome team; with `founders` the organisations that made it as well."""
    main = knowledge.enablers[TEAM_ID]
    ids = [TEAM_ID, *(key for key in main.related if founders)]
    enablers = [knowledge.enablers[key] for key in ids]
    # A successor is told under the old name's caveat.
    successors = {enabler.successor for enabler in enablers}
    enablers = [enabler for enabler in enablers if enabler.id not in successors]
    views = [view(main, knowledge, main.statements)]
    views += [_brief(enabler, knowledge) for enabler in enablers[1:]]
    return Answer(kind="team", total=len(views), enablers=tuple(views))


def team_link(knowledge: Knowledge) -> str:
    """Return where to reach the welcome team."""
    main = knowledge.enablers[TEAM_ID]
    return str(main.contact or main.website or "")


def all_sources(enablers: Iterable[Enabler]) -> tuple[SourceView, ...]:
    """Return every page that the named enablers rest on."""
    views = [
        source_view(source)
        for enabler in enablers
        for source in sources_of(enabler, enabler.statements)
    ]
    return tuple(dict.fromkeys(views))


def _brief(enabler: Enabler, knowledge: Knowledge) -> EnablerView:
    return view(enabler, knowledge, (enabler.offers or enabler.facts)[:1])
