"""A message in its conversation, and what can be known of who is meant by it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Collection, Mapping

from actions.matching import in_places
from actions.reading import CHANGES
from actions.turn import Memory, Reply, Turn, page_shown
from knowledge.evidence import told_by
from knowledge.owners import parts_of
from knowledge.query import Query
from knowledge.question import nearest_expected
from knowledge.search import words_beside
from knowledge.sought import sought
from knowledge.text import normalise
from nlu.openings import asks_whether

# So many of those who stand out most may be meant.
_STAND_OUT = 8
_BRIEF, _LONGER = 4, 8


@dataclass(frozen=True)
class Scene:
    """A message in its conversation, with the reply that the rules give to it."""

    turn: Turn
    reply: Reply

    @cached_property
    def alone(self) -> Mapping[str, float]:
        """How plainly the message looks for each."""
        query = self.turn.reading.query
        return sought(query.said or self.turn.text, self.turn.knowledge)

    @cached_property
    def together(self) -> Mapping[str, float]:
        """How plainly the message looks for each, read with those before it."""
        said = (*self.memory.said, self.turn.text)
        return sought(" ".join(said), self.turn.knowledge)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Who stands out most in the message, from 0."""
        return {key: rank for rank, key in enumerate(_ranked(self.alone))}

    @cached_property
    def told(self) -> Mapping[str, float]:
        """How much of the words is said of each."""
        knowledge, words = self.turn.knowledge, self.turn.reading.query.words
        return {key: told_by(each, words, knowledge) for key, each in knowledge.enablers.items()}

    @cached_property
    def expected(self) -> Mapping[str, float]:
        """How near the message comes to what is asked of each."""
        enablers, question = self.turn.knowledge.enablers, self.turn.question
        return {key: nearest_expected(question, each) for key, each in enablers.items()}

    @cached_property
    def there(self) -> Collection[str]:
        """Who is where the message looks for somebody."""
        query = self.turn.reading.query
        return frozenset(in_places(self.turn, query.places, query.radius_km))

    @cached_property
    def there_before(self) -> Collection[str]:
        """Who is where the search before looked for somebody."""
        return frozenset(in_places(self.turn, self.before.places))

    @cached_property
    def parts(self) -> Collection[str]:
        """What those whom the message names run."""
        named = self.turn.reading.named
        return frozenset().union(*(parts_of(key, self.turn.knowledge) for key in named))

    @cached_property
    def shown(self) -> Mapping[str, int]:
        """The places in the reply of those whom it shows."""
        return {view.id: place for place, view in enumerate(self.reply.answer.enablers)}

    @cached_property
    def page(self) -> Mapping[str, int]:
        """The places of those on the page shown last."""
        return {key: place for place, key in enumerate(page_shown(self.memory))}

    @cached_property
    def latest(self) -> str:
        """Who was shown last of all; "" for nobody."""
        return next(iter(self.memory.seen), "")

    @cached_property
    def candidates(self) -> tuple[str, ...]:
        """Who may be meant: those spoken of, and those who stand out; in a stable order."""
        spoken_of = (*self.memory.seen, *self.memory.ids, *self.turn.reading.enablers, *self.shown)
        found = set(spoken_of)
        for plainly in (self.alone, self.together):
            found.update(_ranked(plainly)[:_STAND_OUT])
        return tuple(key for key in self.turn.knowledge.enablers if key in found)

    @property
    def memory(self) -> Memory:
        """What is remembered of the conversation."""
        return self.turn.memory

    @property
    def before(self) -> Query:
        """The search before."""
        return self.memory.query or Query()

    @property
    def is_first(self) -> bool:
        """Whether nothing was said before."""
        return not self.memory.said

    @property
    def is_brief(self) -> bool:
        """Whether the message has a few words."""
        return len(self.turn.text.split()) <= _BRIEF

    @property
    def is_short(self) -> bool:
        """Whether it has few, or some more."""
        return len(self.turn.text.split()) <= _LONGER

    @property
    def tells_little(self) -> bool:
        """Whether it has no telling words, or one."""
        return len(self.turn.reading.query.words) <= 1

    @property
    def points(self) -> bool:
        """Whether it points at something."""
        return bool(self.turn.reading.pointers)

    @property
    def is_of_shown(self) -> bool:
        """Whether it asks of what was shown."""
        return self.turn.reading.relation == "shown"

    @cached_property
    def asks_whether(self) -> bool:
        """Whether it asks for a yes or a no."""
        return asks_whether(normalise(self.turn.text))

    @cached_property
    def says_keys_alone(self) -> bool:
        """Whether it names a need, a kind or a field, and says no more."""
        query = self.turn.reading.query
        names = query.facilities or query.kinds or query.sectors
        return bool(names) and not words_beside(query, self.turn.knowledge)

    @property
    def changes_the_search(self) -> bool:
        """Whether it plainly does something to the search before it."""
        reading = self.turn.reading
        return reading.relation in CHANGES and reading.relation_is_sure


def _ranked(plainly: Mapping[str, float]) -> list[str]:
    return sorted(plainly, key=lambda key: -plainly[key])
