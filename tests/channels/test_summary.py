"""What a person who takes over is told of the conversation before."""

from __future__ import annotations

from channels.conversations import Entry
from channels.incoming import Wish
from channels.summary import last_question, spoken, summary
from knowledge.answer import Answer, EnablerView
from knowledge.query import Query


def view(key: str) -> EnablerView:
    return EnablerView(
        id=key,
        name=key.title(),
        kind="incubator",
        place="Ghent",
        status="active",
        as_of="2024",
        website=f"https://{key}.example/",
    )


def said(*entries: tuple[str, str, Answer | None]) -> list[Entry]:
    return [
        Entry(number, speaker, text, answer=answer.as_plain() if answer else None)  # type: ignore[arg-type]
        for number, (speaker, text, answer) in enumerate(entries)
    ]


LIST = Answer(
    kind="enablers",
    query=Query(facilities=("lab_space",), places=("gent",), radius_km=25),
    total=7,
    enablers=tuple(view(key) for key in ("one", "two", "three", "four", "five", "six")),
)
TALK = said(
    ("visitor", "labs near Ghent", None),
    ("assistant", "7 places ...", LIST),
    ("system", "told by us", None),
    ("visitor", "talk to a person", None),
    ("assistant", "Gladly", Answer(kind="handover")),
)


def test_the_last_search_and_what_it_showed() -> None:
    about = summary(TALK, Wish(name="Kim"))
    assert (about.need, last_question(TALK)) == ("", "labs near Ghent")
    assert "Ghent" in " ".join(about.constraints) and len(about.constraints) == 2
    assert [name for name, _ in about.shortlist] == ["One", "Two", "Three", "Four", "Five"]
    assert about.shortlist[0][1] == "https://one.example/"
    assert about.name == "Kim"
    assert ("system", "told by us") not in about.transcript and len(about.transcript) == 4


def test_what_the_visitor_gave_and_kept_goes_first() -> None:
    about = summary(TALK, Wish(need="A site for 50", kept=("six", "nowhere", "two")))
    assert about.need == "A site for 50"
    assert [name for name, _ in about.shortlist] == ["Six", "Two"]


def test_a_conversation_that_says_nothing() -> None:
    assert summary([], Wish()) == summary([], Wish(kept=("a",)))
    greeted = said(("visitor", "hello", None), ("assistant", "Hi", None))
    about = summary(greeted, Wish())
    assert (last_question(greeted), about.constraints, about.shortlist) == ("hello", (), ())


def test_the_language_is_that_of_the_last_answer() -> None:
    dutch = said(
        ("visitor", "hallo", None), ("assistant", "Dag", Answer(kind="smalltalk", language="nl"))
    )
    assert spoken(dutch, "en") == "nl"
    assert (
        spoken(said(("assistant", "Hi", Answer(kind="smalltalk"))), "fr")
        == "fr"
        == spoken([], "fr")
    )
