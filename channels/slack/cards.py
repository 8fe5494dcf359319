"""A visitor's request as the team sees it in its channel, and the conversation in its thread."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Mapping, Sequence

from babel import Locale
from slack_sdk.models.blocks import Block, HeaderBlock, PlainTextObject

from channels.handover.team import Card, CardState
from channels.slack.message import (
    Message,
    actions,
    button,
    context,
    fields,
    paged,
    section,
    verbatim,
)
from channels.slack.mrkdwn import bold, escaped, link, shortened

# The actions of the buttons; each is a call of the desk with the request's id.
TAKE, LATER, DECLINE, HAND_BACK = "desk:take", "desk:later", "desk:decline", "desk:hand_back"
_TAKE_OVER, _LATER = (TAKE, "Take over"), (LATER, "Answer later")
_NOT_FOR_US, _HAND_BACK = (DECLINE, "Not for us"), (HAND_BACK, "Hand back")
# To hand back what nobody holds closes it: the answer went by mail.
_ANSWERED = (HAND_BACK, "Answered by mail")
_BUTTONS: Mapping[CardState, tuple[tuple[str, str], ...]] = {
    "waiting": (_TAKE_OVER, _LATER, _NOT_FOR_US),
    "later": (_TAKE_OVER, _ANSWERED, _NOT_FOR_US),
    "person": (_HAND_BACK, _LATER),
    "declined": (_TAKE_OVER,),
    "closed": (_TAKE_OVER,),
}
_HEADS: Mapping[CardState, str] = {
    "waiting": "A visitor of the website wants a person",
    "later": "A visitor of the website is owed an answer",
    "person": "{owner} talks with a visitor of the website",
    "declined": "Not for us: a visitor of the website was told so",
    "closed": "Closed: the assistant answers this visitor again",
}
_HINTS: Mapping[CardState, str] = {
    "waiting": "Whoever taps “Take over”, or writes in the thread, has the conversation.",
    "later": "Whatever is written in the thread reaches the visitor, now or on coming back.",
    "person": "What is written in the thread the visitor reads; lines that begin with note: stay "
    "here. To ask the assistant privately, mention it in the thread.",
    "declined": "",
    "closed": "",
}
_FORGOTTEN = "This conversation is deleted: by the visitor, or because it was too old."
_SPEAKERS = {"visitor": "Visitor", "assistant": "Assistant", "person": "Welcome team"}
# The assistant's lists are long, and the team can ask it again.
_QUOTED_AT_MOST = {"assistant": 700}
_HEAD_AT_MOST = 150
_NEED_AT_MOST = 1_500
_FACT_AT_MOST = 300
_SHORTLIST_AT_MOST = 2_000


def card_message(card: Card) -> Message:
    """Return the card as it stands now."""
    if card.forgotten:
        return Message(_FORGOTTEN, tuple(context(_FORGOTTEN)))
    owner = card.owner or "A colleague"
    head = shortened(_HEADS[card.state].format(owner=owner), _HEAD_AT_MOST)
    need = shortened(card.need, _NEED_AT_MOST)
    blocks: list[Block] = [HeaderBlock(text=PlainTextObject(text=head, emoji=False))]
    if need:
        blocks += [section("*Need*"), *verbatim(need)]
    blocks += fields(_facts(card))
    if card.shortlist:
        names = "\n".join(f"• {link(website, name)}" for name, website in card.shortlist)
        blocks.append(section(shortened(f"*Shown or kept*\n{names}", _SHORTLIST_AT_MOST)))
    gone = "The visitor has left the page." if card.gone else ""
    blocks += context(_when(card.opened_at), gone, _HINTS[card.state])
    blocks += actions(
        *(
            button(title, verb, card.request, "primary" if number == 0 else None)
            for number, (verb, title) in enumerate(_BUTTONS[card.state])
        )
    )
    return Message(escaped(f"{head}: {need}" if need else head), tuple(blocks))


def transcript(said: Sequence[tuple[str, str]]) -> list[Message]:
    """Return what was said before the visitor asked for a person."""
    blocks: list[Block] = []
    for speaker, text in said:
        at_most = _QUOTED_AT_MOST.get(speaker, len(text) or 1)
        blocks += quote(speaker, shortened(text, at_most))
    return paged("What was said before", blocks) if blocks else []


def quote(speaker: str, text: str) -> list[Block]:
    """Return somebody's words with who said them; no mark-up in them is taken for ours."""
    return [*context(bold(_SPEAKERS.get(speaker, speaker))), *verbatim(text)]


def _facts(card: Card) -> list[str]:
    def written(value: str) -> str:
        return shortened(escaped(shortened(value, _FACT_AT_MOST)), 2 * _FACT_AT_MOST)

    facts = {
        "Asked for": written(", ".join(card.constraints)),
        "Language": Locale(card.language).get_display_name("en") or card.language,
        "Name": written(card.name),
        "Organisation": written(card.organisation),
        "E-mail": link(f"mailto:{card.email}", card.email) if card.email else "",
    }
    return [f"*{label}*\n{value}" for label, value in facts.items() if value]


def _when(seconds: float) -> str:
    """Return the moment, which Slack shows in the time zone of whoever looks."""
    written = datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    return f"<!date^{int(seconds)}^{{date_short_pretty}}, {{time}}|{written}>"
