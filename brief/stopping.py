"""Ending work from another thread: what a server does whose client went away, or changed its mind.

Work that may be stopped runs under a `Stop` (`with stop.here():`). From then on every wait for a network (see
`brief.sources.network`) and every `checkpoint` of that context ends with `Stopped` once `stop()` was called: a
connection that waits for a byte is shut down, so that the thread behind it wakes at once.
"""

from __future__ import annotations

import socket
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar


class Stopped(BaseException):
    """The work was stopped on purpose. No Exception: what goes on after a failure must not go on after this."""


class Stop:
    """Stops the work of one context, once and for all. `stop` may be called from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._lock = threading.Lock()

    def __bool__(self) -> bool:
        """Whether it was stopped."""
        return self._event.is_set()

    def stop(self) -> None:
        with self._lock:
            self._event.set()
            waiting = list(self._sockets)
        for one in waiting:
            with suppress(OSError):  # closed meanwhile
                # Of the plain socket: that of TLS would take its session from under the thread that reads.
                socket.socket.shutdown(one, socket.SHUT_RDWR)

    def checkpoint(self) -> None:
        """Raise Stopped if it was stopped."""
        if self:
            raise Stopped

    def watch(self, connection: socket.socket) -> None:
        """Shut this connection down too when it is stopped. Raises Stopped if it was."""
        with self._lock:
            self._sockets.add(connection)
        self.checkpoint()

    def sleep(self, seconds: float) -> None:
        """Wait, but no longer than until it is stopped; raises Stopped then."""
        self._event.wait(seconds)
        self.checkpoint()

    @contextmanager
    def here(self) -> Iterator[None]:
        """Everything in this context runs under it."""
        token = _CURRENT.set(self)
        try:
            self.checkpoint()
            yield
        finally:
            _CURRENT.reset(token)


_CURRENT: ContextVar[Stop | None] = ContextVar("brief.stop", default=None)


def current() -> Stop | None:
    """What the work of this context runs under."""
    return _CURRENT.get()


def checkpoint() -> None:
    """Raise Stopped if the work of this context was stopped."""
    stop = current()
    if stop is not None:
        stop.checkpoint()


def sleep(seconds: float) -> None:
    """`time.sleep`, which ends with Stopped when the work of this context is stopped."""
    stop = current()
    if stop is None:
        time.sleep(seconds)
    else:
        stop.sleep(seconds)
