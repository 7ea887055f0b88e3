"""Blocking work behind an asynchronous server: progress, errors, and an end that leaves no thread behind."""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import pytest

from brief import stopping
from brief.api.library import Library
from brief.config import Settings
from brief.errors import NotFound
from brief.serving import calls
from brief.serving.calls import Calls, Hear, reporting


@pytest.fixture
def work(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path / "library")


def test_progress_only_grows_and_goes_on_in_silence(work: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done is passed on; where nothing new is, the last of it is said again with the seconds so far."""
    monkeypatch.setattr(calls, "HEARTBEAT", 0.01)
    heard: list[tuple[float, str]] = []
    enough = threading.Event()

    async def report(steps: float, _: float | None, words: str) -> None:
        heard.append((steps, words))
        if words.startswith("writing ("):
            enough.set()

    def write(library: Library, hear: Hear) -> int:
        hear("writing")
        assert enough.wait(60)
        return len(library)

    assert anyio.run(Calls(work).run, write, reporting(report)) == 0
    assert [steps for steps, _ in heard] == list(range(1, len(heard) + 1))
    assert "writing" in [words for _, words in heard]


def test_an_error_comes_out_as_it_is(work: Settings) -> None:
    """Not wrapped in a group, and the next call works."""
    running = Calls(work)

    def fail(_: Library, __: Hear) -> None:
        raise NotFound("no such thing")

    async def both() -> None:
        with pytest.raises(NotFound, match="no such thing"):
            await running.run(fail)
        assert await running.run(lambda library, _: len(library)) == 0
        running.close()

    anyio.run(both)


@pytest.mark.parametrize("wait", ["sleep", "hear"])
def test_a_cancelled_call_has_ended(work: Settings, wait: str) -> None:
    """When the cancelled call returns its thread is over, wherever it was; nothing after that point was done."""
    begun, done = threading.Event(), []

    def think(_: Library, hear: Hear) -> None:
        try:
            begun.set()
            while True:
                stopping.sleep(3600) if wait == "sleep" else hear("still here")
        finally:
            done.append("ended")

    async def cancel() -> None:
        with anyio.CancelScope() as scope:
            async with anyio.create_task_group() as group:
                group.start_soon(Calls(work).run, think)
                await anyio.to_thread.run_sync(begun.wait)
                scope.cancel()
        assert done == ["ended"]

    anyio.run(cancel)


def test_calls_at_the_same_time_have_a_library_each(work: Settings) -> None:
    """And the next one gets one of these."""
    running, seen = Calls(work), []
    meet = threading.Barrier(2)

    def look(library: Library, _: Hear) -> None:
        meet.wait(60)
        seen.append(library)

    async def several() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(running.run, look)
            group.start_soon(running.run, look)
        assert seen[0] is not seen[1]
        assert await running.run(lambda library, _: library) in seen

    anyio.run(several)
