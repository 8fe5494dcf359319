"""What a test needs of the machine and may not find there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(reason: str) -> NoReturn:
    """Skip the test for what is missing; where CI is set fail, for there each must be played."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
