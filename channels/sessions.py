"""Session ids that only the server can make: a visitor holds a signed token, never a bare id."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from channels.guard import WEBSITE_SENDER
from channels.settings import BUILD

logger = logging.getLogger(__name__)

_SECRET_FILE = BUILD / "secret"
_DAY_S = 86_400
_TOKEN_CHARACTERS = 512


class Sessions:
    """Makes and checks the tokens of sessions; a token is good for `days` after its last use."""

    def __init__(self, secret: str, days: float = 30.0) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="welcome-webchat-session")
        self._seconds = int(days * _DAY_S)

    def resume(self, token: Any) -> str | None:
        """Return the session that a token stands for; None if it is not ours, or too old."""
        if not isinstance(token, str) or len(token) > _TOKEN_CHARACTERS:
            return None
        try:
            session = self._serializer.loads(token, max_age=self._seconds)
        except BadData:
            return None
        return session if isinstance(session, str) else None

    def token(self, session: str) -> str:
        """Return a token for the session, good from now on."""
        return str(self._serializer.dumps(session))


def new_session() -> str:
    """Return an id that nobody can guess; it is also the sender id that Rasa sees."""
    return f"{WEBSITE_SENDER}{secrets.token_urlsafe(24)}"


def secret_of_file(path: Path = _SECRET_FILE) -> str:
    """Return the signing key kept in a file that only its owner reads; make it when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    logger.warning(
        "WELCOME_SECRET is not set: made a signing key in %s. Sessions end when the file goes; "
        "set WELCOME_SECRET where several servers serve one website.",
        path,
    )
    return path.read_text(encoding="ascii").strip()
