"""The Rasa component that reads a message once: what it names, and its shape."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.understanding import Found, Understood, understand

# Read once; what stands behind the reader takes it from the message.
_UNDERSTOOD = "understood"


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=False,
)
class KnowledgeReader(Tokenizer, EntityExtractorMixin):
    """Reads a message once: its entities with roles, and its shape for the classifier.

    The shape is the text with what was found masked: "do you have kbfacility near kbplace".
    """

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
    ) -> KnowledgeReader:
        """Make the component (Rasa's factory)."""
        return cls(config)

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the entities of each message and its masked words."""
        for message in messages:
            text = message.get(TEXT) or ""
            understood = self._understand(text)
            message.set(_UNDERSTOOD, understood)
            message.set(TOKENS_NAMES[TEXT], _tokens(understood, text))
            entities = self.add_extractor_name(entities_of(understood.found, text))
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def tokenize(self, message: Message, attribute: str) -> List[Token]:
        """Return the masked words of a training example, or the plain ones of other attributes."""
        text = message.get(attribute)
        if attribute != TEXT:
            plain: List[Token] = self._convert_words_to_tokens(text.split(), text)
            return plain
        return _tokens(self._understand(text), text)

    def _understand(self, text: str) -> Understood:
        return understand(text, self._config["spacy_model"])


def _tokens(understood: Understood, text: str) -> List[Token]:
    tokens = [Token(word, start, end=end) for word, start, end in understood.masked]
    return tokens or [Token("kbnothing", 0, end=len(text))]


def understood_in(message: Message) -> Understood:
    """Return what the reader found in a message."""
    found: Understood = message.get(_UNDERSTOOD)
    return found


def entities_of(found: tuple[Found, ...], text: str) -> List[Dict[str, Any]]:
    """Return what was found as Rasa's entities."""
    return [
        {
            "entity": item.label,
            "value": item.value,
            "start": item.start,
            "end": item.end,
            "text": text[item.start : item.end],
            **({"role": item.role} if item.role else {}),
        }
        for item in found
    ]
