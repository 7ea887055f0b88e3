"""`brief mcp` as an agent's program calls it: the SDK's own client, over standard input and output and over HTTP.

Its users skip themselves where the extra `mcp` is not installed, before they import it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from tests.cli.conftest import ROOT, clean_environment

PATIENCE = 120
QUESTION = "why is Seoul ending GSOMIA?"
TRANSPORTS = ("stdio", "http")
READING = {"ask", "search", "show", "check", "list_sources", "digest"}


@dataclass
class Server:
    """How to reach `brief mcp` over a library, by one transport."""

    transport: str
    library: Path
    home: Path
    env: Mapping[str, str] = field(default_factory=dict)
    mode: str = "auto"
    """Of the client: `legacy` is the protocol of before 2026, which most clients speak."""

    @property
    def environment(self) -> dict[str, str]:
        return clean_environment(self.home) | {"PYTHONPATH": str(ROOT)} | dict(self.env)

    def command(self, *words: str) -> list[str]:
        return ["-m", "brief", "mcp", "--library", str(self.library), *words]

    @asynccontextmanager
    async def connect(self, *words: str) -> AsyncIterator[Client]:
        if self.transport == "stdio":
            how = StdioServerParameters(
                command=sys.executable, args=self.command(*words), env=self.environment, cwd=self.home
            )
            async with Client(how, mode=self.mode) as client:
                yield client
            return
        with self.listening(*words) as address:
            async with Client(address, mode=self.mode) as client:
                yield client

    def started(self, *words: str) -> subprocess.Popen[str]:
        """The program, with pipes to all it reads and writes."""
        return subprocess.Popen(
            [sys.executable, *self.command(*words)],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @contextmanager
    def listening(self, *words: str) -> Iterator[str]:
        """The server over HTTP, as long as it is needed; gives its address."""
        started = subprocess.Popen(
            [sys.executable, *self.command("--http", "127.0.0.1:0", *words)],
            env=self.environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert started.stderr
            line = started.stderr.readline()
            assert "MCP server at http://127.0.0.1:" in line, line + started.stderr.read()
            yield line.split(" at ")[1].split(";")[0]
        finally:
            started.terminate()
            out, err = started.communicate(timeout=PATIENCE)
            assert out == ""
            assert "Traceback" not in err, err


def use(server: Server, talk: Callable[[Client], Awaitable[None]], *words: str) -> None:
    """A whole session with the server."""

    async def session() -> None:
        with anyio.fail_after(PATIENCE):
            async with server.connect(*words) as client:
                await talk(client)

    anyio.run(session)


async def called(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """The one line that a tool says where it cannot do what is asked."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    (block,) = result.content
    assert block.type == "text"
    assert len(block.text.splitlines()) == 1
    return block.text
