"""What a place abroad is in its message: where the visitors are from, spoken of, or searched in.

We hold nothing there, so only a search in it is declined: "labs in Lyon", but not "our lab in Lyon"
and not "a bridge to Japan".
"""

from __future__ import annotations

from typing import Sequence

from nlu import cues
from nlu.cues import Phrases

# Between those who ask and the preposition before their place: "a client of ours in".
_ACTOR_WITHIN = 3
# Further back than this, people or samples belong to something else.
_OTHERS_WITHIN = 6


def role(
    before: Sequence[str], after: Sequence[str], *, of_visitor: bool, told: bool, of_house: bool
) -> str:
    """Return "home" (the visitors are from there), "aside" (spoken of) or "" (searched in).

    `before` and `after` are the words around the place in its clause. `of_visitor` says that their
    kind of company stands right behind it, `told` that the clause asks nothing while another does,
    `of_house` that it is about an organisation that we know.
    """
    if _is_aside(before):
        return "aside"
    of_actor = cues.is_actor(after)
    if before and (before[-1],) in cues.cues().ourselves and not of_actor:
        return "aside"  # "our Lisbon bookkeeper"
    if told and before and not after and all(_says_where(form) for form in before):
        return ""  # "And in Liège, what would you have?"
    tells = _holds(before, cues.cues().ourselves) and not cues.asks(before)
    theirs = (
        of_actor
        or cues.is_home(before, known=False)
        or _is_of_actor(before)
        or _is_from_theirs(before)
        or (of_visitor and not _is_asked(before))
    )
    if not (theirs or told or tells or of_visitor):
        return ""
    others = of_house or _holds(before[-_OTHERS_WITHIN:], cues.cues().others)
    return "home" if (theirs or told or tells) and not others else "aside"


def _says_where(form: str) -> bool:
    return (form,) in cues.cues().joins | cues.cues().locatives


def _is_aside(before: Sequence[str]) -> bool:
    rest = list(before)
    while rest:
        if cues.ends_with(rest, cues.cues().aside):
            return True
        if (rest[-1],) not in cues.cues().fillers:
            return False
        rest.pop()
    return False


def _is_of_actor(before: Sequence[str]) -> bool:
    """Tell whether the words before a place say that those who ask are of it: "a team of"."""
    if not before or (before[-1],) not in cues.cues().of_place:
        return False
    for index in range(len(before) - 2, max(-1, len(before) - 2 - _ACTOR_WITHIN), -1):
        if (before[index],) in cues.cues().represented:
            return True
        if (before[index],) in cues.cues().actors:
            return not _is_asked(before[:index])
    return False


def _is_from_theirs(before: Sequence[str]) -> bool:
    """Tell whether a place is that of something of the visitors: "from our lab in"."""
    if not before or (before[-1],) not in cues.cues().of_place:
        return False
    return any(
        (before[index],) in cues.cues().ourselves
        and cues.ends_with(before[:index], cues.cues().home)
        for index in range(max(0, len(before) - 2 - _ACTOR_WITHIN), len(before) - 1)
    )


def _is_asked(before: Sequence[str]) -> bool:
    """Tell whether what stands behind these words is looked for: "which", "we seek a"."""
    rest = list(before)
    while rest and (rest[-1],) in cues.cues().articles:
        rest.pop()
    tells = before and not rest  # "a team from Dakar", but not "teams in Dakar"
    return not tells and (cues.is_asked(rest) or cues.asks(rest[-3:]))


def _holds(forms: Sequence[str], phrases: Phrases) -> bool:
    return any((form,) in phrases for form in forms)
