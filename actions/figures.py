"""The figures of an enabler as they are said: "since 2009, 3,400 m² in all, 40 staff"."""

from __future__ import annotations

from typing import Callable, Sequence

from knowledge.figures import KEY_FIGURES, YEAR, figures_of
from knowledge.model import Enabler

Say = Callable[..., str]


def figures_in_words(enabler: Enabler, say: Say, measures: Sequence[str] = KEY_FIGURES) -> str:
    """Return the figures that are held of an enabler: "since 2009, 3,400 m² in all"; "" without."""
    figures = figures_of(enabler, measures)
    return ", ".join(figure_in_words(key, value, say) for key, value in figures.items())


def figure_in_words(key: str, value: int, say: Say) -> str:
    """Return a figure with what it counts: "since 2009", "40 ha"."""
    # A year is no number: it has no separators.
    return say(f"utter_figure_{key}", value=str(value) if key == YEAR else value)
