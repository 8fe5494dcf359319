"""Messages as they come from a phone: slips of the thumb, no marks, capitals, no accents."""

from __future__ import annotations

import random
import unicodedata
import zlib
from typing import Callable, Mapping

_NEIGHBOURS = {
    **{"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj"},
    **{"i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o"},
    **{"q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc"},
    **{"y": "tu", "z": "x"},
}
# Shorter words are other words when a letter of them changes.
_LONG_ENOUGH = 5


def _slip(word: str, chance: random.Random) -> str:
    """Return `word` with one slip inside: two letters swapped, one left out, doubled or beside."""
    at = chance.randrange(1, len(word) - 2)
    kind = chance.choice(["swap", "drop", "double", "beside"])
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    beside = chance.choice(_NEIGHBOURS.get(word[at].lower(), word[at]))
    return word[:at] + beside + word[at + 1 :]


def _slips(text: str, chance: random.Random, how_many: int) -> str:
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= _LONG_ENOUGH and word.isalpha()]
    for index in chance.sample(long, min(how_many, len(long))):
        words[index] = _slip(words[index], chance)
    return " ".join(words)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _without_marks(text: str) -> str:
    return "".join(char for char in text.lower() if char not in ".,;:!?")


def _joined(text: str, chance: random.Random) -> str:
    """Return the text with one space left out, behind a mark or between two words."""
    spaces = [i for i, char in enumerate(text) if char == " "]
    if not spaces:
        return text
    at = chance.choice(spaces)
    return text[:at] + text[at + 1 :]


_NOISES: Mapping[str, Callable[[str, random.Random], str]] = {
    "one slip": lambda text, chance: _slips(text, chance, 1),
    "two slips": lambda text, chance: _slips(text, chance, 2),
    "no marks, no capitals": lambda text, chance: _without_marks(text),
    "capitals": lambda text, chance: text.upper(),
    "no accents": lambda text, chance: _without_accents(text),
    "a space left out": _joined,
    "emoji": lambda text, chance: f"{text} 🙏🧬",
}
NOISES = tuple(_NOISES)


def noisy(text: str, noise: str) -> str:
    """Return `text` with one of NOISES; always the same for the same text."""
    return _NOISES[noise](text, random.Random(zlib.crc32(f"{noise}:{text}".encode())))
