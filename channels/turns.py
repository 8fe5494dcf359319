"""One turn of Rasa, bounded in time, and the sentences a channel says by itself."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import UserMessage

from actions.declining import failure
from actions.sentences import Sentences
from actions.turn import Reply
from knowledge.answers import team_link
from knowledge.store import current_knowledge

logger = logging.getLogger(__name__)

# The visitor hears something by then, whatever hangs behind (Rasa itself would wait 300 s).
DEADLINE_S = 3.5
OnNewMessage = Callable[[UserMessage], Awaitable[Optional[Any]]]


async def take_turn(on_new_message: OnNewMessage, message: UserMessage) -> None:
    """Have Rasa answer the message; return by the deadline, whatever happens."""
    try:
        await asyncio.wait_for(on_new_message(message), DEADLINE_S)
    except asyncio.TimeoutError:
        logger.error("a turn took longer than %s s", DEADLINE_S)
    except Exception as error:  # no text of the visitor may reach the log
        logger.error("a turn failed: %s", type(error).__name__)


def apology(language: str = "en") -> Reply:
    """Return what is said to a message that Rasa said nothing to."""
    return failure(sentences(), language, reach_team())


def say(name: str, language: str, /, **values: object) -> str:
    """Return a sentence of domain.yml."""
    return sentences().say(name, language, **values)


@lru_cache(maxsize=1)
def sentences() -> Sentences:
    """Return the sentences of domain.yml, read once."""
    return Sentences.of_domain()


def reach_team() -> str:
    """Return where to reach the welcome team; "" when the knowledge is out of order."""
    try:
        return team_link(current_knowledge())
    except Exception:  # the knowledge itself may be what broke
        return ""
