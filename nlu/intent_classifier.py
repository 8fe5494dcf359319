"""The Rasa component that tells the intent of a message from its shape."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.knowledge_reader import KnowledgeReader, understood_in
from nlu.linear_classifier import LinearClassifier, Seen
from nlu.shape import shape_of
from nlu.understanding import understand

_NAMES_WEIGHT = 0.3
# Makes distances from the separating planes into shares that are about as often right as they say.
_STEEPNESS = 4.0
_RANKED = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ShapeIntentClassifier(GraphComponent, IntentClassifier):
    """One linear classifier an intent, on the masked words of a message and their parts."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        classifier: Optional[LinearClassifier] = None,
    ) -> None:
        self._storage = model_storage
        self._resource = resource
        self._classifier = classifier

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
    ) -> ShapeIntentClassifier:
        """Make the component (Rasa's factory)."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ShapeIntentClassifier:
        """Read the trained component (Rasa's factory)."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearClassifier.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the NLU data."""
        examples = training_data.intent_examples
        self._classifier = fit(
            [example.get(TEXT) for example in examples],
            [example.get(INTENT) for example in examples],
        )
        with self._storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message, and the likeliest ones."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._classifier is None or not text:
                continue
            shape = shape_of(understood_in(message))
            ranked = ranking(self._classifier, shape)[:_RANKED]
            message.set(INTENT, ranked[0], add_to_output=True)
            message.set("intent_ranking", ranked, add_to_output=True)
        return messages


def fit(texts: Sequence[str], intents: Sequence[str]) -> LinearClassifier:
    """Return a classifier fitted to messages and their intents."""
    return LinearClassifier.fit(
        [shape_of(understand(text)) for text in texts],
        [[intent] for intent in intents],
        names_weight=_NAMES_WEIGHT,
    )


def ranking(classifier: LinearClassifier, shape: Seen) -> List[Dict[str, Any]]:
    """Return all intents as Rasa ranks them: name and confidence (0 to 1), the likeliest first."""
    scored = classifier.scores(shape)
    weights = np.exp(_STEEPNESS * np.array([score for _, score in scored]))
    shares = weights / weights.sum()
    return [
        {"name": name, "confidence": float(share)}
        for (name, _), share in zip(scored, shares, strict=True)
    ]
