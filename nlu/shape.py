"""The shape of a message: what the classifiers of intents and of follow-ups look at."""

from __future__ import annotations

from nlu.linear_classifier import Seen
from nlu.understanding import Understood

# What a conversation must tell before it means anything.
_NO_SHAPE = {"described", "choice", "ways", "than"}
# Messages are told apart by length up to this many words, in steps.
_LONGEST, _STEP = 15, 3


def shape_of(understood: Understood) -> Seen:
    """Return the masked words of a message, and what is named in it at all."""
    names = {}
    for item in understood.found:
        if item.label in _NO_SHAPE:
            continue
        names[f"has {item.label}"] = 1.0
        if item.role:
            names[f"has {item.label} {item.role}"] = 1.0
        if item.label in {"pointer", "drop", "adds"}:
            names[f"{item.label} {item.value}"] = 1.0
    words = [word for word, _, _ in understood.masked]
    names[f"length {min(len(words), _LONGEST) // _STEP}"] = 1.0
    return Seen(" ".join(("kbstart", *words, "kbend")), names, understood.unnamed)
