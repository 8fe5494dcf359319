"""One message and what an answer may draw on; the reply to it; what is remembered of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from actions.payloads import button
from actions.reading import Reading
from actions.rendering import text_of
from actions.sentences import Sentences
from knowledge.answer import Answer, AnswerKind, Suggestion
from knowledge.answers import PAGE, team_link
from knowledge.glossary import in_english
from knowledge.model import Knowledge
from knowledge.query import Query
from knowledge.question import Question

# Below this confidence, what an intent was taken for may be something else.
_SURE = 0.6


@dataclass(frozen=True)
class Profile:
    """What visitors said about themselves: sector keys, stage key, people, key of their home."""

    sectors: tuple[str, ...] = ()
    stage: str = ""
    team_size: int = 0
    home: str = ""


@dataclass(frozen=True)
class Memory:
    """What the conversation remembers.

    The last search and how far it was shown; the ids shown of it, in their order; those that the
    last answer was about ("it"); the kind of that answer; those told of one by one since the last
    list; the ids of the list before it; all ids ever shown, the latest first; those put side by
    side since the last list; how many messages in a row were not understood; who asks; the last
    messages, which tell what the next is about.
    """

    query: Query | None = None
    shown: int = 0
    ids: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    told: str = ""
    told_of: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    misses: int = 0
    profile: Profile = Profile()
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """One message with all that an answer may draw on."""

    intent: str
    text: str
    reading: Reading
    memory: Memory
    knowledge: Knowledge
    sentences: Sentences
    language: str = "en"
    confidence: float = 1.0

    @property
    def is_sure(self) -> bool:
        """Whether the intent is more than likely."""
        return self.confidence >= _SURE

    @property
    def team_link(self) -> str:
        """Where to reach the welcome team."""
        return team_link(self.knowledge)

    @property
    def question(self) -> Question:
        """The message, to be held against the texts of the knowledge."""
        bare = self.reading.bare or self.text
        return Question(bare, in_english(bare, self.language))

    def about(self, ids: tuple[str, ...], query: Query | None = None) -> Turn:
        """Return the turn as one on these enablers, which asks for `query` of them if given."""
        asked = self.reading.query if query is None else query
        reading = replace(self.reading, enablers=ids, pointers=(), query=asked)
        return replace(self, reading=reading)

    def say(self, name: str, /, **values: object) -> str:
        """Return a sentence of the domain in the language of the turn."""
        return self.sentences.say(name, self.language, **values)

    def text_of(self, answer: Answer, for_whom: str = "", headline: str = "") -> str:
        """Return an answer as text in the language of the turn.

        A list says `for_whom` it is, or has a `headline` of its own.
        """
        return text_of(answer, self.knowledge, self.sentences, self.language, for_whom, headline)


@dataclass(frozen=True)
class Reply:
    """An Answer, its text, and what to remember from now on."""

    answer: Answer
    text: str
    memory: Memory = field(default_factory=Memory)


def page_shown(memory: Memory) -> tuple[str, ...]:
    """Return the ids of the page of the last list that was shown last."""
    ids = memory.ids
    return ids[(len(ids) - 1) // PAGE * PAGE :] if ids else ()


def remembered(turn: Turn, answer: Answer, start: int) -> Memory:
    """Return what is remembered of a list that is shown from the match number `start` on."""
    ids = tuple(view.id for view in answer.enablers)
    before = turn.memory.ids[:start] if start else ()
    focus = ids if answer.total == 1 else ()
    memory = Memory(answer.query, start + len(ids), (*before, *ids), focus)
    earlier = turn.memory.earlier if start or not turn.memory.ids else turn.memory.ids
    return replace(memory, earlier=earlier)


def plain(turn: Turn, kind: AnswerKind, sentence: str, **values: object) -> Reply:
    """Return a reply that is one sentence; all but small talk offer a person."""
    buttons = () if kind in {"smalltalk", "handover"} else (person_button(turn),)
    return Reply(Answer(kind=kind, suggestions=buttons), turn.say(sentence, **values), turn.memory)


def enabler_button(turn: Turn, key: str) -> Suggestion:
    """Return the button that tells about an enabler."""
    return button(turn.knowledge.enablers[key].name, f'/ask_details{{"enabler": "{key}"}}')


def person_button(turn: Turn) -> Suggestion:
    """Return the button that asks for a person."""
    return Suggestion(title=turn.say("button_person"), payload="/talk_to_person")


def wishes_unknown(turn: Turn) -> str:
    """Return what is said of wishes that the knowledge cannot judge ("cheap"), or ""."""
    limits = [turn.knowledge.limits[key] for key in turn.reading.limits]
    labels = dict.fromkeys(limit.label[turn.language] for limit in limits)
    return turn.say("utter_wish_unknown", labels="; ".join(labels)) if labels else ""
