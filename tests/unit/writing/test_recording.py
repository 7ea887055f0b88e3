"""The format of recordings, and the transports that make and replay them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx2
import pytest

from brief.writing.recording import (
    Exchange,
    Recording,
    RecordingError,
    ReplayMiss,
    dump,
    from_document,
    load,
    request_key,
    scrub,
)
from brief.writing.transports import RecordingTransport, ReplayTransport

KEY = "very-secret-key-123"
URL = "http://endpoint.test/v1/chat/completions"


class Parts(httpx2.SyncByteStream):
    def __init__(self, *parts: bytes, error: Exception | None = None) -> None:
        self.parts = parts
        self.error = error

    def __iter__(self) -> Iterator[bytes]:
        yield from self.parts
        if self.error is not None:
            raise self.error


def post(transport: httpx2.BaseTransport, body: dict[str, Any]) -> bytes:
    with httpx2.Client(transport=transport) as client:
        response = client.post(URL, json=body, headers={"Authorization": f"Bearer {KEY}"})
        return response.read()


def answering(stream: httpx2.SyncByteStream, status: int = 200) -> httpx2.MockTransport:
    headers = {"content-type": "text/event-stream", "x-request-id": "abc"}
    return httpx2.MockTransport(lambda _: httpx2.Response(status, headers=headers, stream=stream))


def test_a_recording_survives_the_file() -> None:
    """What is dumped is loaded again, byte for byte, be it text, binary, an error or nothing."""
    recording = Recording(
        (
            Exchange(
                {"b": 1, "a": "Łódź\u2028"}, 200, "text/event-stream", "data: 서울\r\n\r\ndata: \u2028x\n\n".encode()
            ),
            Exchange({"a": 2}, 200, "application/octet-stream", b"\xff\x00"),
            Exchange({"a": 3}, None, error="ConnectError"),
        ),
        "2026-11-22",
        "a-model",
        "a note",
    )
    assert load(dump(recording)) == recording
    assert dump(load(dump(recording))) == dump(recording)
    assert from_document(recording.document()) == recording


def test_a_request_is_known_by_its_canonical_body() -> None:
    """The order of keys and the spacing do not matter; anything else does."""
    assert request_key({"a": 1, "b": [1, 2]}) == request_key(json.loads('{"b":[1, 2],  "a":1}'))
    assert request_key({"a": 1, "b": [1, 2]}) != request_key({"a": 1, "b": [2, 1]})
    assert request_key({"a": "\ud800"})


def test_a_transport_records_what_passes() -> None:
    """Request, status, type and body are kept; headers, and with them the key, are not."""
    tap = RecordingTransport(answering(Parts(b"data: ", b"1\n\n")), [KEY])
    assert post(tap, {"model": "m"}) == b"data: 1\n\n"
    assert tap.exchanges == (Exchange({"model": "m"}, 200, "text/event-stream", b"data: 1\n\n"),)
    written = dump(tap.recording(date(2026, 11, 22), "m"))
    assert KEY.encode() not in written
    assert b"uthorization" not in written
    assert b'"2026-11-22"' in written


def test_keys_are_scrubbed_from_bodies() -> None:
    """An endpoint that echoes the key, and a key in a question, leave no key in the file."""
    tap = RecordingTransport(answering(Parts(f"wrong key {KEY} or sk-abcdefghijklmnop1234".encode()), 401), [KEY])
    post(tap, {"question": f"is {KEY} good?"})
    written = dump(tap.recording()).decode()
    assert KEY not in written
    assert "sk-abc" not in written
    assert written.count("[key]") == 3
    assert scrub("none of it", ["none"]) == "none of it"


def test_what_came_before_a_stream_broke_is_kept() -> None:
    """A broken stream is recorded with its error, and breaks again at the same place."""
    tap = RecordingTransport(answering(Parts(b"data: half", error=httpx2.ReadError("gone"))))
    with pytest.raises(httpx2.ReadError):
        post(tap, {"a": 1})
    assert tap.exchanges == (Exchange({"a": 1}, 200, "text/event-stream", b"data: half", "ReadError"),)
    with pytest.raises(httpx2.ReadError):
        post(ReplayTransport(tap.recording()), {"a": 1})


def test_an_endpoint_that_is_down_is_recorded() -> None:
    """A connection that fails is an exchange too."""

    def fail(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused", request=request)

    tap = RecordingTransport(httpx2.MockTransport(fail))
    with pytest.raises(httpx2.ConnectError):
        post(tap, {"a": 1})
    assert tap.exchanges == (Exchange({"a": 1}, None, error="ConnectError", said="refused"),)
    kept = load(dump(tap.recording()))
    with pytest.raises(httpx2.ConnectError, match="refused"):
        post(ReplayTransport(kept), {"a": 1})


def test_a_reader_that_stops_early_is_recorded_once() -> None:
    """What a client read before it closed is what is kept."""
    tap = RecordingTransport(answering(Parts(b"one", b"two")))
    with httpx2.Client(transport=tap) as client, client.stream("POST", URL, json={"a": 1}) as response:
        next(response.iter_raw())
    assert [exchange.body for exchange in tap.exchanges] == [b"one"]


def test_a_replay_answers_in_order_and_counts() -> None:
    """Equal requests get their answers in turn; what nobody asks for is said."""
    replay = ReplayTransport(Recording(tuple(Exchange({"a": 1}, 200, body=part) for part in (b"1", b"2", b"3"))))
    assert post(replay, {"a": 1}) + post(replay, {"a": 1}) == b"12"
    assert [exchange.body for exchange in replay.unused()] == [b"3"]
    assert post(replay, {"a": 1}) == b"3"
    assert replay.unused() == ()
    with pytest.raises(ReplayMiss, match="fewer times"):
        post(replay, {"a": 1})


def test_a_failure_that_was_tried_again_is_not_waited_for_again() -> None:
    """Only the last of several tries of one request is replayed."""
    tries = (
        Exchange({"a": 1}, None, error="ConnectError"),
        Exchange({"a": 1}, 429),
        Exchange({"b": 1}, 400),
        Exchange({"a": 1}, 200, body=b"good"),
    )
    replay = ReplayTransport(Recording(tries))
    assert post(replay, {"a": 1}) == b"good"
    assert [exchange.status for exchange in replay.unused()] == [400]


def test_a_miss_shows_the_difference_to_the_nearest_request() -> None:
    """Whoever changes a prompt sees which line of it changed."""
    prompt = "Line one.\nLine two.\nLine three."
    replay = ReplayTransport(
        Recording((Exchange({"model": "m", "prompt": prompt}, 200), Exchange({"model": "x", "other": 1}, 200)))
    )
    with pytest.raises(ReplayMiss) as miss:
        post(replay, {"model": "m", "prompt": prompt.replace("two", "2")})
    assert "-Line two." in str(miss.value)
    assert "+Line 2." in str(miss.value)
    assert "other" not in str(miss.value)
    with pytest.raises(ReplayMiss, match="empty"):
        post(ReplayTransport(Recording()), {})


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ([], "not a brief-recording"),
        ({"format": "brief-recording", "version": 2, "exchanges": []}, "version 2"),
        ({"format": "brief-recording", "version": 1}, "`exchanges` is not a list"),
        ([{"status": 200, "body": []}], "exchange 1: no `request`"),
        ([{"request": {}, "status": "200", "body": []}], "`status` is neither"),
        ([{"request": {}, "status": None, "body": []}], "neither a status nor an error"),
        ([{"request": {}, "status": None, "error": 3, "body": []}], "`error` is neither"),
        ([{"request": {}, "status": 200, "body": "text"}], "`body` is neither"),
        ([{"request": {}, "status": 200, "body": {"base64": "?"}}], "not base64"),
        ([{"request": {}, "status": 200, "body": ["\ud800"]}], "half a character"),
    ],
)
def test_a_bad_recording_is_refused(document: object, fault: str) -> None:
    """Each fault is named with its place."""
    if isinstance(document, list) and document:
        document = {"format": "brief-recording", "version": 1, "exchanges": document}
    with pytest.raises(RecordingError, match=fault):
        load(json.dumps(document).encode(), "here")
    with pytest.raises(RecordingError, match="here: not JSON"):
        load(b"{", "here")
