"""The pages and scripts of the widget over HTTP."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from channels.serving import Bundle
from tests.channels.conftest import Starter
from tests.channels.servers import StubServer


def fetch(
    server: StubServer, path: str, method: str = "GET", **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    return connection.getresponse()


@pytest.fixture()
def built(start_stub: Starter, tmp_path: Path) -> StubServer:
    """A server with a bundle of a few files."""
    folder = tmp_path / "dist"
    (folder / "widget").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>Demo</h1>", encoding="utf-8")
    (folder / "widget.js").write_text("export const a = 1;\n" * 200, encoding="utf-8")
    (folder / "map-Ab3dE6gH.js").write_text("export const b = 2;", encoding="utf-8")
    (folder / "widget" / "theming.html").write_text("<h1>Theming</h1>", encoding="utf-8")
    (tmp_path / "beside.txt").write_text("not to be seen", encoding="utf-8")
    return start_stub({"WELCOME_BUNDLE": str(folder)})


def test_the_bundle_is_served(built: StubServer, tmp_path: Path) -> None:
    page = fetch(built, "/")
    assert page.status == 200 and page.read() == b"<h1>Demo</h1>"
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    assert fetch(built, "/widget/theming.html").status == 200

    script = fetch(built, "/widget.js", Accept_Encoding="gzip")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Content-Encoding"] == "gzip"
    assert script.headers["Access-Control-Allow-Origin"] == "*"
    assert script.headers["Cache-Control"] == "no-cache"
    assert len(script.read()) < 1_000
    again = fetch(built, "/widget.js", If_None_Match=script.headers["ETag"])
    assert again.status == 304
    assert "immutable" in fetch(built, "/map-Ab3dE6gH.js").headers["Cache-Control"]
    assert fetch(built, "/widget.js", "HEAD").status == 200

    (tmp_path / "dist" / "widget.js").write_text("changed", encoding="utf-8")
    assert fetch(built, "/widget.js").read() == b"changed"


def test_nothing_beside_the_bundle_is_served(built: StubServer) -> None:
    for path in (
        "/../beside.txt",
        "/%2e%2e/beside.txt",
        "/..%2fbeside.txt",
        "/widget/../../beside.txt",
    ):
        reply = fetch(built, path)
        assert reply.status in {400, 404} and b"not to be seen" not in reply.read()
    assert fetch(built, "/%00").status == 404
    assert fetch(built, "/" + "a" * 5_000).status in {404, 414}


def test_without_a_bundle_the_page_says_what_to_do(start_stub: Starter, tmp_path: Path) -> None:
    server = start_stub({"WELCOME_BUNDLE": str(tmp_path / "nothing")})
    page = fetch(server, "/")
    assert page.status == 200 and b"make run" in page.read()
    assert fetch(server, "/widget.js").status == 404


@pytest.mark.parametrize(
    ("path", "accepts", "language"),
    [
        ("/privacy", "", "en"),
        ("/privacy?lang=de", "nl", "de"),
        ("/privacy", "pt,fr-BE;q=0.8,en;q=0.5", "fr"),
        ("/privacy?lang=%3Cscript%3E", "", "en"),
    ],
)
def test_the_privacy_page_states_the_hours(
    stub: StubServer, path: str, accepts: str, language: str
) -> None:
    page = fetch(stub, path, Accept_Language=accepts).read().decode()
    assert f'<html lang="{language}">' in page
    assert "24" in page and "<script" not in page and "{" not in page


def test_a_folder_outside_is_not_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "link").symlink_to("/etc")
    assert Bundle(tmp_path / "dist").find("link/passwd") is None
