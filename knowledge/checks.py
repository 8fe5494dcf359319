"""What must hold between the records: known ids, sources that exist, names with one meaning."""

from __future__ import annotations

from typing import Any, Callable, Collection, Iterable, Iterator, Mapping, Sequence

from knowledge import synonyms
from knowledge.errors import Problem, did_you_mean
from knowledge.evidence import words_written
from knowledge.geography import holds
from knowledge.model import Place
from knowledge.text import normalise

Check = Callable[[Any, "tuple[str | int, ...]", str], Problem]
Entries = Mapping[str, Sequence[Any]]


def check_all(entries: Entries, complain: Check) -> Iterator[Problem]:
    """Yield every problem between the records of `entries` (section -> located records)."""
    keys = {section: _keys(found) for section, found in entries.items()}
    places = {entry.record.key: entry.record for entry in entries["places"]}
    yield from _unique_keys(entries, complain)
    for entry in entries["enablers"]:
        yield from _references(entry, keys, complain)
        yield from _offers_at_sites(entry, places, complain)
        yield from _names_apart(entry, complain)
        yield from _sources(entry, complain)
    for entry in entries["topics"]:
        yield from _sources(entry, complain)
        yield from _known(entry, ("enablers",), entry.record.enablers, keys["enablers"], complain)
    for entry in entries["limits"]:
        known = keys["facilities"]
        yield from _known(entry, ("not_beside",), entry.record.not_beside, known, complain)
    for section in ("facilities", "sectors", "kinds"):
        for entry in entries[section]:
            known = keys[section]
            yield from _known(entry, ("part_of",), entry.record.part_of, known, complain)
            given = entry.record.gives
            yield from _known(entry, ("gives",), given, keys["facilities"], complain)
    for entry in entries["places"]:
        within = (entry.record.within,) if entry.record.within else ()
        yield from _known(entry, ("in",), within, keys["places"], complain)
        yield from _known(entry, ("covers",), entry.record.covers, keys["places"], complain)
    yield from _one_meaning(entries, complain)
    written = words_written(entry.record for entry in entries["enablers"])
    yield from synonyms.check(entries["synonyms"], written, complain)


def _keys(entries: Iterable[Any]) -> set[str]:
    return {getattr(entry.record, "id", None) or entry.record.key for entry in entries}


def _unique_keys(entries: Entries, complain: Check) -> Iterator[Problem]:
    for section, name in (("enablers", "id"), ("places", "key")):
        first: dict[str, Any] = {}
        for entry in entries[section]:
            key = getattr(entry.record, name)
            if key in first:
                message = f'"{key}" is taken by an entry in {first[key].file}; choose another'
                yield complain(entry, (name,), message)
            first.setdefault(key, entry)


def _known(
    entry: Any,
    keys: tuple[str | int, ...],
    values: Iterable[str],
    known: Collection[str],
    complain: Check,
    where: str = "",
) -> Iterator[Problem]:
    for value in values:
        if value not in known:
            yield complain(entry, keys, f'"{value}" is unknown{where}.{did_you_mean(value, known)}')


def _references(entry: Any, keys: Mapping[str, set[str]], complain: Check) -> Iterator[Problem]:
    record = entry.record
    others = keys["enablers"] - {record.id}
    successors = (record.successor,) if record.successor else ()
    in_vocabulary = " in vocabulary/"
    yield from _known(entry, ("kind",), (record.kind,), keys["kinds"], complain, in_vocabulary)
    yield from _known(entry, ("sectors",), record.sectors, keys["sectors"], complain, in_vocabulary)
    yield from _known(entry, ("sites",), record.sites, keys["places"], complain, " in places.yml")
    yield from _known(entry, ("related",), record.related, others, complain)
    yield from _known(entry, ("successor",), successors, others, complain)
    for index, offer in enumerate(record.offers):
        path = ("offers", index, "what")
        yield from _known(entry, path, (offer.what,), keys["facilities"], complain, in_vocabulary)


def _offers_at_sites(entry: Any, places: Mapping[str, Place], complain: Check) -> Iterator[Problem]:
    """Every offer is at sites of its enabler, or at places in them."""
    sites = [site for site in entry.record.sites if site in places]
    for index, offer in enumerate(entry.record.offers):
        path = ("offers", index, "sites")
        yield from _known(entry, path, offer.sites, places, complain, " in places.yml")
        for key in offer.sites:
            if key in places and not any(holds(site, key, places) for site in sites):
                message = f'"{key}" is in no site of this entry; add it to its sites, or correct it'
                yield complain(entry, path, message)


def _names_apart(entry: Any, complain: Check) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    for name in entry.record.all_names:
        form = normalise(name)
        if form in seen:
            message = f'"{name}" reads the same as "{seen[form]}" of this entry; keep one'
            yield complain(entry, ("aliases",), message)
        seen[form] = name


def _sources(entry: Any, complain: Check) -> Iterator[Problem]:
    """Every statement names sources that exist, and every source is used."""
    record = entry.record
    used: set[str] = set()
    for section in ("offers", "facts", "story"):
        for index, statement in enumerate(getattr(record, section, ())):
            used.update(statement.sources)
            path = (section, index, "sources")
            for key in statement.sources:
                if key not in record.sources:
                    yield complain(
                        entry, path, f'"{key}" is not under sources of this entry; add it there'
                    )
    for key in record.sources:
        if key not in used:
            message = "no offer or fact rests on this source; name it there, or remove it"
            yield complain(entry, ("sources", key), message)


def _phrases(record: Any) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield all phrases of a record of the vocabulary, with the keys that lead to them."""
    for name in ("words", "products"):
        for language, phrases in getattr(record, name, {}).items():
            yield (name, language), phrases
    for sector, words in getattr(record, "with_sector", {}).items():
        for language, phrases in words.items():
            yield ("with_sector", sector, language), phrases


def _one_meaning(entries: Entries, complain: Check) -> Iterator[Problem]:
    """No two records may be found by the same words."""
    taken: dict[tuple[str, ...], tuple[str, str]] = {}
    for section in ("facilities", "sectors", "kinds", "stages", "topics", "limits"):
        for entry in entries[section]:
            for where, phrases in _phrases(entry.record):
                for index, phrase in enumerate(phrases):
                    form = normalise(phrase)
                    owner = (section, entry.record.key)
                    path: tuple[str | int, ...] = (*where, index)
                    if not form:
                        yield complain(entry, path, f'"{phrase}" holds no word; remove it')
                    elif taken.setdefault(form, owner) != owner:
                        other = " ".join(taken[form])
                        message = f'"{phrase}" already means {other}; keep it in one place'
                        yield complain(entry, path, message)
    names: dict[tuple[str, ...], str] = {}
    for section, what in (("enablers", "aliases"), ("places", "names")):
        for entry in entries[section]:
            key = getattr(entry.record, "id", None) or entry.record.key
            for name in getattr(entry.record, "all_names", None) or entry.record.names:
                form = normalise(name)
                if form in taken and section == "enablers":
                    other = " ".join(taken[form])
                    yield complain(entry, (what,), f'"{name}" already means {other}; drop it here')
                elif names.setdefault(form, key) != key:
                    message = f'"{name}" is also a name of "{names[form]}"; keep it in one place'
                    yield complain(entry, (what,), message)
