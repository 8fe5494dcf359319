"""How near two texts are in meaning, by the static word vectors that WordLlama's wheel holds.

The package's own loader is not used: it asks for a numpy and a pydantic that Rasa 3.6 forbids.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

_PACKAGE = "wordllama"
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
# More of a text says no more of what is asked.
_CHARACTERS = 1000


class _Model(NamedTuple):
    tokenizer: Any
    vectors: Any


def nearness(asked: str, statement: str) -> float:
    """Return how near `statement` (of the knowledge) comes to `asked`: 1 for the same, 0 for far.

    English texts are told well; of other languages what they share with English. Raises
    RuntimeError where the vectors are not installed.
    """
    return max(0.0, round(float(_of_question(asked) @ _of_statement(statement)), 3))


@lru_cache(maxsize=8)
def _of_question(text: str) -> Any:
    # A few only: what visitors write is not kept.
    return _vector(text)


@lru_cache(maxsize=5_000)
def _of_statement(text: str) -> Any:
    return _vector(text)


def _vector(text: str) -> Any:
    """Return the mean of the vectors of the words of `text`, of length 1 (nought for no words)."""
    model = _model()
    ids = model.tokenizer.encode(text[:_CHARACTERS], add_special_tokens=False).ids
    if not ids:
        return np.zeros(model.vectors.shape[1], dtype=np.float32)
    mean = model.vectors[ids].astype(np.float32).mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / length if length else mean


@lru_cache(maxsize=1)
def _model() -> _Model:
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"{_PACKAGE} is not installed: pip install -r requirements.txt")
    folder = Path(spec.submodule_search_locations[0])
    (vectors,) = load_file(str(folder / _WEIGHTS)).values()
    return _Model(Tokenizer.from_file(str(folder / _TOKENIZER)), vectors)
