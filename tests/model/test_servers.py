"""The assistant as it is run: real servers, real requests, and no silence whatever comes in."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Iterator

import pytest

from launch.model import ensure_trained
from launch.servers import StartFailed, ask, check_free, free_port, running

# A visitor hears something within a second; a slow CI machine is given four more.
PATIENCE_S = 5.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    from knowledge.loading import DATA

    return Path(shutil.copytree(DATA, tmp_path_factory.mktemp("facts") / "data"))


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    logs = tmp_path_factory.mktemp("logs")
    model, port = ensure_trained(), free_port()
    settings = {"KNOWLEDGE_DIR": str(folder), "WELCOME_DATABASE": str(logs / "talks.db")}
    with running(model, "127.0.0.1", port, logs, settings) as assistant:
        yield assistant.address


def one(replies: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the only message of a reply, which holds a text and an Answer."""
    (reply,) = replies
    assert str(reply["text"]).strip()
    assert isinstance(reply["custom"]["answer"], dict)
    return reply


def test_text_and_answer_come_in_one_message(address: str) -> None:
    reply = one(ask(address, "a", "BSL-2 labs near Ghent"))
    answer = reply["custom"]["answer"]
    assert answer["kind"] == "enablers"
    assert answer["enablers"][0]["id"] == "vib-bio-incubator-ghent"
    assert set(answer) >= {"kind", "query", "total", "relaxed", "enablers", "suggestions"}
    assert set(answer["query"]) >= {
        "facilities",
        "places",
        "sectors",
        "kinds",
        "radius_km",
        "without",
    }


@pytest.mark.parametrize(
    "message",
    [
        "",
        "   ",
        "🧬" * 20_000,
        "lab " * 5_000,
        "!" * 20_000,
        "\x00",
        "/session_start",
        "{}",
        "a" * 1_999,
    ],
    ids=["empty", "blank", "emoji", "words", "marks", "nul", "slash", "braces", "one word"],
)
def test_every_message_gets_a_reply_soon(address: str, message: str) -> None:
    began = time.monotonic()
    one(ask(address, "b", message))
    assert time.monotonic() - began < PATIENCE_S


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'"x"', b"null", b'{"sender":', b'{"sender": {"a": 1}}']
)
def test_what_is_no_message_is_refused_and_harms_nobody(address: str, body: bytes) -> None:
    request = urllib.request.Request(
        f"{address}/webhooks/rest/webhook", data=body, headers={"Content-Type": "application/json"}
    )
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=PATIENCE_S)
    assert refusal.value.code == 400
    one(ask(address, "c", "hello"))


def test_a_button_does_what_it_says(address: str) -> None:
    reply = one(ask(address, "d", "which incubators are there?"))
    payload = reply["custom"]["answer"]["suggestions"][0]["payload"]
    more = one(ask(address, "d", payload))["custom"]["answer"]
    first = {enabler["id"] for enabler in reply["custom"]["answer"]["enablers"]}
    assert more["enablers"] and not first & {enabler["id"] for enabler in more["enablers"]}


def test_a_new_alias_is_found_by_the_running_assistant(address: str, folder: Path) -> None:
    path = folder / "enablers/incubators.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("aliases: [", "aliases: [Zwammerdam House, ", 1), encoding="utf-8")
    found: list[str] = []
    for _ in range(20):  # on a busy machine reading all facts anew takes its seconds
        time.sleep(1.0)
        answer = one(ask(address, "e", "tell me about Zwammerdam House"))["custom"]["answer"]
        found = [enabler["id"] for enabler in answer["enablers"]]
        if found:
            break
    assert found == ["bioscape"]


def test_a_taken_port_is_said_in_one_line(address: str) -> None:
    port = int(address.rpartition(":")[2])
    with pytest.raises(StartFailed, match="choose another: make run PORT="):
        check_free("127.0.0.1", port)


def test_answers_are_json(address: str) -> None:
    json.dumps(ask(address, "f", "compare BioVille and Darwin"))
