"""A message in, what it names out: entities with canonical keys and roles, and the masked text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Callable, Iterator, Sequence

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from knowledge.query import NEAR_KM
from knowledge.text import fold
from nlu import (
    attributes,
    cues,
    descriptions,
    finder,
    followups,
    openings,
    peoples,
    team_size,
    unknown_names,
)
from nlu.ordinary import is_usual, usual_like
from nlu.roles import roles_of

KM_PER_MILE = 1.609
_RADIUS = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[.,]\d+)?|five|ten|fifteen|twenty|thirty|fifty)\s*-?\s*(km|kms|kilomet(?:er|re)s?|kilomètres?|mi|miles?|mijl)\b",
    re.IGNORECASE,
)
_NUMBERS = {"five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50}
_UNKNOWN_LENGTH = 4
# A sentence of so few words before a question, with nothing in it that is known, is a remark.
_REMARK, _ENDS = 5, ".!"
_VAGUE = {"it", "they", "all"}
# So many words behind "circle" may its radius stand; nothing in Flanders is further apart.
_CIRCLE_REACH, _FURTHEST_KM = 4, 250
# Within these no other phrase begins.
_NAMES = {"enabler", "place", "outside"}
_Phrase = followups.FollowUp | attributes.Asked
# Roles of a kind that its sector shares: "no drug makers", "we are a drug maker".
_WITH_SECTOR = {"own", "without", "dropped"}


@dataclass(frozen=True)
class Found:
    """Something that a message names: characters start to end of the text, and its meaning.

    `role` is "without" (not wanted), "dropped" (asked for before and no longer), "home" (where the
    visitor comes from), "own" (what they are, do or have), "told" (said beside a sentence that
    asks, which may refer to it), "aside" (abroad, and only spoken of), "asked" (looked for by
    name), "near", "example" (of what is looked for), "place" (an unknown word where a town would
    stand) or "".
    """

    label: str
    value: str | float
    start: int
    end: int
    role: str = ""


@dataclass(frozen=True)
class Understood:
    """All that a message names, in its order, and its words with the names masked by label.

    `unnamed` is its text without the names of enablers and places.
    """

    found: tuple[Found, ...]
    masked: tuple[tuple[str, int, int], ...]
    unnamed: str = ""


@lru_cache(maxsize=4)
def pipeline(model: str | None) -> Language:
    """Return the spaCy pipeline: a blank one, or a downloaded `model`, with our finder in it."""
    nlp = spacy.load(model) if model else spacy.blank("en")
    nlp.add_pipe("knowledge_finder", last=True)
    return nlp


def understand(text: str, model: str | None = None) -> Understood:
    """Find everything that the knowledge knows in `text`."""
    nlp = pipeline(model)
    find: Any = nlp.get_pipe("knowledge_finder")
    doc = find(finder.tokenize(nlp.vocab, text, find.parts_of))
    spans = list(doc.spans[finder.SPANS])
    roles = roles_of(doc, spans)
    found = [
        item
        for span, role in zip(spans, roles, strict=True)
        if span.label_ != "decoy"
        for item in _meanings(doc, span, role)
    ]
    radius = _radius(text, found) or _circle(doc) or _nearby(doc, spans)
    team = _team(doc)
    unknown = _unknown(doc, spans)
    begins = _courtesies(doc, spans)
    said_before = _phrases(doc, spans, followups.find, begins)
    named = [span for span in spans if span.label_ in _NAMES]
    asked = _phrases(doc, named, attributes.find, begins)
    everything = [*found, *radius, *team, *unknown, *said_before, *asked, *_asks(doc, text)]
    everything += [*_unknown_names(doc, spans, text), *_of_places(doc, spans), *_homes(doc, spans)]
    everything.sort(key=lambda item: (item.start, item.end))
    at = doc.user_data["offsets"][begins][0] if begins else 0
    said_more = any(item.end > at for item in everything)
    masked = _masked(doc, spans, roles, unknown, said_before, begins if said_more else 0)
    described = _described(doc, [span for span in spans if span.label_ == "enabler"])
    return Understood((*everything, *described), tuple(masked), _unnamed(text[at:], named, doc, at))


def _unnamed(text: str, named: Sequence[Span], doc: Doc, at: int) -> str:
    """Return a text that begins at character `at` of the message, without the names in it."""
    parts, position = [], 0
    for start, end in sorted(_characters(doc, span) for span in named):
        if start - at >= position:
            parts.append(text[position : start - at])
            position = end - at
    return " ".join((*parts, text[position:])).strip()


def _courtesies(doc: Doc, spans: Sequence[Span]) -> int:
    """Return how many words and marks a message begins with that say nothing of what is asked."""
    forms = [token.norm_ for token in doc]
    end = openings.courtesies(forms, finder.BOUNDARY)
    text, offsets = doc.user_data["text"], doc.user_data["offsets"]
    while True:
        mark = next((i for i in range(end, len(forms)) if forms[i] == finder.BOUNDARY), len(forms))
        ends = mark < len(forms) and text[offsets[mark][0]] in _ENDS
        said = forms[end:mark]
        behind = next((i for i in range(mark, len(forms)) if forms[i] != finder.BOUNDARY), None)
        if not ends or len(said) > _REMARK or behind is None:
            return end
        named = any(end <= span.start < mark for span in spans)
        points = any(
            item.label != "pointer" or item.value not in _VAGUE for item in followups.find(said)
        )
        if named or points or attributes.find(said) or "?" not in text[offsets[behind][0] :]:
            return end
        end = behind


def _meanings(doc: Doc, span: Span, role: str) -> Iterator[Found]:
    """Yield what a name means: "drug maker" is a kind and a sector, a pacemaker only tells one."""
    name = doc.user_data["names"][span.start, span.end]
    characters = _characters(doc, span)
    yield Found(span.label_, span.kb_id_, *characters, role or ("own" if name.product else ""))
    if name.sector:
        shared = role if role in _WITH_SECTOR else ""
        yield Found("sector", name.sector, *characters, shared)


def _characters(doc: Doc, span: Span) -> tuple[int, int]:
    offsets = doc.user_data["offsets"]
    return offsets[span.start][0], offsets[span.end - 1][1]


def _radius(text: str, found: Sequence[Found]) -> list[Found]:
    """Return the radius in km that is asked for, or the usual one where only "near" is said."""
    for match in _RADIUS.finditer(text):
        written = match.group(1).lower()
        number = _NUMBERS.get(written) or float(written.replace(",", "."))
        km = number * KM_PER_MILE if fold(match.group(2)).startswith("mi") else number
        if km > 0:
            return [Found("radius", round(km, 1), match.start(), match.end())]
    for item in found:
        if item.role == "near":
            return [Found("radius", NEAR_KM, item.start, item.end)]
    return []


def _circle(doc: Doc) -> list[Found]:
    """Return the radius that a bare number behind a word for a circle is: "stretch it to 45"."""
    offsets, forms = doc.user_data["offsets"], [token.norm_ for token in doc]
    for start, form in enumerate(forms):
        if (form,) not in cues.cues().circles:
            continue
        for index in range(start + 1, min(start + 1 + _CIRCLE_REACH, len(forms))):
            if forms[index].isdigit() and 0 < int(forms[index]) <= _FURTHEST_KM:
                return [Found("radius", float(forms[index]), *offsets[index])]
    return []


def _nearby(doc: Doc, spans: Sequence[Span]) -> list[Found]:
    """Return the usual radius where "nearby" stands by itself, for a place named elsewhere."""
    covered = {token.i for span in spans if span.label_ == "place" for token in span}
    offsets = doc.user_data["offsets"]
    forms = [token.norm_ for token in doc]
    for start in range(len(forms)):
        length = cues.thereabouts(forms, start)
        if length and start + length not in covered:
            end = offsets[start + length - 1][1]
            return [Found("radius", NEAR_KM, offsets[start][0], end)]
    return []


def _team(doc: Doc) -> list[Found]:
    """Return how many people the visitor's team has, if the message says so."""
    size = team_size.find([token.norm_ for token in doc])
    if size is None:
        return []
    offsets = doc.user_data["offsets"]
    return [Found("team_size", size.people, offsets[size.start][0], offsets[size.end - 1][1])]


