"""What fits, in which order, and what is said to be relaxed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.covering import covering
from knowledge.geography import holds
from knowledge.loading import DATA
from knowledge.model import Enabler, Knowledge
from knowledge.query import Query
from knowledge.search import Match, search
from knowledge.sites import is_named_for
from knowledge.store import store_of

_KNOWLEDGE = store_of(DATA).current()


def _ids(query: Query, knowledge: Knowledge) -> list[str]:
    return [match.enabler.id for match in search(query, knowledge).matches]


def queries() -> st.SearchStrategy[Query]:
    def some(keys: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(keys), max_size=2, unique=True).map(tuple)

    towns = sorted({site for e in _KNOWLEDGE.enablers.values() for site in e.sites})
    return st.builds(
        Query,
        facilities=some(sorted(_KNOWLEDGE.facilities)),
        places=some(towns),
        sectors=some(sorted(_KNOWLEDGE.sectors)),
        kinds=some(sorted(_KNOWLEDGE.kinds)),
        radius_km=st.one_of(st.none(), st.sampled_from([5.0, 25.0, 60.0])),
    )


def _is_of_the_region(match: Match) -> bool:
    return match.enabler.kind == "agency" and not match.enabler.sites


@settings(max_examples=150, deadline=None)
@given(queries())
def test_a_full_match_meets_every_constraint(query: Query) -> None:
    result = search(query, _KNOWLEDGE)
    if result.relaxed:
        return
    for match in result.matches:
        enabler = match.enabler
        what = {offer.what for offer in enabler.offers}
        what |= set(_KNOWLEDGE.kinds[enabler.kind].gives)
        assert all(covering(key, _KNOWLEDGE.facilities) & what for key in query.facilities)
        if query.kinds:
            assert any(enabler.kind in covering(k, _KNOWLEDGE.kinds) for k in query.kinds)
        if query.sectors:
            assert any(
                covering(key, _KNOWLEDGE.sectors) & set(enabler.sectors) for key in query.sectors
            )
        if query.places and query.radius_km is None:
            assert (
                any(
                    holds(place, site, _KNOWLEDGE.places)
                    for place in query.places
                    for site in enabler.sites
                )
                or is_named_for(enabler, query.places, _KNOWLEDGE.places)
                or _is_of_the_region(match)
            )
        if query.radius_km and match.distance_km is not None:
            inside = any(holds(p, match.site, _KNOWLEDGE.places) for p in query.places)  # type: ignore[arg-type]
            assert inside or match.distance_km <= query.radius_km


@settings(max_examples=60, deadline=None)
@given(queries())
def test_the_same_question_gets_the_same_order(query: Query) -> None:
    assert _ids(query, _KNOWLEDGE) == _ids(query, _KNOWLEDGE)


@settings(max_examples=60, deadline=None)
@given(queries())
def test_unconfirmed_ones_never_stand_before_confirmed_ones(query: Query) -> None:
    confirmed = [match.confirmed for match in search(query, _KNOWLEDGE).matches]
    assert confirmed == sorted(confirmed, reverse=True)


def test_class_3_covers_a_need_for_class_2(knowledge: Knowledge) -> None:
    found = _ids(Query(facilities=("bsl2",)), knowledge)
    assert "vib-bio-incubator-ghent" in found
    assert "itm-antwerp" in found


def test_class_2_does_not_cover_a_need_for_class_3(knowledge: Knowledge) -> None:
    assert "vib-bio-incubator-ghent" not in _ids(Query(facilities=("bsl3",)), knowledge)


def test_companies_are_never_facilities(knowledge: Knowledge) -> None:
    for key in knowledge.facilities:
        matches = search(Query(facilities=(key,)), knowledge).matches
        assert all(match.enabler.kind != "company" for match in matches)


def test_no_full_match_says_what_was_relaxed_and_how_far_it_is(knowledge: Knowledge) -> None:
    result = search(Query(kinds=("university",), places=("kortrijk",)), knowledge)
    assert [relaxed.field for relaxed in result.relaxed] == ["places"]
    distances = [match.distance_km for match in result.matches]
    assert distances == sorted(distances)  # type: ignore[type-var]


def test_an_excluded_town_is_not_answered(knowledge: Knowledge) -> None:
    query = Query(kinds=("incubator",), without={"places": ("gent",)})
    matches = search(query, knowledge).matches
    assert matches
    assert not any(match.site and holds("gent", match.site, knowledge.places) for match in matches)


def test_what_is_named_for_an_excluded_town_goes_with_it(knowledge: Knowledge) -> None:
    """The Antwerp University Hospital stands in Edegem; its university is in Antwerp itself."""
    hospitals = Query(kinds=("academic_hospital",))
    assert "uza" in _ids(hospitals, knowledge)
    without = hospitals.copy(update={"without": {"places": ("antwerpen",)}})
    assert _ids(without, knowledge) == ["uz-brussel", "uz-gent", "uz-leuven"]


def test_an_excluded_town_leaves_what_its_neighbours_have(knowledge: Knowledge) -> None:
    query = Query(facilities=("biobank",), without={"places": ("antwerpen",)})
    assert {"bioresource-center-ghent", "hiruz"} <= set(_ids(query, knowledge))
    assert "biobank-antwerpen" not in _ids(query, knowledge)


def test_a_choice_is_kept_to_those_that_it_left(knowledge: Knowledge) -> None:
    chosen = ("uza", "uz-gent")
    assert set(_ids(Query(among=chosen), knowledge)) == set(chosen)
    assert _ids(Query(places=("gent",), among=chosen), knowledge) == ["uz-gent"]
    assert _ids(Query(places=("hasselt",), among=chosen), knowledge) == []


def test_a_choice_alone_asks_for_something() -> None:
    assert Query().is_empty
    assert not Query(among=("uza",)).is_empty


def test_a_merged_organisation_is_not_listed_beside_its_successor(knowledge: Knowledge) -> None:
    found = _ids(Query(kinds=("network",)), knowledge)
    assert "biovia" in found
    assert "flandersbio" not in found


def test_a_part_of_town_is_found_by_its_town(knowledge: Knowledge) -> None:
    assert "bioscape" in _ids(Query(places=("gent",)), knowledge)
    assert "bioscape" in _ids(Query(places=("zwijnaarde",)), knowledge)


def test_who_offers_nothing_comes_behind_who_does(knowledge: Knowledge) -> None:
    source = {"title": "About", "publisher": "House", "url": "https://example.org", "date": "2024"}
    offer: dict[str, object] = {"what": "funding", "text": "Money", "sources": ("S1",)}

    def fund(name: str, *offers: dict[str, object]) -> Enabler:
        return Enabler(
            id=name.lower(),
            name=name,
            kind="investor",
            sites=("gent",),
            status="active",
            offers=offers,
            sources={"S1": source},
        )

    funds = [fund("Ash"), fund("Birch", offer), fund("Cedar", offer)]
    world = knowledge.copy(update={"enablers": {each.id: each for each in funds}})
    assert _ids(Query(kinds=("investor",)), world) == ["birch", "cedar", "ash"]
