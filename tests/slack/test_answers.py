"""What an Answer looks like in Slack, and that nothing in it breaks Slack's limits."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import Any, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.rendering import localised, text_of
from actions.sentences import Sentences
from channels.slack.answers import messages_of
from channels.slack.message import Message
from channels.slack.mrkdwn import escaped, link, read, shortened, with_links
from knowledge.answer import Answer, Suggestion
from knowledge.answers import PAGE, compared, described, listed, team, told
from knowledge.model import LANGUAGES, Knowledge
from knowledge.query import Query
from knowledge.search import search
from knowledge.store import current_knowledge
from tests.slack.block_kit import violations
from tests.slack.fake import titles, words

SENTENCES = Sentences.of_domain()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return current_knowledge()


def shown(answer: Answer, knowledge: Knowledge, language: str = "en") -> list[Message]:
    answer = localised(answer, knowledge, language)
    text = text_of(answer, knowledge, SENTENCES, language)
    return messages_of(text, answer.as_plain(), language)


def plain(message: Message) -> dict[str, Any]:
    return message.arguments()


def every_answer(knowledge: Knowledge) -> Iterator[Answer]:
    enablers = list(knowledge.enablers.values())
    for enabler in enablers:
        yield described([enabler], knowledge, Query())
    longest = sorted(enablers, key=lambda e: len(e.offers) + len(e.facts), reverse=True)[:6]
    for count in (2, 3, 4):
        for group in combinations(longest, count):
            yield compared(group, knowledge, Query())
    for key in knowledge.facilities:
        result = search(Query(facilities=(key,)), knowledge)
        for start in range(0, len(result.matches) or 1, PAGE):
            yield listed(result, knowledge, start)
    for key in knowledge.topics:
        yield told(key, knowledge)
    yield team(knowledge, founders=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_that_can_be_given_breaks_a_limit(language: str, knowledge: Knowledge) -> None:
    count = 0
    for answer in every_answer(knowledge):
        for message in shown(answer, knowledge, language):
            found = violations(plain(message))
            assert not found, (answer.kind, [view.id for view in answer.enablers], found)
            count += 1
    assert count > 250


def test_a_list_shows_each_enabler_with_its_place_status_date_source_and_links(
    knowledge: Knowledge,
) -> None:
    query = Query(facilities=("bsl2",), places=("gent",), radius_km=25.0)
    answer = listed(search(query, knowledge), knowledge)
    answer = answer.copy(update={"suggestions": (Suggestion(title="More", payload="/show_more"),)})
    (message,) = shown(answer, knowledge)
    told = words(plain(message))
    for number, view in enumerate(answer.enablers, 1):
        assert f"{number}. " in told and escaped(view.name) in told
        assert escaped(view.place) in told
        assert all(escaped(reason) in told for reason in view.why)
        assert escaped(view.sources[0].title) in told
        assert f"<{escaped(view.map)}|On the map>" in told
        assert not view.website or f"<{escaped(view.website)}|" in told
    assert len(re.findall("Active · |Planned · ", told)) == len(answer.enablers)
    assert "Planned · as of 2012" in told and "(undated page)" in told
    assert titles(plain(message)) == ["More"]
    assert str(answer.total) in told.split("\n")[0]
    # Whoever sees no blocks reads the whole answer.
    assert all(escaped(view.name) in message.text for view in answer.enablers)


def test_two_stand_side_by_side(knowledge: Knowledge) -> None:
    pair = [knowledge.enablers[key] for key in ("bioville", "darwin-incubator")]
    (message,) = shown(compared(pair, knowledge, Query()), knowledge)
    cells = [
        field["text"] for block in plain(message)["blocks"] for field in block.get("fields", [])
    ]
    assert len(cells) % 2 == 0
    assert pair[0].name in cells[0] and pair[1].name in cells[1]
    assert any("km" in words({"blocks": [block]}) for block in plain(message)["blocks"])


def test_a_tap_tells_which_answer_it_stands_under() -> None:
    answer = {"kind": "none", "suggestions": [{"title": "More", "payload": "/show_more"}]}
    (message,) = messages_of("Nothing.", answer, "en", "0123")
    assert plain(message)["blocks"][-1]["block_id"] == "0123"


def test_an_answer_of_many_blocks_is_several_messages() -> None:
    view = {"id": "x", "name": "X", "kind": "lab", "place": "Ghent", "status": "active"}
    answer = {"kind": "enablers", "enablers": [view] * 60, "suggestions": []}
    messages = messages_of("Sixty:", answer, "en")
    assert len(messages) == 3
    assert not [found for message in messages for found in violations(plain(message))]


_words = st.text(max_size=4_000)
_url = st.one_of(
    st.just(""), st.text(max_size=50), st.text(max_size=3_200).map("https://{}".format)
)
_view = st.fixed_dictionaries(
    {
        "id": st.just("x"),
        "name": st.text(min_size=1, max_size=200),
        "kind": st.sampled_from(["company", "university"]),
        "kind_label": st.text(max_size=90),
        "place": st.text(max_size=90),
        "distance_km": st.none() | st.floats(0, 500),
        "since": st.none() | st.integers(1400, 2026),
        "size_m2": st.none() | st.integers(1, 10**6),
        "beds": st.none() | st.integers(1, 10**4),
        "staff": st.none() | st.integers(1, 10**5),
        "why": st.lists(st.text(max_size=900), max_size=12),
        "status": st.sampled_from(["active", "unknown", "planned", "renamed", "merged"]),
        "as_of": st.sampled_from(["undated", "about 2024", "2024-05"]),
        "website": _url,
        "contact": _url,
        "map": _url,
        "former_names": st.lists(st.text(max_size=90), max_size=3),
        "caveat": st.text(max_size=2_000),
        "sources": st.lists(
            st.fixed_dictionaries(
                {"title": st.text(max_size=300), "url": _url, "date": st.just("2024")}
            ),
            max_size=5,
        ),
    }
)


@settings(max_examples=60, deadline=None)
@given(
    _words,
    st.sampled_from(["enablers", "enabler", "comparison", "topic", "distance", "none", "new"]),
    st.lists(_view, max_size=5),
    st.lists(
        st.fixed_dictionaries({"title": st.text(min_size=1), "payload": st.text(max_size=2_500)}),
        max_size=30,
    ),
)
def test_nothing_that_may_stand_in_an_answer_breaks_a_limit(
    text: str, kind: str, views: list[Any], suggestions: list[Any]
) -> None:
    answer = {"kind": kind, "enablers": views, "sources": [], "suggestions": suggestions}
    for message in messages_of(text, answer, "en"):
        assert not violations(json.loads(json.dumps(plain(message))))


def test_addresses_become_links_and_nothing_else_does() -> None:
    assert with_links("See https://a.example/x?y=1&z=2.") == (
        "See <https://a.example/x?y=1&amp;z=2|a.example/x?y=1&amp;z=2>."
    )
    assert link("javascript:alert(1)", "x") == "x"
    assert link("https://a.example/<b>|c", "a|b <c>") == (
        "<https://a.example/%3Cb%3E%7Cc|a/b &lt;c&gt;>"
    )
    assert with_links("<!channel> & <@U1>") == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_a_cut_never_halves_a_link_or_an_escaped_sign() -> None:
    assert shortened("see <https://a.example|a place> now", 20) == "see …"
    assert shortened("x" * 16 + "&amp;&amp;", 20) == "x" * 16 + " …"


@pytest.mark.parametrize(
    ("written", "plain_words"),
    [
        ("<@U0WELCOME> labs?", "labs?"),
        ("ask <@U0ANNA|anna> or <@U0BRAM>", "ask @anna or @somebody"),
        ("<!channel> <!here> <!subteam^S1|@team>", "@channel @here @team"),
        ("<#C1|general>", "#general"),
        (
            "<https://a.example|a.example> <https://b.example>",
            "https://a.example https://b.example",
        ),
        ("<https://a.example|our site>", "our site (https://a.example)"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("<!date^1^{date}|yesterday>", "yesterday"),
        ("one\ntwo", "one\ntwo"),
        ("*Hello* _there_, ~not~ :wave::skin-tone-3: :+1:", "Hello there, not 👋 👍"),
        ("2*3*4 a_name_b at 10:30:15 :our_own:", "2*3*4 a_name_b at 10:30:15 :our_own:"),
        ("*_both_* and ~*all*~", "both and all"),
        ("diluted 1:100:2 at :100:", "diluted 1:100:2 at 💯"),
        ("* a list\n* of two", "* a list\n* of two"),
    ],
)
def test_what_people_write_is_read_as_plain_words(written: str, plain_words: str) -> None:
    assert read(written, but="U0WELCOME") == plain_words
