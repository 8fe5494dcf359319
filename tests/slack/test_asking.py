"""Questions in Slack, answered where they were asked, on the channel with an agent that repeats."""

from __future__ import annotations

import pytest

from tests.slack.conftest import HTTP_MODE, SOCKET_MODE, Starter
from tests.slack.fake import BOT_USER, FakeSlack, words
from tests.slack.workspace import thread_of, until

pytestmark = pytest.mark.asyncio
MENTION = f"<@{BOT_USER}>"


@pytest.mark.parametrize("mode", [SOCKET_MODE, HTTP_MODE])
async def test_a_mention_is_answered_in_its_thread(
    mode: str, slack: FakeSlack, start: Starter
) -> None:
    start(mode)
    told = await slack.says("U0ANNA", "C0GENERAL", f"{MENTION} labs near Ghent")
    assert len(told) == 2 and all(each.acknowledged for each in told)
    (answer,) = await until(lambda: slack.posted("C0GENERAL"))
    asked = slack.messages[0]
    assert thread_of(answer) == asked["ts"]
    assert words(answer) == "You said: labs near Ghent"
    assert answer["text"] == "You said: labs near Ghent"
