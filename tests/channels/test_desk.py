"""The desk between a team that may fail and visitors who may leave, on both databases."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, AsyncIterator, Callable

import pytest
from sqlalchemy.exc import OperationalError

from channels.backlog import Backlog
from channels.database import connect
from channels.handover.desk import Desk
from channels.handover.hours import OfficeHours
from channels.handover.moving import DeskSettings
from channels.handover.outbox import LEASE_S
from channels.handover.request import About, Request
from channels.handover.team import Person, Place
from channels.turns import say
from tests.channels.databases import Postgres
from tests.channels.fake_team import FakeTeam, cards, posts, read
from tests.channels.visitor import PATIENCE_S

pytestmark = pytest.mark.asyncio

ANN, BEN = Person("U1", "Ann"), Person("U2", "Ben")
ABOUT = About(need="a lab near Ghent", name="Kim", transcript=(("visitor", "labs?"),))
ALWAYS = OfficeHours.read("always")


class FakeVisitors:
    """Keeps what visitors see, each key once, as the conversations' table does."""

    def __init__(self) -> None:
        self.entries: dict[str, tuple[str, str, str, str]] = {}
        self.sides: list[str] = []
        self.present: set[str] = set()
        self.talk: list[tuple[float, str, str]] = []

    async def deliver(self, session: str, speaker: str, text: str, name: str, key: str) -> None:
        self.entries.setdefault(key, (session, speaker, name, text))

    async def show(self, session: str, speaker: str, text: str, name: str, key: str) -> None:
        self.entries.setdefault(key, (session, speaker, name, text))

    async def stand(self, session: str, request: Request) -> None:
        self.sides.append(request.side)

    async def said_since(self, session: str, moment: float) -> list[tuple[str, str]]:
        return [(who, text) for at, who, text in self.talk if at >= moment]

    def here(self) -> set[str]:
        return self.present

    def said(self, speaker: str, session: str = "web.1") -> list[str]:
        return [
            text for at, who, _, text in self.entries.values() if (at, who) == (session, speaker)
        ]


class Office:
    """A desk with its two sides, as one server process has it."""

    def __init__(self, url: str, notes: Path, settings: DeskSettings) -> None:
        self.visitors, self.team, self.backlog = FakeVisitors(), FakeTeam(notes), Backlog()
        self.notes = notes
        self.desk = Desk(connect(url), settings, self.visitors, self.backlog, say, "team@x.be")

    async def ask(self, session: str = "web.1", about: About = ABOUT) -> Request:
        request = await self.desk.ask(session, "en", about)
        await until(lambda: f"thread-{request.id}" in cards(self.notes))
        # The place is known a moment after the card is shown.
        end = time.monotonic() + PATIENCE_S
        while await self.desk.request_at(place(request)) is None:
            assert time.monotonic() < end, "the place of the card is not known"
            await asyncio.sleep(0.01)
        return request


def place(request: Request) -> Place:
    return Place("C1", f"thread-{request.id}")


async def until(holds: Callable[[], Any], patience_s: float = PATIENCE_S) -> None:
    end = time.monotonic() + patience_s
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.db'}"
    address: str = request.getfixturevalue("postgres").url
    engine = connect(address)
    engine.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    return address


@asynccontextmanager
async def office(url: str, notes: Path, **settings: Any) -> AsyncIterator[Office]:
    one = Office(url, notes, DeskSettings(**{"hours": ALWAYS, **settings}))
    one.desk.team = one.team
    await one.desk.open()
    try:
        yield one
    finally:
        await one.desk.close()


