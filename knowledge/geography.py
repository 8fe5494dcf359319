"""Where places lie: which holds which, and how far apart they are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Iterator, Mapping

from knowledge.model import Place

EARTH_RADIUS_KM = 6371.0088
# The welcome team's Flanders holds the capital: two of its universities' hospitals sit there.
_COUNTED_AS = {"brussels": "flanders"}


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance in km between the centres of two places."""
    lat, other_lat = radians(one.lat), radians(other.lat)
    half_lat, half_lon = (other_lat - lat) / 2, radians(other.lon - one.lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat) * cos(other_lat) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))


def ancestors(key: str, places: Mapping[str, Place]) -> Iterator[str]:
    """Yield `key` and every place that holds it, from small to large."""
    current: str | None = key
    while current is not None and current in places:
        yield current
        current = places[current].within or _COUNTED_AS.get(current)


def holds(outer: str, inner: str, places: Mapping[str, Place]) -> bool:
    """Tell whether the place `inner` lies in the place `outer`."""
    chain = list(ancestors(inner, places))
    if outer in chain:
        return True
    if outer == "flanders" and "brussels" in chain:
        return True
    return any(covered in chain for covered in places[outer].covers)
