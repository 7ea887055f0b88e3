"""A web server on loopback that answers as a test says, to see what a client makes of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from types import TracebackType

from tests.support.loopback import LoopbackServer


@dataclass(frozen=True)
class Reply:
    """One answer. `claims` is the Content-Length sent (None: the true one); `silent` seconds pass before it."""

    body: bytes = b""
    status: int = 200
    media: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    claims: int | None = None
    silent: float = 0.0


@dataclass(frozen=True)
class Request:
    """What came in; the names of headers in lower case."""

    path: str
    headers: dict[str, str]
    body: bytes


class Server:
    """Answers each path with the replies given for it, in turn; the last one is given again and again.

    A request for /robots.txt is noted among `requests` only where a reply is given for it; else the answer is 404.
    """

    def __init__(self, pages: dict[str, Reply | list[Reply]]) -> None:
        self.pages = {path: [r] if isinstance(r, Reply) else list(r) for path, r in pages.items()}
        self.requests: list[Request] = []
        self._closing = threading.Event()
        self._http = LoopbackServer(self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Server:
        self._thread = threading.Thread(target=lambda: self._http.serve_forever(poll_interval=0.01), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                asked = Request(self.path, {k.lower(): v for k, v in self.headers.items()}, self.rfile.read(length))
                if self.path != "/robots.txt" or self.path in server.pages:
                    server.requests.append(asked)
                replies = server.pages.get(self.path, [Reply(b"nothing here", 404, "text/plain")])
                reply = replies.pop(0) if len(replies) > 1 else replies[0]
                server._closing.wait(reply.silent)
                try:
                    self.send_response(reply.status)
                    self.send_header("Content-Type", reply.media)
                    self.send_header("Content-Length", str(len(reply.body) if reply.claims is None else reply.claims))
                    self.send_header("Connection", "close")
                    for name, value in reply.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(reply.body)
                except ConnectionError:
                    pass  # the client did not wait

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        return Handler
