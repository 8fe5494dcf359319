"""What the team reads in the thread of a request: English, which the whole team works in."""

from __future__ import annotations

from typing import Mapping

NOTICES: Mapping[str, str] = {
    "taken": "{person} has taken over: what you write in this thread, the visitor reads.",
    "taken_over": "{person} has taken over.",
    "later": "{person} answers later; the visitor was told, and the assistant goes on meanwhile.",
    "declined": "{person}: not for us. The visitor was told how else to reach the team.",
    "handed_back": "{person} handed back: the assistant answers again.",
    "done": "{person} marked it as answered.",
    "silent": "Nothing was said for {minutes} minutes: the assistant answers again.",
    "nobody": "Nobody took over within {minutes} minutes. The visitor was told to expect an answer "
    "by {day}; whoever writes here later is still heard.",
    "went_on": "The visitor goes on with the assistant meanwhile, and still waits for an answer.",
    "unreached": "This card could not be shown at once: the visitor was told that the team is out "
    "of reach here, and how else to reach it.",
    "asked_again": "The visitor asks for a person again, and waits here now.",
    "forgotten": "The visitor deleted the conversation. Please delete what was copied of it.",
    "expired": "This request is too old: what we kept of it is deleted. Please delete your copies.",
    "gone": "The visitor has left the page, and reads what you write on coming back.",
    "back": "The visitor is back.",
    "details": "The visitor changed the details on the card.",
}
