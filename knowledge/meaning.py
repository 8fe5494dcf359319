"""How near two texts are in meaning: by their words, and as sentences, both alike.

The words have static vectors, from WordLlama's wheel (its own loader asks for a numpy and a
pydantic that Rasa 3.6 forbids); the sentences those of `knowledge.encoder`. Either alone tells
less.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Iterable, NamedTuple, Sequence

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from knowledge.encoder import encode, encode_known

_PACKAGE = "wordllama"
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
# More of a text says no more of what is asked.
_CHARACTERS = 1000
_BOTH_ALIKE = 0.5**0.5


# What is said in the knowledge, as long as the process lives; what visitors write is not kept.
_statements: dict[str, Any] = {}


class _Model(NamedTuple):
    tokenizer: Any
    vectors: Any


def nearness(asked: str, statement: str) -> float:
    """Return how near `statement` (of the knowledge) comes to `asked`: 1 for the same, 0 for far.

    Words are told well in English. Raises RuntimeError where the vectors are not installed.
    """
    return max(0.0, round(float(_of_question(asked) @ _of_statement(statement)), 3))


def learn(statements: Iterable[str]) -> None:
    """Work out the vectors of statements of the knowledge at once: much faster than one by one."""
    new = [text for text in dict.fromkeys(statements) if text not in _statements]
    if new:
        _statements.update(zip(new, _vectors(new, encode_known(new)), strict=True))


@lru_cache(maxsize=8)
def _of_question(text: str) -> Any:
    # A few only: what visitors write is not kept.
    return _vectors([text], encode([text]))[0]


def _of_statement(text: str) -> Any:
    learn([text])
    return _statements[text]


def _vectors(texts: Sequence[str], sentences: Any) -> Any:
    """Return the vectors of `texts`: of their words beside those of the sentences, of length 1."""
    words = np.stack([_of_words(text) for text in texts])
    return np.hstack((words, sentences)) * _BOTH_ALIKE


def _of_words(text: str) -> Any:
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
