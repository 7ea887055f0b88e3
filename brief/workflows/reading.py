"""Reading many articles: in this process to begin with, in a second one beside it once there are many.

Reading is Python and takes as long as embedding and indexing do, which hold this interpreter's lock for much of
their time (Chroma does while it adds). So a helper process reads, and this one embeds and writes. It is a fresh
interpreter that imports `brief.articles` and talks over two pipes: no fork of a process that has threads, and no second
import of the main module, which may be a script without an `if __name__ == "__main__"`. What it gives is what
`read_article` gives, in the same order; whatever becomes of it, what it did not answer is read here.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from array import array
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from brief.models import Article, ArticleInfo, Chunk, LineKind, Reading, Sentence

ALONE = 2_500_000
"""Characters read here before a helper is started: some seconds of an add, of which it would save little."""
_BATCH = 200_000
"""Characters sent at a time (or one longer article)."""
_AHEAD = 12_000_000
"""Characters that the helper has before it at most: some seconds of work, for while this process is kept busy."""
_LEAST = 1000
"""Characters that an article counts for at least: so much of it is no text."""
_KINDS = tuple(LineKind)
_CODES = {kind: code for code, kind in enumerate(_KINDS)}
_RUN = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from brief.workflows.reading_helper import main; main()"
)

Packed = tuple[ArticleInfo, bytes, bytes, bytes]
"""A reading without its texts, which are slices of what was sent: where its sentences stand and of what kind they
are, and where its chunks stand."""


def read_articles(articles: Iterable[Article]) -> Generator[Reading, None, None]:
    """The readings of articles as a library keeps them (without their typed lines), in order.

    `articles` is read some way ahead of what is given out. Close the generator if it is not read to the end: it may
    have a process to end.
    """
    source = iter(articles)
    left = ALONE
    for article in source:
        yield _read(article)
        left -= len(article.raw)
        if left <= 0:
            break
    rest = next(source, None)
    if rest is None:
        return
    source = chain([rest], source)
    if _cores() < 2 or not _is_python() or os.name != "posix":
        yield from map(_read, source)
        return
    with _Helper() as helper:
        while not helper.is_ready():
            if (rest := next(source, None)) is None:
                return
            yield _read(rest)
        yield from _read_beside(helper, source)


def _read_beside(helper: _Helper, articles: Iterator[Article]) -> Iterator[Reading]:
    under_way: deque[list[Article]] = deque()
    ahead = 0
    while True:
        while ahead < _AHEAD and (batch := _next_batch(articles)):
            helper.send(batch)
            under_way.append(batch)
            ahead += _size(batch)
        if not under_way:
            return
        batch = under_way.popleft()
        ahead -= _size(batch)
        packed = helper.receive()
        if packed is None or len(packed) != len(batch):
            yield from map(_read, batch)
        else:
            yield from map(unpack, batch, packed)


def _read(article: Article) -> Reading:
    from brief.articles.reading import read_article

    reading = read_article(article)
    return Reading(reading.article, (), reading.sentences, reading.chunks)


def _next_batch(articles: Iterator[Article]) -> list[Article]:
    batch: list[Article] = []
    characters = 0
    while characters < _BATCH and (article := next(articles, None)) is not None:
        batch.append(article)
        characters += _size([article])
    return batch


def _size(batch: Sequence[Article]) -> int:
    return sum(max(_LEAST, len(article.raw)) for article in batch)


def pack(reading: Reading) -> Packed:
    """What `unpack` needs beside the article: unpacking costs a twentieth of reading."""
    sentences, chunks = reading.sentences, reading.chunks
    return (
        reading.article.info,
        _numbers([s.start for s in sentences] + [s.end for s in sentences]),
        bytes(_CODES[s.kind] for s in sentences),
        _numbers([c.start for c in chunks] + [c.end for c in chunks]),
    )


def unpack(article: Article, packed: Packed) -> Reading:
    """The reading that was packed, without its lines; `article` is what was read, whose text it takes."""
    info, sentences, kinds, chunks = packed
    raw, version = article.raw, info.version
    spans = zip(_spans(sentences), kinds, strict=True)
    return Reading(
        Article(info, raw),
        (),
        tuple([Sentence(version, a, b, raw[a:b], _KINDS[code]) for (a, b), code in spans]),
        tuple([Chunk(version, n, a, b, raw[a:b]) for n, (a, b) in enumerate(_spans(chunks))]),
    )


def _numbers(values: list[int]) -> bytes:
    return array("I", values).tobytes()


def _spans(packed: bytes) -> Iterator[tuple[int, int]]:
    numbers = array("I", packed)
    half = len(numbers) // 2
    return zip(numbers[:half], numbers[half:], strict=True)


class _Helper:
    """The process that reads (brief.workflows.reading_helper): batches of articles in, packed readings out, in order.

    No failure of it is one of ours: then `receive` gives None, and it is asked no more. It ends when its input does,
    so it outlives this process by no more than a moment, however that ends; it is no part of the terminal's
    foreground, so that a Control-C reaches this process alone, which ends it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(
                # Without -P it would import from the folder that the user is in.
                [sys.executable, "-I" if sys.flags.isolated else "-P", "-c", _RUN, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                process_group=0,
            )
        except (OSError, ValueError):  # no more processes, no interpreter where it says it is
            self._process = None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def is_ready(self) -> bool:
        """Whether it waits for articles (its first message says so). False for ever if it could not be started."""
        if self._process is None:
            return False
        from select import POLLIN, poll

        answers = poll()
        answers.register(cast("IO[bytes]", self._process.stdout), POLLIN)
        return bool(answers.poll(0)) and self.receive() == []

    def send(self, batch: Sequence[Article]) -> None:
        if self._process is None:
            return
        try:
            stdin = cast("IO[bytes]", self._process.stdin)
            pickle.dump(batch, stdin, pickle.HIGHEST_PROTOCOL)
            stdin.flush()
        except OSError:
            self._end()

    def receive(self) -> list[Packed] | None:
        """The answer to the earliest batch without one; None where it has none."""
        if self._process is None:
            return None
        try:
            return cast("list[Packed] | None", pickle.load(cast("IO[bytes]", self._process.stdout)))
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            return None

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent yet goes nowhere
                cast("IO[bytes]", pipe).close()
        process.wait()


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_python() -> bool:
    """Whether the program that runs us is a plain interpreter (not one that is part of another program)."""
    return Path(sys.executable or "").name.startswith(("python", "pypy")) and not hasattr(sys, "frozen")
