"""Who is looked for by a question: learned from the expected questions, names and statements.

Three signs tell it, each in standard deviations over all enablers: how near the question comes
in meaning to the nearest few texts of one (in a space in which the questions that one statement
answers lie close together), how near in letters (parts of words), and a plane for each on both
(ridge regression, in which each enabler weighs alike, however much is asked of it).

What is learned from the questions alone is kept in a file; what the facts say is added when they
are read, so that a new enabler is found by its names and statements at once.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any, Mapping, NamedTuple, Sequence

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from knowledge.encoder import encode, encode_known
from knowledge.expected import Expected, all_expected, vectors_of_expected
from knowledge.kept import are_kept, kept, learn_known
from knowledge.largest import Groups, grouped, mean_of_largest
from knowledge.model import Knowledge

# From here on one stands out; from here on far.
PLAINLY, FAR = 3.0, 4.0
# Changes when the way in which it is learned does, so that nothing of before is taken.
_NAME, _VERSION = "sought", "1"
_LETTERS, _BUCKETS = 2**18, 1024
# What is asked in many ways spreads less than what is asked of many: so much of the spread within
# is left as it is.
_SPREAD = 0.5
# One text alone may come near by chance, and in letters tells something all the same.
_FEW, _ONE = 12, 1
# What tells who is looked for, and its share: learned from 1,790 first messages of strangers.
_PLANES, _MEANT, _WRITTEN, _NEAREST_WRITTEN = 1 / 7, 3 / 7, 2 / 7, 1 / 7
# What is said of one counts so much beside what is asked of it, and no weight grows without need.
_SAID, _RIDGE = 2.0, 10.0


class _Learned(NamedTuple):
    """What the questions tell, whatever the facts are: a row of `vectors` and `letters` for each.

    `asked_of` has the enabler of each. `gram` and `answers` are their part of the normal equations
    of the planes, an answer for each of `ids`.
    """

    ids: tuple[str, ...]
    asked_of: tuple[str, ...]
    centre: Any
    whitening: Any
    rarity: Any
    vectors: Any
    letters: Any
    gram: Any
    answers: Any


class _Model(NamedTuple):
    """A column of `planes` and a group of `texts` for each of `ids`."""

    ids: tuple[str, ...]
    texts: Groups
    vectors: Any
    letters: Any
    planes: Any


def sought(question: str, knowledge: Knowledge) -> Mapping[str, float]:
    """Return how plainly `question` looks for each enabler, by its id: 0 for no more than others.

    In standard deviations: from PLAINLY on one stands out. Raises RuntimeError without the encoder.
    """
    return _sought(question.strip(), knowledge)


def prepare(knowledge: Knowledge | None = None) -> None:
    """Learn from the expected questions, if they changed: some twenty seconds then.

    And from what the facts say, if they are given: some seconds, if these changed.
    """
    _learned()
    if knowledge:
        learn_known([text for _, text in _said(knowledge)])


def is_prepared() -> bool:
    """Tell whether what is learned is kept, so that `prepare` takes no time."""
    return are_kept(_NAME, _key(all_expected()))


@lru_cache(maxsize=8)
def _sought(question: str, knowledge: Knowledge) -> Mapping[str, float]:
    # A few only: what visitors write is not kept.
    model, learned = _model(knowledge), _learned()
    if not question:
        return dict.fromkeys(model.ids, 0.0)
    vector = encode([question])
    letters = _letters([question], learned.rarity)
    whitened = _whitened(vector, learned.centre, learned.whitening)[0]
    meant = model.vectors @ whitened.astype(np.float32)
    written = model.letters[:, letters.indices] @ letters.data
    told = (_features(vector, letters) @ model.planes)[0]
    total = (
        _PLANES * _deviations(told)
        + _MEANT * _deviations(mean_of_largest(meant, model.texts, _FEW))
        + _WRITTEN * _deviations(mean_of_largest(written, model.texts, _FEW))
        + _NEAREST_WRITTEN * _deviations(mean_of_largest(written, model.texts, _ONE))
    )
    return dict(zip(model.ids, np.round(total, 3).tolist(), strict=True))


def _deviations(values: Any) -> Any:
    return (values - values.mean()) / (values.std() or 1.0)


@lru_cache(maxsize=2)
def _model(knowledge: Knowledge) -> _Model:
    learned = _learned()
    said = _said(knowledge)
    vectors = encode_known([text for _, text in said])
    whitened = _whitened(vectors, learned.centre, learned.whitening)
    letters = _letters([text for _, text in said], learned.rarity)
    rows = defaultdict(list)
    for row, key in enumerate((*learned.asked_of, *(key for key, _ in said))):
        rows[key].append(row)
    ids = tuple(knowledge.enablers)
    gram, answers = _equations(vectors, letters, [key for key, _ in said], ids)
    known = {key: column for column, key in enumerate(learned.ids)}
    nothing = np.zeros(len(gram))
    wanted = [learned.answers[:, known[key]] if key in known else nothing for key in ids]
    gram = learned.gram + _SAID * gram + _RIDGE * np.eye(len(gram))
    planes = np.linalg.solve(gram, np.stack(wanted, axis=1) + _SAID * answers)
    return _Model(
        ids,
        grouped([rows[key] for key in ids], len(learned.asked_of) + len(said)),
        np.vstack((learned.vectors, whitened)).astype(np.float32),
        vstack((learned.letters, letters), format="csc"),
        planes,
    )


def _said(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return each name and statement of the knowledge, beside the id of whose it is."""
    return [
        (enabler.id, text)
        for enabler in knowledge.enablers.values()
        for text in (*enabler.all_names, *(statement.text for statement in enabler.statements))
    ]


