"""Plain pages that the server writes itself: what is kept of a conversation, and a placeholder."""

from __future__ import annotations

import re
from html import escape

from channels.turns import reach_team, say
from knowledge.model import LANGUAGES

_LANGUAGE = re.compile(r"[a-z]{2}")
_PRIVACY = (
    "privacy_kept",
    "privacy_browser",
    "privacy_not",
    "privacy_delete",
    "privacy_person",
)


def privacy_page(wanted: str, keep_hours: float, token_days: float) -> str:
    """Return the page in the first language of `wanted` ("nl", "fr-BE,nl;q=0.8") that we speak."""
    named = [key for key in _LANGUAGE.findall(wanted.lower()) if key in LANGUAGES]
    language = named[0] if named else "en"
    values = {"hours": keep_hours, "days": token_days, "website": reach_team()}
    paragraphs = [say(name, language, **values) for name in _PRIVACY]
    return _page(language, say("privacy_title", language), paragraphs)


def placeholder_page() -> str:
    """Return the page that stands at / while the widget is not built."""
    text = (
        "The widget is not built: run `make run`, or `npm ci` and `npm run build` in widget/. "
        "Meanwhile the assistant answers over REST: POST /webhooks/rest/webhook"
    )
    return _page("en", "The assistant runs", [text])


def _page(language: str, title: str, paragraphs: list[str]) -> str:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
