"""The spaCy component that finds the knowledge's names and words, in any usual spelling.

Longest match wins. What is left over and is no word of the language is compared by edit distance.
"""

import re
from functools import lru_cache, partial
from pathlib import Path
from typing import Callable, Iterable, Optional, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from knowledge.covering import is_service
from knowledge.store import KnowledgeStore, knowledge_folder, store_of
from knowledge.text import Word, fold, singular, words
from nlu.cues import cues, is_around, is_locative
from nlu.gazetteer import Gazetteer, Name, build
from nlu.ordinary import is_ordinary, is_usual, parts_of

SPANS = "knowledge"
# A name never runs across one of these; they stand in the Doc as one token.
_MARKS = re.compile(r"[.!?;:,()\n](?=\s|$)|\n")
BOUNDARY = "|"
# So many strange words are looked at; a message with more of them is no message to us.
_GUESSES_AT_MOST = 25
# Longest run of left-over words that is tried as one misspelt name.
_WINDOW = 3
# Joined length from which one, two and three slips are forgiven.
_SLIPS = ((13, 3), (8, 2), (5, 1))
# Shorter names are words too: Mol and Geel need "in" before them, FIT and GATE their capitals.
_LONG_NAME = 5
_KNOWN_NAME = 4
# A misspelt name of several words neither begins nor ends with "in" or "a".
_SMALL_WORD = 2
_ARTICLES = frozenset(["the", "het", "de", "le", "la", "l", "der", "die", "das", "dem", "den"])
# "Voeren" is a municipality, and what people do with studies, boats and cattle.
_VERBS = frozenset({("voeren",)})
_OTHERS = ("en", "nl", "fr")
# So many words of German alone make a message a German one.
_GERMAN_WORDS = 2
_GERMAN_ARTICLES = frozenset({"der", "die", "das", "dem", "den", "ein", "eine", "einer", "keine"})
# Shortest part of a compound word, and shortest one that tells alone what it is: "-gewächshaus".
_PART, _HEAD = 4, 7
# What may join the parts, in the languages that write them as one word.
_LINKS = ("", "s", "es", "n", "en", "e")
_COMPOUNDING = ("nl", "de")
_NEEDS = {"kind", "facility"}
_YEARS = range(1900, 2100)
_POSTCODE_CUES = {"postcode", "postal", "code", "zip", "postnummer", "plz", "cp", "b"}


# From a word to the two that it is made of, or None.
Parts = Callable[[str], Optional[tuple[str, str]]]


def _none(word: str) -> None:
    return None


def tokenize(vocab: Vocab, text: str, parts: Parts) -> Doc:
    """Return a Doc of the words of `text`, split as the knowledge splits them; linear in length.

    `parts` tells the two words that one is made of whose space was left out.

    Character offsets are in `doc.user_data["offsets"]`, for the Doc leaves out other characters.
    """
    found = [part for word in words(text) for part in _apart(word, text, parts)]
    found += [(mark.start(), mark.start() + 1, BOUNDARY) for mark in _MARKS.finditer(text)]
    found.sort()
    doc = Doc(
        vocab,
        words=[text[start:end] if form != BOUNDARY else form for start, end, form in found],
    )
    for token, (_, _, form) in zip(doc, found, strict=True):
        token.norm_ = form
    doc.user_data["offsets"] = [(start, end) for start, end, _ in found]
    doc.user_data["text"] = text
    return doc


def _apart(word: Word, text: str, parts: Parts) -> list[tuple[int, int, str]]:
    two = parts(text[word.start : word.end])
    if two is None:
        return [(word.start, word.end, word.form)]
    cut = word.start + len(two[0])
    return [
        (word.start, cut, singular(two[0])),
        (cut, word.end, singular(two[1])),
    ]


