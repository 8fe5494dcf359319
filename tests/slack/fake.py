"""A Slack of our own, in a thread of its own: people act in it, the app under test is its client.

Messages of people are told to the app as Slack tells them: over Socket Mode when the app is
connected so, else signed over HTTP; in the order, and as often, as the test wants.
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from concurrent.futures import Future
from typing import Any, Coroutine

from aiohttp import web

from launch.servers import free_port
from tests.slack.delivery import Delivered, Delivery
from tests.slack.web_api import WebApi
from tests.slack.workspace import (
    APP,
    BOT,
    BOT_USER,
    TEAM,
    Fault,
    Plain,
    Workspace,
    thread_of,
)

# As often as Slack; a test need not wait as long.
_RETRIES = 3
_TOLD_AGAIN_AFTER_S = 0.3


class FakeSlack(Workspace):
    """The workspace as tests see it. `app_url` is where HTTP mode sends to; "" is Socket Mode."""

    def __init__(self) -> None:
        super().__init__()
        self.app_url = ""
        self.holding: list[Plain] | None = None
        self._port = free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._api = WebApi(self, self._changed)
        self._delivery = Delivery(self)
        self._runner: web.AppRunner | None = None
        self.address = self._api.address = f"http://127.0.0.1:{self._port}"

    @property
    def connections(self) -> int:
        """How many Socket Mode connections the app holds."""
        return self._delivery.connections

    def start(self) -> None:
        if not self._thread.is_alive():
            self._thread.start()
        self._wait(self._listen())

    def stop(self) -> None:
        """End it as an outage would: nothing answers at its address any more."""
        self._wait(self._close())

    def close(self) -> None:
        if self._runner is not None:
            self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def fail(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method go wrong; see Fault."""
        self.faults.append(Fault(method, kind, times, **more))

    def disconnect(self) -> None:
        """End the Socket Mode connections, as Slack does every few hours."""
        self._wait(self._delivery.disconnect())

    # What people do. Each returns what was sent to the app, when it was acknowledged.

    async def says(
        self, user: str, channel: str, text: str, thread: str = "", **more: Any
    ) -> list[Delivered]:
        """A person writes; the app hears what its manifest subscribes to.

        What the app did not take it is told again, as Slack does.
        """
        message = self.write(user, channel, text, thread, **more)
        return [await self._tells_until_taken(each) for each in self.events_of(message)]

    async def _tells_until_taken(self, event: Plain) -> Delivered:
        for retry in range(_RETRIES):
            (told,) = await self.tells(event, retry=retry)
            if told.status < 500:
                return told
            await asyncio.sleep(_TOLD_AGAIN_AFTER_S)
        (told,) = await self.tells(event, retry=_RETRIES)
        return told

    async def taps(self, user: str, message: Plain, action: Plain) -> Delivered:
        """A person taps a button of a message (an entry of `messages` or `ephemeral`)."""
        hidden = "user" in message and "bot_id" not in message
        channel, thread = message["channel"], thread_of(message)
        body = {
            "type": "block_actions",
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": channel},
            "container": {
                "type": "message",
                "message_ts": message["ts"],
                "channel_id": channel,
                "is_ephemeral": hidden,
                **({"thread_ts": thread} if thread else {}),
            },
            "actions": [{**action, "action_ts": self.new_ts()}],
            **({} if hidden else {"message": message}),
        }
        return await self._interacts(user, channel, body)

    async def submits(self, user: str, view: Plain, typed: str) -> Delivered:
        """A person sends a view with one text field."""
        field = next(block for block in view["blocks"] if block["type"] == "input")
        values = {field["block_id"]: {field["element"]["action_id"]: {"value": typed}}}
        body = {"type": "view_submission", "view": {**view, "state": {"values": values}}}
        return await self._interacts(user, "", {**body, "user": {"id": user, "team_id": TEAM}})

    async def uses_shortcut(self, user: str, callback: str, message: Plain) -> Delivered:
        """A person chooses a message shortcut of the app."""
        channel = message["channel"]
        body = {"type": "message_action", "callback_id": callback, "message": message}
        body |= {"user": {"id": user, "team_id": TEAM}, "channel": {"id": channel}}
        return await self._interacts(user, channel, body)

    async def commands(self, user: str, channel: str, command: str, text: str) -> Delivered:
        """A person uses a slash command. It carries no thread, as with Slack."""
        body = {
            "command": command,
            "text": text,
            "team_id": TEAM,
            "channel_id": channel,
            "user_id": user,
            "api_app_id": APP,
            "response_url": self._response_url(channel, user),
            "trigger_id": self._trigger(),
        }
        return await self._run(self._delivery.command(body))

    async def tells(self, *events: Plain, retry: int = 0, **how: Any) -> list[Delivered]:
        """Tell the app of events, one after the other. `retry` counts from 1."""
        return [await self._run(self._delivery.event(e, retry=retry, **how)) for e in events]

    def write(self, user: str, channel: str, text: str, thread: str = "", **more: Any) -> Plain:
        """Put a person's message into the workspace, telling nobody."""
        self.channels[channel].add(user)
        parent = self.find(channel, thread)
        place = {"thread_ts": thread, "parent_user_id": parent["user"]} if parent else {}
        return self.add({"user": user, "channel": channel, "text": text, **place, **more})

    def events_of(self, message: Plain) -> list[Plain]:
        """Return the events that Slack makes of a new message."""
        kind = {"C": "channel", "G": "group", "D": "im"}[message["channel"][0]]
        told = []
        if BOT_USER in self.channels[message["channel"]] and f"message.{kind}s" in self._kinds():
            told.append(self.event({**message, "channel_type": kind}))
        mentioned = f"<@{BOT_USER}>" in message.get("text", "") and kind != "im"
        if mentioned and "app_mention" in self.events and "subtype" not in message:
            told.append(self.event({**message, "type": "app_mention"}))
        return told

    def event(self, event: Plain) -> Plain:
        """Return an Events API body around an event."""
        return {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_id": f"Ev{self._next()}",
            "event": {"event_ts": event.get("ts", self.new_ts()), **event},
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        }

    def _kinds(self) -> set[str]:
        return {"message.ims" if each == "message.im" else each for each in self.events}

    def _changed(self, kind: str, message: Plain) -> None:
        """The app hears of its own messages too, and of their changes."""
        if kind != "message":
            key = "message" if kind == "message_changed" else "previous_message"
            told = {"type": "message", "subtype": kind, key: message, "hidden": True}
            body = self.event({**told, "channel": message["channel"], "ts": self.new_ts()})
        else:
            bodies = self.events_of(message)
            if not bodies:
                return
            body = bodies[0]
        self._loop.create_task(self._delivery.event(body, patience_s=3))

    async def _interacts(self, user: str, channel: str, body: Plain) -> Delivered:
        body = {
            "team": {"id": TEAM},
            "api_app_id": APP,
            "trigger_id": self._trigger(),
            "response_url": self._response_url(channel, user),
            **body,
        }
        return await self._run(self._delivery.interaction(body))

    def _response_url(self, channel: str, user: str) -> str:
        return f"{self.address}/respond/{channel or '-'}/{user}"

    def _trigger(self) -> str:
        """Return a trigger id as long as Slack's."""
        return f"1234567890123.12345678901.{self._next()}"

    def _next(self) -> str:
        """Return an id that no other workspace gives."""
        return uuid.uuid4().hex

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api.call)
        app.router.add_post("/respond/{channel}/{user}", self._api.respond)
        app.router.add_get("/socket", self._delivery.socket)
        app.router.add_get("/people", self._seen)
        app.router.add_post("/people/{what}", self._done)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True).start()

    async def _seen(self, _: web.Request) -> web.Response:
        """For tests that are no Python: what people see."""
        return web.json_response({"messages": self.messages, "ephemeral": self.ephemeral})

    async def _done(self, request: web.Request) -> web.Response:
        """For tests that are no Python: somebody says something, or taps a button by its title."""
        told = await request.json()
        if request.match_info["what"] == "says":
            delivered = await self.says(**told)
        else:
            message = self.find(told["channel"], told["ts"])
            assert message is not None
            action = button(message, told["title"])
            delivered = [await self.taps(told["user"], message, action)]
        return web.json_response({"acknowledged": all(each.acknowledged for each in delivered)})

    async def _close(self) -> None:
        await self._delivery.disconnect()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _run(self, work: Coroutine[Any, Any, Delivered]) -> Delivered:
        future: Future[Delivered] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return await asyncio.wrap_future(future)


