"""Running the MCP server: over standard input and output, or over HTTP on this machine."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from typing import Any

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings

from brief.serving.addresses import read_place
from brief.serving.http import serve

PATH = "/mcp"


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

    def make_app(hosts: list[str]) -> Any:
        origins = [f"{scheme}://{one}" for one in hosts for scheme in ("http", "https")]
        security = TransportSecuritySettings(allowed_hosts=hosts, allowed_origins=origins)
        return server.streamable_http_app(streamable_http_path=PATH, transport_security=security, host=host)

    serve((host, port), names, make_app, lambda address: say(f"MCP server at {address}{PATH}; Ctrl-C ends it"))
