"""What keeps us from Slack, each said once in the log: whom it concerns and what mends it."""

from __future__ import annotations

import logging
from typing import Callable

from slack_sdk.errors import SlackApiError

logger = logging.getLogger(__name__)

_NETWORK = "network"
_TOKEN_ERRORS = {
    *("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"),
    *("org_login_required", "ekm_access_denied"),
}
_CHANNEL_ERRORS = {"channel_not_found", "not_in_channel", "is_archived"}


class Troubles:
    """Says each trouble once, in a line that tells whom it concerns and what mends it."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        # Called when Slack refuses the bot's token: until a new one is set, nobody is there.
        self.shut_out: Callable[[], None] = lambda: None

    def over(self) -> None:
        """Note that Slack answers, and say so if it was told that it does not."""
        if _NETWORK in self._told:
            self._told.discard(_NETWORK)
            logger.warning("Slack answers again")

    def unreachable(self, error: BaseException) -> None:
        """Say that Slack does not answer."""
        self._tell(
            _NETWORK,
            "Slack is out of reach (%s): trying again; everything else works",
            type(error).__name__,
        )

    def refused(self, error: SlackApiError, what: str = "bot") -> None:
        """Say why Slack refused a call; `what` names the token that was used."""
        code, answer = str(error.response.get("error")), error.response
        variable = f"WELCOME_SLACK_{what.upper()}_TOKEN"
        if code in _TOKEN_ERRORS:
            self._tell(
                f"the {what} token",
                "Slack refuses the %s token (%s): make a new one and set %s; "
                "until then Slack is off, everything else works",
                *(what, code, variable),
            )
            if what == "bot":
                self.shut_out()
        elif code == "missing_scope":
            self.lacking(str(answer.get("needed")))
        elif code in _CHANNEL_ERRORS:
            self._tell(
                code,
                "Slack: %s: the app is not in the channel of WELCOME_SLACK_CHANNEL, or not in one "
                "where somebody asked it; invite it there (/invite @enabler), or correct the name",
                code,
            )
        else:
            self._tell(code, "Slack refused a call: %s", code)

    def lacking(self, scopes: str) -> None:
        """Say which scopes the app was not given."""
        self._tell(
            f"scope {scopes}",
            "Slack: the app lacks the scope %s: add it under OAuth & Permissions "
            "(channels/slack/manifest.yaml has all) and install the app again; the rest works",
            scopes,
        )

    def _tell(self, cause: str, line: str, *values: object) -> None:
        if cause not in self._told:
            self._told.add(cause)
            logger.error(line, *values)
