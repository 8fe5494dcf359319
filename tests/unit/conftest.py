"""A small world of facts for the tests of search and loader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loading import DATA, load
from knowledge.model import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The real facts."""
    return load()


@pytest.fixture()
def facts(tmp_path: Path) -> Path:
    """A copy of the real facts that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))
