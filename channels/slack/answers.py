"""An Answer as Slack shows it: its words, its enablers as cards or side by side, its next steps."""

from __future__ import annotations

import re
from typing import Any, Callable, Mapping, Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from channels.slack.message import Message, actions, button, context, fields, paged, section
from channels.slack.mrkdwn import bold, escaped, link, with_links
from channels.turns import say

Plain = Mapping[str, Any]

# The action of a button that says something; its number keeps the actions of a row apart.
SAYS = "say"
_WHY_AT_MOST = 8
_SOURCES_AT_MOST = 3
_SIDE_BY_SIDE = 2
_ALL_SOURCES = 12
# The figures of a comparison: the key of the view, and the name of its sentence.
_FIGURES = {"since": "year_founded", "size_m2": "total_m2", "beds": "beds", "staff": "staff"}
_UNDATED = ("undated", "", None)
_ON_CARD = re.compile(r"(\d+\.|-)\s")


def messages_of(text: str, answer: Plain | None, language: str, key: str = "") -> list[Message]:
    """Return what to post for a reply of the assistant: its text and its Answer as plain data.

    By the `key` a tap tells which answer it stands under.
    """
    answer = answer or {}
    show = _SHOWN.get(answer.get("kind", ""), _with_cards)
    blocks = [*show(text, answer, language), *next_steps(answer, key)]
    return paged(escaped(text.strip()) or "…", blocks, text)


def next_steps(answer: Plain, key: str) -> list[Block]:
    """Return the suggestions of an Answer as buttons."""
    suggestions = answer.get("suggestions") or ()
    return actions(
        *(
            button(suggestion["title"], f"{SAYS}:{number}", suggestion["payload"])
            for number, suggestion in enumerate(suggestions)
        ),
        name=key or None,
    )


def beside(text: str, answer: Plain) -> str:
    """Return the lines of a text that the answer's cards and sources do not show already."""
    views, sources = answer.get("enablers") or (), answer.get("sources") or ()
    if not views and not sources:
        return text
    shown = [source["url"] for source in sources]
    for view in views:
        shown += [view.get(key) for key in ("website", "contact", "caveat")]
        shown += [source["url"] for source in view.get("sources") or ()]
    told = [part for part in shown if part]
    heads = [(view["name"], view.get("kind_label") or "", view["place"]) for view in views]

    def on_card(line: str) -> bool:
        return (
            _ON_CARD.match(line.strip()) is not None
            or any(part in line for part in told)
            or any(all(part in line for part in head) for head in heads)
        )

    return "\n".join(line for line in text.split("\n") if not on_card(line))


def _prose(text: str) -> list[Block]:
    paragraphs = (part.strip() for part in re.split(r"\n{2,}", text))
    return [section(with_links(part)) for part in paragraphs if part]


def _with_cards(text: str, answer: Plain, language: str) -> list[Block]:
    views = answer.get("enablers") or ()
    if not views:
        return [*_prose(text), *_sources(answer.get("sources") or (), language)]
    first = answer.get("start", 0) + 1
    head, *more = beside(text, answer).split("\n")
    cards: list[Block] = []
    for number, view in enumerate(views, first):
        cards += _card(view, number if len(views) > 1 else 0, language)
    return [*_prose(head), *cards, *_prose("\n".join(more))]


def _card(view: Plain, number: int, language: str) -> list[Block]:
    counted = f"{number}. " if number else ""
    title = f"*{counted}{link(view.get('website') or '', view['name'].replace('*', ''))}*"
    kind = escaped(view.get("kind_label") or "")
    why = [f"• {escaped(reason)}" for reason in (view.get("why") or ())[:_WHY_AT_MOST]]
    head = f"{title} · {kind}" if kind else title
    lines = [head, escaped(_place(view, language)), *why, *_cautions(view, language)]
    small = [
        " · ".join([_standing(view, language), *_ways(view, language)]),
        _source_line((view.get("sources") or ())[:_SOURCES_AT_MOST], language),
    ]
    return [section("\n".join(line for line in lines if line)), *context(*small)]


