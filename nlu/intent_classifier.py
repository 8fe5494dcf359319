"""The Rasa component that tells the intent of a message from its shape."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import signs
from nlu.knowledge_reader import understood_in
from nlu.learned import LearnedComponent, read_example
from nlu.linear_classifier import LinearClassifier, Seen
from nlu.shape import shape_of

_NAMES_WEIGHT = 0.3
# Makes distances from the separating planes into shares that are about as often right as they say.
_STEEPNESS = 4.0
_RANKED = 5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ShapeIntentClassifier(LearnedComponent, IntentClassifier):
    """One linear classifier an intent, on the masked words of a message and their parts."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the NLU data."""
        examples = training_data.intent_examples
        texts = [example.get(TEXT) for example in examples]
        return self.keep(fit(texts, [example.get(INTENT) for example in examples]))

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent of each message, and the likeliest ones."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._classifier is None or not text:
                continue
            shape = shape_of(understood_in(message))
            said = signs.intent_of(text)
            ranked = (
                [{"name": said, "confidence": 1.0}]
                if said
                else ranking(self._classifier, shape)[:_RANKED]
            )
            message.set(INTENT, ranked[0], add_to_output=True)
            message.set("intent_ranking", ranked, add_to_output=True)
        return messages


def fit(texts: Sequence[str], intents: Sequence[str]) -> LinearClassifier:
    """Return a classifier fitted to messages and their intents."""
    return LinearClassifier.fit(
        [shape_of(read_example(text)) for text in texts],
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
