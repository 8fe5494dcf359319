"""The Rasa action: it reads the tracker, asks `turns` for a reply, and never stays silent."""

from __future__ import annotations

import logging
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Dict, List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.declining import failure
from actions.reading import read
from actions.responding import respond
from actions.sentences import Sentences
from actions.turn import Memory, Turn
from knowledge.answers import team_link
from knowledge.model import LANGUAGES
from knowledge.query import Query
from knowledge.store import KnowledgeStore, knowledge_folder

logger = logging.getLogger(__name__)

MEMORY_SLOT = "search_memory"
LANGUAGE_SLOT = "language"


@lru_cache(maxsize=1)
def store() -> KnowledgeStore:
    """Return the knowledge that all turns of this process share."""
    return KnowledgeStore(knowledge_folder())


@lru_cache(maxsize=1)
def sentences() -> Sentences:
    """Return the sentences of domain.yml, read once."""
    return Sentences.of_domain()


class ActionAnswer(Action):
    """Answers a message from the knowledge: one Answer, with its text beside it."""

    def name(self) -> str:
        """Return the name by which the domain and the rules call it."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[str, Any]
    ) -> List[EventType]:
        """Utter the reply, and remember what it showed."""
        language = language_of(tracker)
        try:
            reply = respond(_turn(tracker, language))
        except Exception as error:  # whatever broke, the visitor gets a sentence and a way on
            intent = tracker.get_intent_of_latest_message()
            logger.error("no answer to intent %s: %s", intent, type(error).__name__, exc_info=error)
            reply = failure(sentences(), language, _team_link())
        dispatcher.utter_message(text=reply.text, json_message={"answer": reply.answer.as_plain()})
        return [SlotSet(MEMORY_SLOT, _dump(reply.memory)), SlotSet(LANGUAGE_SLOT, language)]


def language_of(tracker: Tracker) -> str:
    """Return the language to answer in: that of the message if it is plain, else as before."""
    before = tracker.get_slot(LANGUAGE_SLOT)
    trusted = {"asked", "sure"} if before else {"asked", "sure", "likely"}
    for entity in tracker.latest_message.get("entities") or []:
        if entity["entity"] == "language" and entity.get("role") in trusted:
            return str(entity["value"])
    return before or LANGUAGES[0]


def _turn(tracker: Tracker, language: str) -> Turn:
    message = tracker.latest_message
    text = message.get("text") or ""
    knowledge = store().current()
    return Turn(
        intent=tracker.get_intent_of_latest_message(skip_fallback_intent=False) or "nlu_fallback",
        text=text,
        reading=read(message.get("entities") or [], text, knowledge),
        memory=_load(tracker.get_slot(MEMORY_SLOT)),
        knowledge=knowledge,
        sentences=sentences(),
        language=language,
        confidence=float((message.get("intent") or {}).get("confidence") or 0.0),
    )


def _load(slot: Any) -> Memory:
    if not slot:
        return Memory()
    return Memory(
        query=Query(**slot["query"]) if slot.get("query") else None,
        shown=int(slot.get("shown", 0)),
        ids=tuple(slot.get("ids", ())),
        focus=tuple(slot.get("focus", ())),
        misses=int(slot.get("misses", 0)),
    )


def _dump(memory: Memory) -> Dict[str, Any]:
    query = memory.query.dict(exclude_defaults=True) if memory.query else None
    return {**asdict(memory), "query": query}


def _team_link() -> str:
    try:
        return team_link(store().current())
    except Exception:  # the knowledge itself may be what broke
        return ""
