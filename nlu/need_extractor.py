"""The Rasa component that decides which facilities and kinds a message asks for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Dict, List, Sequence, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.covering import covering
from knowledge.store import current_knowledge
from knowledge.text import normalise
from nlu.cues import asks, cues
from nlu.examples import read
from nlu.knowledge_reader import entities_of
from nlu.learned import LearnedComponent, read_example
from nlu.linear_classifier import Seen
from nlu.need_classifier import KIND, NEEDS, fit, need_of, needs_in, seen

_NEEDS = {"facility", "kind"}
_RULED_OUT = {"without", "dropped"}
# A plain need in a message that is taken for a search outweighs a limit that is no nearer than
# this: who needs "a virus as taxi" calls no cab.
_PLAIN, _SEARCHES, _NO_NEARER = -0.1, 0.55, 0.4
# A need that is told from words alone is beyond doubt from here on.
_PLAINLY = 0.3
# So near, a need may be meant: two or three are offered where nothing was understood.
_MAYBE, _MAYBE_AT_MOST = -0.95, 3
# So sure of an intent, a message asks without a question mark; less sure, it may ask for a need.
_SURE, _DOUBTFUL = 0.85, 0.6


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class NeedExtractor(LearnedComponent, EntityExtractorMixin):
    """Decides which facilities and kinds are asked for; stands behind the intent classifiers.

    Those that are only mentioned get the role "aside"; ones asked for in words that the knowledge
    does not hold are added, spanning the whole message.
    """

    examples_in = NEEDS

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Return the component's settings.

        It decides in messages of `intents`, and in those taken for one of `doubtful` on a guess;
        those of `eager` always ask for something. It learns
        from the NLU data too: those of `named` ask for what they name, all others for nothing.
        """
        return {"intents": [], "doubtful": [], "eager": [], "named": []}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of needs, and from messages that ask for no facility."""
        messages, needs = [], []
        for example in read(self.examples_in, nothing="none"):
            messages.append(_seen(example.text))
            needs.append(example.labels)
        for example in training_data.intent_examples:
            message, intent = _seen(example.get(TEXT)), example.get(INTENT)
            named = frozenset(name for name in message.names if not name.endswith(" aside"))
            if intent in self._config["named"]:
                messages.append(message)
                needs.append(named)
            elif intent not in self._config["eager"] and all(
                name.startswith(KIND) for name in named
            ):
                messages.append(message)
                needs.append(frozenset())
        return self.keep(fit(messages, needs))

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark the facilities of each message as asked for or not, and add what is missing."""
        for message in messages:
            intent = message.get(INTENT) or {}
            name, confidence = intent.get("name", ""), intent.get("confidence", 0.0)
            text = message.get(TEXT) or ""
            if self._classifier is None or not text:
                continue
            entities = list(message.get(ENTITIES, []))
            if not self._decides_in(name, confidence):
                if not any(e["entity"] in _NEEDS for e in entities):
                    maybe = _likely(self._classifier.scores(seen(text, entities)), text)
                    message.set(ENTITIES, entities + self.add_extractor_name(maybe), True)
                continue
            asks = _asks(text, entities) or confidence >= _SURE
            eager = name in self._config["eager"] and asks and not _takes_back(entities)
            look = seen(text, entities)
            scores = self._classifier.scores(look)
            needs = needs_in(scores, look, eager=eager)
            if not _asks(text, entities):
                # "We are thinking about a European base" asks for nothing yet.
                needs = tuple(n for n in needs if not n.startswith(KIND) or n in look.names)
            if needs and scores[0][1] >= _PLAIN and confidence >= _SEARCHES:
                entities = [_outweighed(entity, name) for entity in entities]
            decided = self._all_decided(entities, needs, name, text)
            asked = {need_of(e) for e in decided if e["entity"] in _NEEDS and _is_asked(e)}
            ruled_out = {need_of(e) for e in entities if e.get("role") in _RULED_OUT}
            plain = {need: score >= _PLAINLY for need, score in scores}
            added = [
                _entity(need, text, plain[need]) for need in needs if need not in asked | ruled_out
            ]
            if not (asked or added):
                added = _likely(scores, text)
            message.set(ENTITIES, decided + self.add_extractor_name(added), add_to_output=True)
        return messages

    def _all_decided(
        self, entities: List[Dict[str, Any]], needs: tuple[str, ...], intent: str, text: str
    ) -> List[Dict[str, Any]]:
        """Return the entities with the role that their need has; those told of need no intent."""
        all_of_them = bool(needs) or intent in self._config["eager"]
        facilities_alone = intent in self._config["named"] or not all_of_them
        joined = joined_to(needs, entities, text)
        return [
            self._decided(entity, needs, index in joined)
            if (all_of_them or entity.get("role") == "told")
            and (entity["entity"] == "facility" or not facilities_alone)
            else entity
            for index, entity in enumerate(entities)
        ]

    def _decides_in(self, intent: str, confidence: float) -> bool:
        doubtful = intent in self._config["doubtful"] and confidence < _DOUBTFUL
        return doubtful or intent in self._config["intents"]

    def _decided(
        self, entity: Dict[str, Any], needs: tuple[str, ...], joined: bool
    ) -> Dict[str, Any]:
        assert self._classifier is not None
        open_question = entity["entity"] in _NEEDS and entity.get("role", "") in {"", "told"}
        if not open_question:
            return entity
        need = need_of(entity)
        if need in needs or joined or _is_part_of_any(need, needs):
            return {**entity, "role": "asked"}
        return {**entity, "role": "aside"} if need in self._classifier.known else entity


