"""Slack's way of writing: our words so that they mean nothing there, theirs as plain words."""

from __future__ import annotations

import re

import emoji

# A text is shown up to here; chat.postMessage cuts longer ones by itself.
TEXT_AT_MOST = 3_900
_FOLLOWED = re.compile(r"(https?://[^\s/]|mailto:\S)\S*")
_TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
# *bold*, _slanted_ and ~struck~, but not 2*3*4 or a_name_of_a_file.
_STYLED = re.compile(r"(?<!\w)([*_~])(?=[^\s*_~])([^\n*_~]*[^\s*_~])\1(?!\w)")
_SKIN = re.compile(r":skin-tone-[2-6]:")
_EMOJI = re.compile(r"(?<!\d):[\w+-]+:(?!\d)")
_LOUD = {"!channel": "@channel", "!here": "@here", "!everyone": "@everyone"}
_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]]")


def escaped(text: str) -> str:
    """Return the text so that Slack shows it and reads no mention or link in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, at_most: int) -> str:
    """Return the text, cut at a space where one is near, with a sign that it was."""
    if len(text) <= at_most:
        return text
    cut = text[: at_most - 2]
    kept = cut.rpartition(" ")[0] if " " in cut[-40:] else cut
    # Half a link or half an escaped sign would be shown as such.
    whole = kept[: kept.rfind("<")] if kept.rfind("<") > kept.rfind(">") else kept
    return re.sub(r"&[a-z]{0,3}$", "", whole) + " …"


def bold(text: str) -> str:
    """Return the text in bold; stars in it would end that."""
    return f"*{escaped(text).replace('*', '∗')}*"


def link(address: str, label: str) -> str:
    """Return a link, or the label alone where the address is none that people should follow."""
    written = escaped(label.strip() or address).replace("|", "/")
    target = address.strip().replace("|", "%7C").replace("<", "%3C").replace(">", "%3E")
    if not _FOLLOWED.fullmatch(target):
        return written
    return f"<{target.replace('&', '&amp;')}|{written}>"


def with_links(text: str) -> str:
    """Return our own text with its addresses as links and all else escaped."""
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [escaped(text[end : match.start()]), link(match[0], match[0].split("//", 1)[1])]
        end = match.end()
    return "".join([*parts, escaped(text[end:])])


def read(text: str, but: str = "") -> str:
    """Return what somebody wrote in Slack as people read it, without mentions of `but`."""

    def plain(match: re.Match[str]) -> str:
        target, label = match[1], match[2]
        if target == f"@{but}":
            return " "
        if target.startswith(("@", "#", "!subteam")):
            sign = "#" if target.startswith("#") else "@"
            return f"{sign}{(label or 'somebody').lstrip('@#')}"
        if target.startswith("!"):
            return _LOUD.get(target, label or "")
        address = re.sub(r"^(mailto|tel):", "", target)
        same = not label or label == address or address.rstrip("/").endswith(f"//{label}")
        return address if same else f"{label} ({address})"

    words, styled = _SKIN.sub("", text), ""
    while styled != words:  # one within the other
        styled, words = words, _STYLED.sub(r"\2", words)
    words = _TOKEN.sub(plain, words)
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    # In 1:100:2 the colons belong to the numbers.
    shown = _EMOJI.sub(lambda match: emoji.emojize(match[0], language="alias"), words)
    return re.sub(r"[ \t]+", " ", shown).strip()
