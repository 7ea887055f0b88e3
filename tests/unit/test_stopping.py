"""Work that waits for a network, or for its turn, ends at once when it is stopped from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from brief.stopping import Stop, Stopped, checkpoint, current, sleep
from brief.writing.endpoint import Endpoint
from brief.writing.sending import Connection
from tests.support.hostile import Hostile, dripping_body, hang_up, silence

LONG = 3600.0


def asking(url: str, retries: int = 0) -> Callable[[], object]:
    def ask() -> object:
        endpoint = Endpoint("m", "none", f"{url}/v1", timeout=LONG, retries=retries)
        return list(Connection(endpoint).events({"model": "m", "messages": []}, float("inf")))

    return ask


def stopped_while(work: Callable[[], object], ready: Callable[[], bool]) -> BaseException | None:
    """Runs `work` in a thread, stops it once it is `ready`, and gives what it ended with."""
    stop, ended = Stop(), []

    def run() -> None:
        try:
            with stop.here():
                work()
        except BaseException as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not ready():
        thread.join(0.01)
    stop.stop()
    thread.join(60)
    assert not thread.is_alive()
    return ended[0] if ended else None


@pytest.mark.parametrize("attack", [silence, dripping_body])
def test_a_model_that_is_silent_is_left_at_once(attack: Callable[..., object]) -> None:
    """A thread that waits for the next byte of an endpoint wakes; what came is not taken for an answer."""
    with Hostile(attack) as server:
        assert isinstance(stopped_while(asking(server.url), lambda: bool(server.seen)), Stopped)


def test_another_try_is_not_waited_for() -> None:
    """The pause before another try ends, and there is none."""
    with Hostile(hang_up) as server:
        assert isinstance(stopped_while(asking(server.url, retries=1000), lambda: bool(server.seen)), Stopped)


def test_stopped_work_does_not_begin() -> None:
    """Nothing is sent for it; without a stop, checkpoints pass."""
    checkpoint()
    sleep(0)
    assert current() is None
    stop = Stop()
    with stop.here():
        checkpoint()
        assert not stop
        stop.stop()
        assert stop
        for step in (checkpoint, lambda: sleep(LONG)):
            with pytest.raises(Stopped):
                step()
    with pytest.raises(Stopped), stop.here():
        raise AssertionError("it began")
    assert current() is None
    assert not isinstance(Stopped(), Exception)
