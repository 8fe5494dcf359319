"""The REST channel: POST /webhooks/rest/webhook, one message back with text and Answer."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any, Awaitable, Callable, Dict, List, Optional

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import Refused, admit
from knowledge.answer import Answer
from knowledge.answers import team_link
from knowledge.store import KnowledgeStore, knowledge_folder

logger = logging.getLogger(__name__)

# The visitor hears something by then, whatever hangs behind (Rasa itself would wait 300 s).
DEADLINE_S = 3.5
_FAILURE = "utter_failure"


class AnswerOutput(CollectingOutputChannel):
    """Collects what a turn says; a text and its Answer stay one message."""

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keep `message` whole: Rasa would split it at blank lines and apart from its data."""
        await self._persist_message(
            self._message(recipient_id, text=message.get("text"), custom=message.get("custom"))
        )


class WelcomeRest(InputChannel):
    """Rasa's REST webhook with bounds on what comes in, and never silence."""

    @classmethod
    def name(cls) -> str:
        """Return the name under which Rasa mounts it: /webhooks/rest."""
        return "rest"

    def blueprint(
        self, on_new_message: Callable[[UserMessage], Awaitable[Optional[Any]]]
    ) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("welcome_rest", __name__)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                incoming = admit(request.json)
            except Refused as refusal:
                return response.json({"error": str(refusal)}, status=400)
            output = AnswerOutput()
            message = UserMessage(incoming.text, output, incoming.sender, input_channel=self.name())
            try:
                await asyncio.wait_for(on_new_message(message), DEADLINE_S)
            except asyncio.TimeoutError:
                logger.error("a turn took longer than %s s", DEADLINE_S)
            except Exception as error:  # no text of the visitor may reach the log
                logger.error("a turn failed: %s", type(error).__name__)
            messages: List[Dict[str, Any]] = output.messages
            return response.json(messages or [_apology(request, incoming.sender)])

        return routes


def _apology(request: Request, sender: str) -> Dict[str, Any]:
    """Return the sentence for a turn that said nothing, from the domain that Rasa holds."""
    agent = request.app.ctx.agent
    text = agent.domain.responses[_FAILURE][0]["text"].format(website=team_link(_store().current()))
    answer = Answer(kind="none").as_plain()
    return {"recipient_id": sender, "text": text, "custom": {"answer": answer}}


@lru_cache(maxsize=1)
def _store() -> KnowledgeStore:
    return KnowledgeStore(knowledge_folder())
