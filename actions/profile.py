"""What visitors say about themselves: remembered for their conversation, shown, forgotten."""

from __future__ import annotations

from dataclasses import replace

from actions.turn import Profile, Reply, Turn, plain
from knowledge.answer import Suggestion
from knowledge.query import Query
from knowledge.text import normalise
from nlu.openings import (
    erases_what_is_ours,
    says_field,
    says_home,
    says_team_size,
    takes_back_what_is_ours,
)

# What the last answer was of, before which nobody has said what they need.
_BEFORE_ALL = {"", "smalltalk"}
FORGET = '/refine{"drop": "profile"}'
# "A hall for 300 people" says nothing about who asks.
_FOR_GUESTS = {"conference_centre", "meeting_rooms", "events", "restaurant"}


def learned(turn: Turn) -> Profile:
    """Return the profile with what this message adds to it."""
    before, reading = turn.memory.profile, turn.reading
    if forgets(turn):
        return before
    if unsaid := takes_back(turn):
        kept = replace(before, **{name: getattr(Profile(), name) for name in unsaid})
        # "It's 80 people now, and forget where I'm from."
        return replace(kept, team_size=reading.team_size or kept.team_size)
    # A message that only tells is about who writes.
    says_who = reading.team_size or reading.homes or reading.stage
    names_more = reading.asks or reading.query.facilities or reading.query.kinds
    told = reading.query.sectors if says_who and not names_more else ()
    guests = _FOR_GUESTS.intersection(reading.query.facilities)
    return Profile(
        sectors=reading.own_sectors or told or before.sectors,
        stage=reading.stage or before.stage,
        team_size=(0 if guests else reading.team_size) or before.team_size,
        home=next((home for home in reading.homes), before.home),
    )


def ranked_for(query: Query, profile: Profile) -> Query:
    """Return the query with the visitor's own fields to rank by, where it asks for none."""
    if query.sectors or query.for_sectors or not (query.facilities or query.kinds):
        return query
    ranked: Query = query.copy(update={"for_sectors": profile.sectors})
    return ranked


def in_words(turn: Turn) -> str:
    """Return the profile as a phrase: "agbiotech, team of 8, from Boston"; "" when empty."""
    profile, knowledge, language = turn.memory.profile, turn.knowledge, turn.language
    parts = [knowledge.sectors[key].label[language] for key in profile.sectors]
    if profile.stage:
        parts.append(knowledge.stages[profile.stage].label[language])
    if profile.team_size:
        parts.append(turn.say("utter_profile_team", people=profile.team_size))
    if profile.home:
        place = knowledge.places[profile.home].name_in(language)
        parts.append(turn.say("utter_profile_home", place=place))
    return ", ".join(parts)


def asks(turn: Turn) -> bool:
    """Tell whether a message plainly asks what is remembered, and looks for nothing by it."""
    searches = turn.reading.for_us or _names_needs(turn)
    return turn.intent == "ask_profile" and turn.is_sure and not searches


def forgets(turn: Turn) -> bool:
    """Tell whether what is remembered is to be forgotten: "erase that", with nothing else named."""
    drops, query = turn.reading.drops, turn.reading.query
    if "profile" in drops or ("told" in drops and query.is_empty):
        return True
    # "Forget what I said about our company", in whatever words.
    names_more = query.facilities or query.places or query.without or turn.reading.enablers
    return not names_more and erases_what_is_ours(normalise(turn.text))


def takes_back(turn: Turn) -> tuple[str, ...]:
    """Return the fields of the profile that a message takes back: "forget where we are from"."""
    reading, before = turn.reading, turn.memory.profile
    query, forms = reading.query, normalise(turn.text)
    if not takes_back_what_is_ours(forms):
        return ()
    fields = {*reading.own_sectors, *query.sectors, *query.without.get("sectors", ())}
    abroad = {*reading.homes, *reading.outside, *reading.aside}
    said = {
        "home": before.home in abroad or says_home(forms),
        "team_size": says_team_size(forms),
        "sectors": bool(fields.intersection(before.sectors)) or says_field(forms),
        "stage": bool(reading.stage),
    }
    return tuple(name for name in said if said[name])


def unsay(turn: Turn) -> Reply:
    """Say what is still remembered, when a part of it was taken back."""
    if not in_words(turn):
        return forget(turn)
    return plain(turn, "smalltalk", "utter_profile_changed", profile=in_words(turn))


def _names_needs(turn: Turn) -> bool:
    return bool(turn.reading.query.facilities or turn.reading.query.kinds)


def tell(turn: Turn) -> Reply | None:
    """Show what is remembered of the visitor, with a button that forgets it.

    None when a message looks for something: "by what I told you, which investors fit?".
    """
    if _names_needs(turn):
        return None
    words = in_words(turn)
    if not words:
        return plain(turn, "smalltalk", "utter_profile_empty")
    reply = plain(turn, "smalltalk", "utter_profile", profile=words)
    button = Suggestion(title=turn.say("button_forget_profile"), payload=FORGET)
    return replace(reply, answer=reply.answer.copy(update={"suggestions": (button,)}))


def welcome(turn: Turn) -> Reply | None:
    """Note who asks, and ask what they need; None when a message says more than that.

    Later on, say what is noted now: "we're nineteen now, not eleven".
    """
    reading, query = turn.reading, turn.reading.query
    says_who = bool(reading.own_sectors) or reading.team_size or reading.homes or reading.stage
    asks_more = (
        *(query.facilities, query.kinds, query.places, query.without, reading.enablers),
        *(reading.limits, reading.asks, set(reading.pointers) - {"it"}),
    )
    if not says_who or any(asks_more):
        return None
    at_first = turn.memory.told in _BEFORE_ALL and turn.memory.query is None
    noted = "noted" if at_first else "changed"
    reply = plain(turn, "clarify", f"utter_profile_{noted}", profile=in_words(turn))
    sector = "".join(turn.memory.profile.sectors[:1])
    buttons = [
        Suggestion(title=turn.say("button_labs"), payload='/ask_facility{"facility": "lab_space"}')
    ]
    if sector:
        label = turn.knowledge.sectors[sector].label[turn.language]
        title = turn.say("button_all_of_sector", sector=label)
        buttons.append(Suggestion(title=title, payload=f'/ask_sector{{"sector": "{sector}"}}'))
    suggestions = (*buttons, *reply.answer.suggestions)
    return replace(reply, answer=reply.answer.copy(update={"suggestions": suggestions}))


def changed(turn: Turn) -> Reply | None:
    """Say what is noted now, where a message that asks nothing changes it; None where it does not.

    "We're actually nine by now".
    """
    reading = turn.reading
    if not reading.tells_who_asks or reading.asks or not reading.query.is_empty or reading.enablers:
        return None
    return plain(turn, "clarify", "utter_profile_changed", profile=in_words(turn))


def forget(turn: Turn) -> Reply:
    """Confirm that the profile is forgotten."""
    return plain(turn, "smalltalk", "utter_profile_forgotten")
