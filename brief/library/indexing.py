"""Writing: articles in, vectors and catalog kept in step, whatever the process dies of.

The order is the whole of it. For each batch: vectors into the flat file and into Chroma, then one SQLite
transaction that makes the articles known. A crash before the transaction leaves vectors that no chunk has, a crash
after it leaves vectors of chunks that were replaced; both are found by comparing keys (`bring_into_step`), which the
next writer does whenever the last one did not say that it finished.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.errors import ConfigError
from brief.library import rows
from brief.library.catalog import Catalog, Meta
from brief.library.flat import FlatVectors
from brief.library.vectors import ChromaVectors, VectorsDamaged
from brief.models import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST_BATCH, LAST_BATCH = 512, 4096
"""Chunks a batch: small at first, so that a short add is soon safe; then large: Chroma saves its graph each time."""
_BATCH_CHARACTERS = 8_000_000
_IN_FLIGHT = 2
"""Batches that are embedded or written while the next one is read."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding came to. `versions`: the current version of each article given, in the order given."""

    added: int
    updated: int
    unchanged: int
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddProgress:
    """How far a long command is, in articles and chunks that are safely in the library."""

    articles: int
    chunks: int
    total: int | None = None
    """Chunks in all, where that is known."""


OnProgress = Callable[[AddProgress], None]
Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]


@dataclass(slots=True)
class Store:
    """The three places of a library's contents, open for writing by the holder of the exclusive lock."""

    catalog: Catalog
    flat: FlatVectors
    chroma: ChromaVectors

    def write(self, batch: Sequence[Reading], vectors: NDArray[np.float32]) -> tuple[int, int, int]:
        """Take a batch in: how many were (added, updated, unchanged). `vectors` has a row a chunk, in order."""
        import numpy as np

        fresh = [r for r in batch if not rows.is_current(self.catalog, r.article.info.version)]
        if len(fresh) < len(batch):  # another process was faster while we embedded
            taken = {r.article.info.version for r in fresh}
            kept = [r.article.info.version in taken for r in batch for _ in r.chunks]
            vectors = vectors[np.array(kept, dtype=bool)]
        first = self.catalog.number(Meta.NEXT_CHUNK)
        keys = range(first, first + len(vectors))
        if len(vectors):
            self.flat.write(keys, vectors)
            self.chroma.add(keys, vectors)
        replaced: list[int] = []
        updated, key = 0, first
        with self.catalog.transaction():
            for reading in fresh:
                stored = rows.store(self.catalog, reading, key)
                key += len(reading.chunks)
                replaced += stored.replaced
                updated += stored.was_there
            self.catalog.set(Meta.NEXT_CHUNK, key)
            self.bump()
        if replaced:
            self.chroma.delete(replaced)
        return len(fresh) - updated, updated, len(batch) - len(fresh)

    def bump(self) -> None:
        """Count a change, so that other processes open Chroma again. Inside a transaction."""
        self.catalog.set(Meta.GENERATION, self.catalog.number(Meta.GENERATION) + 1)

    def begin(self) -> None:
        """Note that vectors and catalog may come to differ."""
        self.catalog.set(Meta.UNFINISHED, 1)

    def finish(self) -> None:
        """Note that they agree."""
        with self.catalog.transaction():
            self.catalog.set(Meta.UNFINISHED, None)
            self.catalog.set(Meta.VECTORS_AT, self.chroma.place)

    def is_in_step(self) -> bool:
        """Whether the last writer finished, with this Chroma, and Chroma still holds a vector for each chunk."""
        if self.catalog.get(Meta.UNFINISHED) or self.catalog.get(Meta.VECTORS_AT) != self.chroma.place:
            return False
        try:
            if not (self.flat.is_ours() and self.chroma.answers(self.flat.dimension)):
                return False
            have: list[int] = self.chroma.keys().tolist()
            return have == rows.chunk_keys(self.catalog)
        except VectorsDamaged:
            return False

    def open_chroma(self) -> None:
        """Open Chroma's collection; a folder that cannot be used is begun again (empty: then we are not in step)."""
        if self.chroma.is_open:
            return
        try:
            self.chroma.open(create=True)
            self.chroma.count()
        except VectorsDamaged:
            self.chroma.destroy()
            try:
                self.chroma.open(create=True)
            except VectorsDamaged as error:
                raise ConfigError(f"Chroma cannot make its folder in {self.catalog.path.parent}: {error}") from error

    def bring_into_step(self, embed: Embed, on_progress: OnProgress | None = None) -> int:
        """Make flat file and Chroma hold exactly the chunks of the catalog; how many were embedded again."""
        import numpy as np

        self.begin()
        wanted = np.array(rows.chunk_keys(self.catalog), dtype=np.int64)
        if not self.flat.is_ours():
            self.flat.create()  # what was there is another library's, or lost; Chroma's part may be right
        self.flat.erase_all_but(wanted)  # a vector says something of a text that is gone
        embedded = embed_missing(self.catalog, self.flat, embed, nullcontext, on_progress)
        try:
            self._fill_chroma(wanted)
        except VectorsDamaged:  # perhaps it cannot be used: made again, it must work
            self.chroma.destroy()
            self._fill_chroma(wanted)
        with self.catalog.transaction():
            self.bump()
        self.finish()
        return embedded

    def _fill_chroma(self, wanted: NDArray[np.int64]) -> None:
        import numpy as np

        self.chroma.open(create=True)
        of_old_keys = self.catalog.get(Meta.VECTORS_AT) is None and self.chroma.count()
        if of_old_keys or not self.chroma.answers(self.flat.dimension):
            self.chroma.destroy()
            self.chroma.open(create=True)
        have = self.chroma.keys()
        self.chroma.delete(np.setdiff1d(have, wanted).tolist())
        absent = np.setdiff1d(wanted, have)
        for begin in range(0, len(absent), LAST_BATCH):
            part = absent[begin : begin + LAST_BATCH]
            self.chroma.add(part.tolist(), self.flat.read(part))


