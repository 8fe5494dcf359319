"""Slack's Web API as far as it is used here, and the response_urls."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any, Callable, Mapping

from aiohttp import web

from tests.slack.block_kit import view_violations, violations
from tests.slack.workspace import (
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    BOT_USER,
    TEAM,
    Call,
    Fault,
    Plain,
    Workspace,
    thread_of,
)

_HANG_S = 60.0
_HISTORY = {"C": "channels:history", "G": "groups:history", "D": "im:history"}


class Refused(Exception):
    """The error code that Slack answers with, and the scope that it names."""

    def __init__(self, code: str, needed: str = "") -> None:
        super().__init__(code)
        self.code, self.needed = code, needed


class WebApi:
    """`changed` is told of every message that people see anew: (kind, message)."""

    def __init__(self, workspace: Workspace, changed: Callable[[str, Plain], None]) -> None:
        self.workspace = workspace
        self.address = ""
        self._changed = changed
        self._methods: Mapping[str, Callable[[Plain], Plain]] = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.postEphemeral": self._post_ephemeral,
            "chat.delete": self._delete,
            "views.open": self._open_view,
            "conversations.replies": self._replies,
            "conversations.history": self._history,
            "users.info": self._user,
            "apps.connections.open": self._connect,
        }

    async def call(self, request: web.Request) -> web.Response:
        """Answer POST /api/{method}."""
        method = request.match_info["method"]
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return await self._answer(method, arguments, lambda: self._run(method, token, arguments))

    async def respond(self, request: web.Request) -> web.Response:
        """Answer POST /respond/{channel}/{user}: what a response_url takes."""
        arguments = {**await _arguments(request), **request.match_info}
        return await self._answer("respond", arguments, lambda: self._respond(arguments))

    async def _answer(
        self, method: str, arguments: Plain, work: Callable[[], Plain]
    ) -> web.Response:
        fault = self.workspace.take_fault(method)
        done, answer = {}, ""
        try:
            _fail(fault)
            done = {"ok": True, **work()}
            answer = "ok" if fault is None else fault.kind
        except Refused as refused:
            answer = refused.code
            granted = ",".join(sorted(self.workspace.scopes))
            scopes = {"needed": refused.needed, "provided": granted} if refused.needed else {}
            done = {"ok": False, "error": refused.code, **scopes}
        self.workspace.calls.append(Call(method, arguments, time.monotonic(), answer))
        if answer in ("hang", "done_then_hang"):
            await asyncio.sleep(_HANG_S)
        if answer == "429":
            headers = {"Retry-After": str(fault.retry_after if fault else 1)}
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers=headers)
        if answer == "500":
            return web.Response(status=500, text="upstream error")
        headers = {"x-oauth-scopes": ",".join(sorted(self.workspace.scopes))}
        return web.json_response(done, headers=headers)

    def _run(self, method: str, token: str, arguments: Plain) -> Plain:
        if method not in self._methods:
            raise Refused("unknown_method")
        if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
            raise Refused("invalid_auth")
        if self.workspace.token_error:
            raise Refused(self.workspace.token_error)
        return self._methods[method](arguments)

    def _auth_test(self, _: Plain) -> Plain:
        return {
            "url": "https://welcome.slack.com/",
            "team": "Welcome",
            "user": "enabler",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT,
        }

    def _post(self, given: Plain) -> Plain:
        self._need("chat:write")
        self._check("chat.postMessage", violations(given))
        channel = self._channel(given)
        if given.get("thread_ts") and self.workspace.find(channel, given["thread_ts"]) is None:
            raise Refused("thread_not_found")
        message = self.workspace.add({**_content(given), "channel": channel, **_OURS})
        self._changed("message", message)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _update(self, given: Plain) -> Plain:
        self._need("chat:write")
        self._check("chat.update", violations(given))
        message = self.workspace.find(str(given.get("channel")), str(given.get("ts")))
        if message is None or message.get("bot_id") != BOT:
            raise Refused("message_not_found")
        message.update(_content(given))
        self._changed("message_changed", message)
        return {"channel": message["channel"], "ts": message["ts"], "message": message}

    def _post_ephemeral(self, given: Plain) -> Plain:
        self._need("chat:write")
        self._check("chat.postEphemeral", violations(given))
        channel = self._channel(given)
        if given.get("user") not in self.workspace.channels[channel]:
            raise Refused("user_not_in_channel")
        ts = self.workspace.new_ts()
        shown = {**_content(given), "channel": channel, "user": given["user"], "ts": ts}
        self.workspace.ephemeral.append(shown)
        return {"message_ts": ts}

    def _delete(self, given: Plain) -> Plain:
        self._need("chat:write")
        message = self.workspace.find(str(given.get("channel")), str(given.get("ts")))
        if message is None:
            raise Refused("message_not_found")
        if message.get("bot_id") != BOT:
            raise Refused("cant_delete_message")
        self.workspace.messages.remove(message)
        self._changed("message_deleted", message)
        return {"channel": message["channel"], "ts": message["ts"]}

    def _respond(self, given: Plain) -> Plain:
        if given.get("delete_original"):
            return {}
        self._check("respond", violations(given))
        if given.get("response_type", "ephemeral") == "ephemeral":
            shown = {**_content(given), "channel": given["channel"], "user": given["user"]}
            self.workspace.ephemeral.append({**shown, "ts": self.workspace.new_ts()})
        else:
            channel = given["channel"]
            self.workspace.add({**_content(given), "channel": channel, **_OURS})
        return {}

    def _open_view(self, given: Plain) -> Plain:
        view = given.get("view") or {}
        view = json.loads(view) if isinstance(view, str) else view
        if not given.get("trigger_id"):
            raise Refused("invalid_trigger_id")
        self._check("views.open", view_violations(view))
        opened = {"id": f"V{len(self.workspace.views)}", **view}
        self.workspace.views.append(opened)
        return {"view": opened}

    def _replies(self, given: Plain) -> Plain:
        channel = self._readable(given)
        found = self.workspace.thread(channel, given["ts"])
        if not found:
            raise Refused("thread_not_found")
        return {"messages": _without_metadata(found, given), "has_more": False}

    def _history(self, given: Plain) -> Plain:
        channel = self._readable(given)
        oldest = float(given.get("oldest") or 0)
        found = [
            message
            for message in reversed(self.workspace.messages)
            if message["channel"] == channel
            and not thread_of(message)
            and float(message["ts"]) > oldest
        ]
        return {"messages": _without_metadata(found, given), "has_more": False}

    def _user(self, given: Plain) -> Plain:
        self._need("users:read")
        person = self.workspace.people.get(str(given.get("user")))
        if person is None:
            raise Refused("user_not_found")
        return {"user": person}

    def _connect(self, _: Plain) -> Plain:
        return {"url": f"{self.address.replace('http', 'ws', 1)}/socket"}

    def _need(self, scope: str) -> None:
        if scope not in self.workspace.scopes:
            raise Refused("missing_scope", scope)

    def _readable(self, given: Plain) -> str:
        channel = str(given.get("channel"))
        self._need(_HISTORY[channel[0]])
        return self._channel(given)

    def _channel(self, given: Plain) -> str:
        channel = str(given.get("channel"))
        if channel in self.workspace.people:  # to write to a person opens the direct messages
            channel = self.workspace.direct(channel)
        if channel not in self.workspace.channels:
            raise Refused("channel_not_found")
        if BOT_USER not in self.workspace.channels[channel]:
            raise Refused("not_in_channel")
        return channel

    def _check(self, method: str, found: list[str]) -> None:
        self.workspace.violations.extend(f"{method}: {each}" for each in found)
        if found:
            raise Refused("invalid_blocks")


_OURS = {"bot_id": BOT, "user": BOT_USER}


def _fail(fault: Fault | None) -> None:
    if fault is not None and fault.kind != "done_then_hang":
        raise Refused(fault.kind, fault.needed)


def _content(given: Plain) -> Plain:
    kept = ("text", "blocks", "thread_ts", "metadata", "reply_broadcast")
    return {key: given[key] for key in kept if given.get(key) is not None}


def _without_metadata(messages: list[Plain], given: Plain) -> list[Plain]:
    if str(given.get("include_all_metadata")).lower() in ("true", "1"):
        return messages
    return [{k: v for k, v in message.items() if k != "metadata"} for message in messages]


async def _arguments(request: web.Request) -> Plain:
    if request.content_type == "application/json":
        body: Any = await request.json()
        return dict(body)
    given = {**request.query, **await request.post()}
    structured = ("blocks", "metadata", "view")
    return {k: json.loads(str(v)) if k in structured else v for k, v in given.items()}
