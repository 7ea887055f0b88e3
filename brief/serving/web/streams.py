"""Answers that take their time: sent as they come, and stopped when nobody waits for them any more."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeVar

import anyio
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

T = TypeVar("T")
MEDIA = "application/x-ndjson"
Emit = Callable[[MutableMapping[str, Any]], Awaitable[None]]
"""Sends an event to the page: names of what it changes, with the text or markup that is to be there."""


async def while_connected(receive: Receive, work: Callable[[], Awaitable[T]]) -> T | None:
    """What `work` gives; None where its client went away before: then it was cancelled."""
    made: list[T] = []
    failed: list[Exception] = []

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        group.start_soon(watch)
        try:
            made.append(await work())
        except Exception as error:  # carried out by hand: a group of tasks would wrap it
            failed.append(error)
        group.cancel_scope.cancel()
    if failed:
        raise failed[0]
    return made[0] if made else None


class Events(Response):
    """The events that `work` emits, a line of JSON each, each sent at once."""

    media_type = MEDIA

    def __init__(self, work: Callable[[Emit], Awaitable[None]]) -> None:
        super().__init__()
        self._work = work
        del self.headers["content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})

        async def emit(event: MutableMapping[str, Any]) -> None:
            line = json.dumps(event, ensure_ascii=True) + "\n"
            await send({"type": "http.response.body", "body": line.encode(), "more_body": True})

        await while_connected(receive, lambda: self._work(emit))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
