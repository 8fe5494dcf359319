"""What an answer is: plain data, the same for every channel; each renders it its own way."""

from __future__ import annotations

from typing import Any, Literal, Mapping, Optional

from pydantic import BaseModel, Extra, Field

from knowledge.query import Query

AnswerKind = Literal[
    "enablers",
    "enabler",
    "comparison",
    "distance",
    "count",
    "topic",
    "team",
    "none",
    "clarify",
    "smalltalk",
    "handover",
]
ShownStatus = Literal["active", "unknown", "planned", "renamed", "merged"]


class _Plain(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


class SourceView(_Plain):
    """A page that stands behind an answer; `date` as in the knowledge."""

    title: str
    url: str
    date: str


class EnablerView(_Plain):
    """An enabler as shown: why it fits, where it is, since when and by whom that is known.

    `lat` and `lon` (WGS84 degrees) are the centre of the place; `kind_label` is written in the
    language of the answer by whoever knows it. `since` is the year of founding, `size_m2` the
    total floor area, `beds` and `staff` count them, where a page states them.
    """

    id: str
    name: str
    kind: str
    kind_label: str = ""
    place: str
    lat: Optional[float] = None
    lon: Optional[float] = None
    since: Optional[int] = None
    size_m2: Optional[int] = None
    beds: Optional[int] = None
    staff: Optional[int] = None
    distance_km: Optional[float] = None
    why: tuple[str, ...] = ()
    status: ShownStatus
    as_of: str
    website: str = ""
    contact: str = ""
    map: str = ""
    former_names: tuple[str, ...] = ()
    caveat: str = ""
    sources: tuple[SourceView, ...] = ()


class Relaxed(_Plain):
    """A constraint that could not be kept: which field of the query, and what was asked."""

    field: Literal["facilities", "places", "sectors", "kinds", "without"]
    asked: tuple[str, ...]


class Suggestion(_Plain):
    """A next step that one tap takes; `payload` is what the tap sends."""

    title: str
    payload: str


class Answer(_Plain):
    """The answer to one message. `enablers` holds just what is being answered, in order.

    `total` counts all that fits, `enablers` may be a page of it, with `start` before it. `facts`
    are the statements that a distance, a topic or a refusal is made of, in the order to tell them.
    `language` is that of its labels and of the text beside it, "" before it is put into one.
    """

    kind: AnswerKind
    language: str = ""
    query: Query = Field(default_factory=Query)
    total: int = 0
    start: int = 0
    relaxed: tuple[Relaxed, ...] = ()
    enablers: tuple[EnablerView, ...] = ()
    facts: tuple[str, ...] = ()
    sources: tuple[SourceView, ...] = ()
    distance_km: Optional[float] = None
    suggestions: tuple[Suggestion, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """Return the answer as JSON-able data."""
        plain: Mapping[str, Any] = self.dict()
        return _lists(plain)  # type: ignore[no-any-return]


def _lists(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _lists(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_lists(item) for item in value]
    return value
