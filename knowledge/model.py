"""The shape of the facts. What a file may hold, and the types that the search works on."""

from __future__ import annotations

import re
from typing import Any, Literal, Mapping, Optional

from pydantic import BaseModel, Extra, Field, HttpUrl, validator

LANGUAGES = ("en", "nl", "fr", "de")

Status = Literal["active", "unknown", "renamed", "merged"]
LimitScope = Literal["question", "alone", "wish"]
PlaceType = Literal["region", "province", "municipality", "part", "area", "point", "outside"]

_DATE = re.compile(r"undated|(about )?\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Record(BaseModel):
    """An entry of a knowledge file: unknown keys are refused, and nothing changes once read."""

    class Config:
        extra = Extra.forbid
        frozen = True


class Source(Record):
    """A page that says so. `date` is ISO (year, month or day), 'about YEAR' or 'undated'."""

    title: str = Field(min_length=2)
    publisher: str = Field(min_length=2)
    url: HttpUrl
    date: str

    @validator("date", pre=True)
    def _a_date(cls, value: Any) -> str:
        text = str(value)
        if not _DATE.fullmatch(text):
            raise ValueError(
                f'"{text}" is no date; write 2024, 2024-05, 2024-05-31, "about 2024" or undated'
            )
        return text

    @property
    def year(self) -> int | None:
        """The year of the page, exact or about; None when undated."""
        found = re.search(r"\d{4}", self.date)
        return int(found.group()) if found else None


class Statement(Record):
    """A sentence or phrase with the keys of the sources that say it."""

    text: str = Field(min_length=3)
    sources: tuple[str, ...]

    @validator("sources")
    def _at_least_one(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("is empty; every statement names its source")
        return value


class Offer(Statement):
    """Something an enabler has or does: `what` is a facility key of the vocabulary.

    `sites` are the place keys where it can be had: sites of the enabler, or places in them. Without
    them it is at all sites of the enabler.
    """

    what: str
    sites: tuple[str, ...] = ()
    planned: bool = False


class Enabler(Record):
    """An organisation, site, scheme or company; `sites` are place keys, the main one first.

    `page` is one that others have about it, where no website of its own is known.
    """

    id: str = Field(regex=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=2)
    former_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: str
    sites: tuple[str, ...] = ()
    address: Optional[str] = None
    website: Optional[HttpUrl] = None
    page: Optional[HttpUrl] = None
    contact: Optional[str] = Field(None, regex=r"^(https?://\S+|\S+@\S+|\+\d[\d ]+.*)$")
    sectors: tuple[str, ...] = ()
    operator: Optional[str] = None
    status: Status
    successor: Optional[str] = None
    size: Mapping[str, int] = Field(default_factory=dict)
    related: tuple[str, ...] = ()
    caveat: Optional[str] = None
    offers: tuple[Offer, ...] = ()
    facts: tuple[Statement, ...] = ()
    sources: Mapping[str, Source]

    @property
    def link(self) -> str:
        """Where to read on: its own website, or else a page about it; "" without either."""
        return str(self.website or self.page or "")

    @property
    def bare_name(self) -> str:
        """The name without what stands in brackets: "Pfizer (Puurs and Belgium)" is Pfizer."""
        return self.name.partition(" (")[0]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name it is found by, today's first."""
        return (self.name, *self.former_names, *self.aliases)

    @property
    def owner_names(self) -> tuple[str, ...]:
        """The names by which what belongs to it is called: "VIB" in "VIB Proteomics Core"."""
        return (self.bare_name, *self.all_names)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All that is stated of it: what it offers, then the rest."""
        return (*self.offers, *self.facts)

    @property
    def all_sites(self) -> tuple[str, ...]:
        """Its sites, and then the places in them that offers of it name."""
        return tuple(
            dict.fromkeys((*self.sites, *(site for offer in self.offers for site in offer.sites)))
        )


class Term(Record):
    """A facility, sector or kind: its label and the words people use, by language.

    `products` are words for what a sector makes: they tell its field without asking for it.
    `with_sector` holds, by sector, the words that mean this kind in that sector ("drug maker").
    `gives` has the facilities that whoever is of a kind has: a network is for networking.
    `rooms` tells of a facility that one moves into: who lets it comes first.
    `units` tells that what one of a kind runs does its work: a hospital's trial unit.
    """

    key: str
    label: Mapping[str, str]
    part_of: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    units: bool = False
    rooms: bool = False
    words: Mapping[str, tuple[str, ...]]
    products: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    with_sector: Mapping[str, Mapping[str, tuple[str, ...]]] = Field(default_factory=dict)

    @validator("label")
    def _label_in_every_language(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        missing = [language for language in LANGUAGES if not value.get(language)]
        if missing:
            raise ValueError(f"has no label for {', '.join(missing)}; add it")
        return value


class Place(Record):
    """A place on the map. `within` is the key of the place that holds it; WGS84 degrees.

    `town` marks a region that people mean as a town: near it means something. `in_language` has
    the name to write in a language where it is not the first of `names`.
    """

    key: str
    type: PlaceType = "outside"
    within: Optional[str] = Field(None, alias="in")
    country: Optional[str] = None
    town: bool = False
    in_language: Mapping[str, str] = Field(default_factory=dict)
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    postcodes: tuple[int, ...] = ()
    covers: tuple[str, ...] = ()
    names: tuple[str, ...]

    @validator("names")
    def _has_a_name(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("is empty; the first name is the one to show")
        return value

    @property
    def name(self) -> str:
        """The name to show in English text."""
        return self.names[0]

    def name_in(self, language: str) -> str:
        """Return the name to show in a text of `language`."""
        return self.in_language.get(language, self.names[0])


class Topic(Record):
    """A story of the region, told in statements with sources; `enablers` play in it."""

    key: str
    label: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    sector: Optional[str] = None
    story: tuple[Statement, ...]
    enablers: tuple[str, ...] = ()
    sources: Mapping[str, Source]


class Limit(Record):
    """Something that the knowledge does not hold, with the words by which people ask for it.

    `scope` says what such words do to a question: a price is the question whatever stands beside
    it, a school only when it stands alone, and "cheap" is a wish beside one. `reply` is the
    sentence of the domain that refuses it. `unless_told`: what is held of one house may answer it
    after all ("how much of it is labs?"), a statement with one of `told_with` where any are given
    ("a first consultation, free"). Beside a need of `not_beside` (facility keys) it is none.
    """

    key: str
    label: Mapping[str, str]
    scope: LimitScope = "question"
    reply: str = "utter_not_held"
    unless_told: bool = False
    told_with: tuple[str, ...] = ()
    not_beside: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]]


class Synonyms(Record):
    """The words by which visitors say a word of the texts (`key`), by language."""

    key: str
    en: tuple[str, ...] = ()
    nl: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    de: tuple[str, ...] = ()


class Knowledge(BaseModel):
    """All facts, keyed by their canonical keys, in the order of the files.

    `synonyms` has the normal forms of words of the texts, by that of a word that means the same.
    """

    enablers: Mapping[str, Enabler]
    facilities: Mapping[str, Term]
    sectors: Mapping[str, Term]
    kinds: Mapping[str, Term]
    stages: Mapping[str, Term]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    limits: Mapping[str, Limit]
    decoys: tuple[str, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)

    class Config:
        frozen = True
        copy_on_model_validation = "none"

    def __hash__(self) -> int:
        """Make a key of it: what is worked out of all facts is kept as long as they are."""
        return id(self)
