"""One linear classifier a label over words, letters and named features of a message."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import MultiLabelBinarizer

from knowledge.encoder import encode
from nlu.planes import separated

_FEATURES, _WEIGHTS = ("words.txt", "letters.txt", "names.txt"), "weights.npz"


@dataclass(frozen=True)
class Seen:
    """A message as a classifier sees it: names masked, named features of it, and what it says.

    `said` is the message in its own words, without names, for what it means as a whole.
    """

    text: str
    names: Mapping[str, float]
    said: str = ""


class LinearClassifier:
    """A fitted classifier; `known` are the labels that it can tell."""

    def __init__(
        self,
        vectorizers: Sequence[Any],
        weights: Mapping[str, Any],
        names_weight: float,
        meaning_weight: float,
    ) -> None:
        self._vectorizers = tuple(vectorizers)
        self._by_feature = np.ascontiguousarray(weights["coefficients"].T)
        self._intercepts = weights["intercepts"]
        self._names_weight, self._meaning_weight = names_weight, meaning_weight
        self.known: tuple[str, ...] = tuple(str(key) for key in weights["known"])

    @classmethod
    def fit(
        cls,
        messages: Sequence[Seen],
        labels: Iterable[Iterable[str]],
        *,
        names_weight: float,
        meaning_weight: float = 0.0,
    ) -> LinearClassifier:
        """Return a classifier fitted to `messages` with all `labels` of each.

        `names_weight` is that of a named feature against the words around it, `meaning_weight`
        that of what the message means as a whole; 0 leaves it out.
        """
        vectorizers = _vectorizers()
        for vectorizer, column in zip(vectorizers, _columns(messages), strict=True):
            vectorizer.fit(column)
        binarizer = MultiLabelBinarizer()
        wanted = binarizer.fit_transform(labels)
        features = _features(vectorizers, messages, names_weight, meaning_weight)
        planes = separated(features, wanted)
        weights = {
            "coefficients": np.vstack([plane.normal for plane in planes]),
            "intercepts": np.array([plane.intercept for plane in planes], dtype=np.float32),
            "known": np.array(binarizer.classes_, dtype=str),
        }
        return cls(vectorizers, weights, names_weight, meaning_weight)

    def scores(self, message: Seen) -> list[tuple[str, float]]:
        """Return each label with its distance from the separating plane, the likeliest first."""
        features = _features(self._vectorizers, [message], self._names_weight, self._meaning_weight)
        # Only what stands in the message: the whole matrix would be copied each time.
        present = self._by_feature[features.indices]
        scores = features.data @ present + self._intercepts
        order = np.argsort(-scores, kind="stable")
        return [(self.known[index], float(scores[index])) for index in order]

    def save(self, folder: Path) -> None:
        """Write the classifier to `folder`."""
        words, letters, _ = self._vectorizers
        for vectorizer, file in zip(self._vectorizers, _FEATURES, strict=True):
            features = "\n".join(vectorizer.get_feature_names_out())
            (folder / file).write_text(features, encoding="utf-8")
        np.savez_compressed(
            folder / _WEIGHTS,
            coefficients=self._by_feature.T,
            intercepts=self._intercepts,
            words_idf=words.idf_,
            letters_idf=letters.idf_,
            names_weight=np.array(self._names_weight),
            meaning_weight=np.array(self._meaning_weight),
            known=np.array(self.known, dtype=str),
        )

    @classmethod
    def load(cls, folder: Path) -> LinearClassifier:
        """Read a classifier that `save` wrote."""
        features = [(folder / file).read_text(encoding="utf-8").split("\n") for file in _FEATURES]
        with np.load(folder / _WEIGHTS) as stored:
            weights = dict(stored)
        words, letters, names = _vectorizers(features)
        words.idf_, letters.idf_ = weights["words_idf"], weights["letters_idf"]
        own = (float(weights[name]) for name in ("names_weight", "meaning_weight"))
        return cls((words, letters, names), weights, *own)


def _vectorizers(features: Sequence[Sequence[str]] = ((), (), ())) -> tuple[Any, Any, Any]:
    """Return the vectorizers of words, letters and names: new ones, or with known `features`."""
    plain = {"sublinear_tf": True, "strip_accents": "unicode", "dtype": np.float32}
    words, letters, names = (
        {feature: index for index, feature in enumerate(each)} or None for each in features
    )
    by_name = DictVectorizer(dtype=np.float32)
    if names:
        by_name.feature_names_, by_name.vocabulary_ = list(names), names
    return (
        TfidfVectorizer(
            ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", vocabulary=words, **plain
        ),
        TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=2, vocabulary=letters, **plain
        ),
        by_name,
    )


def _columns(messages: Sequence[Seen]) -> tuple[list[Any], ...]:
    texts = [message.text for message in messages]
    return texts, texts, [message.names for message in messages]


def _features(
    vectorizers: Sequence[Any],
    messages: Sequence[Seen],
    names_weight: float,
    meaning_weight: float,
) -> csr_matrix:
    words, letters, names = (
        vectorizer.transform(column)
        for vectorizer, column in zip(vectorizers, _columns(messages), strict=True)
    )
    parts = [words, letters, names * names_weight]
    if meaning_weight:
        parts.append(csr_matrix(encode([message.said for message in messages]) * meaning_weight))
    return hstack(parts, dtype=np.float32).tocsr()
