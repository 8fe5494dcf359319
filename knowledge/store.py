"""The knowledge in use: read again when a file changes, and never replaced by a broken one."""

from __future__ import annotations

import logging
import os
import threading
import time
from functools import lru_cache
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.loading import DATA, files_of, load
from knowledge.model import Knowledge

logger = logging.getLogger(__name__)

# How stale an answer may be after an edit, in seconds; a look costs some twenty stat calls.
CHECK_EVERY_S = 1.0

Stamp = tuple[tuple[str, int, int], ...]


def knowledge_folder() -> Path:
    """Return the folder of the facts: $KNOWLEDGE_DIR, else the one beside this code."""
    return Path(os.environ.get("KNOWLEDGE_DIR") or DATA)


def current_knowledge() -> Knowledge:
    """Return the facts as they are now, which all of this process share. Raises KnowledgeError."""
    return store_of(knowledge_folder()).current()


@lru_cache(maxsize=4)
def store_of(folder: Path) -> KnowledgeStore:
    """Return the one store of a folder in this process: to read all facts takes a second."""
    return KnowledgeStore(folder)


class KnowledgeStore:
    """Gives the current knowledge of a folder; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._looked_at = 0.0
        self._stamp: Stamp = ()
        self._knowledge: Knowledge | None = None

    def current(self) -> Knowledge:
        """Return the knowledge as the files hold it now, or the last that was in order.

        Raises KnowledgeError only when nothing in order was ever read.
        """
        with self._lock:
            now = time.monotonic()
            if self._knowledge is None or now - self._looked_at >= CHECK_EVERY_S:
                self._looked_at = now
                self._refresh()
            assert self._knowledge is not None
            return self._knowledge

    def _refresh(self) -> None:
        stamp = _stamp(self.folder)
        if stamp == self._stamp and self._knowledge is not None:
            return
        self._stamp = stamp
        try:
            self._knowledge = load(self.folder)
        except KnowledgeError as error:
            if self._knowledge is None:
                raise
            logger.error("knowledge not reloaded, the last good one serves on:\n%s", error)
        else:
            logger.info("knowledge read: %d enablers", len(self._knowledge.enablers))


def _stamp(folder: Path) -> Stamp:
    found = []
    for path in files_of(folder):
        try:
            status = path.stat()
        except FileNotFoundError:  # an editor replaces the file this very moment
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)
