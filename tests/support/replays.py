"""Replays that are cut where a network could cut them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from brief.writing.recording import Exchange, Recording, load
from brief.writing.transports import ReplayTransport

RECORDINGS = Path(__file__).parent.parent / "recorded" / "recordings"


def files_of(case: str) -> list[Path]:
    """The recordings of a case: `<case>-<model>-<date>.json`, the newest last."""
    return sorted(RECORDINGS.glob(f"{case}-*-20??-??-??.json"), key=lambda path: path.stem[-10:])


def recording(case: str) -> Recording:
    """The newest recording of a case."""
    files = files_of(case)
    assert files, f"no recording of {case}: make it with `python -m tests.recorded.record`"
    return load(files[-1].read_bytes(), files[-1].name)


class CutReplay(ReplayTransport):
    """Hands bodies on in pieces that end at the given offsets."""

    def __init__(self, recording: Recording, offsets: Iterable[int]) -> None:
        super().__init__(recording)
        self._offsets = tuple(offsets)

    def chunks(self, body: bytes) -> Iterable[bytes]:
        ends = [*(n for n in self._offsets if n < len(body)), len(body)]
        return [body[start:end] for start, end in zip([0, *ends], ends, strict=False)]


class SameAnswer(ReplayTransport):
    """Answers any request with one given response: for answers that no server was brought to give."""

    def __init__(self, *exchanges: Exchange) -> None:
        super().__init__(Recording())
        self._exchanges = list(exchanges)
        self.requests: list[dict[str, Any]] = []

    def handle_request(self, request: Any) -> Any:
        import httpx2

        self.requests.append(json.loads(request.read()))
        exchange = self._exchanges[min(len(self.requests), len(self._exchanges)) - 1]
        headers = {"content-type": exchange.content_type, "retry-after-ms": "1"}
        assert exchange.status is not None
        return httpx2.Response(exchange.status, headers=headers, content=exchange.body)


def stream(
    *pieces: object, finish: str | None = "stop", usage: dict[str, int] | None = None, done: bool = True
) -> Exchange:
    """A streamed answer of these pieces: text, or a whole delta where it is a dict."""
    events: list[dict[str, Any]] = []
    for piece in pieces:
        delta = piece if isinstance(piece, dict) else {"content": piece}
        events.append({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    if finish:
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if usage:
        events.append({"choices": [], "usage": usage})
    lines = [f"data: {json.dumps(event)}\n\n" for event in events] + (["data: [DONE]\n\n"] if done else [])
    return Exchange({}, 200, "text/event-stream", "".join(lines).encode())


def whole(message: dict[str, Any], finish: str = "stop", usage: dict[str, int] | None = None) -> Exchange:
    """An answer of a server that does not stream."""
    body = {"object": "chat.completion", "choices": [{"index": 0, "message": message, "finish_reason": finish}]}
    return Exchange({}, 200, "application/json", json.dumps(body | ({"usage": usage} if usage else {})).encode())


def refusal(status: int, body: object) -> Exchange:
    """An error response."""
    return Exchange({}, status, "application/json", json.dumps(body).encode())
