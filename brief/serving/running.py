"""Running the MCP server: over standard input and output, or over HTTP on this machine."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Sequence

import anyio
import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

from brief.errors import ConfigError
from brief.serving.addresses import allowed_hosts, listen, read_place

PATH = "/mcp"
GRACE = 1
"""Seconds that open calls get to end when the server is told to stop."""


def run_stdio(server: MCPServer) -> None:
    """Serve until standard input ends. Standard output carries the protocol alone."""
    # Whoever waits for standard input cannot be woken: Ctrl-C ends the process as it ends `cat`. Nothing is lost by it,
    # a library stands being killed at any point.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(server.run_stdio_async)


def run_http(server: MCPServer, place: str, names: Sequence[str], say: Callable[[str], None]) -> None:
    """Serve at `place` until a signal ends it; `names`: hosts that requests may be for, besides this machine's own.

    Raises:
        ConfigError: nothing can listen there, or others could reach it and no name was given.
    """
    host, port = read_place(place)
    allowed_hosts(host, names, port)  # before anything listens
    with listen(host, port) as listener:
        port = listener.getsockname()[1]
        hosts = allowed_hosts(host, names, port)
        security = TransportSecuritySettings(
            allowed_hosts=hosts, allowed_origins=[f"{scheme}://{one}" for one in hosts for scheme in ("http", "https")]
        )
        app = server.streamable_http_app(streamable_http_path=PATH, transport_security=security, host=host)
        config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE, lifespan="on")
        shown = f"[{host}]" if ":" in host else host
        say(f"MCP server at http://{shown}:{port}{PATH}; Ctrl-C ends it")
        http = uvicorn.Server(config)
        # When it ends, calls and streams that are still open are cancelled: that is no error of theirs.
        logging.getLogger("uvicorn.error").addFilter(lambda _: not http.should_exit)
        http.run(sockets=[listener])
        if not http.started:
            raise ConfigError("the server could not start")
