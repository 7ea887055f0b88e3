"""The servers that tests start are quiet about clients that go, and about nothing else."""

from __future__ import annotations

import socket
import struct
import time
from urllib.parse import urlsplit

import pytest

from tests.support.faults import Handler, serving, status

GET = b"GET /models HTTP/1.1\r\nHost: localhost\r\n\r\n"


def test_a_client_that_resets_its_connection_leaves_no_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    """The reset lands while the server waits for the next request, which no handler of ours sees."""
    with serving(status(500)) as server:
        address = urlsplit(server.url)
        for _ in range(5):
            client = socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.sendall(GET)
            assert client.recv(4096).startswith(b"HTTP/1.1 500")
            client.close()
        time.sleep(0.1)
    assert capfd.readouterr().err == ""


def test_a_fault_of_the_server_itself_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    def broken(_: Handler) -> None:
        raise ValueError("a defect of the test")

    with serving(broken) as server:
        address = urlsplit(server.url)
        client = socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=5)
        client.sendall(GET)
        assert client.recv(4096) == b""
        client.close()
    assert "a defect of the test" in capfd.readouterr().err
