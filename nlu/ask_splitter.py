"""Two Rasa components around the others: several questions in one message are read apart.

The first hands on the whole message and each question as messages of their own; the last gathers
the readings of the questions as "asks" of the whole.
"""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.asks import split

ASKS = "asks"
_WHOLE = "part_of_message"


class _Stateless(GraphComponent):
    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Make the component (Rasa's factory)."""
        return cls()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AskSplitter(_Stateless):
    """Stands first: puts the questions of a message behind it, as further messages."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Return the messages with their questions."""
        return [
            each
            for message in messages
            for each in (
                message,
                *(
                    Message(data={TEXT: part, _WHOLE: True})
                    for part in split(message.get(TEXT) or "")
                ),
            )
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AskCollector(_Stateless):
    """Stands last: takes the questions from behind their message into it."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Return the whole messages alone."""
        wholes: List[Message] = []
        for message in messages:
            if message.get(_WHOLE):
                asks = [*(wholes[-1].get(ASKS) or ()), _reading(message)]
                wholes[-1].set(ASKS, asks, add_to_output=True)
            else:
                wholes.append(message)
        return wholes


def _reading(message: Message) -> Dict[str, Any]:
    return {
        "text": message.get(TEXT),
        "intent": message.get(INTENT) or {},
        "entities": message.get(ENTITIES) or [],
    }
