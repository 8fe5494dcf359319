"""What every stub server would import and read at its start: servers.py has them forked off it."""

from __future__ import annotations

from channels.turns import sentences
from knowledge.store import current_knowledge
from tests.channels.stub_server import domain

current_knowledge()
sentences()
domain()
