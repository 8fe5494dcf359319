"""Slack's settings are read with an answer to whoever wrote them wrongly, secrets unsaid."""

from __future__ import annotations

from typing import Any

import pytest

from channels.settings import BadSetting
from channels.slack.settings import SLACK_API, SlackSettings

BOT = {"WELCOME_SLACK_BOT_TOKEN": "xoxb-1"}
APP = {"WELCOME_SLACK_APP_TOKEN": "xapp-1"}


def test_nothing_set_is_off() -> None:
    assert SlackSettings.read({"channel": ""}, {}) == SlackSettings(api=SLACK_API)


def test_the_environment_goes_before_the_file() -> None:
    environment = {**BOT, **APP, "WELCOME_SLACK_CHANNEL": "G0123456789"}
    settings = SlackSettings.read({"channel": "C0123456789"}, environment)
    assert settings.channel == "G0123456789"
    assert SlackSettings.read({"channel": "C0123456789"}, {}).channel == "C0123456789"


@pytest.mark.parametrize(
    ("credentials", "environment", "named"),
    [
        ({"chanel": "C0123456789"}, {}, "chanel is not known"),
        ({"channel": "#welcome"}, {}, "credentials.yml: channel: write the channel's id"),
        ({}, BOT, "set WELCOME_SLACK_APP_TOKEN too"),
        ({}, {"WELCOME_SLACK_BOT_TOKEN": "xapp-secret"}, "token that begins with xoxb-"),
        ({}, {**BOT, "WELCOME_SLACK_APP_TOKEN": "xoxb-secret"}, "scope connections:write"),
        ({}, {**BOT, **APP, "WELCOME_SLACK_API": "localhost"}, "write an address such as"),
    ],
)
def test_a_bad_setting_is_named(
    credentials: dict[str, Any], environment: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSetting, match=named) as raised:
        SlackSettings.read(credentials, environment)
    assert "secret" not in str(raised.value)
