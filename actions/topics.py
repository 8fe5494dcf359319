"""The stories of the region and of its clusters."""

from __future__ import annotations

from dataclasses import replace

from actions.asked import NEIGHBOUR
from actions.reading import BY_THE_WAY
from actions.turn import Reply, Turn
from knowledge.answers import told
from knowledge.query import EVERYWHERE, Query
from knowledge.text import normalise

_REGION = "region"
# So sure that a story is asked for, a field in the question is what it is about.
_PLAINLY = 0.8
# So many words of a question for a number make it one on what a story tells.
_ENOUGH_WORDS = 2
# Kinds that a question for the story of a field names: "the cluster of green biotech companies".
_IN_A_CLUSTER = {NEIGHBOUR, "network"}


def tell(turn: Turn) -> Reply | None:
    """Tell the story of the region or of a cluster; None when more than a story is asked."""
    reading = turn.reading
    topics = reading.topics or _topics_of_sectors(turn)
    somewhere = set(reading.query.places) - EVERYWHERE
    if not topics and (somewhere or reading.query.facilities or reading.enablers):
        return None
    # "Why should a seed company come to Flanders?": the company is who asks, or like who asks.
    kinds = set(reading.query.kinds) - set(reading.kinds_told)
    by_the_way = kinds <= BY_THE_WAY
    plain_why = turn.confidence >= _PLAINLY and not (somewhere or kinds)
    searches = not plain_why and (reading.query.sectors or reading.names_a_search)
    if not topics and searches and (somewhere or not by_the_way or not kinds):
        return None
    topic = topics[0] if topics else _REGION
    answer = told(topic, turn.knowledge)
    ids = tuple(shown.id for shown in answer.enablers)
    sector = turn.knowledge.topics[topic].sector
    # "Which companies are in it?" goes on with the field of the story.
    query = Query(sectors=(sector,)) if sector else turn.memory.query
    memory = replace(turn.memory, query=query, ids=ids, focus=ids if len(ids) == 1 else ())
    return Reply(answer, turn.text_of(answer), memory)


def _topics_of_sectors(turn: Turn) -> tuple[str, ...]:
    """Return the stories of the fields that a question for a story names."""
    query = turn.reading.query
    if query.facilities or set(query.kinds) - _IN_A_CLUSTER or turn.reading.enablers:
        return ()
    topics = turn.knowledge.topics.items()
    found = (key for key, topic in topics if topic.sector and topic.sector in query.sectors)
    return tuple(key for key in found if _tells_of_places(turn, key))


def _tells_of_places(turn: Turn, topic: str) -> bool:
    """Tell whether a story speaks of the places that a question for it names."""
    knowledge = turn.knowledge
    said = set(normalise(" ".join(s.text for s in knowledge.topics[topic].story)))
    return all(
        any(said.issuperset(normalise(name)) for name in knowledge.places[key].names)
        for key in set(turn.reading.query.places) - EVERYWHERE
    )


def tell_figures(turn: Turn) -> Reply | None:
    """Tell the story of the region where a number is asked that stands in it.

    "How many foreign projects did Flanders get in 2025?" counts no houses.
    """
    reading, query = turn.reading, turn.reading.query
    named = query.facilities or query.kinds or query.sectors or reading.enablers
    whole = bool(query.places) and EVERYWHERE.issuperset(query.places)
    story = " ".join(said.text for said in turn.knowledge.topics[_REGION].story)
    told = set(normalise(story)).intersection(query.words)
    if turn.intent != "count" or named or not whole or len(told) < _ENOUGH_WORDS:
        return None
    return tell(replace(turn, reading=replace(reading, topics=(_REGION,))))


def tell_topic(turn: Turn) -> Reply | None:
    """Tell a story that is named by itself."""
    reading, query = turn.reading, turn.reading.query
    named = reading.topics and not (query.facilities or query.kinds or query.places)
    return tell(turn) if named else None
