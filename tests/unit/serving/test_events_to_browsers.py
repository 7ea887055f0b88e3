"""Work that goes on while somebody waits: its events in order, its errors as they are, its end with its reader."""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from typing import Any

import anyio
import pytest

from brief.errors import NotFound
from brief.serving.web.streams import Emit, Events, while_connected

Message = MutableMapping[str, Any]


async def patient() -> Message:
    """A client that stays."""
    await anyio.sleep_forever()
    raise AssertionError


async def gone() -> Message:
    """A client that has left."""
    return {"type": "http.disconnect"}


def test_what_is_waited_for_is_given_or_raised() -> None:
    """The value, and an error as it is: not wrapped in a group."""

    async def work() -> int:
        return 7

    async def fail() -> int:
        raise NotFound("no such thing")

    async def run() -> None:
        assert await while_connected(patient, work) == 7
        with pytest.raises(NotFound, match="no such thing"):
            await while_connected(patient, fail)

    anyio.run(run)


def test_work_ends_when_its_client_leaves() -> None:
    """It is cancelled where it stands, and nothing comes of it."""
    ended: list[str] = []

    async def work() -> int:
        try:
            await anyio.sleep_forever()
        finally:
            ended.append("cancelled")
        return 1

    async def run() -> None:
        with anyio.fail_after(20):
            assert await while_connected(gone, work) is None

    anyio.run(run)
    assert ended == ["cancelled"]


def test_events_are_sent_one_by_one() -> None:
    """A line of JSON each, in a piece of its own; a line end within a text does not break it."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def work(emit: Emit) -> None:
        await emit({"progress": "writing"})
        await emit({"claims": "<p>one\ntwo\u2028three</p>"})

    anyio.run(Events(work), {"type": "http"}, patient, send)
    assert sent[0]["status"] == 200
    headers = dict(sent[0]["headers"])
    assert headers[b"content-type"] == b"application/x-ndjson" and b"content-length" not in headers
    bodies = [message["body"] for message in sent[1:]]
    assert [body.count(b"\n") for body in bodies] == [1, 1, 0]
    assert json.loads(bodies[1]) == {"claims": "<p>one\ntwo\u2028three</p>"}
    assert [message["more_body"] for message in sent[1:]] == [True, True, False]