def _homes(doc: Doc, spans: Sequence[Span]) -> list[Found]:
    """Return where the visitors say they are from by an adjective, if not by name."""
    named = any(span.label_ == "outside" for span in spans)
    offsets = doc.user_data["offsets"]
    # "Japanese companies in Flanders" asks for others.
    kinds = {span.start for span in spans if span.label_ == "kind"}
    homes = () if named else peoples.find([token.norm_ for token in doc])
    return [
        Found("outside", home.place, offsets[home.start][0], offsets[home.end - 1][1], "home")
        for home in homes
        if home.start > 0 or home.end not in kinds
    ]


def _asks(doc: Doc, text: str) -> list[Found]:
    """Return the whole message as one that asks, unless it only tells."""
    asks = "?" in text or cues.asks([token.norm_ for token in doc])
    return [Found("asks", "asks", 0, len(text))] if asks else []


def _unknown(doc: Doc, spans: Sequence[Span]) -> list[Found]:
    """Return the words that neither the knowledge nor the language knows."""
    covered = {token.i for span in spans for token in span}
    offsets = doc.user_data["offsets"]
    return [
        Found("unknown", token.text, start, end, _unknown_role(doc, token.i))
        for token, (start, end) in zip(doc, offsets, strict=True)
        if token.i not in covered
        and len(token.text) >= _UNKNOWN_LENGTH
        and not is_usual(token.text)
        and not usual_like(token.text)
    ]


