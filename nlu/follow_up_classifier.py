"""The Rasa component that tells what a message does to the search before it.

It speaks for messages that come after a list or a description; before one, nobody listens to it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.knowledge_reader import KnowledgeReader, understood_in
from nlu.linear_classifier import LinearClassifier
from nlu.shape import shape_of
from nlu.understanding import understand

EXAMPLES = Path(__file__).with_name("follow_ups")
RELATIONS = ("add", "swap", "narrow", "drop", "new", "shown", "more", "other")
# So far ahead of the next one, a relation is trusted against other signs.
_SURE = 0.6
_NAMES_WEIGHT = 0.6


class Example(NamedTuple):
    """A message after a search, and its relation to it: one of RELATIONS."""

    relation: str
    text: str


def examples(folder: Path = EXAMPLES) -> list[Example]:
    """Return the examples: lines of "relation<tab>the search before<tab>message"."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            relation, _, text = (line.split("\t") + ["", ""])[:3]
            if relation not in RELATIONS or not text:
                raise ValueError(
                    f"{path.name}:{number}: write one of {', '.join(RELATIONS)}, a tab, "
                    "what was searched before, a tab and the message"
                )
            found.append(Example(relation, text))
    return found


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class FollowUpClassifier(GraphComponent, EntityExtractorMixin):
    """Adds the entity "relation" to each message; its role is "sure" or nothing."""

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
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Return a hash of the examples, for Rasa does not know of them."""
        files = sorted(EXAMPLES.glob("*.tsv"))
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FollowUpClassifier:
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
    ) -> FollowUpClassifier:
        """Read the trained component (Rasa's factory)."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearClassifier.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of what people say next."""
        self._classifier = fit(examples())
        with self._storage.write_to(self._resource) as folder:
            self._classifier.save(folder)
        return self._resource

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


def fit(asked: Sequence[Example]) -> LinearClassifier:
    """Return a classifier fitted to examples."""
    return LinearClassifier.fit(
        [shape_of(understand(example.text)) for example in asked],
        [[example.relation] for example in asked],
        names_weight=_NAMES_WEIGHT,
    )
