"""An HTTP server of ours: where it listens, by which names it is called, how it ends."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import uvicorn

from brief.errors import ConfigError
from brief.serving.addresses import allowed_hosts, listen

GRACE = 1
"""Seconds that open calls get to end when the server is told to stop."""
CONNECTIONS = 200
"""Open at the same time; one more is answered 503."""


def serve(
    place: tuple[str, int],
    names: Sequence[str],
    make_app: Callable[[list[str]], Any],
    ready: Callable[[str], None],
) -> None:
    """Serve at `place` (host and port; 0: any free one) until a signal ends it.

    `names`: hosts that requests may be for, besides this machine's own. `make_app` makes the ASGI application from all
    hosts that a request may name; `ready` is called with the server's address once it listens.

    Raises:
        ConfigError: nothing can listen there, or others could reach it and no name was given.
    """
    host, port = place
    allowed_hosts(host, names, port)  # before anything listens
    with listen(host, port) as listener:
        port = listener.getsockname()[1]
        app = make_app(allowed_hosts(host, names, port))
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=GRACE,
            lifespan="on",
        )
        http = uvicorn.Server(config)
        # When it ends, calls and streams that are still open are cancelled: that is no error of theirs.
        logging.getLogger("uvicorn.error").addFilter(lambda _: not http.should_exit)
        ready(f"http://{f'[{host}]' if ':' in host else host}:{port}")
        http.run(sockets=[listener])
        if not http.started:
            raise ConfigError("the server could not start")
