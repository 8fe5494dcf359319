"""Cards and threads: whatever a visitor typed, within Slack's limits, and never read as ours."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.handover.team import Card
from channels.slack.cards import card_message, quote, transcript
from channels.slack.message import Message
from tests.slack.block_kit import violations
from tests.slack.fake import titles, words

CARD = Card(
    request="0123456789abcdef",
    state="waiting",
    need="A BSL-2 lab near Ghent for eight people",
    constraints=("class 2 laboratory (BSL-2)", "within 25 km of Ghent"),
    shortlist=(("VIB Bio-Incubator Ghent", "https://vib.be"), ("BioVille", "")),
    language="nl",
    name="Kim",
    organisation="Yeast & Co",
    email="kim@biotech.example",
    owner="",
    owner_id="",
    gone=False,
    opened_at=1_795_743_262.0,
    transcript=(("visitor", "labs?"), ("assistant", "4 matches")),
)


def plain(message: Message) -> dict[str, Any]:
    arguments: dict[str, Any] = json.loads(json.dumps(message.arguments()))
    return arguments


def test_a_card_tells_what_a_colleague_needs_to_know() -> None:
    told = words(plain(card_message(CARD)))
    for part in (
        "A visitor of the website wants a person",
        CARD.need,
        "class 2 laboratory (BSL-2), within 25 km of Ghent",
        "Dutch",
        "Kim",
        "Yeast &amp; Co",
        "<mailto:kim@biotech.example|kim@biotech.example>",
        "• <https://vib.be|VIB Bio-Incubator Ghent>",
        "• BioVille",
        "<!date^1795743262^",
    ):
        assert part in told
    assert titles(plain(card_message(CARD))) == ["Take over", "Answer later", "Not for us"]


def test_who_sees_no_blocks_reads_the_need() -> None:
    assert CARD.need in card_message(CARD).text


_typed = st.text(max_size=4_000)
_card = st.builds(
    Card,
    request=st.just("0123456789abcdef"),
    state=st.sampled_from(["waiting", "person", "later", "declined", "closed"]),
    need=_typed,
    constraints=st.lists(_typed, max_size=4).map(tuple),
    shortlist=st.lists(st.tuples(_typed, _typed), max_size=5).map(tuple),
    language=st.sampled_from(["en", "nl", "fr", "de"]),
    name=_typed,
    organisation=_typed,
    email=st.sampled_from(["", "a@b.example", "<!channel>@x.example", "a|b@c.example"]),
    owner=_typed,
    owner_id=st.just("U1"),
    gone=st.booleans(),
    opened_at=st.floats(0, 4e9),
    transcript=st.lists(
        st.tuples(st.sampled_from(["visitor", "assistant", "person"]), _typed), max_size=60
    ).map(tuple),
    forgotten=st.booleans(),
)


@settings(max_examples=40, deadline=None)
@given(_card)
def test_no_card_breaks_a_limit_or_speaks_as_we_do(card: Card) -> None:
    for message in (card_message(card), *transcript(card.transcript)):
        assert not violations(plain(message))


@settings(max_examples=40, deadline=None)
@given(_typed)
def test_a_visitors_words_stand_there_as_they_were(text: str) -> None:
    blocks = [block.to_dict() for block in quote("visitor", text)]
    said = [block["text"] for block in blocks if block["type"] == "section"]
    assert all(each["type"] == "plain_text" for each in said)
    if len(text) <= 3_000 and text.strip():
        assert [each["text"] for each in said] == [text]
