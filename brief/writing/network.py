"""The network under a model's endpoint: every byte of a request and its answer stays within one deadline.

A timeout alone does not end an exchange: a server that sends one byte in each of its seconds, in its headers or
between two events, never meets it. So the deadline is held where bytes are read and written.
"""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import httpx2

from brief.sources.network import Backend, Clock, proxy_for

DEADLINE = "brief.deadline"
"""The extension of a request that says when it has to be over: seconds of `time.monotonic`."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class DirectTransport(httpx2.BaseTransport):
    """The transport to an endpoint, through the proxy that the environment names for it (never to loopback).

    Of one request at a time: the deadline of the last one holds, until its answer has been read.
    """

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
        proxy = "" if host in _LOOPBACK else proxy_for(parts.scheme, host)
        self._inner = httpx2.HTTPTransport(proxy=proxy or None)
        self._clock = Clock()
        # httpx2 has no argument for it; a test with a server that drips its headers holds that it works.
        self._inner._pool._network_backend = Backend(self._clock, anywhere=True)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._clock.start(request.extensions.get(DEADLINE, float("inf")) - time.monotonic())
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()
