"""Plain pages that the server writes itself: what is kept of a conversation, and a placeholder."""

from __future__ import annotations

import re
from html import escape

from channels.settings import Settings
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
# Where a person can be asked for in the chat.
_PRIVACY_WITH_TEAM = (
    "privacy_kept",
    "privacy_browser",
    "privacy_not_unless",
    "privacy_team",
    "privacy_owed",
    "privacy_delete",
    "privacy_copies",
    "privacy_person",
)
_OWN_NAMES = {"en": "English", "nl": "Nederlands", "fr": "Français", "de": "Deutsch"}
STYLE = """
:root { color-scheme: light dark; --accent: #0b6163; font: 106.25%/1.6 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --accent: #74d3c9; } }
body { margin: 0; overflow-wrap: anywhere; }
main, nav { max-width: 40rem; margin: 0 auto; padding: 1rem 1.5rem; }
main { padding-block-start: 2rem; }
h1 { line-height: 1.2; }
a { color: var(--accent); margin-inline-end: 1rem; }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
"""


def privacy_page(wanted: str, settings: Settings, team: bool) -> str:
    """Return the page in the first language of `wanted` ("nl", "fr-BE,nl;q=0.8") that we speak.

    `team`: whether a person can be asked for in the chat.
    """
    named = [key for key in _LANGUAGE.findall(wanted.lower()) if key in LANGUAGES]
    language = named[0] if named else LANGUAGES[0]
    values = {
        "hours": settings.keep_hours,
        "days": settings.token_days,
        "owed": settings.owed_days,
        "website": reach_team(),
    }
    names = _PRIVACY_WITH_TEAM if team else _PRIVACY
    paragraphs = [say(name, language, **values) for name in names]
    return _page(language, say("privacy_title", language), paragraphs, LANGUAGES)


def placeholder_page() -> str:
    """Return the page that stands at / while the widget is not built."""
    text = (
        "The widget is not built: run `make run`, or `npm ci` and `npm run build` in widget/. "
        "Meanwhile the assistant answers over REST: POST /webhooks/rest/webhook"
    )
    return _page("en", "The assistant runs", [text])


def _page(language: str, title: str, paragraphs: list[str], languages: tuple[str, ...] = ()) -> str:
    body = "".join(f"<p>{_with_links(paragraph)}</p>" for paragraph in paragraphs)
    others = "".join(
        f'<a href="?lang={key}" lang="{key}" hreflang="{key}">{_OWN_NAMES[key]}</a>'
        for key in languages
        if key != language
    )
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/privacy.css"></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main>"
        f"{f'<nav>{others}</nav>' if others else ''}</body></html>"
    )


def _with_links(paragraph: str) -> str:
    return re.sub(r"https?://[^\s&<>\"]+", r'<a href="\g<0>">\g<0></a>', escape(paragraph))
