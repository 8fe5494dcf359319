"""The sentences of domain.yml, for texts that are put together from several of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

import yaml
from babel.numbers import format_decimal

DOMAIN = Path(__file__).parent.parent / "domain.yml"


class Sentences:
    """Gives the text of a response of the domain with its placeholders filled."""

    def __init__(self, responses: Mapping[str, Any]) -> None:
        self._responses = responses

    @classmethod
    def of_domain(cls, path: Path = DOMAIN) -> Sentences:
        """Read the responses of a domain file."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8"))["responses"])

    def say(self, name: str, language: str = "en", /, **values: object) -> str:
        """Return the response `name` in `language`; KeyError names what is missing.

        Numbers among `values` are written as the language writes them, with at most one decimal.
        """
        written = {key: _written(value, language) for key, value in values.items()}
        variations = self._responses[name]
        fallback = variations[0]["text"]
        for variation in variations:
            conditions = variation.get("condition", ())
            if any(c["name"] == "language" and c["value"] == language for c in conditions):
                return str(variation["text"]).strip().format(**written)
            if not conditions:
                fallback = variation["text"]
        return str(fallback).strip().format(**written)


def _written(value: object, language: str) -> str:
    if isinstance(value, (int, float)):
        return format_decimal(value, format="#,##0.#", locale=language)
    return str(value)