@lru_cache(maxsize=1)
def _learned() -> _Learned:
    questions = all_expected()
    asked_of = tuple(each.enabler for each in questions)
    ids = tuple(dict.fromkeys(asked_of))
    arrays = dict(kept(_NAME, _key(questions), lambda: _learn(questions, ids)))
    parts = tuple(arrays.pop(f"letters_{part}") for part in ("data", "indices", "indptr"))
    letters = csr_matrix(parts, shape=(len(questions), _LETTERS))
    return _Learned(ids=ids, asked_of=asked_of, letters=letters, **arrays)


def _learn(questions: Sequence[Expected], ids: Sequence[str]) -> Mapping[str, Any]:
    texts = [each.text for each in questions]
    vectors = vectors_of_expected().astype(np.float64)
    centre = vectors.mean(axis=0)
    of_statement = defaultdict(list)
    for row, each in enumerate(questions):
        of_statement[each.enabler, each.statement].append(row)
    within = np.vstack([vectors[r] - vectors[r].mean(axis=0) for r in of_statement.values()])
    spread = within.T @ within / len(within)
    values, axes = np.linalg.eigh(
        spread + _SPREAD * np.trace(spread) / len(spread) * np.eye(len(spread))
    )
    whitening = axes @ np.diag(values**-0.5) @ axes.T
    counts = _counted(texts)
    often = np.bincount(counts.indices, minlength=_LETTERS)
    rarity = np.log((1 + len(texts)) / (1 + often)) + 1
    letters = _weighed(counts, rarity)
    gram, answers = _equations(vectors, letters, [each.enabler for each in questions], ids)
    return {
        "centre": centre,
        "whitening": whitening,
        "rarity": rarity,
        "vectors": _whitened(vectors, centre, whitening).astype(np.float16),
        "letters_data": letters.data.astype(np.float32),
        "letters_indices": letters.indices,
        "letters_indptr": letters.indptr,
        "gram": gram,
        "answers": answers,
    }


def _key(questions: Sequence[Expected]) -> list[str]:
    learned_from = ("\t".join((each.enabler, each.statement, each.text)) for each in questions)
    return [_VERSION, *learned_from]


def _whitened(vectors: Any, centre: Any, whitening: Any) -> Any:
    return normalize((vectors - centre) @ whitening)


def _counted(texts: Sequence[str]) -> Any:
    """Return how often each part of a word stands in each text."""
    parts = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        n_features=_LETTERS,
        norm=None,
        alternate_sign=False,
        strip_accents="unicode",
    )
    return parts.transform(texts)


def _letters(texts: Sequence[str], rarity: Any) -> Any:
    return _weighed(_counted(texts), rarity)


def _weighed(counts: Any, rarity: Any) -> Any:
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    return normalize(counts)


def _features(vectors: Any, letters: Any) -> Any:
    """Return what the planes see of texts: vectors, parts of words in buckets, and 1."""
    signs = np.where((letters.indices // _BUCKETS) % 2, 1.0, -1.0)
    parts = (letters.data * signs, letters.indices % _BUCKETS, letters.indptr)
    # Parts of words that share a bucket are added up.
    buckets = csr_matrix(parts, shape=(letters.shape[0], _BUCKETS)).toarray()
    return np.hstack((vectors, buckets, np.ones((vectors.shape[0], 1))))


def _equations(
    vectors: Any, letters: Any, keys: Sequence[str], ids: Sequence[str]
) -> tuple[Any, Any]:
    """Return the normal equations of texts that are of `keys`: each of `ids` weighs the same."""
    column = {key: index for index, key in enumerate(ids)}
    of = np.array([column[key] for key in keys], dtype=int)
    features = _features(vectors, letters)
    weights = len(of) / len(ids) / np.bincount(of, minlength=len(ids))[of]
    weighed = features * weights[:, None]
    wanted = np.zeros((len(of), len(ids)))
    wanted[np.arange(len(of)), of] = 1
    return features.T @ weighed, weighed.T @ wanted
