"""HTTP transports for the openai client: one that says less, one that records another, one that replays a recording."""

from __future__ import annotations

import difflib
import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import httpx2

from brief import __version__
from brief.writing.recording import Exchange, Recording, RecordingError, ReplayMiss, canonical, request_key, scrub

_DIFFERENCE_LINES = 60
_SENT_HEADERS = frozenset({"host", "authorization", "content-type", "content-length", "accept", "connection"})


class SparseTransport(httpx2.BaseTransport):
    """Sends what an endpoint needs, not what the openai client adds about this machine and its environment.

    Answers are asked for uncompressed: a recording can then be read. `extensions` go with each request.
    """

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner
        self.extensions: dict[str, Any] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        # A new request: the client looks its own headers up in the old one again.
        headers = {name: value for name, value in request.headers.items() if name in _SENT_HEADERS}
        headers |= {"user-agent": f"brief/{__version__}", "accept-encoding": "identity"}
        sparse = httpx2.Request(
            request.method,
            request.url,
            headers=headers,
            stream=request.stream,
            extensions={**request.extensions, **self.extensions},
        )
        return self._inner.handle_request(sparse)

    def close(self) -> None:
        self._inner.close()


class RecordingTransport(httpx2.BaseTransport):
    """Passes everything on to `inner` and keeps each exchange, in the order in which they ended.

    `secrets` (the API key) are scrubbed from what is kept. What was received before a stream broke is kept too,
    with the error that ended it.
    """

    def __init__(self, inner: httpx2.BaseTransport, secrets: Iterable[str] = ()) -> None:
        self._inner = inner
        self._secrets = tuple(secrets)
        self._exchanges: list[Exchange] = []

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return tuple(self._exchanges)

    def recording(self, made: date | None = None, model: str = "", note: str = "") -> Recording:
        """All exchanges so far as a recording of the day `made`."""
        return Recording(self.exchanges, made.isoformat() if made else "", model, note)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = _parse(scrub(request.read().decode("utf-8", "replace"), self._secrets).encode())
        try:
            response = self._inner.handle_request(request)
        except httpx2.TransportError as error:
            said = scrub(str(error), self._secrets)
            self._exchanges.append(Exchange(body, None, error=type(error).__name__, said=said))
            raise
        assert isinstance(response.stream, httpx2.SyncByteStream)
        stream = _Tap(response.stream, self, body, response.status_code, response.headers.get("content-type", ""))
        return httpx2.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    def keep(self, exchange: Exchange) -> None:
        """Add an exchange, scrubbed."""
        try:
            text = exchange.body.decode()
        except UnicodeDecodeError:
            text = exchange.body.decode("latin-1")
            clean = scrub(text, self._secrets).encode("latin-1")
        else:
            clean = scrub(text, self._secrets).encode()
        self._exchanges.append(
            Exchange(exchange.request, exchange.status, exchange.content_type, clean, exchange.error)
        )

    def close(self) -> None:
        self._inner.close()


class _Tap(httpx2.SyncByteStream):
    """A response's stream that is kept while it passes. It is kept once: at its end, its error or its closing."""

    def __init__(
        self, inner: httpx2.SyncByteStream, owner: RecordingTransport, request: Any, status: int, content_type: str
    ) -> None:
        self._inner = inner
        self._owner = owner
        self._so_far = bytearray()
        self._head = (request, status, content_type)
        self._kept = False

    def __iter__(self) -> Iterator[bytes]:
        try:
            for part in self._inner:
                self._so_far += part
                yield part
        except httpx2.TransportError as error:
            self._keep(type(error).__name__)
            raise
        self._keep(None)

    def close(self) -> None:
        # A reader that has seen [DONE] closes without reading on: that is an end, not an error.
        self._keep(None)
        self._inner.close()

    def _keep(self, error: str | None) -> None:
        if not self._kept:
            self._kept = True
            self._owner.keep(Exchange(*self._head, bytes(self._so_far), error))


class ReplayTransport(httpx2.BaseTransport):
    """Answers requests from a recording, without any network.

    A request is looked up by what it asks (model, messages, form of answer), not by how long or how warm an answer
    it wants; equal requests are answered in the order recorded. A failure that was followed by another try of the
    same request is skipped: a replay does not wait again. Raises
    ReplayMiss, with the difference to the nearest recorded request, for one that was not recorded.
    """

    def __init__(self, recording: Recording) -> None:
        self._queues: dict[str, deque[Exchange]] = defaultdict(deque)
        for exchange in recording.exchanges:
            queue = self._queues[exchange.key]
            if queue and queue[-1].failed:
                queue.pop()
            queue.append(exchange)
        self._recorded = recording.exchanges

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body = _parse(request.read())
        queue = self._queues.get(request_key(body))
        if not queue:
            raise ReplayMiss(self._difference(body))
        exchange = queue.popleft()
        if exchange.status is None:
            raise _error(exchange, request)
        # The wait before another try is for a real server; there is nothing to wait for here.
        headers = {"content-type": exchange.content_type, "retry-after-ms": "1"}
        return httpx2.Response(exchange.status, headers=headers, stream=_Played(self, exchange, request))

    def unused(self) -> tuple[Exchange, ...]:
        """The recorded exchanges that nobody has asked for."""
        return tuple(exchange for queue in self._queues.values() for exchange in queue)

    def chunks(self, body: bytes) -> Iterable[bytes]:
        """The pieces in which a response's body is handed on (a subclass may cut it elsewhere)."""
        return [body]

    def _difference(self, body: Any) -> str:
        if not self._recorded:
            return "the recording is empty: there is no answer to any request in it"
        wanted = _pretty(body)
        nearest = max(
            (_pretty(exchange.request) for exchange in self._recorded),
            key=lambda lines: difflib.SequenceMatcher(None, lines, wanted, autojunk=False).ratio(),
        )
        if nearest == wanted:
            return "this request was recorded, but fewer times than it is now made"
        names = ("nearest recorded request", "this request")
        lines = list(difflib.unified_diff(nearest, wanted, *names, lineterm="", n=1))
        shown = [line if len(line) < 400 else f"{line[:400]}…" for line in lines[:_DIFFERENCE_LINES]]
        return "\n".join(["this request is not in the recording:", *shown])


class _Played(httpx2.SyncByteStream):
    def __init__(self, owner: ReplayTransport, exchange: Exchange, request: httpx2.Request) -> None:
        self._owner = owner
        self._exchange = exchange
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        yield from self._owner.chunks(self._exchange.body)
        if self._exchange.error is not None:
            raise _error(self._exchange, self._request)


def _error(exchange: Exchange, request: httpx2.Request) -> httpx2.TransportError:
    name = exchange.error or ""
    kind = getattr(httpx2, name, httpx2.ReadError)
    if not (isinstance(kind, type) and issubclass(kind, httpx2.TransportError)):
        kind = httpx2.ReadError
    return kind(exchange.said or f"{name} (as recorded)", request=request)


def _parse(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body)
    except ValueError:
        request = None
    if not isinstance(request, dict):
        raise RecordingError("a request that is not a JSON object cannot be recorded or replayed")
    return request


def _pretty(request: Any) -> list[str]:
    """A request line by line, long texts cut at their own line breaks, so that a difference is readable."""
    lines = json.dumps(json.loads(canonical(request)), ensure_ascii=False, indent=1, sort_keys=True)
    return [part for line in lines.splitlines() for part in line.split("\\n")]
