"""The manifest is one that Slack takes, and asks for just what is used."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from channels.slack.listening import COMMAND
from channels.slack.private import SHORTCUT
from tests.slack.workspace import MANIFEST

# What Slack wants granted before it tells of an event.
SCOPES_OF_EVENTS = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}
SCOPES_OF_CALLS = {"chat:write", "commands", "users:read"}


@pytest.fixture(scope="module")
def manifest() -> Any:
    return yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))


def test_names_are_within_slacks_limits(manifest: Any) -> None:
    about, features = manifest["display_information"], manifest["features"]
    assert len(about["name"]) <= 35 and len(about["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", about["background_color"])
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", features["bot_user"]["display_name"])
    (shortcut,) = features["shortcuts"]
    assert len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150


def test_what_the_app_listens_to_is_in_it(manifest: Any) -> None:
    features = manifest["features"]
    assert [each["command"] for each in features["slash_commands"]] == [COMMAND]
    assert [each["callback_id"] for each in features["shortcuts"]] == [SHORTCUT]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert features["app_home"]["messages_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"]


def test_it_asks_for_the_scopes_that_are_used_and_no_more(manifest: Any) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {SCOPES_OF_EVENTS[event] for event in events} | SCOPES_OF_CALLS
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == needed
