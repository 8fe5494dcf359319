"""The Rasa components: thin wrappers that put what was understood into Rasa's messages."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.understanding import understand


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class KnowledgeTokenizer(Tokenizer):
    """Gives the classifier the shape of a question: "do you have kbfacility near kbplace"."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the component's settings; `spacy_model` names a downloaded model to use."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
            "spacy_model": None,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeTokenizer:
        """Make the component (Rasa's factory)."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the masked words of a message, or the plain words of any other attribute."""
        text = message.get(attribute)
        if attribute != TEXT:
            plain: List[Token] = self._convert_words_to_tokens(text.split(), text)
            return plain
        masked = understand(text, self._config["spacy_model"]).masked
        tokens = [Token(word, start, end=end) for word, start, end in masked]
        return tokens or [Token("kbnothing", 0, end=len(text))]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class KnowledgeEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Sets the entities of a message: canonical keys of the knowledge, with their roles."""

    def __init__(self, config: Dict[str, Any]) -> None:
        self._model: Optional[str] = config["spacy_model"]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the component's settings; `spacy_model` as in the tokenizer."""
        return {"spacy_model": None}

    @classmethod
    def required_components(cls) -> List[Type]:
        """Return nothing: it reads the text itself."""
        return []

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeEntityExtractor:
        """Make the component (Rasa's factory)."""
        return cls({**cls.get_default_config(), **config})

    def process(self, messages: List[Message]) -> List[Message]:
        """Add what the knowledge knows to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            entities = [
                {
                    "entity": found.label,
                    "value": found.value,
                    "start": found.start,
                    "end": found.end,
                    "text": text[found.start : found.end],
                    **({"role": found.role} if found.role else {}),
                }
                for found in understand(text, self._model).found
            ]
            entities = self.add_extractor_name(entities)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
