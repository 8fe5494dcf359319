"""What a name is in its message: asked for, excluded, near, or only said about the visitor."""

from __future__ import annotations

from typing import Sequence

from spacy.tokens import Doc, Span

from nlu import abroad, cues
from nlu.finder import BOUNDARY

# What names joined by "and" share; a kind that is asked for says nothing about the town behind it.
_SHARED = {"without", "dropped", "home", "near", "example"}
_NEEDS = {"facility", "kind"}
_TOLD = _NEEDS | {"sector", "limit"}
_SAID_OF_THEM = {"own", "told"}
_ENDS = ".!?;\n"
# Behind a name, so many words may say something about it.
_BEHIND = 4
# Kinds that ask themselves: "what is there for a biotech company".
_VISITORS = {"company", "investor"}


def roles_of(doc: Doc, spans: Sequence[Span]) -> list[str]:
    """Return the role of each span, as Found documents them."""
    roles: list[str] = []
    settled, told = _told_aside(doc, spans)
    corrected = cues.corrects([token.norm_ for token in doc])
    joins = cues.cues().joins if corrected else cues.cues().joins | {(BOUNDARY,), ()}
    for index, span in enumerate(spans):
        before = _before(doc, _phrase_start(spans, index))
        between = doc[spans[index - 1].end : span.start] if index else doc[0:0]
        joined = index > 0 and tuple(token.norm_ for token in between) in joins
        alike = index > 0 and (_is_where(span) == _is_where(spans[index - 1]))
        # "Leave cell therapy, pharma in general": a comma ends what is dropped.
        listed = joined and not (roles[-1] == "dropped" and _is_mark(between))
        shared = roles[-1] if listed and alike and roles[-1] in _SHARED else ""
        role = shared or _role(span, before)
        if role in {"", "asked"} and span.start in told and span.label_ in _TOLD:
            role = "own" if span.start in settled else "told"
        # "And if we went to Liège instead, what is there?"
        supposed = cues.begins_with(before, cues.cues().supposes)
        if role in {"", "near"} and span.label_ == "outside" and not supposed:
            alone = _is_said_alone(doc, spans[: index + 1], roles)
            role = "home" if alone else _abroad(doc, spans, index, told) or role
        roles.append(role)
    return _homes(spans, roles, told)


def _abroad(doc: Doc, spans: Sequence[Span], index: int, told: set[int]) -> str:
    """Return the role of a place abroad, "" where something is searched for in it."""
    span = spans[index]
    before = _before(doc, span.start)
    clause = range(span.start - len(before), span.start)
    return abroad.role(
        before,
        [token.norm_ for token in doc[span.end : span.end + 3]],
        of_visitor=_is_of_visitor(spans, index),
        told=span.start in told or _told_elsewhere(doc, span, spans),
        of_house=any(other.label_ == "enabler" and other.start in clause for other in spans),
    )


def _is_said_alone(doc: Doc, spans: Sequence[Span], roles: Sequence[str]) -> bool:
    """Tell whether the last span stands by itself behind who asks: "eight of us, Tallinn"."""
    span = spans[-1]
    around = (doc[span.start - 1 : span.start], doc[span.end : span.end + 1])
    if not span.start or any(token.text != BOUNDARY for part in around for token in part):
        return False
    sentence = next(each for each in _sentences(doc) if span.start in each)
    before = [doc[i].norm_ for i in range(sentence[0], span.start)]
    needed = any(
        one.label_ in _NEEDS
        and one.kb_id_ not in _VISITORS
        and role not in _SAID_OF_THEM
        and one.start in sentence
        for one, role in zip(spans, roles, strict=False)
    )
    return not (needed or _asks(doc, sentence)) and cues.speaks_of_a_team(before)


def _is_mark(between: Span | Doc) -> bool:
    return [token.text for token in between] == [BOUNDARY]


def _homes(spans: Sequence[Span], roles: list[str], told: set[int]) -> list[str]:
    """Take towns that are only told about for homes, when the question names its own."""
    named = {
        index
        for index, (span, role) in enumerate(zip(spans, roles, strict=True))
        if span.label_ == "place" and role in {"", "near"}
    }
    aside = {index for index in named if spans[index].start in told}
    if not named - aside:
        return roles
    return ["home" if index in aside else role for index, role in enumerate(roles)]


def _is_where(span: Span) -> bool:
    return span.label_ in {"place", "outside", "enabler"}


def _phrase_start(spans: Sequence[Span], index: int) -> int:
    """Return where the phrase of a name begins: "biotech" belongs to the "firms" behind it."""
    start = int(spans[index].start)
    before = spans[index - 1] if index else None
    if before is not None and spans[index].label_ == "kind" and before.label_ == "sector":
        return int(before.start) if start - before.end <= 1 else start
    return start


def _before(doc: Doc, end: int) -> list[str]:
    """Return the words before a token, back to the last mark."""
    start = next((i + 1 for i in range(end - 1, -1, -1) if doc[i].text == BOUNDARY), 0)
    return [token.norm_ for token in doc[start:end]]


