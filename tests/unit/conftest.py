"""A small world of facts for the tests of search and loader."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loading import DATA
from knowledge.model import Knowledge
from knowledge.store import store_of

# All kinds of files and entries, and few of each: it loads in no time.
_SMALL = Path(__file__).parent / "facts"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The real facts, read once for all that asks."""
    return store_of(DATA).current()


@pytest.fixture()
def facts(tmp_path: Path) -> Path:
    """A small world of made-up houses that a test may spoil."""
    return Path(shutil.copytree(_SMALL, tmp_path / "data"))
