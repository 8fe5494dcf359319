"""The REST channel: POST /webhooks/rest/webhook, one message back with text and Answer."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import Refused, admit
from channels.turns import OnNewMessage, apology, take_turn


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

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
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
            await take_turn(on_new_message, message)
            messages: List[Dict[str, Any]] = output.messages
            return response.json(messages or [_apology(incoming.sender)])

        return routes


def _apology(sender: str) -> Dict[str, Any]:
    reply = apology()
    return {
        "recipient_id": sender,
        "text": reply.text,
        "custom": {"answer": reply.answer.as_plain()},
    }
