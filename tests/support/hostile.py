"""Servers on loopback that mean no good: they hold whoever asks for as long as they are let."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

STEP = 0.02
"""Seconds between two pieces that a server drips; far below any timeout for a single read."""


class Hostile:
    """Listens on a free port of loopback and lets `attack` answer each connection; `url` ends without a slash.

    A request for /robots.txt is answered honestly (404), unless `robots_too`.
    """

    def __init__(self, attack: Callable[[socket.socket], object], *, robots_too: bool = False) -> None:
        self._attack, self._robots_too = attack, robots_too
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._held: list[socket.socket] = []
        self.seen: list[str] = []
        """The first line of each request."""

    def __enter__(self) -> Hostile:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """Let go of whoever is held, and take no one in any more."""
        for held in (self._listener, *self._held):
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)  # closing alone does not wake a thread that waits in accept()
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._held.append(client)
            threading.Thread(target=self._answer, args=(client,), daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with client:
            try:
                line = client.recv(65536).split(b"\r\n", 1)[0].decode("latin-1")
                self.seen.append(line)
                if " /robots.txt " in line and not self._robots_too:
                    client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                else:
                    self._attack(client)
            except OSError:
                pass  # the other side has left, as it should


def endless_interim(client: socket.socket) -> None:
    """One 103 Early Hints after the other, and never an answer."""
    while True:
        client.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
        time.sleep(STEP)


def dripping_head(client: socket.socket) -> None:
    """A status line and headers, a byte at a time, without end."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n":
        client.sendall(bytes([byte]))
        time.sleep(STEP)
    while True:
        for byte in b"X-More: of the same\r\n":
            client.sendall(bytes([byte]))
            time.sleep(STEP)


def dripping_status(client: socket.socket) -> None:
    """A status line that never ends."""
    client.sendall(b"HTTP/1.1 200 ")
    while True:
        client.sendall(b"O")
        time.sleep(STEP)


def dripping_body(client: socket.socket) -> None:
    """A body that goes on, a byte at a time."""
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>")
    while True:
        client.sendall(b"a")
        time.sleep(STEP)


def slow_redirects(client: socket.socket) -> None:
    """Each address leads to itself, after a while."""
    time.sleep(10 * STEP)
    client.sendall(b"HTTP/1.1 302 Found\r\nLocation: /on\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def silence(client: socket.socket) -> None:
    """Not a word, and the connection stays open."""
    while client.recv(65536):
        pass


def hang_up(client: socket.socket) -> None:
    """The connection ends before an answer."""
    client.shutdown(socket.SHUT_RDWR)
