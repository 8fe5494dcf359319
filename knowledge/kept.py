"""Arrays of texts that seldom change, kept in files: to work them out takes seconds."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from typing import Any, Callable, Iterator, Mapping, Sequence

import numpy as np

from knowledge.encoder import encode, encode_known, remember

logger = logging.getLogger(__name__)

_FOLDER = Path(__file__).with_name(".cache")
_VECTORS, _TEXTS, _KNOWN = "vectors", "texts", "facts"
# To work out the vectors of so many texts takes as long as a visitor should wait.
_MANY = 200


def kept(
    name: str,
    texts: Sequence[str],
    work_out: Callable[[], Mapping[str, Any]],
    folder: Path = _FOLDER,
) -> Mapping[str, Any]:
    """Return the arrays that `work_out` makes of `texts`, from the file in `folder` that has them.

    A file of the same `name` for other texts is removed. Where `folder` can't be written, each
    process works them out.
    """
    path = _path(name, texts, folder)
    if path.exists():
        return _read(path)
    try:
        with _alone(folder, name):
            if not path.exists():
                _keep(work_out(), path, name)
            return _read(path)
    except OSError as error:
        logger.warning("%s not kept, each start works them out again: %s", name, error)
    return work_out()


def are_kept(name: str, texts: Sequence[str], folder: Path = _FOLDER) -> bool:
    """Tell whether the arrays of `texts` stand in `folder`, and need not be worked out."""
    return _path(name, texts, folder).exists()


def vectors_of(texts: Sequence[str], folder: Path = _FOLDER) -> Any:
    """Return a row for each of `texts` (float16), kept in `folder`."""

    def work_out() -> Mapping[str, Any]:
        return {_VECTORS: encode(texts).astype(np.float16)}

    return kept(_VECTORS, texts, work_out, folder)[_VECTORS]


def learn_known(texts: Sequence[str], folder: Path = _FOLDER) -> None:
    """Have the vectors of `texts` of the knowledge at hand: those kept in `folder` take no time.

    A few new ones are not worth a file; with many, all of them are written anew.
    """
    path = folder / f"{_KNOWN}.npz"
    held: set[str] = set()
    if path.exists():
        found = _read(path)
        held.update(found[_TEXTS])
        remember(found[_TEXTS].tolist(), found[_VECTORS])
    vectors = encode_known(texts)
    if len(set(texts) - held) < _MANY:
        return
    try:
        folder.mkdir(exist_ok=True)
        _keep({_TEXTS: np.array(texts), _VECTORS: vectors}, path, _KNOWN)
    except OSError as error:
        logger.warning("%s not kept, each start works them out again: %s", _KNOWN, error)


def _path(name: str, texts: Sequence[str], folder: Path) -> Path:
    digest = sha256("\n".join(texts).encode()).hexdigest()[:12]
    return folder / f"{name}-{digest}.npz"


def _read(path: Path) -> Mapping[str, Any]:
    with np.load(path) as file:
        return dict(file)


@contextmanager
def _alone(folder: Path, name: str) -> Iterator[None]:
    """Let one process at a time work out the arrays of a name: the others then read them."""
    folder.mkdir(exist_ok=True)
    with (folder / f".{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _keep(arrays: Mapping[str, Any], path: Path, name: str) -> None:
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    with mine.open("wb") as file:
        np.savez(file, **arrays)
    mine.replace(path)
    for other in path.parent.glob(f"{name}-*"):
        if other != path:
            other.unlink(missing_ok=True)