def _place(view: Plain, language: str) -> str:
    if view.get("distance_km") is None:
        return str(view["place"])
    return say("utter_place_km", language, place=view["place"], km=round(view["distance_km"]))


def _cautions(view: Plain, language: str) -> list[str]:
    """Return what an investor must know before going there."""
    said = []
    if view.get("former_names"):
        said.append(say("utter_formerly", language, names=", ".join(view["former_names"])))
    if view["kind"] == "company":
        said.append(say("utter_neighbour", language))
    if view["status"] in {"unknown", "planned"}:
        said.append(say(f"utter_status_{view['status']}", language))
    if view.get("caveat"):
        said.append(say("utter_caveat", language, caveat=view["caveat"]))
    return [f"_{escaped(' '.join(said)).replace('_', ' ')}_"] if said else []


def _standing(view: Plain, language: str) -> str:
    """Return the status and how old that knowledge is."""
    date = _date(view.get("as_of") or "", language)
    since = say("slack_as_of", language, date=date) if view.get("as_of") not in _UNDATED else date
    return escaped(f"{say('slack_status_' + view['status'], language)} · {since}")


def _ways(view: Plain, language: str) -> list[str]:
    ways = ((key, view.get(key) or "") for key in ("website", "contact", "map"))
    return [link(address, say(f"slack_{key}", language)) for key, address in ways if address]


def _sources(sources: Sequence[Plain], language: str) -> list[Block]:
    lines = [
        _source_line(sources[at : at + _SOURCES_AT_MOST], language)
        for at in range(0, min(len(sources), _ALL_SOURCES), _SOURCES_AT_MOST)
    ]
    return context(*lines)


def _source_line(sources: Sequence[Plain], language: str) -> str:
    if not sources:
        return ""
    pages = "; ".join(
        f"{link(source['url'], source['title'])} ({escaped(_date(source['date'], language))})"
        for source in sources
    )
    return escaped(say("utter_sources", language, pages="\0")).replace("\0", pages)


def _date(date: str, language: str) -> str:
    if date in _UNDATED:
        return say("utter_undated", language)
    if date.startswith("about "):
        return say("utter_about", language, date=date[len("about ") :])
    return date


def _compared(text: str, answer: Plain, language: str) -> list[Block]:
    views = answer.get("enablers") or ()
    if len(views) < _SIDE_BY_SIDE:
        return _with_cards(text, answer, language)
    head, *more = beside(text, answer).split("\n")
    columns = [_cells(view, language) for view in views]
    blocks: list[Block] = []
    if len(views) == _SIDE_BY_SIDE:
        # Slack sets fields two by two: each pair is a row.
        blocks += fields(cell for row in zip(*columns, strict=True) for cell in row)
    else:
        for column in columns:
            blocks += [*fields(column), DividerBlock()]
    sources = [
        f"{escaped(view['name'])}: {_source_line((view.get('sources') or ())[:1], language)}"
        for view in views
        if view.get("sources")
    ]
    return [*_prose(head), *blocks, *_prose("\n".join(more)), *context(*sources)]


def _cells(view: Plain, language: str) -> list[str]:
    """Return what is compared, in the same order for each; "" where nothing is known."""
    size = [
        say(f"utter_figure_{name}", language, value=str(view[key]) if key == "since" else view[key])
        for key, name in _FIGURES.items()
        if view.get(key)
    ]
    why = [f"• {escaped(reason)}" for reason in (view.get("why") or ())[:_WHY_AT_MOST]]
    return [
        f"{bold(view['name'])}\n{escaped(view.get('kind_label') or '')}".strip(),
        escaped(_place(view, language)),
        escaped(", ".join(size)),
        "\n".join([_standing(view, language), *_cautions(view, language)]),
        "\n".join(why),
        " · ".join(_ways(view, language)),
    ]


def _told(text: str, answer: Plain, language: str) -> list[Block]:
    """Return a story in its words; the enablers in it are named there."""
    sources = answer.get("sources") or ()
    return [
        *_prose(beside(text, {"sources": sources})),
        *_sources(sources, language),
    ]


_SHOWN: Mapping[str, Callable[[str, Plain, str], list[Block]]] = {
    "comparison": _compared,
    "topic": _told,
    "distance": _told,
}
