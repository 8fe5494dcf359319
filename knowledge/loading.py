"""From the YAML files to a checked `Knowledge`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Mapping, TypeVar

from pydantic import ValidationError

from knowledge import yaml_file
from knowledge.checks import Check, check_all
from knowledge.errors import KnowledgeError, Problem, did_you_mean
from knowledge.model import Enabler, Knowledge, Limit, Place, Record, Synonyms, Term, Topic
from knowledge.synonyms import by_said

DATA = Path(__file__).parent / "data"

_RecordT = TypeVar("_RecordT", bound=Record)

_TERMS = ("facilities", "sectors", "kinds", "stages")
_NEEDED = (
    *(f"vocabulary/{name}.yml" for name in (*_TERMS, "decoys")),
    *("places.yml", "outside.yml", "topics.yml", "limits.yml", "synonyms.yml"),
)

_MENDS = {
    "value_error.missing": "is missing; add it",
    "value_error.extra": "is not a key that we know; remove it or correct its spelling",
    "value_error.list.min_items": "is empty; name at least one",
    "value_error.any_str.min_length": "is too short; write it out",
    "value_error.number.not_le": "is outside the map; degrees as in lat: 51.05, lon: 3.72",
    "value_error.number.not_ge": "is outside the map; degrees as in lat: 51.05, lon: 3.72",
}


@dataclass(frozen=True)
class Entry:
    """A record, and where it stands: file and the keys that lead to it."""

    file: str
    path: tuple[str | int, ...]
    record: Any


def load(folder: Path = DATA) -> Knowledge:
    """Read and check all knowledge in `folder`.

    Raises KnowledgeError with everything that is wrong, each with file, line, key and mend.
    """
    problems: list[Problem] = []
    files = _read_all(folder, problems)
    entries = {
        "enablers": [
            entry
            for name in sorted(files)
            if name.startswith("enablers/")
            for entry in _list_of(Enabler, folder, name, files[name], problems)
        ],
        "places": [
            entry
            for name in ("places.yml", "outside.yml")
            for entry in _list_of(Place, folder, name, files.get(name), problems)
        ],
        "topics": _mapping_of(Topic, folder, "topics.yml", files, problems),
        "limits": _mapping_of(Limit, folder, "limits.yml", files, problems),
    }
    for section in _TERMS:
        entries[section] = _mapping_of(Term, folder, f"vocabulary/{section}.yml", files, problems)
    synonyms = _mapping_of(Synonyms, folder, "synonyms.yml", files, problems)
    decoys = files.get("vocabulary/decoys.yml") or {}
    checks = _line_finder(folder)
    if not problems:
        problems.extend(check_all({**entries, "synonyms": synonyms}, checks))
    if problems:
        raise KnowledgeError(problems)
    return Knowledge(
        **{
            section: {_key(entry.record): entry.record for entry in found}
            for section, found in entries.items()
        },
        decoys=tuple(phrase for phrases in decoys.values() for phrase in phrases),
        synonyms=by_said(entry.record for entry in synonyms),
    )


def files_of(folder: Path = DATA) -> list[Path]:
    """Return the files that make up the knowledge, in a stable order."""
    return sorted(folder.rglob("*.yml"))


def _key(record: Any) -> str:
    return str(record.id if isinstance(record, Enabler) else record.key)


def _read_all(folder: Path, problems: list[Problem]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        try:
            read[name] = yaml_file.read(path, name)
        except KnowledgeError as error:
            problems.extend(error.problems)
    for name in _NEEDED:
        if name not in read and not any(problem.file == name for problem in problems):
            problems.append(Problem(name, 1, "file", "is missing; restore it"))
    return read


def _list_of(
    model: type[_RecordT], folder: Path, name: str, data: Any, problems: list[Problem]
) -> Iterator[Entry]:
    if data is None:
        return
    if not isinstance(data, list):
        problems.append(Problem(name, 1, "file", 'holds no list; begin each entry with "- "'))
        return
    for index, item in enumerate(data):
        yield from _entry(model, folder, name, (index,), item, problems)


def _mapping_of(
    model: type[_RecordT],
    folder: Path,
    name: str,
    files: Mapping[str, Any],
    problems: list[Problem],
) -> list[Entry]:
    data = files.get(name)
    if data is None:
        return []
    if not isinstance(data, dict):
        problems.append(Problem(name, 1, "file", "holds no entries; write key: ..."))
        return []
    return [
        entry
        for key, item in data.items()
        for entry in _entry(
            model,
            folder,
            name,
            (key,),
            {"key": key, **item} if isinstance(item, dict) else item,
            problems,
        )
    ]


def _entry(
    model: type[_RecordT],
    folder: Path,
    name: str,
    path: tuple[str | int, ...],
    item: Any,
    problems: list[Problem],
) -> Iterator[Entry]:
    if not isinstance(item, dict):
        line = yaml_file.line_of(folder / name, path)
        problems.append(Problem(name, line, str(path[-1]), "is no entry; write key: value lines"))
        return
    try:
        yield Entry(name, path, model.parse_obj(item))
    except ValidationError as error:
        for detail in error.errors():
            keys = (*path, *detail["loc"])
            line = yaml_file.line_of(folder / name, keys)
            problems.append(Problem(name, line, _dotted(detail["loc"]), _mend(detail, model)))


def _mend(detail: Mapping[str, Any], model: type[Record]) -> str:
    message = _MENDS.get(detail["type"], str(detail["msg"]))
    if detail["type"] == "value_error.extra" and len(detail["loc"]) == 1:
        message += did_you_mean(detail["loc"][-1], model.__fields__)
    return message


def _dotted(loc: tuple[str | int, ...]) -> str:
    text = ""
    for key in loc:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def _line_finder(folder: Path) -> Check:
    def complain(entry: Any, keys: tuple[str | int, ...], message: str) -> Problem:
        line = yaml_file.line_of(folder / entry.file, (*entry.path, *keys))
        return Problem(entry.file, line, _dotted(keys), message)

    return complain
