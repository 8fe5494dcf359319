"""All names and words of the knowledge, ready to be found: normal forms to what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Iterator, Mapping, Sequence

from knowledge.model import Knowledge, Term
from knowledge.text import normalise

Form = tuple["str", ...]
# Between the name of a house and its town, in our languages.
_PREPOSITIONS = ("in", "at", "of", "te", "van", "à", "de", "von")
_OF = ("of", "at", "van", "de", "du", "von", "der")
# German plurals that take an n: "in Laboren" has one already.
_DATIVE = ("e", "el", "er")
# When one name could mean two things the earlier wins: a company before a hamlet.
ORDER = (
    "enabler",
    "topic",
    "limit",
    "facility",
    "sector",
    "kind",
    "stage",
    "place",
    "outside",
    "decoy",
)


@dataclass(frozen=True)
class Name:
    """What a found name means: its label (one of ORDER), canonical key, and how it is written.

    `sector` is the one that a kind's name tells too ("drug maker"); `product` says that a sector's
    word is something that its companies make; `definite`, that the name is meant only behind "the":
    "the university hospital in Antwerp".
    """

    label: str
    key: str
    written: str
    sector: str = ""
    product: bool = False
    definite: bool = False


@dataclass(frozen=True)
class Gazetteer:
    """`names` by normal form; `joined` by the form without spaces, for slips of the thumb."""

    names: Mapping[Form, Name]
    joined: Mapping[str, Name]


def build(knowledge: Knowledge) -> Gazetteer:
    """Return the gazetteer of `knowledge`."""
    names: dict[Form, Name] = {}
    for name in _all_names(knowledge):
        form = normalise(name.written)
        known = names.get(form)
        if form and (known is None or _rather(name, known)):
            names[form] = name
    joined: dict[str, Name] = {}
    for form, name in names.items():
        if not _too_small(name, knowledge):
            joined.setdefault("".join(form), name)
    return Gazetteer(names, joined)


def _rather(name: Name, known: Name) -> bool:
    """Of two names with one form take the earlier kind, and the singular as it is written."""
    rank, known_rank = ORDER.index(name.label), ORDER.index(known.label)
    if rank != known_rank:
        return rank < known_rank
    return name.key == known.key and len(name.written) < len(known.written)


def _too_small(name: Name, knowledge: Knowledge) -> bool:
    """A hamlet where nobody is is found only as it is written: there are too many for guesses."""
    if name.label != "place" or knowledge.places[name.key].type != "part":
        return False
    return not any(name.key in enabler.all_sites for enabler in knowledge.enablers.values())


def _all_names(knowledge: Knowledge) -> Iterator[Name]:
    kinds = _forms(knowledge.kinds)
    needs = _forms(knowledge.facilities) | _forms(knowledge.sectors)
    towns = {
        normalise(name): place.names
        for place in knowledge.places.values()
        if place.type != "outside"
        for name in place.names
    }
    for enabler in knowledge.enablers.values():
        for written in enabler.all_names:
            yield Name("enabler", enabler.id, written)
    for enabler in knowledge.enablers.values():
        for front, written in _with_preposition(enabler.all_names, towns):
            if front not in needs:
                yield Name("enabler", enabler.id, written, definite=front in kinds)
    houses = {normalise(written) for e in knowledge.enablers.values() for written in e.all_names}
    for enabler in knowledge.enablers.values():
        for written in _of_a_house((*enabler.all_names, *_without_brackets(enabler.name)), houses):
            yield Name("enabler", enabler.id, written)
    # Only now: "(UGent)" behind a lab's name is first of all the university.
    for enabler in knowledge.enablers.values():
        for written in _without_brackets(enabler.name):
            yield Name("enabler", enabler.id, written)
    sections = {
        "facility": knowledge.facilities,
        "sector": knowledge.sectors,
        "kind": knowledge.kinds,
        "stage": knowledge.stages,
        "topic": knowledge.topics,
        "limit": knowledge.limits,
    }
    for label, records in sections.items():
        for key, record in records.items():
            for language, phrases in record.words.items():
                for phrase in phrases:
                    yield Name(label, key, phrase)
                    if language == "de" and phrase.endswith(_DATIVE):
                        # "Mit Reinräumen", where the vocabulary has "Reinräume".
                        yield Name(label, key, f"{phrase}n")
    for key, term in knowledge.kinds.items():
        for sector, words in term.with_sector.items():
            for phrases in words.values():
                for phrase in phrases:
                    yield Name("kind", key, phrase, sector=sector)
    for key, term in knowledge.sectors.items():
        for phrases in term.products.values():
            for phrase in phrases:
                yield Name("sector", key, phrase, product=True)
    for place in knowledge.places.values():
        label = "outside" if place.type == "outside" else "place"
        for written in (*place.names, *(str(code) for code in place.postcodes)):
            yield Name(label, place.key, written)
    for phrase in knowledge.decoys:
        yield Name("decoy", "", phrase)


def _forms(terms: Mapping[str, Term]) -> set[Form]:
    return {normalise(p) for term in terms.values() for words in term.words.values() for p in words}


def _with_preposition(
    names: Iterable[str], towns: Mapping[Form, Sequence[str]]
) -> Iterator[tuple[Form, str]]:
    """Yield "University Hospital in Antwerp" for "University Hospital Antwerp", and its front.

    The town is said in each language: "Drug Research Unit de Gand".
    """
    for name in names:
        first, _, last = name.rpartition(" ")
        front, _, rest = name.partition(" ")
        for house, town in ((first, last), (rest, front)):
            for said in towns.get(normalise(town), ()) if house else ():
                for preposition in _PREPOSITIONS:
                    yield normalise(house), f"{house} {preposition} {said}"


def _of_a_house(names: Iterable[str], houses: set[Form]) -> Iterator[str]:
    """Yield "VIB's Proteomics Core" and "Proteomics Core of VIB" for "VIB Proteomics Core"."""
    for name in names:
        words = name.split(" ")
        for cut in range(1, len(words)):
            front, back = " ".join(words[:cut]), " ".join(words[cut:])
            for house, part in ((front, back), (back, front)):
                if normalise(house) in houses:
                    yield f"{house}'s {part}"
                    yield from (f"{part} {of} {house}" for of in _OF)


def _without_brackets(name: str) -> tuple[str, ...]:
    """Return the name before the brackets, and what stands in them if it is an acronym."""
    if not name.endswith(")") or "(" not in name:
        return ()
    outer, _, inner = name[:-1].rpartition("(")
    acronym = " " not in inner and sum(char.isupper() for char in inner) > 1
    return (outer.strip(), inner) if acronym else (outer.strip(),)
