"""What can be set from outside about the channels: by environment, or in credentials.yml."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Mapping, TypeVar

from channels.handover.hours import OfficeHours

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
_DATABASE = BUILD / "welcome.db"
_Value = TypeVar("_Value")


class BadSetting(ValueError):
    """A setting cannot be read; the text names it and says what to write instead."""


@dataclass(frozen=True)
class Settings:
    """How the website channel behaves. Limits are messages (or sessions) a minute,
    and requests for a person an hour.

    The hand-over to a person: `take_within_min` until a visitor is told that nobody is there just
    now, `silence_min` until the assistant answers again, `gone_min` until a visitor without a page
    counts as gone, `owed_days` for which a request without an answer is kept.
    """

    origins: tuple[str, ...] = ()
    keep_hours: float = 24.0
    token_days: float = 30.0
    per_session: int = 20
    per_address: int = 60
    sessions_per_address: int = 300
    requests_per_address: int = 20
    redis: str = ""
    office_hours: OfficeHours = field(default_factory=OfficeHours)
    take_within_min: float = 5.0
    silence_min: float = 30.0
    gone_min: float = 5.0
    owed_days: float = 14.0
    bundle: Path = ROOT / "widget" / "dist"
    secret: str = ""

    @classmethod
    def read(
        cls,
        credentials: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Settings:
        """Return the settings: the environment goes before credentials.yml. Raises BadSetting."""
        environment = os.environ if environment is None else environment
        found: dict[str, Any] = {}
        for key, value in (credentials or {}).items():
            if key not in _FROM_CREDENTIALS:
                known = ", ".join(sorted(_FROM_CREDENTIALS))
                raise BadSetting(f"credentials.yml: {key} is not known; there are: {known}")
            found[key] = _read(f"credentials.yml: {key}", value, _FROM_CREDENTIALS[key])
        for name, (key, read) in _FROM_ENVIRONMENT.items():
            if environment.get(name):
                found[key] = _read(name, environment[name], read)
        return cls(**found)


def database_url(environment: Mapping[str, str] | None = None) -> str:
    """Return the URL of the database that holds conversations; a path means a SQLite file."""
    environment = os.environ if environment is None else environment
    named = environment.get("WELCOME_DATABASE") or str(_DATABASE)
    return named if "://" in named else f"sqlite:///{named}"


def _read(name: str, value: Any, read: Callable[[Any], _Value]) -> _Value:
    try:
        return read(value)
    except (TypeError, ValueError) as error:
        raise BadSetting(f"{name}: {error}") from None


def _positive(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.0
    if not 0 < number < 1e6:
        raise ValueError(f"write a number above 0, not {value!r}")
    return number


def _whole(value: Any) -> int:
    number = _positive(value)
    if number != int(number):
        raise ValueError(f"write a whole number, not {value!r}")
    return int(number)


def _origins(value: Any) -> tuple[str, ...]:
    listed = value.split(",") if isinstance(value, str) else list(value)
    origins = tuple(str(origin).strip().rstrip("/") for origin in listed if str(origin).strip())
    for origin in origins:
        if "://" not in origin or origin.count("/") != 2:
            raise ValueError(f"write origins such as https://www.example.org, not {origin!r}")
    return origins


def _secret(value: Any) -> str:
    if len(str(value)) < 16:
        raise ValueError("write at least 16 characters that nobody can guess")
    return str(value)


_FROM_CREDENTIALS: Mapping[str, Callable[[Any], Any]] = {
    "origins": _origins,
    "keep_hours": _positive,
    "token_days": _positive,
    "per_session": _whole,
    "per_address": _whole,
    "sessions_per_address": _whole,
    "requests_per_address": _whole,
    "redis": str,
    "office_hours": OfficeHours.read,
    "take_within_min": _positive,
    "silence_min": _positive,
    "gone_min": _positive,
    "owed_days": _positive,
}
_FROM_ENVIRONMENT: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "WELCOME_ORIGINS": ("origins", _origins),
    "WELCOME_KEEP_HOURS": ("keep_hours", _positive),
    "WELCOME_TOKEN_DAYS": ("token_days", _positive),
    "WELCOME_PER_SESSION": ("per_session", _whole),
    "WELCOME_PER_ADDRESS": ("per_address", _whole),
    "WELCOME_SESSIONS_PER_ADDRESS": ("sessions_per_address", _whole),
    "WELCOME_REQUESTS_PER_ADDRESS": ("requests_per_address", _whole),
    "WELCOME_REDIS": ("redis", str),
    "WELCOME_OFFICE_HOURS": ("office_hours", OfficeHours.read),
    "WELCOME_TAKE_WITHIN_MIN": ("take_within_min", _positive),
    "WELCOME_SILENCE_MIN": ("silence_min", _positive),
    "WELCOME_GONE_MIN": ("gone_min", _positive),
    "WELCOME_OWED_DAYS": ("owed_days", _positive),
    "WELCOME_BUNDLE": ("bundle", Path),
    "WELCOME_SECRET": ("secret", _secret),
}
