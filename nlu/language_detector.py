"""The Rasa component that tells the language of a message."""

from __future__ import annotations

from typing import Any, Dict, List, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.store import current_knowledge
from nlu.knowledge_reader import KnowledgeReader
from nlu.languages import guess


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageDetector(GraphComponent, EntityExtractorMixin):
    """Adds the language of a message as an entity; its role says how far to trust it.

    "asked", "sure" or "likely", as nlu.languages tells.
    """

    @classmethod
    def required_components(cls) -> List[Type]:
        """Return what must stand before it."""
        return [KnowledgeReader]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Make the component (Rasa's factory)."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the language of each message."""
        places = current_knowledge().places
        for message in messages:
            text = message.get(TEXT) or ""
            entities = message.get(ENTITIES, [])
            found = guess(text, entities, places)
            if found is None:
                continue
            entity = {"entity": "language", "value": found.language, "text": text}
            role = {"role": found.trust} if found.trust else {}
            entity |= {"start": 0, "end": len(text), **role}
            added = self.add_extractor_name([entity])
            message.set(ENTITIES, entities + added, add_to_output=True)
        return messages
