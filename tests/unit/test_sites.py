"""An offer is found where it stands, not wherever its enabler has a site."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.sentences import Sentences
from actions.stating import yes_or_not_stated
from actions.wording import labels
from knowledge.answers import described, listed
from knowledge.covering import covering
from knowledge.geography import holds
from knowledge.loading import DATA
from knowledge.model import Enabler, Knowledge
from knowledge.query import Query
from knowledge.search import Match, search
from knowledge.sites import is_named_for
from knowledge.store import store_of

_KNOWLEDGE = store_of(DATA).current()

_SOURCE = {"title": "About", "publisher": "House", "url": "https://example.org", "date": "2024"}


def _offer(what: str, *sites: str, planned: bool = False) -> dict[str, object]:
    return {"what": what, "text": what, "sites": sites, "planned": planned, "sources": ["S1"]}


def _world(*offers: dict[str, object], sites: tuple[str, ...] = ("gent", "leuven")) -> Knowledge:
    """Return the real vocabulary and places with one enabler, a house of `sites`."""
    house = Enabler(
        id="house",
        name="House",
        kind="research_centre",
        sites=sites,
        status="active",
        offers=offers,
        sources={"S1": _SOURCE},
    )
    return _KNOWLEDGE.copy(update={"enablers": {"house": house}})


# Greenhouses in the south of Ghent, a biobank in Leuven, training at both.
_HOUSE = _world(_offer("greenhouse", "zwijnaarde"), _offer("biobank", "leuven"), _offer("training"))


def _found(query: Query, knowledge: Knowledge = _HOUSE) -> Match | None:
    """Return the match of the house in full, or None."""
    result = search(query, knowledge)
    return None if result.relaxed or not result.matches else result.matches[0]


def _place(query: Query, knowledge: Knowledge = _HOUSE) -> str:
    return listed(search(query, knowledge), knowledge).enablers[0].place


def test_an_offer_is_not_found_in_another_town_of_its_enabler() -> None:
    assert not _found(Query(facilities=("greenhouse",), places=("leuven",)))
    assert not _found(Query(facilities=("biobank",), places=("gent",)))
    for place in ("gent", "zwijnaarde", "oost-vlaanderen"):
        assert _found(Query(facilities=("greenhouse",), places=(place,)))


def test_an_offer_without_sites_is_at_all_sites_of_its_enabler() -> None:
    for place in ("gent", "leuven"):
        match = _found(Query(facilities=("training",), places=(place,)))
        assert match and match.site == place


def test_an_offer_is_not_found_in_a_radius_around_another_site_of_its_enabler() -> None:
    near = Query(facilities=("greenhouse",), places=("leuven",), radius_km=25)
    assert not _found(near)
    match = _found(near.copy(update={"places": ("gent",)}))
    assert match and match.site == "zwijnaarde"
    assert match.distance_km and 2 < match.distance_km < 10


def test_an_offer_at_an_excluded_site_alone_does_not_count() -> None:
    query = Query(facilities=("greenhouse",), without={"places": ("gent",)})
    assert not search(query, _HOUSE).matches
    match = _found(query.copy(update={"facilities": ("training",)}))
    assert match and match.site == "leuven"


def test_all_sites_are_excluded_when_each_is() -> None:
    query = Query(kinds=("research_centre",), without={"places": ("gent", "leuven")})
    assert not search(query, _HOUSE).matches


def test_what_must_not_be_there_may_be_elsewhere() -> None:
    without = Query(
        facilities=("training",), places=("leuven",), without={"facilities": ("greenhouse",)}
    )
    assert _found(without)
    assert not _found(without.copy(update={"places": ("gent",)}))


def test_the_nearest_is_the_nearest_site_that_has_it() -> None:
    result = search(Query(facilities=("greenhouse",), places=("tienen",)), _HOUSE)
    assert [relaxed.field for relaxed in result.relaxed] == ["places"]
    (match,) = result.matches
    # Leuven is 17 km from Tienen, but the greenhouses are in Ghent.
    assert match.site == "zwijnaarde"
    assert match.distance_km and match.distance_km > 60


def test_the_nearest_is_not_where_it_is_only_planned() -> None:
    world = _world(_offer("greenhouse", "leuven", planned=True), _offer("greenhouse", "gent"))
    (match,) = search(Query(facilities=("greenhouse",), places=("tienen",)), world).matches
    assert match.site == "gent"


def test_each_of_two_facilities_must_be_in_the_place() -> None:
    both = Query(facilities=("greenhouse", "biobank"))
    assert not _found(both.copy(update={"places": ("gent",)}))
    assert not _found(both.copy(update={"places": ("leuven",)}))
    assert _found(both.copy(update={"places": ("gent", "leuven")}))
    assert _place(both) == "Zwijnaarde, Ghent; Leuven"


def test_two_facilities_at_two_sites_are_as_far_as_the_farther_one() -> None:
    query = Query(facilities=("biobank", "greenhouse"), places=("leuven",), radius_km=100)
    match = _found(query)
    assert match and match.sites == ("zwijnaarde", "leuven")
    assert match.distance_km and match.distance_km > 60
    assert _place(query) == "Zwijnaarde, Ghent; Leuven"


def test_two_facilities_are_shown_at_the_site_that_has_both() -> None:
    query = Query(facilities=("training", "greenhouse"), places=("leuven",), radius_km=100)
    match = _found(query)
    assert match and match.sites == ("zwijnaarde",)


def test_one_of_two_facilities_is_as_near_as_the_nearer_one() -> None:
    query = Query(
        facilities=("greenhouse", "biobank"), any_facility=True, places=("leuven",), radius_km=100
    )
    match = _found(query)
    assert match and (match.site, match.distance_km) == ("leuven", 0)


def test_an_offer_that_is_only_abroad_is_not_found_without_a_place() -> None:
    world = _world(_offer("greenhouse", "wavre"), _offer("biobank"), sites=("wavre", "leuven"))
    assert not search(Query(facilities=("greenhouse",)), world).matches
    assert _found(Query(facilities=("greenhouse",), places=("wavre",)), world)
    match = _found(Query(facilities=("biobank",)), world)
    assert match and match.site == "leuven"


def test_a_card_says_where_the_offer_is_and_no_other_site() -> None:
    assert _place(Query(facilities=("greenhouse",))) == "Zwijnaarde, Ghent"
    assert _place(Query(facilities=("training",))) == "Ghent; Leuven"


def _said(facility: str, place: str, knowledge: Knowledge = _HOUSE, language: str = "en") -> str:
    query = Query(facilities=(facility,), places=(place,))
    answer = described([knowledge.enablers["house"]], knowledge, query)
    sentences = Sentences.of_domain()

    def say(name: str, /, **values: object) -> str:
        return sentences.say(name, language, **values)

    return yes_or_not_stated(answer.enablers[0], answer, knowledge, say, language)


def test_no_yes_is_said_where_the_offer_is_elsewhere() -> None:
    label = labels(("greenhouse",), _HOUSE.facilities, "en")[0]
    assert _said("greenhouse", "gent") == f"Yes, {label} is stated."
    told = _said("greenhouse", "leuven")
    assert told.startswith(f"Not stated for Leuven: {label}.") and "Yes" not in told
    assert told.endswith("in Zwijnaarde, Ghent.")
    assert "is dat in Zwijnaarde, Gent." in _said("greenhouse", "leuven", language="nl")


def test_what_is_only_planned_elsewhere_is_said_to_be_so() -> None:
    world = _world(_offer("greenhouse", "leuven", planned=True))
    told = _said("greenhouse", "gent", world)
    assert "in Leuven" in told and "only planned" in told


def test_what_serves_the_whole_region_serves_each_town() -> None:
    assert "Yes" in _said("greenhouse", "gent", _world(_offer("greenhouse"), sites=()))


_PLACES = sorted({site for e in _KNOWLEDGE.enablers.values() for site in e.all_sites})


@settings(max_examples=150, deadline=None)
@given(
    facilities=st.lists(st.sampled_from(sorted(_KNOWLEDGE.facilities)), min_size=1, max_size=2),
    places=st.lists(st.sampled_from(_PLACES), min_size=1, max_size=2),
)
def test_each_facility_is_met_by_an_offer_in_the_place(
    facilities: list[str], places: list[str]
) -> None:
    query = Query(facilities=tuple(facilities), places=tuple(places))
    result = search(query, _KNOWLEDGE)
    for match in () if result.relaxed else result.matches:
        for key in facilities:
            assert any(
                (
                    offer.what in covering(key, _KNOWLEDGE.facilities)
                    and any(
                        holds(place, site, _KNOWLEDGE.places)
                        for place in places
                        for site in offer.sites or match.enabler.sites
                    )
                )
                or match.enabler.kind == "agency"
                or not covering(key, _KNOWLEDGE.facilities).isdisjoint(
                    _KNOWLEDGE.kinds[match.enabler.kind].gives
                )
                or is_named_for(match.enabler, places, _KNOWLEDGE.places)
                for offer in match.offers
            )


def test_a_house_is_found_in_the_town_that_it_is_named_for() -> None:
    hospitals = Query(kinds=("academic_hospital",), places=("antwerpen",))
    result = search(hospitals, _KNOWLEDGE)
    assert [match.enabler.id for match in result.matches] == ["uza"] and not result.relaxed


def test_a_grant_of_the_whole_region_is_had_in_each_of_its_towns() -> None:
    result = search(Query(facilities=("rd_grants",), places=("genk",)), _KNOWLEDGE)
    assert "vlaio-rd-project-grants" in {match.enabler.id for match in result.matches}
    assert not result.relaxed


def test_nothing_is_far_from_the_whole_region() -> None:
    """The region has a centre on the map, and no distance counts from there."""
    near = Query(facilities=("greenhouse",), places=("flanders",), radius_km=25)
    match = _found(near)
    assert match and (match.site, match.distance_km) == ("zwijnaarde", None)
    beside = _found(near.copy(update={"places": ("flanders", "gent")}))
    assert beside and beside.distance_km and beside.distance_km < 10
