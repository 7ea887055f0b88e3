"""A server on loopback that fails on purpose, in the ways real endpoints do."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.support.loopback import LoopbackServer

Respond = Callable[["Handler"], None]


@dataclass
class Faults:
    """What the server does with each request in turn (the last one again and again), and what it was sent."""

    script: list[Respond]
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faults: Faults

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        turn = len(self.faults.requests)
        self.faults.requests.append(json.loads(body))
        self.faults.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.faults.times.append(time.monotonic())
        with contextlib.suppress(OSError):
            self.faults.script[min(turn, len(self.faults.script) - 1)](self)

    def do_GET(self) -> None:
        with contextlib.suppress(OSError):
            self.faults.script[0](self)

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def reply(self, status: int, body: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self, *pieces: bytes) -> None:
        """The head of a streamed response and some of its pieces; whoever calls decides how it ends."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in pieces:
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.flush()


def status(code: int, message: str = "no", **headers: str) -> Respond:
    """An error response with an OpenAI error object."""
    body = json.dumps({"error": {"message": message, "type": "server_error"}}).encode()
    return lambda handler: handler.reply(code, body, **headers)


def body(data: bytes, kind: str = "text/event-stream") -> Respond:
    """A 200 with this body."""
    return lambda handler: handler.reply(200, data, kind)


def cut_stream(*pieces: bytes) -> Respond:
    """A stream that begins and whose connection then drops."""

    def respond(handler: Handler) -> None:
        handler.begin_stream(*pieces)
        handler.close_connection = True
        handler.connection.close()

    return respond


def slow_stream(seconds: float, *pieces: bytes) -> Respond:
    """A stream that begins and then says nothing for so long."""

    def respond(handler: Handler) -> None:
        handler.begin_stream(*pieces)
        time.sleep(seconds)
        handler.close_connection = True

    return respond


def drip(seconds: float, piece: bytes) -> Respond:
    """A stream that goes on and on (200 pieces, then it drops) and never pauses for longer than so long."""

    def respond(handler: Handler) -> None:
        handler.begin_stream()
        for _ in range(200):
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            handler.wfile.flush()
            time.sleep(seconds)
        handler.close_connection = True
        handler.connection.close()

    return respond


def drip_headers(seconds: float) -> Respond:
    """Early hints without end, and never a response; a pause of so long after each."""

    def respond(handler: Handler) -> None:
        for _ in range(200):
            handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
            handler.wfile.flush()
            time.sleep(seconds)
        handler.close_connection = True

    return respond


def silence(seconds: float) -> Respond:
    """No answer at all for so long, then the connection drops."""

    def respond(handler: Handler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return respond


def hang_up(handler: Handler) -> None:
    """The connection drops without a word."""
    handler.close_connection = True
    handler.connection.close()


@contextlib.contextmanager
def serving(*script: Respond) -> Iterator[Faults]:
    """A server on loopback that follows `script`; its `url` ends in /v1."""
    faults = Faults(list(script))
    handler = type("Bound", (Handler,), {"faults": faults})
    server = LoopbackServer(handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    faults.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield faults
    finally:
        server.shutdown()
        server.server_close()