def button(message: Plain, title: str) -> Plain:
    """Return the action that tapping the button of this title makes."""
    found = [
        (block, element)
        for block in message.get("blocks", [])
        for element in [*block.get("elements", []), block.get("accessory") or {}]
        if element.get("type") == "button" and element["text"]["text"] == title
    ]
    assert found, f"no button {title!r} in {message.get('blocks')}"
    block, element = found[0]
    kept = {key: element[key] for key in ("action_id", "value", "text", "type") if key in element}
    return {"block_id": block.get("block_id", "b"), **kept}


def titles(message: Plain) -> list[str]:
    """Return the titles of all buttons of a message."""
    return [
        element["text"]["text"]
        for block in message.get("blocks", [])
        for element in [*block.get("elements", []), block.get("accessory") or {}]
        if element.get("type") == "button"
    ]


def words(message: Plain) -> str:
    """Return all that is read in the blocks of a message."""

    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["text"]] if isinstance(value.get("text"), str) else []
            return own + [t for v in value.values() if not isinstance(v, str) for t in texts(v)]
        return [t for v in value for t in texts(v)] if isinstance(value, list) else []

    return "\n".join(texts(message.get("blocks", [])))


__all__ = ["BOT", "BOT_USER", "FakeSlack", "button", "titles", "words"]
