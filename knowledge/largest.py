"""The largest few of many values, in each of many groups at once."""

from __future__ import annotations

from typing import Any, NamedTuple, Sequence

import numpy as np


class Groups(NamedTuple):
    """The places of the values of each group, a row for each; what is left of a row points behind.

    `sizes` has how many there are in each.
    """

    places: Any
    sizes: Any


def grouped(places: Sequence[Sequence[int]], behind: int) -> Groups:
    """Return `places` of values as one table; `behind` is how many values there are in all."""
    width = max(map(len, places), default=0)
    table = np.full((len(places), width), behind, dtype=np.int32)
    for row, each in enumerate(places):
        table[row, : len(each)] = each
    return Groups(table, np.array([len(each) for each in places]))


def mean_of_largest(values: Any, groups: Groups, few: int) -> Any:
    """Return the mean of the largest `few` of `values` in each group: 0 in one that has none."""
    with_nothing = np.append(values, -np.inf)[groups.places]
    if with_nothing.shape[1] > few:
        with_nothing = np.partition(with_nothing, -few, axis=1)[:, -few:]
    found = np.where(np.isneginf(with_nothing), 0.0, with_nothing)
    return found.sum(axis=1) / np.maximum(1, np.minimum(groups.sizes, few))
