"""Which facilities and kinds a message asks for, learned from how people put it.

The gazetteer finds the words that it holds; people have more of them, and name by the way what
they do not ask for. One linear classifier per need weighs what the gazetteer found together
with all other words and their parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

import numpy as np
import skops.io
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer
from sklearn.svm import LinearSVC

EXAMPLES = Path(__file__).with_name("needs")
# Distances from the separating plane, set on questions that no training saw: the likeliest need
# is taken on a hint, one whose name stands there too, further ones must be plain.
FIRST, NAMED, FURTHER = -0.7, -0.5, -0.1
# A found name against the words around it; more, and incidental names win.
_FOUND_WEIGHT = 0.7
_MASKED = {"place", "outside", "enabler", "radius"}
_NOT_ASKED = {"own", "told", "without"}
_NONE = "none"
KIND = "kind:"
_VECTORIZERS, _WEIGHTS = "vectorizers.skops", "weights.npz"


@dataclass(frozen=True)
class Example:
    """A message and its needs: keys of facilities, and of kinds as "kind:company"."""

    text: str
    needs: frozenset[str]


def examples(folder: Path = EXAMPLES) -> list[Example]:
    """Return the examples of all languages: files of "need[+need]<tab>message" lines.

    "none" stands for messages that ask for no facility and no kind.
    """
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            needs, tab, text = line.partition("\t")
            if not tab:
                raise ValueError(f"{path.name}:{number}: write needs, a tab and the message")
            found.append(Example(text, frozenset(needs.split("+")) - {_NONE}))
    return found


def need_of(entity: Mapping[str, Any]) -> str:
    """Return the need that a facility or kind entity names."""
    prefix = KIND if entity["entity"] == "kind" else ""
    return f"{prefix}{entity['value']}"


@dataclass(frozen=True)
class Seen:
    """A message as the classifier sees it: names masked, and which facilities and kinds stand."""

    text: str
    names: Mapping[str, float]


def seen(text: str, entities: Sequence[Mapping[str, Any]]) -> Seen:
    """Return what the classifier looks at, from a message and its entities (with characters)."""
    parts, position, names = [], 0, {}
    for entity in sorted(entities, key=lambda e: (e["start"], e["end"])):
        label = entity["entity"]
        if label in _MASKED and entity["start"] >= position:
            parts += [text[position : entity["start"]], f" kb{label} "]
            position = entity["end"]
        if label in {"facility", "kind"}:
            aside = entity.get("role") in _NOT_ASKED
            names[need_of(entity) + (" aside" if aside else "")] = 1.0
    return Seen("".join(parts) + text[position:], names)


class NeedClassifier:
    """A fitted classifier; `known` are the needs that it can tell."""

    def __init__(self, vectorizers: Sequence[Any], weights: Mapping[str, Any]) -> None:
        self._words, self._letters, self._names = vectorizers
        self._coefficients = weights["coefficients"]
        self._intercepts = weights["intercepts"]
        self.known: tuple[str, ...] = tuple(str(key) for key in weights["known"])

    @classmethod
    def fit(cls, messages: Sequence[Seen], needs: Iterable[frozenset[str]]) -> NeedClassifier:
        """Return a classifier fitted to `messages` that ask for `needs`."""
        plain = {"sublinear_tf": True, "strip_accents": "unicode", "dtype": np.float32}
        vectorizers = (
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", **plain),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, **plain),
            DictVectorizer(dtype=np.float32),
        )
        for vectorizer, column in zip(vectorizers, _columns(messages), strict=True):
            vectorizer.fit(column)
        binarizer = MultiLabelBinarizer()
        asked = binarizer.fit_transform(needs)
        fitted = OneVsRestClassifier(LinearSVC(C=1.0, random_state=42))
        fitted.fit(_features(vectorizers, messages), asked)
        weights = {
            "coefficients": np.vstack([e.coef_ for e in fitted.estimators_]).astype(np.float32),
            "intercepts": np.hstack([e.intercept_ for e in fitted.estimators_]).astype(np.float32),
            "known": np.array(binarizer.classes_, dtype=str),
        }
        return cls(vectorizers, weights)

    def needs(self, message: Seen, *, eager: bool) -> tuple[str, ...]:
        """Return what a message asks for, the likeliest first.

        `eager`: the message is known to ask for something, so a hint is enough to tell what.
        """
        features = _features((self._words, self._letters, self._names), [message])
        scores = np.asarray(features @ self._coefficients.T)[0] + self._intercepts
        order = np.argsort(-scores, kind="stable")
        return tuple(
            self.known[index]
            for rank, index in enumerate(order)
            if scores[index] > self._enough(index, message, first=eager and not rank)
        )

    def _enough(self, index: int, message: Seen, *, first: bool) -> float:
        named = message.names.get(self.known[index], 0.0) > 0
        return min(FIRST if first else FURTHER, NAMED if named else FURTHER)

    def save(self, folder: Path) -> None:
        """Write the classifier to `folder`."""
        vectorizers = [self._words, self._letters, self._names]
        skops.io.dump(vectorizers, folder / _VECTORIZERS)
        np.savez_compressed(
            folder / _WEIGHTS,
            coefficients=self._coefficients,
            intercepts=self._intercepts,
            known=np.array(self.known, dtype=str),
        )

    @classmethod
    def load(cls, folder: Path) -> NeedClassifier:
        """Read a classifier that `save` wrote."""
        path = folder / _VECTORIZERS
        vectorizers = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
        with np.load(folder / _WEIGHTS) as weights:
            return cls(vectorizers, dict(weights))


def _columns(messages: Sequence[Seen]) -> tuple[list[Any], ...]:
    texts = [message.text for message in messages]
    return texts, texts, [message.names for message in messages]


def _features(vectorizers: Sequence[Any], messages: Sequence[Seen]) -> csr_matrix:
    words, letters, names = (
        vectorizer.transform(column)
        for vectorizer, column in zip(vectorizers, _columns(messages), strict=True)
    )
    return hstack([words, letters, names * _FOUND_WEIGHT]).tocsr()
