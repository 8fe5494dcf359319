"""The text of an Answer: what every channel can show, and all that a bare one shows."""

from __future__ import annotations

from typing import Callable, Mapping, Sequence

from actions.figures import figures_in_words
from actions.sentences import Sentences
from actions.stating import yes_or_not_stated
from actions.wording import Say, labels, need_in_words
from knowledge.answer import Answer, EnablerView, SourceView
from knowledge.model import Enabler, Knowledge
from knowledge.views import places_in

# What a reader takes in at once; the Answer holds all.
_FACTS_AT_MOST = 8
_SOURCES_AT_MOST = 3
_NEIGHBOUR = "company"


def text_of(
    answer: Answer,
    knowledge: Knowledge,
    sentences: Sentences,
    language: str = "en",
    for_whom: str = "",
    headline: str = "",
) -> str:
    """Return the whole answer as text, made of the sentences of the domain.

    `for_whom` is the visitor's profile in words; the headline of a list ends with it, unless
    the list has a `headline` of its own.
    """

    def say(name: str, /, **values: object) -> str:
        return sentences.say(name, language, **values)

    answer = localised(answer, knowledge, language)
    if answer.kind == "enablers":
        if not headline:
            need = need_in_words(answer.query, knowledge, say, language)
            whom = f" · {say('utter_for_you', profile=for_whom)}" if for_whom else ""
            headline = _headline(answer, f"{need}{whom}", knowledge, say, language)
        return _list(answer, say, headline)
    writers: Mapping[str, Callable[[Answer, Knowledge, Say, str], str]] = {
        "enabler": _descriptions,
        "comparison": _comparison,
        "distance": _distance,
        "count": _count,
        "topic": _topic,
        "team": _descriptions,
        "none": _nothing,
    }
    return writers[answer.kind](answer, knowledge, say, language)


def _joined(reasons: Sequence[str]) -> str:
    """Return reasons as one sentence without its full stop, which the sentence around it has."""
    return "; ".join(reason.rstrip(".") for reason in reasons)


def localised(answer: Answer, knowledge: Knowledge, language: str) -> Answer:
    """Return the answer in the visitor's language: its kinds and places are named in it."""
    views = tuple(
        view.copy(
            update={
                "kind_label": knowledge.kinds[view.kind].label[language],
                "place": places_in(view, knowledge, language),
            }
        )
        for view in answer.enablers
    )
    named: Answer = answer.copy(update={"enablers": views, "language": language})
    return named


def _list(answer: Answer, say: Say, headline: str) -> str:
    lines = [headline, *cards(answer, say)]
    left = answer.total - answer.start - len(answer.enablers)
    if left > 0:
        lines.append(say("utter_more_left", left=left))
    return "\n".join(lines)


def _headline(answer: Answer, need: str, knowledge: Knowledge, say: Say, language: str) -> str:
    if not answer.relaxed:
        return say(
            "utter_found_one" if answer.total == 1 else "utter_found", need=need, total=answer.total
        )
    fields = {relaxed.field for relaxed in answer.relaxed}
    if fields == {"places"}:
        return say("utter_nearest", need=need, place=_asked_places(answer, knowledge, language))
    given_up = [
        label
        for relaxed in answer.relaxed
        for label in (
            [knowledge.places[key].name_in(language) for key in relaxed.asked]
            if relaxed.field == "places"
            else labels(relaxed.asked, getattr(knowledge, relaxed.field), language)
        )
    ]
    name = (
        "utter_some_of" if answer.query.facilities and fields == {"facilities"} else "utter_without"
    )
    if fields == {"facilities"} and len(answer.query.facilities) == 1:
        name = "utter_without"
    return say(name, need=need, given_up=", ".join(given_up))


def _asked_places(answer: Answer, knowledge: Knowledge, language: str) -> str:
    return ", ".join(knowledge.places[key].name_in(language) for key in answer.query.places)


def cards(answer: Answer, say: Say) -> list[str]:
    """Return a line for each of a list, and one for all the neighbours in it."""
    numbered = enumerate(answer.enablers, answer.start + 1)
    lines = [f"{number}. {_card(view, say)}" for number, view in numbered]
    neighbours = any(view.kind == _NEIGHBOUR for view in answer.enablers)
    return [*lines, say("utter_neighbours")] if neighbours else lines


def _card(view: EnablerView, say: Say) -> str:
    place = view.place
    if view.distance_km is not None:
        place = say("utter_place_km", place=place, km=round(view.distance_km))
    parts = [say("utter_card", name=view.name, place=place, why=_joined(view.why))]
    parts += _certainty(view, say)
    parts.append(say("utter_caveat", caveat=view.caveat) if view.caveat else "")
    parts.append(source_line(view.sources[:1], say))
    return " ".join(part for part in parts if part)


def standing(view: EnablerView, say: Say) -> str:
    """Return how sure it is that this can be had: status, caution for companies, former names."""
    neighbour = [say("utter_neighbour")] if view.kind == _NEIGHBOUR else []
    return " ".join((*neighbour, *_certainty(view, say)))


def _certainty(view: EnablerView, say: Say) -> list[str]:
    said = []
    if view.status in {"unknown", "planned"}:
        said.append(say(f"utter_status_{view.status}"))
    if view.former_names:
        said.append(say("utter_formerly", names=", ".join(view.former_names)))
    return said


