"""Arrays that take seconds to work out are worked out once, and kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge import encoder, kept
from knowledge.kept import are_kept, learn_known, vectors_of

_ASKED = ["how big is it?", "who runs it?"]


def test_vectors_are_kept_once_and_worked_out_again_for_other_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not are_kept("vectors", _ASKED, tmp_path)
    first = vectors_of(_ASKED, tmp_path)
    assert are_kept("vectors", _ASKED, tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(kept, "encode", lambda _: pytest.fail("not kept"))
        assert np.array_equal(vectors_of(_ASKED, tmp_path), first)
    vectors_of(["since when?"], tmp_path)
    assert len(list(tmp_path.glob("vectors-*"))) == 1


def test_arrays_of_another_name_stay(tmp_path: Path) -> None:
    vectors_of(_ASKED, tmp_path)
    found = kept.kept("other", _ASKED, lambda: {"one": np.ones(2)}, tmp_path)
    assert found["one"].tolist() == [1.0, 1.0]
    assert are_kept("vectors", _ASKED, tmp_path) and are_kept("other", _ASKED, tmp_path)


def test_where_nothing_can_be_kept_vectors_are_worked_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert vectors_of(["how big is it?"], tmp_path / "file").shape == (1, 512)
    assert "vectors not kept" in caplog.text


def test_what_is_kept_is_read_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = vectors_of(_ASKED, tmp_path)
    monkeypatch.setattr(kept, "flock", lambda *_: pytest.fail("asks to write"))
    monkeypatch.setattr(kept, "encode", lambda _: pytest.fail("not kept"))
    assert np.array_equal(vectors_of(_ASKED, tmp_path), first)


def test_many_texts_of_the_knowledge_are_kept_and_a_few_new_ones_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: dict[str, np.ndarray] = {}
    monkeypatch.setattr(encoder, "_known", known)
    texts = [f"lab number {number}" for number in range(kept._MANY)]
    learn_known(texts[:3], tmp_path)
    assert not list(tmp_path.iterdir())
    learn_known(texts, tmp_path)
    first = dict(known)
    known.clear()
    worked_out: list[str] = []
    monkeypatch.setattr(encoder, "encode", lambda new: worked_out.extend(new) or np.ones((1, 512)))
    learn_known([*texts, "a new lab"], tmp_path)
    assert worked_out == ["a new lab"]
    assert all(np.array_equal(known[text], first[text]) for text in texts)
