"""`brief mcp` as a process: what it writes where, how it ends, whom it answers, and what it refuses at the start."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import anyio
import pytest

from brief.errors import ExitCode
from tests.cli.conftest import Brief

pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

from mcp import Client

from tests.cli.mcp_client import PATIENCE, TRANSPORTS, Server


def test_standard_output_carries_the_protocol_alone(library: Path, tmp_path: Path) -> None:
    """What there is to say goes to standard error; each line of output is a message."""
    (tmp_path / ".env").write_text("BRIEF_PROMPTS=prompts\n")
    (tmp_path / "prompts").mkdir()
    server = Server("stdio", library, tmp_path)
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    sent = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "a"}}},
    ]
    with server.started() as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("".join(json.dumps(message) + "\n" for message in sent))
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.close()
        assert process.stdout.read() == ""
        assert process.wait(PATIENCE) == 0
        assert "prompts folder" in process.stderr.read()
    assert [message["id"] for message in answers] == [1, 2]


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_ctrl_c_ends_it(transport: str, filled: Path, tmp_path: Path) -> None:
    """Also while a client is connected, and without a trace of the program."""
    server = Server(transport, filled, tmp_path)
    words = ("--http", "127.0.0.1:0") if transport == "http" else ()
    with server.started(*words) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        if transport == "stdio":
            process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "server/discover"}) + "\n")
            process.stdin.flush()
            assert process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == -signal.SIGINT
        else:
            address = process.stderr.readline().split(" at ")[1].split(";")[0]

            async def stay() -> None:
                with contextlib.suppress(Exception):  # its server goes away
                    async with Client(address, mode="legacy") as client:
                        await client.list_tools()
                        process.send_signal(signal.SIGINT)
                        await anyio.to_thread.run_sync(process.wait, PATIENCE)

            anyio.run(stay)
            assert process.wait(PATIENCE) == ExitCode.INTERRUPTED
        assert process.stderr.read().strip() in ("", "brief: interrupted")


def test_http_answers_this_machine_alone(filled: Path, tmp_path: Path) -> None:
    """A page whose name was made to resolve here, and one of another site, are refused."""

    def status(address: str, headers: Mapping[str, str]) -> int:
        message = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
        sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers}
        try:
            with urllib.request.urlopen(urllib.request.Request(address, message, sent), timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    with Server("http", filled, tmp_path).listening("--allow-host", "news.example.org") as address:
        port = address.split(":")[2].split("/")[0]
        assert status(address, {"Host": f"evil.example.org:{port}"}) == 421
        assert status(address, {"Origin": "https://evil.example.org"}) == 403
        assert status(address, {"Host": "127.0.0.1:1"}) == 421
        for fine in ({}, {"Host": "news.example.org"}, {"Origin": f"http://localhost:{port}"}):
            assert status(address, fine) not in (403, 421)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--http", "0.0.0.0:0"], ExitCode.CONFIG, "anyone who can reach 0.0.0.0 could read the library"),
        (["--http", "everywhere"], ExitCode.CONFIG, "is no place to listen at"),
        (["--http", "127.0.0.1:99999"], ExitCode.CONFIG, "is no place to listen at"),
        (["--http", "127.0.0.1:0", "--allow-host", "http://x/"], ExitCode.CONFIG, "is not a host name"),
        (["--allow-host", "news.example.org"], ExitCode.USAGE, "--allow-host needs --http"),
        (["--allow-private"], ExitCode.USAGE, "--allow-private needs --allow-add"),
        (["--judge", "some"], ExitCode.USAGE, "--judge"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_refused_at_the_start(brief: Brief, words: list[str], code: int, said: str) -> None:
    """One line says why, and nothing listens."""
    done = brief("mcp", *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (code, "", 1)
    assert said in done.err


def test_a_port_that_is_taken(brief: Brief) -> None:
    """Said in one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = brief("mcp", "--http", f"127.0.0.1:{taken.getsockname()[1]}")
    assert done.code == ExitCode.CONFIG
    assert "another program listens at 127.0.0.1" in done.err


def test_without_the_extra(process: Brief, here: Path) -> None:
    """What to install, in one line."""
    (here / "mcp.py").write_text("raise ModuleNotFoundError(\"No module named 'mcp'\", name='mcp')\n")
    done = process("mcp")
    assert (done.code, done.out) == (ExitCode.CONFIG, "")
    assert (
        done.err == "brief: `brief mcp` needs the extra mcp: `pip install '.[mcp]'` in brief's source folder adds it\n"
    )
