"""The pages and scripts of the widget, from the folder that its build writes."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Mapping
from urllib.parse import unquote

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html

from channels.pages import STYLE, placeholder_page, privacy_page
from channels.settings import Settings

# Inline styles and scripts are refused by browsers under this.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self' ws: wss:",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_COMPRESSED = re.compile(r"text/|application/(json|javascript)|image/svg")
# Vite writes a hash into the names of chunks; such a file never changes.
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8,}\.\w+$")
_OF_OTHERS = ("/webchat/", "/webhooks/")
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Served:
    """A file as it is sent: its bytes, the same compressed (or None), headers."""

    plain: bytes
    small: bytes | None
    headers: Mapping[str, str]
    type: str


class Bundle:
    """The files of a folder; each is read again only when it changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._read: dict[Path, tuple[int, Served]] = {}

    def find(self, name: str) -> Served | None:
        """Return the file of a URL path without its first slash; None for what is not there."""
        try:
            return self._find(name)
        except (OSError, ValueError):  # no name that a file could have, or gone meanwhile
            return None

    def _find(self, name: str) -> Served | None:
        path = (self._folder / name).resolve()
        if path.is_dir():
            path = path / "index.html"
        if not path.is_relative_to(self._folder) or not path.is_file():
            return None
        changed = path.stat().st_mtime_ns
        known = self._read.get(path)
        if known is None or known[0] != changed:
            known = self._read[path] = (changed, _served(path))
        return known[1]


def mount(app: Sanic, settings: Settings, has_team: Callable[[], bool]) -> None:
    """Serve the bundle at /, and the page about privacy, telling of the team if there is one."""
    bundle = Bundle(settings.bundle)

    async def page(request: Request) -> HTTPResponse | None:
        # A route for every file would hide those of others that end in a slash, and Rasa has a
        # greeting of its own at / that cannot be taken away. So this looks before the routes do.
        if request.method not in {"GET", "HEAD"} or request.path.startswith(_OF_OTHERS):
            return None
        if request.path == "/privacy":
            wanted = request.args.get("lang") or request.headers.get("accept-language", "")
            text = privacy_page(wanted, settings, team=has_team())
            return html(text, headers=_page_headers())
        if request.path == "/privacy.css":
            return HTTPResponse(STYLE, headers=_page_headers(), content_type="text/css")
        found = bundle.find(unquote(request.path).strip("/"))
        if found is not None:
            return _response(request, found)
        return html(placeholder_page(), headers=_page_headers()) if request.path == "/" else None

    app.register_middleware(page, "request")


def _served(path: Path) -> Served:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix in {".js", ".mjs"}:
        kind = "text/javascript"
    text = _COMPRESSED.match(kind) is not None
    small = gzip.compress(content, 9, mtime=0) if text and len(content) > 512 else None
    headers = {
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:16]}"',
        "Cache-Control": _FOR_EVER if _HASHED.search(path.name) else "no-cache",
        "Vary": "Accept-Encoding",
        # A module script of another website is only run with this.
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if kind == "text/html":
        headers.update(_page_headers())
    return Served(content, small, headers, f"{kind}; charset=utf-8" if text else kind)


def _page_headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-cache",
    }


def _response(request: Request, file: Served) -> HTTPResponse:
    headers = dict(file.headers)
    if request.headers.get("if-none-match") == headers["ETag"]:
        return HTTPResponse(status=304, headers=headers)
    body = file.plain
    if file.small is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"], body = "gzip", file.small
    return HTTPResponse(body, headers=headers, content_type=file.type)
