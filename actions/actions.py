"""The Rasa action: it reads the tracker, asks `turns` for a reply, and never stays silent."""

from __future__ import annotations

import logging
import traceback
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Mapping

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering import respond_to_all
from actions.declining import failure
from actions.reading import read
from actions.rendering import localised
from actions.sentences import Sentences
from actions.turn import Memory, Profile, Turn
from knowledge.answers import team_link
from knowledge.model import LANGUAGES
from knowledge.query import Query
from knowledge.store import current_knowledge

logger = logging.getLogger(__name__)
_FRAMES = 4

MEMORY_SLOT = "search_memory"
LANGUAGE_SLOT = "language"


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
            turns = _turns(tracker, language)
            replies = tuple(
                replace(reply, answer=localised(reply.answer, turns[0].knowledge, language))
                for reply in respond_to_all(turns, _memory(tracker))
            )
        except Exception as error:  # whatever broke, the visitor gets a sentence and a way on
            intent = tracker.get_intent_of_latest_message()
            logger.error(
                "no answer to intent %s: %s at %s", intent, type(error).__name__, _where(error)
            )
            replies = (failure(sentences(), language, _team_link()),)
        for reply in replies:
            answer = reply.answer.as_plain()
            dispatcher.utter_message(text=reply.text, json_message={"answer": answer})
        memory = _dump(replies[-1].memory)
        return [SlotSet(MEMORY_SLOT, memory), SlotSet(LANGUAGE_SLOT, language)]


def language_of(tracker: Tracker) -> str:
    """Return the language to answer in: that of the message if it is plain, else as before."""
    before = tracker.get_slot(LANGUAGE_SLOT)
    trusted = {"asked", "sure"} if before else {"asked", "sure", "likely"}
    for entity in tracker.latest_message.get("entities") or []:
        if entity["entity"] == "language" and entity.get("role") in trusted:
            return str(entity["value"])
    return before or LANGUAGES[0]


def _turns(tracker: Tracker, language: str) -> tuple[Turn, ...]:
    """Return the turn of the message, and behind it those of the questions it is made of."""
    message = tracker.latest_message
    knowledge = current_knowledge()
    return tuple(
        Turn(
            intent=_intent(reading).get("name") or "nlu_fallback",
            text=reading.get("text") or "",
            reading=read(reading.get("entities") or [], reading.get("text") or "", knowledge),
            memory=Memory(),
            knowledge=knowledge,
            sentences=sentences(),
            language=language,
            confidence=float(_intent(reading).get("confidence") or 0.0),
        )
        for reading in (message, *(message.get("asks") or ()))
    )


def _intent(reading: Mapping[str, Any]) -> Mapping[str, Any]:
    return reading.get("intent") or {}


def _memory(tracker: Tracker) -> Memory:
    return _load(tracker.get_slot(MEMORY_SLOT))


def _load(slot: Any) -> Memory:
    if not slot:
        return Memory()
    known = current_knowledge().enablers

    def ids(name: str) -> tuple[str, ...]:
        # Slots are older than the facts: who is held no more is forgotten.
        return tuple(key for key in slot.get(name, ()) if key in known)

    return Memory(
        query=Query(**slot["query"]) if slot.get("query") else None,
        shown=int(slot.get("shown", 0)),
        ids=ids("ids"),
        focus=ids("focus"),
        told=str(slot.get("told", "")),
        told_of=ids("told_of"),
        earlier=ids("earlier"),
        seen=ids("seen"),
        compared=ids("compared"),
        misses=int(slot.get("misses", 0)),
        profile=_profile(slot.get("profile") or {}),
        said=tuple(slot.get("said", ())),
    )


def _profile(slot: Mapping[str, Any]) -> Profile:
    """Return the remembered profile, without keys that the knowledge no longer has."""
    knowledge = current_knowledge()
    sectors = tuple(key for key in slot.get("sectors", ()) if key in knowledge.sectors)
    stage, home = str(slot.get("stage", "")), str(slot.get("home", ""))
    return Profile(
        sectors=sectors,
        stage=stage if stage in knowledge.stages else "",
        team_size=int(slot.get("team_size", 0)),
        home=home if home in knowledge.places else "",
    )


def _dump(memory: Memory) -> Dict[str, Any]:
    query = memory.query.dict(exclude_defaults=True) if memory.query else None
    return {**asdict(memory), "query": query}


def _where(error: Exception) -> str:
    """Return the lines that an error came through; its message could hold a visitor's words."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _team_link() -> str:
    try:
        return team_link(current_knowledge())
    except Exception:  # the knowledge itself may be what broke
        return ""
