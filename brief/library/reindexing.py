"""Reading and embedding every article again, with the old vectors kept until the new ones are whole.

Everything happens in one SQLite transaction, whose readers go on with what was there before, and in a flat file beside
the old one. The commit is the switch; then the new file takes the old one's name, and Chroma, which is made from it, is
filled again. Stopped or killed before the commit nothing has changed; after it, the next command goes on.

What a remote embedder gives is paid for, and is not asked for with the library locked: it is collected first, in a file
that a reindex which is stopped leaves for the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief import files
from brief.articles.chunks import embedding_text
from brief.articles.reading import read_article
from brief.errors import ConfigError
from brief.library import rows
from brief.library.catalog import Catalog, Meta
from brief.library.flat import FlatVectors
from brief.library.indexing import LAST_BATCH, AddProgress, Embed, OnProgress, embed_missing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PROGRESS_EVERY = 100
"""Articles between two reports."""


def read_all_anew(
    catalog: Catalog, embedder: str, dimension: int, stage: Callable[[Catalog], FlatVectors], embed: Embed,
    on_progress: OnProgress | None = None,
) -> None:  # fmt: skip
    """Replace all chunks by those of a new reading, under new keys, and fill the flat file that `stage` makes for them.

    For the holder of the exclusive lock. Whatever is raised, the catalog is as it was.
    """
    with catalog.transaction():
        articles = rows.current_articles(catalog)
        rows.forget_all_chunks(catalog)
        for done, article in enumerate(articles, 1):
            reading = read_article(article)
            rows.store(catalog, reading, rows.take_keys(catalog, len(reading.chunks)))
            if on_progress and done % _PROGRESS_EVERY == 0:
                on_progress(AddProgress(done, 0))
        catalog.set(Meta.EMBEDDER, embedder)
        catalog.set(Meta.DIMENSION, dimension)
        catalog.set(Meta.EPOCH, catalog.number(Meta.EPOCH) + 1)
        catalog.set(Meta.GENERATION, catalog.number(Meta.GENERATION) + 1)
        catalog.set(Meta.UNFINISHED, 1)
        catalog.set(Meta.VECTORS_AT, None)  # nowhere: Chroma's are of the old keys
        staged = stage(catalog)
        staged.create()
        embed_missing(catalog, staged, embed, nullcontext, on_progress)


class NotCollected(Exception):
    """A text came up whose vector was not collected: an article was added meanwhile."""


class Collected:
    """Vectors of texts in one file: a line that says whose, then records of a text's digest and its vector."""

    def __init__(self, path: Path, embedder: str, dimension: int) -> None:
        """Go on with the file at `path` if it holds vectors of this embedder. Raises ConfigError."""
        import numpy as np

        self._path = path
        self._record = np.dtype([("text", "V16"), ("vector", "<f4", (dimension,))])
        self._header = f"{embedder} {dimension}".encode()[:255].ljust(255) + b"\n"
        self._places: dict[bytes, int] = {}
        with self._explained():
            if not path.is_file() or self._read(0, 256) != self._header:
                files.put(path, self._header, mode=files.PRIVATE, over_folder=True)
            for record in self._records()["text"].tolist():
                self._places.setdefault(bytes(record), len(self._places))

    def collect(self, texts: Iterator[str], embed: Embed, on_progress: OnProgress | None = None) -> None:
        """Embed those of `texts` that are not collected yet; each batch is on the disk before the next is asked for."""
        batch: dict[bytes, str] = {}
        for text in texts:
            name = _name(text)
            if name not in self._places:
                batch[name] = text
            if len(batch) == LAST_BATCH:
                self._append(batch, embed, on_progress)
                batch = {}
        if batch:
            self._append(batch, embed, on_progress)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What was collected of these texts, a row each. Raises NotCollected."""
        try:
            places = [self._places[_name(text)] for text in texts]
        except KeyError:
            raise NotCollected from None
        found: NDArray[np.float32] = self._records()["vector"][places]
        return found

    def discard(self) -> None:
        """Delete the file."""
        with self._explained():
            files.discard(self._path)

    def _append(self, batch: dict[bytes, str], embed: Embed, on_progress: OnProgress | None) -> None:
        import numpy as np

        records = np.zeros(len(batch), dtype=self._record)
        records["vector"] = embed(list(batch.values()))
        records["text"] = [np.void(name) for name in batch]
        with self._explained(), self._path.open("r+b") as file:
            file.seek(256 + len(self._places) * self._record.itemsize)  # over what a kill left half written
            file.write(records.tobytes())
        for name in batch:
            self._places[name] = len(self._places)
        if on_progress:
            on_progress(AddProgress(0, len(self._places)))

    def _records(self) -> Any:
        import numpy as np

        whole = (self._path.stat().st_size - 256) // self._record.itemsize
        return np.fromfile(self._path, dtype=self._record, count=whole, offset=256)

    def _read(self, begin: int, count: int) -> bytes:
        with self._path.open("rb") as file:
            file.seek(begin)
            return file.read(count)

    def _explained(self) -> _Explained:
        return _Explained(self._path)


class _Explained:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, OSError):
            raise ConfigError(f"{self._path} cannot be written: {error.strerror or error}") from error


def texts_of(catalog: Catalog) -> Iterator[str]:
    """What every chunk of a new reading is embedded by."""
    for article in rows.current_articles(catalog):
        for chunk in read_article(article).chunks:
            yield embedding_text(chunk, article.info)


def _name(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
