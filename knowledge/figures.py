"""The figures that are held of an enabler, and which of its statements tell an attribute."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterable, Mapping

import yaml

from knowledge.model import Enabler, Offer, Statement
from knowledge.text import has_number, normalise

_FILE = Path(__file__).with_name("figures.yml")
YEAR = "year_founded"
# "As part of the 15,000 m² of business space" does not tell how big the part is.
_AREA = re.compile(
    r"(?<!part of the )\b(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>m²|ha\b|hectares?)"
)
_IN_M2 = {"m²": 1, "ha": 10_000, "hectare": 10_000, "hectares": 10_000}
# Of all figures, these stand in a description, in this order.
KEY_FIGURES = (
    *(YEAR, "total_m2", "lab_m2", "office_m2", "hectares"),
    *("companies", "beds", "students", "staff"),
)


@dataclass(frozen=True)
class Attribute:
    """What tells an attribute: keys of `Enabler.size`, and words or signs of the statements.

    `numbered`: only a statement with a number tells it. `in_parts`: statements on parts add to it.
    """

    measures: tuple[str, ...]
    words: frozenset[tuple[str, ...]]
    numbered: bool
    in_parts: bool
    signs: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None


@lru_cache(maxsize=1)
def attributes() -> Mapping[str, Attribute]:
    """Return the attributes of figures.yml by name, read once."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        name: Attribute(
            measures=tuple(entry.get("measures", ())),
            words=frozenset(normalise(word) for word in entry["words"]),
            numbered=entry.get("numbered", False),
            in_parts=entry.get("in_parts", False),
            signs=tuple(entry.get("signs", ())),
            pattern=re.compile(entry["pattern"]) if "pattern" in entry else None,
        )
        for name, entry in data.items()
    }


def figures_of(enabler: Enabler, measures: Iterable[str] = KEY_FIGURES) -> dict[str, int]:
    """Return the figures of `enabler` among `measures`, in their order."""
    return {key: enabler.size[key] for key in measures if enabler.size.get(key)}


def area_in(text: str) -> int:
    """Return the largest area that a statement has, in m²; 0 where it has none."""
    return max(
        (
            round(float(match["number"].replace(",", "")) * _IN_M2[match["unit"]])
            for match in _AREA.finditer(text)
        ),
        default=0,
    )


def told_of(enabler: Enabler, name: str) -> list[Statement]:
    """Return the statements that tell an attribute of `enabler`, those with its figure first.

    Where there is a figure, only an attribute `in_parts` is told by others too. For the status,
    what is only planned counts.
    """
    attribute = attributes()[name]
    telling = [
        each
        for each in (*enabler.facts, *enabler.offers)
        if _tells(each, attribute) or _is_planned(each, name)
    ]
    if not figures_of(enabler, attribute.measures):
        return telling
    return list(dict.fromkeys((*stating(enabler, name), *(telling if attribute.in_parts else ()))))


def stating(enabler: Enabler, name: str) -> list[Statement]:
    """Return the statements that have a figure of an attribute, only those plainly of it if any."""
    attribute = attributes()[name]
    figures = figures_of(enabler, attribute.measures)
    found = [each for each in (*enabler.facts, *enabler.offers) if _states(each, figures)]
    return [each for each in found if _tells(each, attribute)] or found


def _states(statement: Statement, figures: Mapping[str, int]) -> bool:
    """Tell whether a statement has one of the figures."""
    written = [str(value) if key == YEAR else f"{value:,}" for key, value in figures.items()]
    return any(
        re.search(rf"(?<![\d,.]){re.escape(number)}(?![\d]|[,.]\d)", statement.text)
        for number in written
    )


def _tells(statement: Statement, attribute: Attribute) -> bool:
    if attribute.pattern and attribute.pattern.search(statement.text):
        return True
    if attribute.numbered and not has_number(statement.text):
        return False
    if any(sign in statement.text for sign in attribute.signs):
        return True
    forms = normalise(statement.text)
    return any(
        forms[start : start + len(word)] == word
        for word in attribute.words
        for start in range(len(forms) - len(word) + 1)
    )


def _is_planned(statement: Statement, name: str) -> bool:
    return name == "status" and isinstance(statement, Offer) and statement.planned
