"""Blocking work for asynchronous servers: in a thread, heard as it goes on, stopped when its call is cancelled."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread
from anyio.abc import ObjectReceiveStream, ObjectSendStream
from anyio.from_thread import run_sync as run_in_loop

from brief.api.library import Library
from brief.config import Settings
from brief.stopping import Stop, Stopped

T = TypeVar("T")
Hear = Callable[[Any], None]
"""Takes what the work has to say while it goes on: what is being done, or a part of its result."""
Listen = Callable[[ObjectReceiveStream[Any]], Awaitable[None]]
"""Passes on what was heard, in the order it was said, until there is no more."""
Report = Callable[[float, float | None, str], Awaitable[None]]
"""Passes on progress: how far (it only grows), of how much (None: unknown), and in words what is being done."""

AT_ONCE = 4
"""Calls that are worked on at the same time; others wait for their turn."""
HEARTBEAT = 5.0
"""Seconds after which a call that has nothing new to say says again what it does: clients give up silent ones."""


async def unheard(said: ObjectReceiveStream[Any]) -> None:
    """For whoever wants to hear of nothing while the work goes on."""
    async for _ in said:
        pass


class Calls:
    """Runs work on a library for one server.

    Each call has a library object to itself for its time; they are kept for the next one, so that the embedder is
    loaded once for each that was ever used at the same time.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._idle: list[Library] = []
        self._limiter = anyio.CapacityLimiter(AT_ONCE)

    async def run(
        self,
        work: Callable[[Library, Hear], T],
        listen: Listen = unheard,
        *,
        limiter: anyio.CapacityLimiter | None = None,
    ) -> T:
        """What `work` gives, or raises, once `listen` has passed on all that was heard of it. When this is cancelled,
        the work is stopped, and has ended when this returns: no thread of it is left that could write.

        `limiter`: what bounds the calls of this kind, where it is not all calls together.
        """
        stop, outcome = Stop(), _Outcome[T]()
        failed: list[Exception] = []  # of `listen`, carried out by hand as those of the work are
        send, receive = anyio.create_memory_object_stream[Any](math.inf)

        def hear(said: Any) -> None:
            stop.checkpoint()
            run_in_loop(send.send_nowait, said)

        async def in_thread(said: ObjectSendStream[Any]) -> None:
            async with said:
                await anyio.to_thread.run_sync(
                    lambda: self._work(work, hear, stop, outcome), limiter=limiter or self._limiter
                )

        async with anyio.create_task_group() as group, receive:
            group.start_soon(_stop_with_the_call, stop)
            group.start_soon(in_thread, send)
            try:
                await listen(receive)
            except Exception as error:
                failed.append(error)
            group.cancel_scope.cancel()
        if failed:
            raise failed[0]
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


def reporting(report: Report) -> Listen:
    """Passes on what is heard, which is words, as progress; silence is filled with the last words again."""

    async def listen(said: ObjectReceiveStream[str]) -> None:
        last, steps, began = "", 0, time.monotonic()
        while True:
            with anyio.move_on_after(HEARTBEAT) as waited:
                try:
                    last = words = await said.receive()
                except anyio.EndOfStream:
                    return
            if waited.cancelled_caught:
                words = f"{last or 'working'} ({time.monotonic() - began:.0f} s)"
            steps += 1
            await report(steps, None, words)

    return listen
