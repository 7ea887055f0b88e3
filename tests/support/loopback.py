"""The listening half of every server that a test starts: on loopback, a thread a connection."""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LoopbackServer(ThreadingHTTPServer):
    """Listens on a free port of loopback. Connections still open at the end do not keep the test waiting."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that resets a kept connection is no fault of the server's, and its traceback would land in the
        stderr of whatever runs in this process just then. Any other error is a defect of the test and is printed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
