"""Vectors of texts that seldom change, kept in a file: to work out thousands takes seconds."""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import Any, Sequence

import numpy as np

from knowledge.encoder import encode

logger = logging.getLogger(__name__)

_FOLDER = Path(__file__).with_name(".cache")
_NAME = "vectors-{}.npy"


def vectors_of(texts: Sequence[str], folder: Path = _FOLDER) -> Any:
    """Return a row for each of `texts` (float16), from the file in `folder` where that has them.

    Where `folder` can't be written, they are worked out by each process.
    """
    path = _path(texts, folder)
    if path.exists():
        return np.load(path)
    vectors = encode(texts).astype(np.float16)
    try:
        _keep(vectors, path)
    except OSError as error:
        logger.warning("vectors not kept, each start works them out again: %s", error)
    return vectors


def are_kept(texts: Sequence[str], folder: Path = _FOLDER) -> bool:
    """Tell whether the vectors of `texts` stand in `folder`, and need not be worked out."""
    return _path(texts, folder).exists()


def _path(texts: Sequence[str], folder: Path) -> Path:
    digest = sha256("\n".join(texts).encode()).hexdigest()[:12]
    return folder / _NAME.format(digest)


def _keep(vectors: Any, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    with mine.open("wb") as file:
        np.save(file, vectors)
    mine.replace(path)
    for other in path.parent.glob(_NAME.format("*")):
        if other != path:
            other.unlink(missing_ok=True)