def joined_to(needs: tuple[str, ...], entities: List[Dict[str, Any]], text: str) -> set[int]:
    """Return the indexes of entities beside one of `needs`, with "and", "or" or "with" between."""
    named = [index for index, entity in enumerate(entities) if entity["entity"] in _NEEDS]
    named.sort(key=lambda index: int(entities[index]["start"]))
    joined = set()
    for first, second in pairwise(named):
        one, other = entities[first], entities[second]
        if need_of(one) not in needs and need_of(other) not in needs:
            continue
        between = normalise(text[one["end"] : other["start"]])
        if one["end"] <= other["start"] and (not between or between in cues().joins):
            joined |= {first, second}
    return joined


def _asks(text: str, entities: List[Dict[str, Any]]) -> bool:
    """Tell whether a message asks for a need, and does not only say who writes."""
    named = any(e["entity"] in _NEEDS and _is_asked(e) for e in entities)
    return named or "?" in text or asks(normalise(text))


def _takes_back(entities: List[Dict[str, Any]]) -> bool:
    return any(entity["entity"] == "drop" for entity in entities)


def _outweighed(entity: Dict[str, Any], intent: str) -> Dict[str, Any]:
    """Return a limit that a plain need outweighs as one by the way."""
    asked = entity["entity"] == "limit" and entity.get("role") == "asked"
    near = entity.get("margin", _NO_NEARER) < _NO_NEARER and intent != "out_of_scope"
    return {**entity, "role": "aside"} if asked and near else entity


def _is_asked(entity: Dict[str, Any]) -> bool:
    return entity.get("role", "") in {"", "asked", "told"}


def _is_part_of_any(need: str, needs: tuple[str, ...]) -> bool:
    """Tell whether a named need is a finer one of those asked: "courses" and "ATMP training"."""
    facilities = current_knowledge().facilities
    return any(need in covering(asked, facilities) for asked in needs)


def _entity(need: str, text: str, plain: bool) -> Dict[str, Any]:
    label, _, key = need.rpartition(":")
    entity: Dict[str, Any] = {"entity": label or "facility", "value": key, "role": "asked"}
    entity |= {"text": text, **({"plain": True} if plain else {})}
    return {**entity, "start": 0, "end": len(text)}


def _likely(scores: Sequence[Tuple[str, float]], text: str) -> List[Dict[str, Any]]:
    """Return the needs that a message may mean which says none plainly, the likeliest first."""
    likely = [need for need, score in scores[:_MAYBE_AT_MOST] if score > _MAYBE]
    return [
        {"entity": "maybe", "value": need, "text": text, "start": 0, "end": len(text)}
        for need in likely
    ]


def _seen(text: str) -> Seen:
    return seen(text, entities_of(read_example(text).found, text))
