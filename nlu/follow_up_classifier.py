"""The Rasa component that tells what a message does to the search before it.

It speaks for messages that come after a list or a description; before one, nobody listens to it.
"""

from __future__ import annotations

from pathlib import Path
from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.examples import read
from nlu.knowledge_reader import understood_in
from nlu.learned import LearnedComponent, read_example
from nlu.linear_classifier import LinearClassifier
from nlu.shape import shape_of

RELATIONS = ("add", "swap", "narrow", "drop", "new", "shown", "more", "other")
# So far ahead of the next one, a relation is trusted against other signs.
_SURE = 0.6
_NAMES_WEIGHT, _MEANING_WEIGHT = 0.6, 0.5


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FollowUpClassifier(LearnedComponent, EntityExtractorMixin):
    """Adds the entity "relation" to each message; its role is "sure" or nothing."""

    examples_in = Path(__file__).with_name("follow_ups")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of what people say next."""
        examples = read(self.examples_in, RELATIONS)
        return self.keep(
            LinearClassifier.fit(
                [shape_of(read_example(example.text)) for example in examples],
                [example.labels for example in examples],
                names_weight=_NAMES_WEIGHT,
                meaning_weight=_MEANING_WEIGHT,
            )
        )

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the relation of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._classifier is None or not text:
                continue
            shape = shape_of(understood_in(message))
            (relation, best), (_, second) = self._classifier.scores(shape)[:2]
            entity = {"entity": "relation", "value": relation, "text": text}
            role = {"role": "sure"} if best - second >= _SURE else {}
            added = self.add_extractor_name([{**entity, "start": 0, "end": len(text), **role}])
            message.set(ENTITIES, message.get(ENTITIES, []) + added, add_to_output=True)
        return messages