class KnowledgeFinder:
    """Sets `doc.spans["knowledge"]`: labels are those of the gazetteer, `kb_id_` the key.

    What else a name tells is in `doc.user_data["names"]`: a Name by the (start, end) of its span.
    """

    def __init__(self, nlp: Language, store: KnowledgeStore) -> None:
        self.nlp = nlp
        self.store = store
        self._built_from: object = None
        self._gazetteer = Gazetteer({}, {})
        self._by_length: dict[int, list[str]] = {}
        self._parts: Parts = _none
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of `doc`, in their order."""
        self._refresh()
        spans = [span for span in self._exact(doc) if self._meant(span)]
        spans = filter_spans(spans)
        doc.spans[SPANS] = sorted(self._misspelt(doc, spans), key=lambda span: int(span.start))
        return doc

    def parts_of(self, word: str) -> tuple[str, str] | None:
        """Return the two words, usual ones or names, that a word without a space is; None else."""
        self._refresh()
        return self._parts(word)

    def _refresh(self) -> None:
        knowledge = self.store.current()
        if knowledge is self._built_from:
            return
        self._gazetteer = build(knowledge)
        self._matcher = PhraseMatcher(self.nlp.vocab, attr="NORM")
        for form in self._gazetteer.names:
            pattern = Doc(self.nlp.vocab, words=list(form))
            for token, word in zip(pattern, form, strict=True):
                token.norm_ = word
            self._matcher.add("\t".join(form), [pattern])
        self._by_length = {}
        for joined in self._gazetteer.joined:
            self._by_length.setdefault(len(joined), []).append(joined)
        single = frozenset(
            form[0]
            for form, name in self._gazetteer.names.items()
            if len(form) == 1 and len(form[0]) >= _PART and name.label != "decoy"
        )
        # Kept by word alone: names in the key would be compared one by one.
        self._parts = lru_cache(maxsize=20_000)(partial(parts_of, names=single))
        self._built_from = knowledge

    def _exact(self, doc: Doc) -> Iterable[Span]:
        for match_id, start, end in self._matcher(doc):
            form = tuple(self.nlp.vocab.strings[match_id].split("\t"))
            yield self._span(doc, start, end, self._gazetteer.names[form])

    @staticmethod
    def _span(doc: Doc, start: int, end: int, name: Name) -> Span:
        doc.user_data.setdefault("names", {})[start, end] = name
        return Span(doc, start, end, label=name.label, kb_id=name.key)

    def _meant(self, span: Span) -> bool:
        """Tell whether a name of one word is meant, and not the ordinary word it looks like."""
        if span.doc.user_data["names"][span.start, span.end].definite:
            return span.start > 0 and span.doc[span.start - 1].norm_ in _ARTICLES
        if span.label_ in {"place", "outside"} and self._ends_a_longer_name(span):
            return False
        if len(span) > 1:
            return True
        written = span[0].text
        before = [token.norm_ for token in span.doc[: span.start]]
        if written.isdigit():
            cue = bool(_POSTCODE_CUES.intersection(before[-2:]))
            return cue or (int(written) not in _YEARS and self._before_a_place(span))
        if self._only_plural(span):
            return False
        if span.label_ == "enabler":
            # Larger dictionaries hold acronyms; only English words are taken for words here.
            plain = len(written) >= _LONG_NAME or not is_ordinary(written, ("en",))
            return plain or self._in_its_own_case(written, span)
        if span.label_ in {"place", "outside"}:
            noun = self._is_german_noun(span)
            capital = written[0].isupper() and span.start > 0 and not noun
            verb = (span[0].norm_,) in _VERBS and written.islower()
            plain = (self._is_town(span) and not (noun or verb)) or not is_ordinary(written)
            after = [token.norm_ for token in span.doc[span.end : span.end + 3]]
            apart = not before and after[:1] in ([], [BOUNDARY])
            return capital or plain or apart or is_locative(before) or is_around(after)
        return True

    def _ends_a_longer_name(self, span: Span) -> bool:
        """Tell whether a hyphen joins a place to a word before it: "Vlaamsdorp-aan-Zee"."""
        start = span.doc.user_data["offsets"][span.start][0]
        text: str = span.doc.user_data["text"]
        if text[max(start - 1, 0) : start] != "-" or not text[start - 2 : start - 1].isalpha():
            return False
        # "Antwerp-Hasselt" are two places, and "near-Ghent" or "Noord-Antwerpen" tell of one.
        words = [token.norm_ for token in span.doc[: span.start]]
        names = (self._gazetteer.names.get(tuple(words[-n:])) for n in (1, 2, 3))
        placed = any(name and name.label in {"place", "outside"} for name in names)
        return not (placed or is_usual(span.doc[span.start - 1].text))

    def _is_german_noun(self, span: Span) -> bool:
        """Tell whether a capital says nothing: "die Halle" is a hall, and Halle a town.

        So are "große Kessel" and "mit Wellen", but not "in Wellen".
        """
        if not span.start or not is_ordinary(span[0].text.lower(), ("de",)):
            return False
        last = span.doc[span.start - 1]
        before = last.norm_
        if last.text == BOUNDARY or (before,) in cues().joins:
            # "In Lier, Mol or Geel".
            return False
        if before in _GERMAN_ARTICLES:
            return True
        place = self.store.current().places[span.kb_id_]
        # Gent and Limburg are known by names in other languages.
        return (
            not place.in_language
            and sum(_is_german(token.text) for token in span.doc) >= _GERMAN_WORDS
        )

    def _is_town(self, span: Span) -> bool:
        """Tell whether a place is so well known, or its name so long, that no word is meant.

        Towns with a name of their own in other languages are known abroad: Ghent, not Geel.
        """
        place = self.store.current().places[span.kb_id_]
        length = len(span[0].text)
        known = bool(place.in_language) and length >= _KNOWN_NAME
        return place.type not in {"part", "outside"} and (known or length >= _LONG_NAME)

    def _only_plural(self, span: Span) -> bool:
        """Tell whether "company" was found where only "companies" is a word of the knowledge."""
        name = self._gazetteer.names[(span[0].norm_,)]
        listed = fold(name.written)
        return listed != span[0].norm_ and fold(span[0].text) == span[0].norm_

    def _before_a_place(self, span: Span) -> bool:
        """A bare number is a postcode when a town stands right behind it, or "in" before it."""
        after = [token.norm_ for token in span.doc[span.end : span.end + 1]]
        following = self._gazetteer.names.get(tuple(after))
        if following is not None and following.label == "place":
            return True
        return not after and is_locative([token.norm_ for token in span.doc[: span.start]])

    def _in_its_own_case(self, written: str, span: Span) -> bool:
        """FIT and GATE are names where they are written so; "fit" and "gate" are words."""
        if written.islower():
            return False
        known = self._gazetteer.names[(span[0].norm_,)].written
        return written == known and (not written.istitle() or span.start > 0)

    def _misspelt(self, doc: Doc, taken: Sequence[Span]) -> list[Span]:
        """Return `taken` with the misspelt names; a longer one takes in what lies inside it."""
        spans = list(taken)
        start = guesses = 0
        while start < len(doc) and guesses < _GUESSES_AT_MOST:
            guesses += not is_usual(doc[start].text)
            found = self._nearest(doc, start, spans)
            if found is not None:
                spans = [s for s in spans if s.end <= found.start or s.start >= found.end]
                spans.append(found)
            start = found.end if found else start + 1
        return spans

    def _nearest(self, doc: Doc, start: int, taken: Sequence[Span]) -> Span | None:
        covered = {token.i for span in taken for token in span}
        for end in range(min(start + _WINDOW, len(doc)), start, -1):
            tokens = doc[start:end]
            cut = any(s.start < start < s.end or s.start < end < s.end for s in taken)
            respelt = None if cut or len(tokens) < 2 else self._respelt(tokens)
            if respelt:
                return self._span(doc, start, end, respelt)
            if cut or not self._could_be_a_slip(tokens, covered):
                continue
            name = self._lookup("".join(token.norm_ for token in tokens))
            if name is not None and name.label != "decoy":
                return self._span(doc, start, end, name)
        return None

    def _respelt(self, tokens: Span) -> Name | None:
        """Return the enabler whose name the words make, spaces aside: "vib bioincubator gent"."""
        if any(token.text == BOUNDARY for token in tokens):
            return None
        if len(tokens[0].text) == 1 and is_usual(tokens[1].text):
            # "Before I start claiming" names no imec.istart.
            return None
        name = self._gazetteer.joined.get("".join(token.norm_ for token in tokens))
        return name if name and name.label == "enabler" else None

    @staticmethod
    def _could_be_a_slip(tokens: Span, covered: set[int]) -> bool:
        """Tell whether a run of words has a strange one, and no boundary inside."""
        if any(token.text == BOUNDARY for token in tokens):
            return False
        if min(len(tokens[0].text), len(tokens[-1].text)) <= _SMALL_WORD < len(tokens.text):
            return False
        strange = [
            token.i for token in tokens if token.i not in covered and not is_usual(token.text)
        ]
        return bool(strange)

    def _lookup(self, joined: str) -> Name | None:
        same = self._gazetteer.joined.get(joined) or self._compound(joined)
        if same is not None:
            return same
        slips = next((allowed for length, allowed in _SLIPS if len(joined) >= length), 0)
        if not slips:
            return None
        lengths = sorted(range(-slips, slips + 1), key=abs)
        alike = [name for n in lengths for name in self._by_length.get(len(joined) + n, ())]
        near = process.extractOne(joined, alike, scorer=OSA.distance, score_cutoff=slips)
        if near is None or (joined[0] != near[0][0] and len(joined) < 8):
            return None
        # A slip in a short name makes another short name: what is compared must be as long.
        needed = next((length for length, allowed in _SLIPS if allowed <= near[1]), 99)
        return self._gazetteer.joined[near[0]] if len(near[0]) >= needed - 1 else None

    def _compound(self, joined: str) -> Name | None:
        """Return what a word means that ends in a need, behind its sector or another word.

        "Impfstofffirmen", "Versuchsgewächshaus".
        """
        known = self._gazetteer.joined
        for cut in range(len(joined) - _PART, _PART - 1, -1):
            front = known.get(joined[:cut]) or known.get(joined[: cut - 1])
            need = known.get(joined[cut:])
            if need is None or need.label not in _NEEDS:
                continue
            if front and front.label == "sector":
                return Name(need.label, need.key, joined, sector=front.key)
            if self._is_head(need, len(joined) - cut) and _is_front(joined[:cut]):
                return Name(need.label, need.key, joined)
        return None

    def _is_head(self, need: Name, length: int) -> bool:
        """Tell whether a need tells alone what a word is: any trade has its "fabriek"."""
        served = need.label == "facility" and is_service(need.key, self.store.current())
        return length >= _HEAD and served


def _is_german(word: str) -> bool:
    """Tell whether a word is one of German and of no other of our languages."""
    if len(word) < _PART or not is_ordinary(word, ("de",)):
        return False
    return not any(is_ordinary(word, (other,)) for other in _OTHERS)


def _is_front(joined: str) -> bool:
    """Tell whether a word may stand at the front of a compound word."""
    fronts = (joined[: len(joined) - len(link)] for link in _LINKS if joined.endswith(link))
    return any(len(front) >= _PART and is_ordinary(front, _COMPOUNDING) for front in fronts)


@Language.factory("knowledge_finder", default_config={"folder": None})
def create_knowledge_finder(nlp: Language, name: str, folder: str | None) -> KnowledgeFinder:
    """Make the finder for the facts in `folder` (by default the knowledge in use)."""
    return KnowledgeFinder(nlp, store_of(Path(folder) if folder else knowledge_folder()))
