"""The trained model and the real actions in this process, without servers between them."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.actions import ActionAnswer
from launch.model import ensure_trained


@lru_cache(maxsize=1)
def agent() -> Any:
    """Return the trained Rasa agent, loaded once."""
    import skops.io  # noqa: F401  (first: see launch.rasa_cli)
    from rasa.core.agent import Agent

    return Agent.load(str(ensure_trained()))


def parse(text: str) -> dict[str, Any]:
    """Return Rasa's reading of a message: intent, entities."""
    return deepcopy(_parsed(text))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> dict[str, Any]:
    result: dict[str, Any] = asyncio.run(agent().parse_message(text))
    return result


@dataclass
class Conversation:
    """A visitor's conversation: each message goes through the model and the real action."""

    slots: dict[str, Any] = field(default_factory=dict)

    def say(self, text: str) -> tuple[str, dict[str, Any]]:
        """Send a message; return the text of the (first) reply and its Answer as plain data."""
        return self.say_all(text)[0]

    def say_all(self, text: str) -> list[tuple[str, dict[str, Any]]]:
        """Send a message; return text and Answer of each reply: two to two questions."""
        parsed = parse(text)
        tracker = Tracker("test", dict(self.slots), parsed, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        for event in ActionAnswer().run(dispatcher, tracker, {}):
            self.slots[event["name"]] = event["value"]
        return [(each["text"], each["custom"]["answer"]) for each in dispatcher.messages]