async def test_a_whole_hand_over(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        card = cards(at.notes)[f"thread-{request.id}"]
        assert (card["need"], card["name"], card["state"]) == ("a lab near Ghent", "Kim", "waiting")
        assert card["transcript"] == [["visitor", "labs?"]]
        await until(lambda: at.visitors.sides == ["waiting"])

        await at.desk.visitor_says(request, 1, "are you there?")
        assert await at.desk.take(request.id, ANN) == "taken"
        assert await at.desk.person_says(place(request), ANN, "Hello Kim", "e1") == "taken"
        assert await at.desk.person_says(place(request), ANN, "note: a big one", "e2") == "kept"
        mixed = "We have two\n• Note : a big one"
        assert await at.desk.person_says(place(request), ANN, mixed, "e3") == "taken"
        await until(lambda: at.visitors.sides[-1] == "person")
        assert await at.desk.hand_back(request.id, ANN) == "taken"
        await until(lambda: at.visitors.sides[-1] == "assistant")
        await until(lambda: cards(at.notes)[f"thread-{request.id}"]["state"] == "closed")
        await until(lambda: len(at.visitors.said("system")) == 3)

        assert at.visitors.said("person") == ["Hello Kim", "We have two"]
        told = " ".join(at.visitors.said("system"))
        assert "has been told" in told and "Ann has joined" in told and "Ann has left" in told
        assert posts(at.notes)[0] == "are you there?"
        assert "a big one" not in str(at.visitors.entries)
        assert await at.desk.standing("web.1") is None


async def test_nothing_is_shown_twice_or_lost_while_the_team_is_unreachable(
    url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes") as at:
        at.team.fails, at.team.fails_late = 3, True
        request = await at.ask()
        at.team.fails, at.team.fails_late = 2, False
        for entry in range(5):
            await at.desk.visitor_says(request, entry, f"line {entry}")
            await at.desk.visitor_says(request, entry, f"line {entry}")
        await until(lambda: len(posts(at.notes)) == 5)
        assert posts(at.notes) == [f"line {entry}" for entry in range(5)]
        assert len([note for note in read(at.notes) if note["kind"] == "open"]) == 1


async def test_who_answers_under_a_card_that_was_posted_anew_is_heard_at_once(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        thread = place(request).thread
        at.team.gone.add(thread)
        posted, known = at.team.post, []

        async def post(where: Place, *said: Any) -> None:
            known.append((where.thread, await at.desk.request_at(where) is not None))
            await posted(where, *said)

        monkeypatch.setattr(at.team, "post", post)
        await at.desk.visitor_says(request, 1, "is anybody there?")
        await until(lambda: posts(at.notes, f"{thread}-anew") == ["is anybody there?"])
        assert known == [(thread, True), (f"{thread}-anew", True)]


async def test_a_visitor_is_told_that_the_team_knows_when_it_does(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes", placed_within_s=0.2) as at:
        at.team.fails = 10_000
        request = await at.desk.ask("web.1", "nl", ABOUT)
        await until(lambda: at.visitors.said("system"))
        assert at.visitors.said("system") == [say("handover_no_team", "nl", website="team@x.be")]
        assert at.visitors.sides[-1] == "later", "the assistant answers meanwhile"
        at.team.fails = 0
        await until(lambda: cards(at.notes))
        await until(lambda: len(at.visitors.said("system")) == 2)
        assert "heeft uw vraag" in at.visitors.said("system")[1]
        assert await at.desk.take(request.id, ANN) == "taken"


async def test_a_team_that_hangs_keeps_no_visitor_waiting(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask("web.0")
        at.team.answers.clear()
        for number in range(1, 13):
            await at.desk.ask(f"web.{number}", "en", ABOUT)
        assert await at.desk.person_says(place(request), ANN, "Hello", "e1") == "taken"
        await until(lambda: at.visitors.said("person", "web.0") == ["Hello"])
        at.team.answers.set()


async def test_an_event_that_comes_again_is_said_once(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        outcomes = [await at.desk.person_says(place(request), ANN, "Hello", "e1") for _ in range(3)]
        assert outcomes == ["taken", "again", "again"]
        await at.desk.hand_back(request.id, ANN)
        assert await at.desk.person_says(place(request), ANN, "Hello", "e1") == "again"
        assert await at.desk.standing("web.1") is None
        await until(lambda: at.visitors.said("person"))
        assert at.visitors.said("person") == ["Hello"]


async def test_a_second_person_is_asked_first(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        assert await at.desk.take(request.id, ANN) == "taken"
        assert await at.desk.take(request.id, ANN) == "taken"
        assert await at.desk.take(request.id, BEN) == "held"
        assert await at.desk.person_says(place(request), BEN, "me too", "e1") == "held"
        for refused in (at.desk.later, at.desk.not_for_us, at.desk.hand_back):
            assert await refused(request.id, BEN) == "held"
        assert await at.desk.take(request.id, BEN, over=True) == "taken"
        assert await at.desk.person_says(place(request), BEN, "me too", "e1") == "taken"
        assert await at.desk.person_says(place(request), ANN, "and I", "e2") == "held"
        await until(lambda: at.visitors.said("person"))
        assert at.visitors.said("person") == ["me too"]


async def test_of_two_who_take_at_once_in_two_processes_one_wins(url: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    async with office(url, notes) as one, office(url, notes) as other:
        request = await one.ask()
        outcomes = await asyncio.gather(
            one.desk.take(request.id, ANN), other.desk.take(request.id, BEN)
        )
        assert sorted(outcomes) == ["held", "taken"]


async def test_of_two_who_write_at_once_in_two_processes_one_is_heard(
    url: str, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    async with office(url, notes) as one, office(url, notes) as other:
        request = await one.ask()
        outcomes = await asyncio.gather(
            one.desk.person_says(place(request), ANN, "I am Ann", "e1"),
            other.desk.person_says(place(request), BEN, "I am Ben", "e2"),
        )
        assert sorted(outcomes) == ["held", "taken"]
        await until(lambda: one.visitors.said("person") + other.visitors.said("person"))


async def test_lines_of_two_processes_are_delivered_once(url: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    async with office(url, notes) as one, office(url, notes) as other:
        request = await one.ask()
        for entry in range(10):
            at = (one, other)[entry % 2]
            await at.desk.visitor_says(request, entry, f"line {entry}")
        await until(lambda: len(posts(notes)) == 10)
        assert posts(notes) == [f"line {entry}" for entry in range(10)]
        assert one.team.calls + other.team.calls == 12


async def test_two_visitors_are_not_mixed(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        first, second = await at.ask("web.1"), await at.ask("web.2")
        for number, request in enumerate((first, second), 1):
            await at.desk.visitor_says(request, 7, f"visitor {number}")
            await at.desk.person_says(place(request), ANN, f"to {number}", f"e{number}")
        await until(lambda: at.visitors.said("person", "web.2"))
        assert at.visitors.said("person", "web.1") == ["to 1"]
        assert at.visitors.said("person", "web.2") == ["to 2"]
        await until(lambda: len(posts(at.notes)) >= 4)
        assert posts(at.notes, f"thread-{first.id}")[0] == "visitor 1"
        assert posts(at.notes, f"thread-{second.id}")[0] == "visitor 2"


async def test_what_was_under_way_goes_on_after_a_restart(url: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    async with office(url, notes) as before:
        request = await before.ask()
        await before.desk.take(request.id, ANN)
        before.team.fails = 10_000
        await before.desk.visitor_says(request, 1, "while the team was away")
    async with office(url, notes) as after:
        await until(lambda: "while the team was away" in posts(notes))
        standing = await after.desk.standing("web.1")
        assert standing and standing.side == "person" and standing.owner == ANN
        assert await after.desk.person_says(place(request), ANN, "back", "e1") == "taken"


async def test_an_older_card_does_not_lead_to_a_visitor_who_asked_again(
    url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes") as at:
        older = await at.ask()
        await at.desk.not_for_us(older.id, ANN)
        newer = await at.ask()
        await at.desk.not_for_us(newer.id, ANN)
        assert await at.desk.take(older.id, BEN) == "newer"
        assert await at.desk.person_says(place(older), BEN, "and yet", "e1") == "newer"
        assert await at.desk.take(newer.id, BEN) == "taken"
        standing = await at.desk.standing("web.1")
        assert standing and standing.id == newer.id and standing.owner == BEN
        assert at.visitors.said("person") == []


@pytest.mark.parametrize("over", ["hand_back", "not_for_us"])
async def test_a_remark_under_what_is_over_stays_inside(
    over: str, url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.take(request.id, ANN)
        await getattr(at.desk, over)(request.id, ANN)
        assert await at.desk.person_says(place(request), BEN, "odd, that one", "e1") == "closed"
        assert await at.desk.standing("web.1") is None
        await asyncio.sleep(0.2)
        assert at.visitors.said("person") == []


async def test_nobody_takes_it(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes", take_within_min=0.005) as at:
        request = await at.ask()
        await until(lambda: at.visitors.sides[-1:] == ["later"])
        await until(lambda: cards(at.notes)[f"thread-{request.id}"]["state"] == "later")
        await until(lambda: len(at.visitors.said("system")) == 2)
        assert "Expect an answer by" in at.visitors.said("system")[1].replace("expect", "Expect")
        # The answer may still come, whenever the visitor is back to read it.
        assert await at.desk.person_says(place(request), BEN, "sorry, late", "e1") == "taken"
        await until(lambda: at.visitors.said("person") == ["sorry, late"])


async def test_after_hours_an_answer_is_owed(url: str, tmp_path: Path) -> None:
    closed = OfficeHours(days=())
    async with office(url, tmp_path / "notes", hours=closed) as at:
        request = await at.ask()
        assert request.side == "later" and not at.desk.there()
        await until(lambda: at.visitors.said("system"))
        assert "not there just now" in at.visitors.said("system")[0]
        details = About(email="kim@example.org")
        assert (await at.desk.ask("web.1", "en", details)).id == request.id
        await until(lambda: cards(at.notes)[f"thread-{request.id}"]["email"] == "kim@example.org")
        assert cards(at.notes)[f"thread-{request.id}"]["name"] == "Kim"


async def test_who_is_owed_an_answer_may_ask_for_a_person_again(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.later(request.id, ANN)
        details = About(email="kim@example.org")
        assert (await at.desk.ask("web.1", "en", details)).side == "later"
        again = await at.desk.ask("web.1", "en", About())
        assert (again.id, again.side, again.about.email) == (request.id, "waiting", details.email)
        await until(lambda: at.visitors.sides[-1] == "waiting")
        await until(lambda: any("asks for a person again" in text for text in posts(at.notes)))
        await at.desk.visitor_says(again, 1, "are you there now?")
        await until(lambda: "are you there now?" in posts(at.notes))


async def test_who_asks_again_waits_as_long_as_before(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes", take_within_min=0.05) as at:
        await at.ask()
        await until(lambda: at.visitors.sides[-1] == "later")
        assert (await at.desk.ask("web.1", "en", About())).side == "waiting"
        await until(lambda: at.visitors.sides[-1] == "waiting")
        await asyncio.sleep(1)  # longer than a round of the watch
        assert at.visitors.sides[-1] == "waiting"
        await until(lambda: at.visitors.sides[-1] == "later")


async def test_silence_gives_it_back(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes", silence_min=0.01) as at:
        request = await at.ask()
        await at.desk.take(request.id, ANN)
        await until(lambda: at.visitors.sides[-1:] == ["assistant"])
        await until(lambda: any("answers again" in text for text in posts(at.notes)))
        await until(lambda: "Ann has left" in at.visitors.said("system")[-1])
        # Who writes after that is asked first, and has it again by taking it.
        assert await at.desk.person_says(place(request), ANN, "one more thing", "e1") == "closed"
        assert await at.desk.take(request.id, ANN) == "taken"
        assert await at.desk.person_says(place(request), ANN, "one more thing", "e1") == "taken"
        await until(lambda: at.visitors.said("person") == ["one more thing"])


async def test_a_visitor_who_goes_on_asking_does_not_stretch_the_silence(
    url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes", silence_min=0.02) as at:
        request = await at.ask()
        await at.desk.take(request.id, ANN)
        for entry in range(200):
            await at.desk.visitor_says(request, entry, "hello?")
            await asyncio.sleep(0.05)
            if at.visitors.sides[-1] == "assistant":
                break
        assert at.visitors.sides[-1] == "assistant"


async def test_what_one_process_does_another_knows_when_the_database_goes(
    url: str, tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    async with office(url, notes, gone_min=0.02) as one, office(url, notes, gone_min=0.02) as two:
        request = await one.ask()
        await two.desk.take(request.id, ANN)
        known = one.desk._known
        await until(lambda: known["web.1"].side == "person")
        await two.desk.hand_back(request.id, ANN)
        await until(lambda: "web.1" not in known)


async def test_answer_later_and_not_for_us(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        assert await at.desk.later(request.id, ANN) == "taken"
        assert await at.desk.later(request.id, ANN) == "over"
        assert await at.desk.not_for_us(request.id, ANN) == "taken"
        await until(lambda: len(at.visitors.said("system")) == 3)
        assert "answers later" in at.visitors.said("system")[1]
        assert "team@x.be" in at.visitors.said("system")[2]
        assert await at.desk.take("unknown", ANN) == "over"


async def test_a_request_answered_by_mail_is_closed(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.later(request.id, ANN)
        assert await at.desk.hand_back(request.id, BEN) == "taken"
        assert await at.desk.hand_back(request.id, BEN) == "over"
        await until(lambda: len(at.visitors.said("system")) == 3)
        assert "Ben has marked your request as answered" in at.visitors.said("system")[2]
        assert await at.desk.standing("web.1") is None


async def test_going_on_with_the_assistant(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.go_on("web.1")
        await at.desk.go_on("web.1")
        standing = await at.desk.standing("web.1")
        assert standing and standing.side == "later"
        assert await at.desk.take(request.id, ANN) == "taken"


async def test_who_left_is_shown_as_gone_and_back(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes", gone_min=0.01) as at:
        request = await at.ask()
        await until(lambda: cards(at.notes)[f"thread-{request.id}"]["gone"])
        at.visitors.present = {"web.1"}
        await until(lambda: not cards(at.notes)[f"thread-{request.id}"]["gone"])
        await until(lambda: any("is back" in text for text in posts(at.notes)))


async def test_forgetting_deletes_what_is_personal_and_tells_the_team(
    url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.take(request.id, ANN)
        await at.desk.forget("web.1")
        await until(lambda: cards(at.notes)[f"thread-{request.id}"]["forgotten"])
        card = cards(at.notes)[f"thread-{request.id}"]
        assert (card["name"], card["need"], card["transcript"]) == ("", "", [])
        await until(lambda: any("deleted the conversation" in text for text in posts(at.notes)))
        assert await at.desk.person_says(place(request), ANN, "hello?", "e9") == "over"
        assert await at.desk.take(request.id, ANN) == "over"
        assert await at.desk.standing("web.1") is None
        assert "Kim" not in everything_kept(url)


async def test_what_the_team_has_not_seen_is_forgotten_without_a_word(
    url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes") as at:
        at.team.fails = 10_000
        await at.desk.ask("web.1", "en", ABOUT)
        await until(lambda: at.team.calls)
        await asyncio.sleep(0.1)
        await at.desk.forget("web.1")
        at.team.fails = 0
        await asyncio.sleep(0.3)
        assert read(at.notes) == [] and "Kim" not in everything_kept(url)


async def test_what_is_under_way_when_the_visitor_forgets_comes_before_the_notice(
    url: str, tmp_path: Path
) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        at.team.fails = 1
        for entry in range(3):
            await at.desk.visitor_says(request, entry, "a secret word")
        await at.desk.forget("web.1")
        await until(lambda: any("deleted the conversation" in text for text in posts(at.notes)))
        await until(lambda: cards(at.notes)[f"thread-{request.id}"]["forgotten"])
        notes = str(read(at.notes))
        assert "secret" not in notes[notes.index("deleted the conversation") :]
        assert "secret" not in everything_kept(url)


async def test_an_owed_answer_is_not_waited_for_for_ever(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        await at.ask()
        # Once when asked, and once when the team had the card.
        await until(lambda: at.visitors.sides == ["waiting", "waiting"])
    async with office(url, tmp_path / "notes", owed_days=1e-6) as late:
        await until(lambda: "Kim" not in everything_kept(url))
        assert await late.desk.standing("web.1") is None
        assert late.visitors.sides == ["assistant"]
        assert say("handover_expired", "en", website="team@x.be") in late.visitors.said("system")


async def test_a_conversation_with_a_person_does_not_age(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes", owed_days=3e-5, gone_min=0.02) as at:
        request = await at.ask()
        await at.desk.take(request.id, ANN)
        await asyncio.sleep(3.5)
        assert await at.desk.person_says(place(request), ANN, "still here", "e1") == "taken"


async def test_who_takes_late_reads_what_was_said_meanwhile(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.later(request.id, ANN)
        at.visitors.talk = [(0, "visitor", "old"), (time.time(), "visitor", "meanwhile, labs?")]
        await at.desk.take(request.id, ANN)
        shown = lambda: [note["said"] for note in read(at.notes) if note["kind"] == "before"]  # noqa: E731
        await until(lambda: len(shown()) == 2)
        assert shown() == [[["visitor", "labs?"]], [["visitor", "meanwhile, labs?"]]]


async def test_the_transcript_is_kept_until_the_team_has_it(url: str, tmp_path: Path) -> None:
    async with office(url, tmp_path / "notes") as at:
        await at.ask()
        await until(lambda: "labs?" not in everything_kept(url))
        assert "Kim" in everything_kept(url)


async def test_while_the_database_is_away_the_last_state_holds(
    postgres: Postgres, tmp_path: Path
) -> None:
    engine = connect(postgres.url)
    engine.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    engine.dispose()
    async with office(postgres.url, tmp_path / "notes") as at:
        request = await at.ask()
        await at.desk.take(request.id, ANN)
        held = await at.desk.standing("web.1")
        assert held is not None and held.side == "person"
        postgres.stop()
        try:
            again = await at.desk.standing("web.1")
            assert again is not None and again.side == "person"
            await at.desk.visitor_says(again, 1, "said in the dark")
            assert await at.desk.person_says(place(request), ANN, "I hear you", "e1") == "taken"
            assert at.visitors.said("person") == ["I hear you"]
            assert await at.desk.person_says(place(request), BEN, "me too", "e2") == "away"
            assert await at.desk.hand_back(request.id, ANN) == "away"
            with pytest.raises(OperationalError):
                await at.desk.ask("web.2", "en", ABOUT)
        finally:
            postgres.start()
        # A line that was being taken when the lights went out waits for the end of its lease.
        await until(lambda: "said in the dark" in posts(at.notes), 2 * LEASE_S["team"])
        await at.desk.hand_back(request.id, ANN)
        await until(lambda: at.visitors.sides[-1:] == ["assistant"])
        assert at.visitors.said("person") == ["I hear you"]


def everything_kept(url: str) -> str:
    engine = connect(url)
    with engine.connect() as connection:
        rows = [
            row
            for table in ("handover_requests", "handover_outbox")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
        ]
    engine.dispose()
    return str(rows)
