"""Servers for the tests of the channels: a quick one that repeats, and the real assistant."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator, Mapping

import pytest

from tests.channels.servers import StubServer

Starter = Callable[[Mapping[str, str]], StubServer]


@pytest.fixture(scope="session")
def stub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StubServer]:
    """A server that all tests share."""
    server = StubServer(tmp_path_factory.mktemp("stub"))
    server.start()
    yield server
    server.stop()


@pytest.fixture()
def start_stub(tmp_path: Path) -> Iterator[Starter]:
    """Starts servers of one's own, with settings."""
    started: list[StubServer] = []

    def start(settings: Mapping[str, str]) -> StubServer:
        server = StubServer(tmp_path / f"server-{len(started)}", settings)
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()
