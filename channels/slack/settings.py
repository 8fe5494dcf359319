"""What can be set about Slack: tokens by environment alone, the rest in credentials.yml too."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Any, Callable, Mapping

from channels.settings import BadSetting

SLACK_API = "https://slack.com/api/"
_CHANNEL = re.compile(r"[CG][A-Z0-9]{5,}")


@dataclass(frozen=True)
class SlackSettings:
    """How the assistant reaches Slack; without a `bot_token` it does not.

    `app_token` means Socket Mode, else `signing_secret` means signed requests to our own server.
    `channel` is the id of the channel where visitors who want a person are shown; "" shows none.
    """

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    channel: str = ""
    api: str = SLACK_API

    @classmethod
    def read(
        cls,
        credentials: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> SlackSettings:
        """Return the settings: the environment goes before credentials.yml. Raises BadSetting."""
        environment = os.environ if environment is None else environment
        found: dict[str, str] = {}
        for key, value in (credentials or {}).items():
            if key not in _FROM_CREDENTIALS:
                known = ", ".join(sorted(_FROM_CREDENTIALS))
                raise BadSetting(f"credentials.yml: {key} is not known; there are: {known}")
            if value:
                found[key] = _read(f"credentials.yml: {key}", value, _FROM_CREDENTIALS[key])
        for name, (key, read) in _FROM_ENVIRONMENT.items():
            if environment.get(name):
                found[key] = _read(name, environment[name], read)
        settings = cls(**found)
        if settings.bot_token and not (settings.app_token or settings.signing_secret):
            raise BadSetting(
                "WELCOME_SLACK_BOT_TOKEN is set: set WELCOME_SLACK_APP_TOKEN too (Socket Mode), "
                "or WELCOME_SLACK_SIGNING_SECRET (HTTP mode)"
            )
        return settings


def _read(name: str, value: Any, read: Callable[[str], str]) -> str:
    try:
        return read(str(value).strip())
    except ValueError as error:
        raise BadSetting(f"{name}: {error}") from None


def _beginning_with(prefix: str, where: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        # What was given may be another secret: it is not repeated.
        if not value.startswith(prefix):
            raise ValueError(f"write the token that begins with {prefix} ({where})")
        return value

    return read


def _channel(value: str) -> str:
    if not _CHANNEL.fullmatch(value):
        raise ValueError(
            f"write the channel's id, such as C0123456789 (at the end of the channel's details), "
            f"not {value!r}"
        )
    return value


def _address(value: str) -> str:
    if "://" not in value:
        raise ValueError(f"write an address such as {SLACK_API}, not {value!r}")
    return value.rstrip("/") + "/"


_FROM_CREDENTIALS: Mapping[str, Callable[[str], str]] = {
    "channel": _channel,
}
_FROM_ENVIRONMENT: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "WELCOME_SLACK_BOT_TOKEN": (
        "bot_token",
        _beginning_with("xoxb-", "OAuth & Permissions"),
    ),
    "WELCOME_SLACK_APP_TOKEN": (
        "app_token",
        _beginning_with("xapp-", "Basic Information, App-Level Tokens, scope connections:write"),
    ),
    "WELCOME_SLACK_SIGNING_SECRET": ("signing_secret", str),
    "WELCOME_SLACK_CHANNEL": ("channel", _channel),
    "WELCOME_SLACK_API": ("api", _address),
}