def source_line(sources: tuple[SourceView, ...], say: Say) -> str:
    """Return the pages that an answer rests on with their dates, "" without any."""
    if not sources:
        return ""
    pages = "; ".join(
        say("utter_source", title=source.title, date=written_date(source.date, say), url=source.url)
        for source in sources
    )
    return say("utter_sources", pages=pages)


def written_date(date: str, say: Say) -> str:
    """Return the date of a page as it is said: "undated", "about 2020"."""
    if date == "undated":
        return say("utter_undated")
    if date.startswith("about "):
        return say("utter_about", date=date[len("about ") :])
    return date


def _descriptions(answer: Answer, knowledge: Knowledge, say: Say, language: str) -> str:
    return "\n\n".join(
        _description(view, answer, knowledge, say, language) for view in answer.enablers
    )


def _description(
    view: EnablerView, answer: Answer, knowledge: Knowledge, say: Say, language: str
) -> str:
    enabler = knowledge.enablers[view.id]
    kind = knowledge.kinds[view.kind].label[language]
    lines = [say("utter_enabler", name=view.name, kind=kind, place=view.place)]
    if enabler.successor:
        lines.append(say("utter_successor", name=knowledge.enablers[enabler.successor].name))
    if answer.query.facilities:
        lines.append(yes_or_not_stated(view, answer, knowledge, say, language))
    lines.append(standing(view, say))
    if figures := figures_in_words(enabler, say):
        lines.append(say("utter_figures", figures=figures))
    if enabler.operator:
        lines.append(say("utter_operator", operator=enabler.operator))
    lines += [f"- {reason}" for reason in view.why[:_FACTS_AT_MOST]]
    if view.caveat:
        lines.append(say("utter_caveat", caveat=view.caveat))
    lines += link_lines(view, enabler, say)
    lines.append(source_line(view.sources[:_SOURCES_AT_MOST], say))
    return "\n".join(line for line in lines if line)


def link_lines(view: EnablerView, enabler: Enabler, say: Say) -> list[str]:
    """Return where to read on and whom to ask, or that nothing of both is known."""
    contact = view.contact if view.contact != view.website else ""
    own = "website" if enabler.website else "page"
    ways = [(own, view.website), ("contact", contact)]
    lines = [say(f"utter_{name}_line", url=url) for name, url in ways if url]
    return lines or [say("utter_no_website")]


def _comparison(answer: Answer, knowledge: Knowledge, say: Say, language: str) -> str:
    lines = [say("utter_comparison", names=" / ".join(view.name for view in answer.enablers))]
    for view in answer.enablers:
        kind = knowledge.kinds[view.kind].label[language]
        parts = [f"{view.name}: {kind}, {view.place}"]
        parts += [figures_in_words(knowledge.enablers[view.id], say)]
        parts += [
            standing(view, say),
            _joined(view.why[:4]),
            source_line(view.sources[:1], say),
        ]
        lines.append("- " + ". ".join(part.rstrip(".") for part in parts if part) + ".")
    lines += [say("utter_apart", line=fact) for fact in answer.facts]
    return "\n".join(lines)


def _distance(answer: Answer, knowledge: Knowledge, say: Say, language: str) -> str:
    if answer.distance_km is None:
        there = [view.name for view in answer.enablers if not view.distance_km]
        lines = (
            [say("utter_distance_same", one=", ".join(there), other=answer.facts[0])]
            if there
            else []
        )
        lines += [
            say(
                "utter_distance",
                one=f"{view.name} ({view.place})",
                other=answer.facts[0],
                km=round(view.distance_km),
            )
            for view in answer.enablers
            if view.distance_km
        ]
        first, *others = answer.enablers
        nearest = others and first.distance_km != others[0].distance_km
        return "\n".join([say("utter_nearest_of", name=first.name), *lines] if nearest else lines)
    one, other = answer.facts
    if not answer.distance_km:
        return say("utter_distance_same", one=one, other=other)
    return say("utter_distance", one=one, other=other, km=round(answer.distance_km))


def _count(answer: Answer, knowledge: Knowledge, say: Say, language: str) -> str:
    need = need_in_words(answer.query, knowledge, say, language)
    if answer.total == 0:
        lines = [say("utter_count_none", need=need)]
        if answer.enablers:
            lines.append(_list(answer, say, _headline(answer, need, knowledge, say, language)))
        return "\n".join(lines)
    lines = [
        say(
            "utter_count_one" if answer.total == 1 else "utter_count", need=need, total=answer.total
        )
    ]
    lines += cards(answer, say)
    if answer.total > len(answer.enablers):
        lines.append(say("utter_more_left", left=answer.total - len(answer.enablers)))
    return "\n".join(lines)


def _topic(answer: Answer, knowledge: Knowledge, say: Say, language: str) -> str:
    lines = list(answer.facts)
    if answer.enablers:
        names = (
            say("utter_unconfirmed_name", name=view.name)
            if view.status in {"unknown", "planned"}
            else view.name
            for view in answer.enablers
        )
        lines.append(say("utter_topic_enablers", names=", ".join(names)))
    lines.append(source_line(answer.sources[:_SOURCES_AT_MOST], say))
    return "\n".join(line for line in lines if line)


def _nothing(answer: Answer, knowledge: Knowledge, say: Say, language: str) -> str:
    need = need_in_words(answer.query, knowledge, say, language)
    return say("utter_nothing", need=need)
