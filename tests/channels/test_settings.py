"""Settings are read with an answer to whoever wrote them wrongly; the key is the owner's alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from channels.sessions import Sessions, new_session, secret_of_file
from channels.settings import BadSetting, Settings, database_url


def test_the_environment_goes_before_the_file() -> None:
    settings = Settings.read(
        {"keep_hours": 12, "origins": ["https://a.example"]},
        {"WELCOME_ORIGINS": "https://b.example/, http://c.example:8080"},
    )
    assert settings.keep_hours == 12
    assert settings.origins == ("https://b.example", "http://c.example:8080")


@pytest.mark.parametrize(
    ("credentials", "environment", "named"),
    [
        ({"keep_hour": 1}, {}, "keep_hour is not known"),
        ({"keep_hours": "long"}, {}, "keep_hours: write a number"),
        ({"per_session": 1.5}, {}, "per_session: write a whole number"),
        ({"origins": ["example.org"]}, {}, "origins: write origins such as"),
        ({"origins": 7}, {}, "origins: "),
        (
            {"office_hours": "nine to five"},
            {},
            "office_hours: write days and times such as mon-fri",
        ),
        ({}, {"WELCOME_OFFICE_HOURS": "fri-mon 9:00-17:00"}, "WELCOME_OFFICE_HOURS: write days"),
        ({"silence_min": 0}, {}, "silence_min: write a number"),
        ({}, {"WELCOME_KEEP_HOURS": "-1"}, "WELCOME_KEEP_HOURS: write a number"),
        ({}, {"WELCOME_SECRET": "short"}, "WELCOME_SECRET: write at least 16"),
    ],
)
def test_a_bad_setting_is_named(
    credentials: dict[str, Any], environment: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSetting, match=named):
        Settings.read(credentials, environment)


def test_a_database_is_a_path_or_a_url() -> None:
    assert database_url({"WELCOME_DATABASE": "/x/y.db"}) == "sqlite:////x/y.db"
    assert database_url({"WELCOME_DATABASE": "postgresql://h/d"}) == "postgresql://h/d"
    assert database_url({}).endswith("/build/welcome.db")


def test_the_key_is_made_once_and_for_the_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "build" / "secret"
    secret = secret_of_file(path)
    assert len(secret) > 32 and secret_of_file(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_token_stands_for_its_session_alone() -> None:
    sessions, session = Sessions("one secret of many"), new_session()
    assert sessions.resume(sessions.token(session)) == session
    assert Sessions("another secret here").resume(sessions.token(session)) is None
    assert sessions.resume(session) is None
