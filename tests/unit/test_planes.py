"""Each label gets its plane, however many processes look for them."""

from __future__ import annotations

import os

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from nlu.planes import separated

_FEATURES = csr_matrix(np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1]], dtype=np.float32))
_WANTED = np.array([[1, 0], [1, 0], [0, 1], [0, 1]])


@pytest.mark.parametrize("cores", [1, 2])
def test_each_plane_has_its_messages_on_one_side(
    monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    planes = separated(_FEATURES, _WANTED)
    scores = np.array([_FEATURES @ plane.normal + plane.intercept for plane in planes]).T
    assert ((scores > 0) == (_WANTED > 0)).all()
