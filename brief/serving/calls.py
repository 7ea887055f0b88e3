"""Blocking work for asynchronous servers: in a thread, with progress, and stopped when its call is cancelled."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread
from anyio.abc import ObjectReceiveStream
from anyio.from_thread import run_sync as run_in_loop

from brief.api.library import Library
from brief.config import Settings
from brief.stopping import Stop, Stopped

T = TypeVar("T")
Hear = Callable[[str], None]
"""Takes what is being done, in words."""
Report = Callable[[float, float | None, str], Awaitable[None]]
"""Passes on progress: how far (it only grows), of how much (None: unknown), and in words what is being done."""

AT_ONCE = 4
"""Calls that are worked on at the same time; others wait for their turn."""
HEARTBEAT = 5.0
"""Seconds after which a call that has nothing new to say says again what it does: clients give up silent ones."""


class Calls:
    """Runs work on a library for one server.

    Each call has a library object to itself for its time; they are kept for the next one, so that the embedder is
    loaded once for each that was ever used at the same time.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._idle: list[Library] = []
        self._limiter = anyio.CapacityLimiter(AT_ONCE)

    async def run(self, work: Callable[[Library, Hear], T], report: Report | None = None) -> T:
        """What `work` gives, or raises. When this is cancelled, the work is stopped, and has ended when this returns:
        no thread of it is left that could write."""
        stop, outcome = Stop(), _Outcome[T]()
        send, receive = anyio.create_memory_object_stream[str](math.inf)

        def hear(words: str) -> None:
            stop.checkpoint()
            run_in_loop(send.send_nowait, words)

        async with anyio.create_task_group() as group, send, receive:
            group.start_soon(_stop_with_the_call, stop)
            if report is not None:
                group.start_soon(_report, receive, report)
            await anyio.to_thread.run_sync(lambda: self._work(work, hear, stop, outcome), limiter=self._limiter)
            group.cancel_scope.cancel()
        if isinstance(outcome.error, Stopped):
            await anyio.lowlevel.checkpoint()  # the call was cancelled: this says so to whoever waits for it
        return outcome.value()

    def _work(self, work: Callable[[Library, Hear], T], hear: Hear, stop: Stop, outcome: _Outcome[T]) -> None:
        library = self._idle.pop() if self._idle else Library(settings=self.settings)
        try:
            with stop.here():
                outcome.found = [work(library, hear)]
        except (Exception, Stopped) as error:
            outcome.error = error
            library.close()
        else:
            self._idle.append(library)

    def close(self) -> None:
        """Let go of the libraries."""
        while self._idle:
            self._idle.pop().close()


class _Outcome(Generic[T]):
    """What came of work in a thread. Errors are carried out by hand: a group of tasks would wrap them."""

    def __init__(self) -> None:
        self.found: list[T] = []
        self.error: BaseException | None = None

    def value(self) -> T:
        if self.error is not None:
            raise self.error
        return self.found[0]


async def _stop_with_the_call(stop: Stop) -> None:
    try:
        await anyio.sleep_forever()
    finally:
        stop.stop()


async def _report(receive: ObjectReceiveStream[str], report: Report) -> None:
    said, steps, began = "", 0, time.monotonic()
    while True:
        with anyio.move_on_after(HEARTBEAT) as waited:
            said = words = await receive.receive()
        if waited.cancelled_caught:
            words = f"{said or 'working'} ({time.monotonic() - began:.0f} s)"
        steps += 1
        await report(steps, None, words)
