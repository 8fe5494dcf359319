"""The Rasa component that tells when a message asks for what the knowledge does not hold.

The words of limits.yml find the plain cases; people have more of them, and use them for what we
do hold ("germ-free", "how much funding"). So a classifier has the last word on both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Set

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.examples import read
from nlu.follow_up_classifier import RELATIONS, FollowUpClassifier
from nlu.knowledge_reader import entities_of
from nlu.learned import LearnedComponent, read_example
from nlu.linear_classifier import LinearClassifier, Seen
from nlu.need_classifier import NEEDS, masked

# The likeliest limit is asked for when it comes so near to what we hold, set on questions that no
# training saw. One so far off is by the way, where the message is held for one of ours.
ASKED, ASIDE = -0.4, -0.5
# Where the message is plainly taken for one of ours, the limit must come nearer.
PLAINLY_OURS, NEARER = 0.9, -0.2
# And nearer still where no word of its own stands there.
WORDLESS = 0.1
_HELD = "held"
_NOT_HELD = {"out_of_scope"}
_BESIDE = {"other"}
# Questions on one house, among them those for what it cost to build.
_OF_ONE = "of_one.tsv"
# All needs would outweigh the few examples of what we do not hold.
_EVERY = 4
_NAMES_WEIGHT = 0.5


def seen(text: str, entities: List[Dict[str, Any]]) -> Seen:
    """Return what the classifier looks at: names masked, and which limits stand there by word."""
    names = {f"limit {entity['value']}": 1.0 for entity in entities if entity["entity"] == "limit"}
    return Seen(masked(text, entities), names)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LimitClassifier(LearnedComponent, EntityExtractorMixin):
    """Adds the limits that a message asks for as entities, and marks those that are by the way.

    The `margin` of one that is asked for says how much nearer it is than all that we hold.
    """

    examples_in = Path(__file__).with_name("limits")

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples: keys of limits.yml, or "none" for what we hold.

        What the NLU data has for other intents than out_of_scope, we hold, and so we do needs and
        what people say next about a search. Of one house, what is no price of ours may be asked.
        """
        labelled = [
            (example.text, example.labels or {_HELD})
            for example in read(self.examples_in, nothing="none")
        ]
        labelled += [
            (example.get(TEXT), {_HELD})
            for example in training_data.intent_examples
            if example.get(INTENT) not in _NOT_HELD
        ]
        needs = [example for example in read(NEEDS, nothing="none") if example.labels]
        labelled += [(example.text, {_HELD}) for example in needs[::_EVERY]]
        labelled += [
            (example.text, {_HELD})
            for example in read(FollowUpClassifier.examples_in, RELATIONS, but=_OF_ONE)
            if not example.labels & _BESIDE
        ]
        return self.keep(
            LinearClassifier.fit(
                [_seen(text) for text, _ in labelled],
                [labels for _, labels in labelled],
                names_weight=_NAMES_WEIGHT,
            )
        )

    def process(self, messages: List[Message]) -> List[Message]:
        """Decide on the limits of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if self._classifier is None or not text:
                continue
            entities = list(message.get(ENTITIES, []))
            scores = dict(self._classifier.scores(seen(text, entities)))
            held = scores.pop(_HELD)
            likeliest, best = next(iter(scores.items()))
            intent = message.get(INTENT) or {}
            ours = intent.get("name") not in _NOT_HELD and intent["confidence"] >= PLAINLY_OURS
            by_word = any(e["entity"] == "limit" and e["value"] == likeliest for e in entities)
            nearer = (NEARER if by_word else WORDLESS) if ours else ASKED
            asked = {likeliest} if best > held + nearer else set()
            aside = {key for key, score in scores.items() if score < ASIDE and held > 0}
            margin = best - held
            decided = [_decided(entity, asked, aside, margin) for entity in entities]
            there = {entity["value"] for entity in decided if entity["entity"] == "limit"}
            whole = {"start": 0, "end": len(text), "text": text}
            added = [
                {"entity": "limit", "value": key, "role": "asked", "margin": margin, **whole}
                for key in sorted(asked - there)
            ]
            message.set(ENTITIES, decided + self.add_extractor_name(added), add_to_output=True)
        return messages


def _decided(
    entity: Dict[str, Any], asked: Set[str], aside: Set[str], margin: float
) -> Dict[str, Any]:
    if entity["entity"] != "limit" or entity.get("role"):
        return entity
    if entity["value"] in asked:
        return {**entity, "role": "asked", "margin": margin}
    return {**entity, "role": "aside"} if entity["value"] in aside else entity


def _seen(text: str) -> Seen:
    return seen(text, entities_of(read_example(text).found, text))
