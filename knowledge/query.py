"""A question, as data."""

from __future__ import annotations

from typing import Mapping, Optional

from pydantic import BaseModel, Extra, Field

# "Near" a town, when no radius is given: what people drive to work in Flanders.
NEAR_KM = 25.0
# To name the whole region asks for no less than to name none.
EVERYWHERE = frozenset({"flanders", "belgium"})


class Query(BaseModel):
    """What is asked for, in canonical keys. Empty fields ask for nothing.

    All `facilities` must be there (`any_facility`: one is enough); of `places`, `sectors` and
    `kinds` one each. `radius_km` counts from the centre of the places. `without` maps
    "places", "sectors", "kinds", "facilities" or "enablers" to what must not be there.
    `for_sectors` are those of who asks: they rank what fits and leave nothing out.
    `with_units` adds what those of `kinds` run, where such a unit has what is asked for.
    `nearest` puts the way to the places before all that is said. `larger_than_m2` leaves those out
    that state no larger size. `words` are the telling words of
    the question (normal forms): they rank what fits by how much of them is said of it. `said` is
    the question as it was written, but for what it says of where: it ranks by how near it comes
    to those by which each is looked for. `among` are the ids that a choice has left of a list.
    """

    facilities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    radius_km: Optional[float] = Field(None, gt=0)
    without: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    any_facility: bool = False
    for_sectors: tuple[str, ...] = ()
    with_units: bool = False
    nearest: bool = False
    larger_than_m2: Optional[int] = Field(None, ge=0)
    words: tuple[str, ...] = ()
    said: str = ""
    among: tuple[str, ...] = ()

    class Config:
        extra = Extra.forbid
        frozen = True

    def __hash__(self) -> int:
        """Queries that ask the same are found again by it."""
        without = tuple(sorted(self.without.items()))
        fields = (value for name, value in self if name != "without")
        return hash((*fields, without))

    @property
    def of_anybody(self) -> Query:
        """The same words, and the same place for them, asked of whoever is there."""
        return Query(places=self.places, radius_km=self.radius_km, words=self.words, said=self.said)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked for."""
        asked = (self.facilities, self.places, self.sectors, self.kinds, self.without, self.among)
        return not any(asked)
