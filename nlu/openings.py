"""How a message begins: with courtesies, by asking who or whether, with what is not wanted."""

from __future__ import annotations

import re
from typing import Container, Sequence

from knowledge.text import normalise
from nlu.cues import begins_with, cues, holds, without_mark

# No courtesy has more words than this.
_LONGEST = 7
_SENTENCES = re.compile(r"[.!?;]+(?:\s|$)")
# What asks how in one language, and who in another.
_HOW = {"de": ("wie",)}
# Within so many words a message that erases says so.
_SOON = 5


def courtesies(forms: Sequence[str], boundary: str) -> int:
    """Return how many words and marks a message begins with that are courtesies alone.

    Each is followed by a mark (`boundary`), and something else follows: "Thanks. Website?".
    """
    end = 0
    while True:
        mark = next((i for i in range(end, len(forms)) if forms[i] == boundary), len(forms))
        said = any(form != boundary for form in forms[mark:])
        if mark == end or not said or tuple(forms[end:mark]) not in cues().courtesies:
            return end
        end = next(i for i in range(mark, len(forms)) if forms[i] != boundary)


def rejects(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by saying that what it names is not wanted: "not the ...".

    An "and" or "but" may stand before.
    """
    return begins_with(_opening(forms), cues().without | cues().dropped)


def asks_who(forms: Sequence[str], language: str = "") -> bool:
    """Tell whether a message begins by asking who or which; an "and" may stand before.

    A Dutch "wie" does, a German one asks how.
    """
    opening = _opening(forms)
    how = language in _HOW and tuple(opening[:1]) == _HOW[language]
    return begins_with(opening, cues().who) and not how


def asks_who_can(text: str, language: str = "") -> bool:
    """Tell whether the last sentence of a message begins by asking who or which."""
    return asks_who(_last_sentence(text), language)


def asks_which(text: str) -> bool:
    """Tell whether the last sentence of a message begins with the kind that is looked for."""
    return begins_with(_opening(_last_sentence(text)), cues().asked)


def asks_who_makes(text: str) -> bool:
    """Tell whether the last sentence of a message asks who makes something, and not for whom."""
    forms = _last_sentence(text)
    ours = any((form,) in cues().ourselves for form in forms)
    return asks_who(forms) and holds(forms, cues().makes) and not ours


def _last_sentence(text: str) -> tuple[str, ...]:
    """Return the normal forms of the last sentence of a message; () of an empty one."""
    sentences = [part for part in _SENTENCES.split(text) if part.strip()]
    return normalise(sentences[-1]) if sentences else ()


def _last(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the normal forms of the last sentence of a message, and of its last clause."""
    return _last_sentence(text), _last_sentence(text.rpartition(",")[2])


def _opening(forms: Sequence[str]) -> Sequence[str]:
    """Return a message without the courtesies and the "and" that it begins with."""
    rest = forms
    while rest:
        lengths = range(min(_LONGEST, len(rest) - 1), 0, -1)
        known = cues().courtesies | cues().joins
        length = next((n for n in lengths if tuple(rest[:n]) in known), 0)
        if not length:
            break
        rest = rest[length:]
    return rest


def begins_with_a_wish(text: str) -> bool:
    """Tell whether a message begins by saying what is needed: "we also need 200 cages"."""
    forms = without_mark(_opening(normalise(text)))
    return any(tuple(forms[:length]) in cues().wanted for length in range(1, 5))


def seeks(text: str) -> bool:
    """Tell whether the last sentence of a message begins by asking where or who: "where can we".

    Or its last clause: "and for mixing it into samples, who does that?".
    """
    return any(begins_with(_opening(each), cues().seeks) for each in _last(text))


def names_every(forms: Sequence[str], names: Container[str]) -> bool:
    """Tell whether a message asks for all of what `names` name: "any incubator in Antwerp"."""
    starts = (i for i, form in enumerate(forms) if form in names)
    return any(tuple(forms[i - n : i]) in cues().every for i in starts for n in (1, 2) if i >= n)


def asks_for_differences(forms: Sequence[str]) -> bool:
    """Tell whether a message asks in what those that it names differ."""
    return holds(forms, cues().differs)


def asks_for_another(forms: Sequence[str], language: str = "") -> bool:
    """Tell whether a question asks who or what there is, and not whether one has something."""
    return holds(forms, cues().another - {_HOW.get(language, ())})


def asks_inside(forms: Sequence[str]) -> bool:
    """Tell whether a question says that it asks within the one just told of: "in it"."""
    return holds(forms, cues().inside)


def erases_what_is_ours(forms: Sequence[str]) -> bool:
    """Tell whether a message soon says to erase, and then what is known of who writes."""
    for index, form in enumerate(forms[:_SOON]):
        if (form,) in cues().erases:
            rest = forms[index + 1 :]
            known = any((word,) in cues().known for word in rest)
            return known and any((word,) in cues().ourselves for word in rest)
    return False


def takes_back_what_is_ours(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by taking back what it names, or goes on so behind an "and"."""
    starts = [i for i, form in enumerate(forms) if i and (forms[i - 1],) in cues().joins]
    return any(begins_with(forms[start:], cues().erases) for start in starts) or begins_with(
        _opening(forms), cues().erases
    )


def says_home(forms: Sequence[str]) -> bool:
    """Tell whether a message speaks of where the visitors are from, without naming it."""
    return holds(forms, cues().our_home)


def says_team_size(forms: Sequence[str]) -> bool:
    """Tell whether a message speaks of how many the visitors are, without a number."""
    return holds(forms, cues().our_size)


def says_field(forms: Sequence[str]) -> bool:
    """Tell whether a message speaks of the visitors' field, without naming it."""
    return holds(forms, cues().our_field)


def counts(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by asking how many; an "and" may stand before."""
    return begins_with(_opening(forms), cues().counts)


def asks_for_figures(forms: Sequence[str]) -> bool:
    """Tell whether a number or a date answers a message: "how many members?", "since when?"."""
    return holds(forms, cues().figures)


def asks_what_there_is(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by asking whether there is something, and for nobody known."""
    return begins_with(_opening(forms), cues().exists)


def asks_where_it_lies(forms: Sequence[str]) -> bool:
    """Tell whether yes or no is asked, or said of what lies somewhere: "ligt dat in Gent?"."""
    opening = _opening(forms)
    lies = holds(opening, cues().lies) and not begins_with(opening, cues().who)
    return asks_whether(opening) or lies


def only_adds(forms: Sequence[str], names: Container[str]) -> bool:
    """Tell whether a message only puts what it names beside others: "add BioVille to that"."""
    rest = without_mark([form for form in forms if form not in names])
    phrases = cues().joining | cues().fillers | cues().joins | cues().beside
    small = {form for phrase in phrases for form in phrase}
    return bool(rest) and begins_with(forms, cues().joining) and small.issuperset(rest)


def swaps(forms: Sequence[str]) -> bool:
    """Tell whether a message puts one in the place of another: "swap X for Y"."""
    return holds(forms, cues().swapping)


def says_also(forms: Sequence[str]) -> bool:
    """Tell whether a message says that what it names comes on top of something."""
    return holds(forms, cues().also)


def leaves_out(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by leaving out what it names: "leave out Darwin"."""
    return begins_with(_opening(forms), cues().leaving)


def asks_for_the_closest(forms: Sequence[str]) -> bool:
    """Tell whether the nearest of several is asked for, or all in the order of their distance."""
    return holds(forms, cues().closest) or (sorts(forms) and holds(forms, cues().distance))


def joins(forms: Sequence[str]) -> bool:
    """Tell whether a message joins two things: "which run now, and which are only plans?"."""
    return holds(forms, cues().joins)


def begins_with_and(forms: Sequence[str]) -> bool:
    """Tell whether a message adds something to what was said before: "and proteomics?"."""
    return begins_with(forms, cues().joins)


def goes_from_to(forms: Sequence[str]) -> bool:
    """Tell whether a message asks for the way from one place to another."""
    return holds(forms, cues().origins) and holds(forms, cues().towards)


def sorts(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by asking for an order: "sort them by size"."""
    return begins_with(_opening(forms), cues().sorts)


def keeps_only(forms: Sequence[str]) -> bool:
    """Tell whether a message begins by saying that only what it names stays."""
    return begins_with(_opening(forms), cues().just)


def words_for_lying() -> frozenset[str]:
    """Return the words by which a question says that one lies somewhere."""
    return frozenset(form for phrase in cues().lies for form in phrase)


def asks_whether_it_has(forms: Sequence[str]) -> bool:
    """Tell whether yes or no is asked of what one has: "does it have ...", "heeft het ..."."""
    return asks_whether(forms) and holds(forms, cues().had)


def asks_whose_it_is(forms: Sequence[str]) -> bool:
    """Tell whether a message asks whose one is: "is it part of ...", "does it belong to ..."."""
    return holds(forms, cues().belongs)


def asks_whether(forms: Sequence[str]) -> bool:
    """Tell whether a message begins as a question that yes or no answers, an "and" left aside."""
    return begins_with(_opening(forms), cues().whether)
