"""One linear classifier a label over words, letters and named features of a message."""

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

_VECTORIZERS, _WEIGHTS = "vectorizers.skops", "weights.npz"


@dataclass(frozen=True)
class Seen:
    """A message as a classifier sees it: names masked, and named features of it."""

    text: str
    names: Mapping[str, float]


class LinearClassifier:
    """A fitted classifier; `known` are the labels that it can tell."""

    def __init__(
        self, vectorizers: Sequence[Any], weights: Mapping[str, Any], names_weight: float
    ) -> None:
        self._vectorizers = tuple(vectorizers)
        self._coefficients = weights["coefficients"]
        self._intercepts = weights["intercepts"]
        self._names_weight = names_weight
        self.known: tuple[str, ...] = tuple(str(key) for key in weights["known"])

    @classmethod
    def fit(
        cls, messages: Sequence[Seen], labels: Iterable[Iterable[str]], *, names_weight: float
    ) -> LinearClassifier:
        """Return a classifier fitted to `messages` with all `labels` of each.

        `names_weight` is that of a named feature against the words around it.
        """
        plain = {"sublinear_tf": True, "strip_accents": "unicode", "dtype": np.float32}
        vectorizers = (
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", **plain),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, **plain),
            DictVectorizer(dtype=np.float32),
        )
        for vectorizer, column in zip(vectorizers, _columns(messages), strict=True):
            vectorizer.fit(column)
        binarizer = MultiLabelBinarizer()
        wanted = binarizer.fit_transform(labels)
        fitted = OneVsRestClassifier(LinearSVC(C=1.0, tol=0.01, random_state=42))
        fitted.fit(_features(vectorizers, messages, names_weight), wanted)
        weights = {
            "coefficients": np.vstack([e.coef_ for e in fitted.estimators_]).astype(np.float32),
            "intercepts": np.hstack([e.intercept_ for e in fitted.estimators_]).astype(np.float32),
            "known": np.array(binarizer.classes_, dtype=str),
        }
        return cls(vectorizers, weights, names_weight)

    def scores(self, message: Seen) -> list[tuple[str, float]]:
        """Return each label with its distance from the separating plane, the likeliest first."""
        features = _features(self._vectorizers, [message], self._names_weight)
        scores = np.asarray(features @ self._coefficients.T)[0] + self._intercepts
        order = np.argsort(-scores, kind="stable")
        return [(self.known[index], float(scores[index])) for index in order]

    def save(self, folder: Path) -> None:
        """Write the classifier to `folder`."""
        skops.io.dump(list(self._vectorizers), folder / _VECTORIZERS)
        np.savez_compressed(
            folder / _WEIGHTS,
            coefficients=self._coefficients,
            intercepts=self._intercepts,
            names_weight=np.array(self._names_weight),
            known=np.array(self.known, dtype=str),
        )

    @classmethod
    def load(cls, folder: Path) -> LinearClassifier:
        """Read a classifier that `save` wrote."""
        path = folder / _VECTORIZERS
        vectorizers = skops.io.load(path, trusted=skops.io.get_untrusted_types(file=path))
        with np.load(folder / _WEIGHTS) as weights:
            return cls(vectorizers, dict(weights), float(weights["names_weight"]))


def _columns(messages: Sequence[Seen]) -> tuple[list[Any], ...]:
    texts = [message.text for message in messages]
    return texts, texts, [message.names for message in messages]


def _features(
    vectorizers: Sequence[Any], messages: Sequence[Seen], names_weight: float
) -> csr_matrix:
    words, letters, names = (
        vectorizer.transform(column)
        for vectorizer, column in zip(vectorizers, _columns(messages), strict=True)
    )
    return hstack([words, letters, names * names_weight]).tocsr()
