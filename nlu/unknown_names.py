"""Names of houses that the knowledge does not have: "the Ghent Quantum Biology Campus"."""

from __future__ import annotations

from typing import Sequence

from spacy.tokens import Doc, Span

from nlu.finder import BOUNDARY
from nlu.ordinary import is_ordinary, is_usual

# So many words with capitals in a row are a name, though each of them is an ordinary word.
_WORDS = 3
_BETWEEN = frozenset(["of", "for", "the", "van", "voor", "het", "de", "du", "des", "la", "für"])


def find(doc: Doc, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return the runs of capitalised words (token start, end) that no known name explains.

    A run counts with three such words, or with one that is in no dictionary.
    """
    known = {token.i for span in spans for token in span if span.label_ == "enabler"}
    # A decoy of one word is a name that is no house's: "towards the Meuse".
    telling = [span for span in spans if span.label_ != "decoy" or len(span) == 1]
    explained = {token.i for span in telling for token in span}
    found = []
    start = 0
    while start < len(doc):
        end = _run(doc, start)
        if end > start and not known.intersection(range(start, end)):
            capitals = [i for i in range(start, end) if doc[i].text[0].isupper()]
            strange = any(not is_usual(doc[i].text) for i in capitals if i not in explained)
            unexplained = any(i not in explained for i in capitals)
            long_enough = strange or len(capitals) >= _WORDS
            if unexplained and long_enough and not _is_shouted(doc):
                found.append((start, end))
        start = max(end, start + 1)
    return found


def _run(doc: Doc, start: int) -> int:
    """Return where a run of capitalised words from `start` ends; small words may stand inside."""
    if _opens_a_sentence(doc, start) or not _is_capital(doc, start):
        return start
    end = start + 1
    for index in range(start + 1, len(doc)):
        if _is_capital(doc, index):
            end = index + 1
        elif doc[index].norm_ not in _BETWEEN:
            break
    return end


def _is_capital(doc: Doc, index: int) -> bool:
    return bool(doc[index].text != BOUNDARY and doc[index].text[0].isupper())


def _opens_a_sentence(doc: Doc, index: int) -> bool:
    opens = index == 0 or doc[index - 1].text == BOUNDARY
    return opens and is_ordinary(doc[index].text)


def _is_shouted(doc: Doc) -> bool:
    return all(token.text.isupper() or token.text == BOUNDARY for token in doc)