def embed_missing(
    catalog: Catalog,
    flat: FlatVectors,
    embed: Embed,
    locked: Callable[[], AbstractContextManager[None]],
    on_progress: OnProgress | None = None,
) -> int:
    """Put a vector into the flat file for every chunk that has none there; how many. `locked` is for each write."""
    import numpy as np

    from brief.articles.chunks import embedding_text

    keys = flat.missing(np.array(rows.chunk_keys(catalog), dtype=np.int64))
    for begin in range(0, len(keys), LAST_BATCH):
        found = rows.read_chunks(catalog, keys[begin : begin + LAST_BATCH].tolist())
        vectors = embed([embedding_text(*chunk) for chunk in found.values()])
        with locked():
            flat.write(list(found), vectors)
        if on_progress:
            on_progress(AddProgress(0, min(begin + LAST_BATCH, len(keys)), len(keys)))
    return len(keys)


def in_batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Readings in batches of growing size; an article comes at most once in each."""
    batch: list[Reading] = []
    ids: set[str] = set()
    chunks = characters = 0
    size = FIRST_BATCH
    for reading in readings:
        if reading.article.info.id in ids or chunks >= size or characters >= _BATCH_CHARACTERS or len(batch) >= size:
            yield batch
            size = min(LAST_BATCH, 2 * size)
            batch, ids, chunks, characters = [], set(), 0, 0
        batch.append(reading)
        ids.add(reading.article.info.id)
        chunks += len(reading.chunks)
        characters += len(reading.article.raw)
    if batch:
        yield batch


def add_all(
    readings: Iterable[Reading],
    embed: Embed,
    write: Callable[[Sequence[Reading], NDArray[np.float32]], tuple[int, int, int]],
    on_progress: OnProgress | None,
) -> AddReport:
    """Read, embed and write at the same time, a few batches apart, in order.

    Reading is Python and happens here; embedding and writing spend their time outside of the interpreter's lock,
    in a thread each.
    """

    def embed_batch(batch: Sequence[Reading]) -> NDArray[np.float32]:
        from brief.articles.chunks import embedding_text

        return embed([embedding_text(c, r.article.info) for r in batch for c in r.chunks])

    def write_batch(batch: Sequence[Reading], vectors: Future[NDArray[np.float32]]) -> tuple[int, int, int]:
        return write(batch, vectors.result())

    added = updated = unchanged = chunks = 0
    versions: list[str] = []
    under_way: deque[tuple[int, Future[tuple[int, int, int]]]] = deque()

    def take() -> None:
        nonlocal added, updated, unchanged, chunks
        count, done = under_way.popleft()
        a, u, same = done.result()
        added, updated, unchanged, chunks = added + a, updated + u, unchanged + same, chunks + count
        if on_progress:
            on_progress(AddProgress(added + updated + unchanged, chunks))

    with ThreadPoolExecutor(1, "embed") as embedding, ThreadPoolExecutor(1, "write") as writing:
        try:
            for batch in in_batches(readings):
                versions += [r.article.info.version for r in batch]
                vectors = embedding.submit(embed_batch, batch)
                under_way.append((sum(len(r.chunks) for r in batch), writing.submit(write_batch, batch, vectors)))
                while len(under_way) > _IN_FLIGHT:
                    take()
            while under_way:
                take()
        except BaseException:
            embedding.shutdown(wait=False, cancel_futures=True)
            writing.shutdown(wait=False, cancel_futures=True)
            raise
    return AddReport(added, updated, unchanged, tuple(versions))
