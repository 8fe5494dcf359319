"""One plane a label that separates its messages from all others, each found by itself."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

import numpy as np
from sklearn.svm import LinearSVC

# Each process has its own part of the labels; what all look at is handed over once.
_shared: dict[str, Any] = {}


class Plane(NamedTuple):
    """The plane of a label: its normal (float32, one number a feature) and intercept."""

    normal: Any
    intercept: float


def separated(features: Any, wanted: Any) -> list[Plane]:
    """Return a plane for each column of `wanted` (messages by labels, 0 or 1).

    `features` is a sparse matrix of messages by features. As many processes work as there are
    cores; the planes do not depend on how many.
    """
    columns = [np.ascontiguousarray(column) for column in wanted.T]
    pool = ProcessPoolExecutor(
        max_workers=os.cpu_count() or 1,
        mp_context=get_context("fork"),
        initializer=_share,
        initargs=(features,),
    )
    with pool:
        return list(pool.map(_plane, columns))


def _share(features: Any) -> None:
    _shared["features"] = features


def _plane(column: Any) -> Plane:
    fitted = LinearSVC(C=1.0, tol=0.01, random_state=42).fit(_shared["features"], column)
    return Plane(fitted.coef_[0].astype(np.float32), float(fitted.intercept_[0]))