def _unknown_role(doc: Doc, index: int) -> str:
    """Return "place" for a word that stands where a town would: "labs in Vlaamsdorp"."""
    before = [token.norm_ for token in doc[max(0, index - 3) : index]]
    where = doc[index].text.istitle() and cues.is_locative(before)
    return "place" if where else ""


def _unknown_names(doc: Doc, spans: Sequence[Span], text: str) -> list[Found]:
    offsets = doc.user_data["offsets"]
    found = []
    for first, end in unknown_names.find(doc, spans):
        start, stop = offsets[first][0], offsets[end - 1][1]
        # A compound was cut for its parts; a name is told whole.
        while stop < len(text) and text[stop].isalpha():
            stop += 1
        found.append(Found("unknown_name", text[start:stop], start, stop))
    return found


def _described(doc: Doc, named: Sequence[Span]) -> list[Found]:
    """Return the descriptions of what may have been told of before."""
    offsets = doc.user_data["offsets"]
    in_names = {token.i for span in named for token in span}
    forms, written = [token.norm_ for token in doc], [token.text for token in doc]
    owners = {span.start: span.end for span in named if _has_something(doc, span)}
    found = descriptions.find(forms, written, in_names, owners)
    return [
        Found(
            "described",
            "returns" if item.returns else "described",
            offsets[item.start][0],
            offsets[item.end - 1][1],
        )
        for item in found
    ]


def _of_places(doc: Doc, spans: Sequence[Span]) -> list[Found]:
    """Return the places and houses whose own is meant, unnamed: "compare it to Ghent's"."""
    found = []
    for span in spans:
        behind = [token for token in doc[span.end : span.end + 2] if token.norm_ != "s"]
        ends = not behind or behind[0].text == finder.BOUNDARY
        if span.label_ in {"place", "enabler"} and ends and _has_something(doc, span):
            found.append(Found("pointer", "of", *_characters(doc, span)))
    return found


def _has_something(doc: Doc, span: Span) -> bool:
    """Tell whether a name is followed by what is its own: "VIB's ..."."""
    _, end = _characters(doc, span)
    text: str = doc.user_data["text"]
    return fold(text[end - 2 : end + 2]).replace("’", "'").find("'s") >= 0


def _phrases(
    doc: Doc, spans: Sequence[Span], find: Callable[[Sequence[str]], Sequence[_Phrase]], begins: int
) -> list[Found]:
    """Return the set phrases that `find` knows, outside the names and from word `begins` on."""
    covered = {token.i for span in spans for token in span}
    offsets, text = doc.user_data["offsets"], doc.user_data["text"]
    # A comma may stand inside: "forget, please, what you know of us".
    at = [
        token.i
        for token in doc[begins:]
        if token.text != finder.BOUNDARY or text[offsets[token.i][0]] != ","
    ]
    return [
        Found(found.label, found.value, offsets[at[found.start]][0], offsets[at[found.end - 1]][1])
        for found in find([doc[index].norm_ for index in at])
        if at[found.start] not in covered
    ]


def _masked(
    doc: Doc,
    spans: Sequence[Span],
    roles: Sequence[str],
    unknown: Sequence[Found],
    said_before: Sequence[Found],
    begins: int,
) -> list[tuple[str, int, int]]:
    """Return the words from `begins` on, with each found name as one word that says its kind."""
    offsets = doc.user_data["offsets"]
    strange = {item.start for item in unknown}
    first = {span.start: span for span in spans if span.label_ != "decoy"}
    role_at = {span.start: role for span, role in zip(spans, roles, strict=True)}
    pointers = {item.start: item for item in said_before if item.label in {"pointer", "drop"}}
    masked: list[tuple[str, int, int]] = []
    index = begins
    while index < len(doc):
        span, pointer = first.get(index), pointers.get(offsets[index][0])
        if span is not None:
            product = doc.user_data["names"][span.start, span.end].product
            example = role_at[span.start] == "example"
            label = "product" if product else "example" if example else span.label_
            masked.append((f"kb{label}", *_characters(doc, span)))
            index = span.end
            continue
        if pointer is not None and pointer.value not in {"it", "they"}:
            label = "several" if pointer.value in {"both", "1+2", "all"} else pointer.label
            masked.append((f"kb{label}", pointer.start, pointer.end))
            while index < len(doc) and offsets[index][0] < pointer.end:
                index += 1
            continue
        start, end = offsets[index]
        if doc[index].text != finder.BOUNDARY:
            written = doc[index].text
            word = "kbunknown" if start in strange else usual_like(written) or fold(written)
            masked.append((word, start, end))
        index += 1
    return masked
