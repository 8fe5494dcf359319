"""The largest few of each group, at once."""

from __future__ import annotations

import numpy as np

from knowledge.largest import grouped, mean_of_largest


def test_the_mean_is_of_the_largest_few_of_each_group() -> None:
    values = np.array([0.1, 0.9, 0.5, 0.3])
    groups = grouped([[0, 1, 2], [3], []], len(values))
    assert mean_of_largest(values, groups, 2).tolist() == [0.7, 0.3, 0.0]


def test_without_groups_there_are_no_means() -> None:
    assert mean_of_largest(np.array([]), grouped([], 0), 2).tolist() == []


def test_values_below_nought_count_as_well() -> None:
    groups = grouped([[0, 1]], 2)
    assert mean_of_largest(np.array([-1.0, -3.0]), groups, 4).tolist() == [-2.0]
