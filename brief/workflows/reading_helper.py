"""The process that `brief.workflows.reading` starts: reads batches of articles from stdin, writes readings to stdout.

Both are streams of pickles. Three threads: one takes what comes in, however busy the others are, since the other side
must never wait to send; one reads; one writes. The end of the input is the end of the process, at once: the other side
closes it when it is done, and if that is killed the system does.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from brief.articles.reading import read_article
from brief.models import Article
from brief.workflows.reading import Packed, pack


def main() -> None:
    """Serve until the input ends; never returns."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else prints must not come between
    batches: SimpleQueue[list[Article]] = SimpleQueue()
    done: SimpleQueue[list[Packed] | None] = SimpleQueue()
    done.put([])  # ready
    _start(lambda: done.put(_read(batches.get())))
    _start(lambda: _write(answers, done.get()))
    try:
        while True:
            batches.put(pickle.load(sys.stdin.buffer))
    finally:
        os._exit(0)


def _start(step: Callable[[], None]) -> None:
    """Take the step again and again, in a thread; a failure ends the process."""

    def run() -> None:
        try:
            while True:
                step()
        finally:
            os._exit(1)

    Thread(target=run, daemon=True).start()


def _read(batch: list[Article]) -> list[Packed] | None:
    """None if one of them cannot be read: the other side reads them again, and sees why."""
    try:
        return [pack(read_article(article)) for article in batch]
    except Exception:
        return None


def _write(answers: BinaryIO, packed: list[Packed] | None) -> None:
    pickle.dump(packed, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()