def _role(span: Span, before: list[str]) -> str:
    label = span.label_
    after = [token.norm_ for token in span.doc[span.end : span.end + _BEHIND]]
    if cues.is_dropped(before):
        return "dropped"
    if label == "facility" and cues.is_lacked(before, after):
        return ""
    external = label in _NEEDS and before[-1:] == ["outside"]
    missed = label in _NEEDS and cues.is_missed(before) and _ends_a_question(span)
    if not (external or missed) and (cues.is_without(before) or cues.is_excluded(after)):
        return "without"
    if label == "place" and cues.is_home(before, known=True):
        return "home"
    if label == "enabler" and cues.is_example(before) and _leaves_out(before):
        return "without"
    if label == "enabler" and cues.is_example(before) and _names_a_need(span):
        return "example"
    if label == "enabler" and cues.is_at(before):
        return ""  # "Een gesprek bij Food Pilot" is had there.
    if label in {"place", "outside", "enabler"}:
        return "near" if cues.is_near(before) or cues.is_around(after) else ""
    if (label in _NEEDS and cues.is_had(before)) or (label == "kind" and cues.is_own(before)):
        return "own"
    of_who_writes = cues.is_of_who_writes(before) or cues.is_of_a_job(after)
    if label == "kind" and span.kb_id_ in _VISITORS and of_who_writes:
        return "own"
    says_who = cues.is_for_whom(before) or _is_apposition(span, before)
    if label == "kind" and span.kb_id_ in _VISITORS and says_who:
        return "own"
    if label == "limit" and cues.is_own(before):
        return "own"
    if label in {"facility", "sector", "limit"} and cues.is_done(before):
        return "own"
    if label == "sector":
        ours = cues.is_actor(after) or cues.is_of_who_writes(before)
        return "own" if ours else ""
    if label == "kind" and (cues.is_asked(before) or cues.is_specified(after)):
        return "asked"
    return ""


def _ends_a_question(span: Span) -> bool:
    """Tell whether the next mark behind a name is the question mark of its sentence."""
    text, offsets = span.doc.user_data["text"], span.doc.user_data["offsets"]
    marks = (token.i for token in span.doc[span.end :] if token.text == BOUNDARY)
    return any(text[offsets[mark][0]] == "?" for mark in list(marks)[:1])


def _leaves_out(before: Sequence[str]) -> bool:
    """Tell whether an example is of what is not wanted: "leave out state funds such as PMV"."""
    return any(cues.is_without(before[:end]) for end in range(1, len(before)))


def _is_apposition(span: Span, before: Sequence[str]) -> bool:
    """Tell whether a kind says who was named before a comma: "my client, a diagnostics firm"."""
    after_a_mark = span.start > len(before) + 1
    return after_a_mark and len(before) == 1 and tuple(before) in cues.cues().articles


def _is_of_visitor(spans: Sequence[Span], index: int) -> bool:
    """Tell whether a company stands right behind a country: "a Dutch medtech company"."""
    behind = spans[index + 1 : index + 3]
    return any(
        span.label_ == "kind" and span.kb_id_ in _VISITORS and span.start - spans[index].end <= 2
        for span in behind
    )


def _names_a_need(span: Span) -> bool:
    """Tell whether a need stands somewhere before a name, of which the name can be an example."""
    others = span.doc.user_data["names"].items()
    return any(name.label in _NEEDS and end <= span.start for (_, end), name in others)


def _told_aside(doc: Doc, spans: Sequence[Span]) -> tuple[set[int], set[int]]:
    """Return the tokens of sentences that only tell who asks, while another asks.

    The first set is empty unless that other one names what it asks for; the second is not.
    """
    sentences = _sentences(doc)
    asking = [sentence for sentence in sentences if _asks(doc, sentence)]
    beside = {i for sentence in sentences if sentence not in asking for i in sentence}
    if not asking:
        return set(), set()
    needed = {span.start for span in spans if span.label_ in _NEEDS}
    to_the_point = any(needed.intersection(sentence) for sentence in asking)
    refers = any(cues.refers_back([doc[i].norm_ for i in sentence]) for sentence in asking)
    return (beside if to_the_point and not refers else set()), beside


def _told_elsewhere(doc: Doc, span: Span, spans: Sequence[Span]) -> bool:
    """Tell whether a place outside stands in a clause that asks nothing, while another asks."""
    clauses, start = [], 0
    for token in (*doc, None):
        if token is None or token.text == BOUNDARY:
            end = len(doc) if token is None else token.i + 1
            clauses.append(range(start, end))
            start = end
    own = next(clause for clause in clauses if span.start in clause)
    others = [clause for clause in clauses if clause and clause != own]
    joins = cues.cues().joins
    first = next((doc[i].norm_ for i in own if (doc[i].norm_,) not in joins), "")
    if any(other.start in own and other.label_ in _NEEDS for other in spans):
        return False
    if _asks(doc, own) or (first,) in cues.cues().locatives | cues.cues().near:
        return False
    return len(own) > len(span) + 2 and any(_asks(doc, clause) for clause in others)


def _sentences(doc: Doc) -> list[range]:
    text, offsets = doc.user_data["text"], doc.user_data["offsets"]
    ends = [
        token.i + 1
        for token in doc
        if token.text == BOUNDARY and text[offsets[token.i][0]] in _ENDS
    ]
    starts = [0, *ends]
    return [range(a, b) for a, b in zip(starts, [*ends, len(doc)], strict=True) if b > a]


def _asks(doc: Doc, sentence: range) -> bool:
    text, offsets = doc.user_data["text"], doc.user_data["offsets"]
    if doc[sentence[-1]].text == BOUNDARY and text[offsets[sentence[-1]][0]] == "?":
        return True
    return cues.asks([doc[i].norm_ for i in sentence])
