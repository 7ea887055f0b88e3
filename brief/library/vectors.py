"""The vectors in Chroma: in the library's folder, or on a server. The only file that knows chromadb.

Everything here is derived from the catalog and can be made again. The caller holds the library's lock around
every call: Chroma's local store breaks with two writers, and a client that was open while another process wrote
is stale, so `close` it when the library's generation moved.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from brief.addresses import fault, without_password
from brief.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 5461
"""Chroma's SQLite takes no more rows at once."""
_LOCAL_NAME = "brief"
_CLOUD = ".trychroma.com"


class VectorsDamaged(Exception):
    """Chroma's folder is there but cannot be used: make it again from the catalog."""


class ChromaVectors:
    """Unit vectors by chunk key, with approximate nearest-neighbour search (HNSW, cosine).

    `url` None: a folder of the library, whose faults are VectorsDamaged. Else a server's address
    (`http://host:port`, `https://host`, optionally `?tenant=…&database=…`), whose faults are ConfigError; a key for
    Chroma Cloud is taken from CHROMA_API_KEY and sent nowhere else.
    """

    def __init__(self, folder: Path, library: str, url: str | None = None) -> None:
        self._folder, self._url = folder, url
        self._name = _LOCAL_NAME if url is None else f"brief-{library}"
        self._client: Any = None
        self._collection: Any = None
        self._spelling = ""

    @property
    def place(self) -> str:
        """What distinguishes one store from another. It is kept, so it holds no password."""
        return without_password(self._url) if self._url else "local"

    @property
    def is_open(self) -> bool:
        return self._collection is not None

    def open(self, *, create: bool) -> None:
        """Open the collection and prove that it answers; `create` it where it is missing.

        Raises:
            VectorsDamaged: the folder cannot be used (or is missing, without `create`).
            ConfigError: the server cannot be reached, or Chroma cannot be set up.
        """
        if self._collection is not None:
            return
        if self._url is None and not create and not self._folder.is_dir():
            raise VectorsDamaged("its folder is missing")
        chromadb = _chromadb()
        with self._explained():
            self._client = self._connect(chromadb)
            if create:
                self._collection = self._client.get_or_create_collection(
                    self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            else:
                self._collection = self._client.get_collection(self._name, embedding_function=None)
            self._collection.count()  # reads the graph, and what was written after it was last saved

    def close(self) -> None:
        """Let go of everything, so that the next `open` reads what is on the disk then."""
        client, self._client, self._collection = self._client, None, None
        if client is not None:
            client.close()
            # Only now: Chroma keeps what failed to open, too, and would hand it out again.
            _SPELLINGS_IN_USE.discard(self._spelling)

    def destroy(self) -> None:
        """Delete the collection (a damaged folder whole)."""
        if self._url is None:
            self.close()
            try:
                if self._folder.is_dir() and not self._folder.is_symlink():
                    shutil.rmtree(self._folder)
                else:
                    self._folder.unlink(missing_ok=True)
            except OSError as error:
                raise ConfigError(f"{self._folder} cannot be deleted ({error}): delete it by hand") from None
            return
        self.open(create=True)
        with self._explained():
            self._client.delete_collection(self._name)
        self.close()

    def count(self) -> int:
        with self._explained():
            return int(self._collection.count())

    def answers(self, dimension: int) -> bool:
        """Whether a question finds about as many neighbours as there are vectors.

        Chroma counts what its SQLite file lists; a graph that was lost or cut short shows only here.
        """
        import numpy as np

        expected = min(self.count(), 1000)
        try:
            found = self.query(np.full(dimension, dimension**-0.5, dtype=np.float32), expected) if expected else []
        except VectorsDamaged:
            return False
        return len(found) >= expected / 2

    def keys(self) -> NDArray[np.int64]:
        """The keys of all vectors, ascending."""
        import numpy as np

        found: list[int] = []
        while True:
            with self._explained():
                page = self._collection.get(include=[], limit=100_000, offset=len(found))["ids"]
                found += map(int, page)
            if len(page) < 100_000:
                return np.array(sorted(found), dtype=np.int64)

    def add(self, keys: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Add vectors under keys that are not there yet (Chroma would keep the old ones)."""
        for begin in range(0, len(keys), _BATCH):
            part = slice(begin, begin + _BATCH)
            with self._explained():
                self._collection.add(ids=[str(k) for k in keys[part]], embeddings=vectors[part])

    def delete(self, keys: Sequence[int]) -> None:
        """Delete vectors; a key that is not there is no fault."""
        for begin in range(0, len(keys), _BATCH):
            with self._explained():
                self._collection.delete(ids=[str(k) for k in keys[begin : begin + _BATCH]])

    def query(self, vector: NDArray[np.float32], n: int) -> list[int]:
        """The keys of the `n` nearest, best first."""
        with self._explained():
            found = self._collection.query(query_embeddings=[vector], n_results=n, include=[])
            return [int(key) for key in found["ids"][0]]

    def _connect(self, chromadb: Any) -> Any:
        # Without _env_file=None Chroma would read settings from a `.env` in whatever folder the user is in.
        settings = chromadb.config.Settings(_env_file=None, anonymized_telemetry=False)
        if self._url is None:
            self._spelling = _free_spelling(str(self._folder))
            return chromadb.PersistentClient(self._spelling, settings=settings)
        address = urlsplit(self._url)
        options = {name: values[-1] for name, values in parse_qs(address.query).items()}
        key = os.environ.get("CHROMA_API_KEY")
        to_cloud = address.scheme == "https" and (address.hostname or "").endswith(_CLOUD)
        return chromadb.HttpClient(
            host=urlunsplit((address.scheme, address.netloc, address.path, "", "")),
            port=address.port or (443 if address.scheme == "https" else 80),
            ssl=address.scheme == "https",
            headers={"x-chroma-token": key} if key and to_cloud else None,
            settings=settings,
            tenant=options.get("tenant", "default_tenant"),
            database=options.get("database", "default_database"),
        )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
            raise
        except BaseException as error:  # a panic in Chroma's Rust is no Exception
            self._forget()
            why = " ".join(str(error).split())[:200] or type(error).__name__
            if self._url is None:
                raise VectorsDamaged(why) from error
            raise ConfigError(f"the Chroma server at {self._url} (BRIEF_CHROMA_URL) failed: {why}") from error

    def _forget(self) -> None:
        """After a failure: drop the client, however broken it is."""
        try:
            self.close()
        except BaseException:  # a panicked client may panic again
            self._client = self._collection = None


_SPELLINGS_IN_USE: set[str] = set()


def _free_spelling(folder: str) -> str:
    """`folder`, written as no open client of this process writes it.

    Chroma keeps one store open for all clients of one path, so a second client would see the state of the first.
    """
    while folder in _SPELLINGS_IN_USE:
        folder += "/."
    _SPELLINGS_IN_USE.add(folder)
    return folder


def check_url(url: str) -> None:
    """Raises ConfigError for what is not the address of a server."""
    if why := fault(url):
        raise ConfigError(f"BRIEF_CHROMA_URL is not an address like http://127.0.0.1:8000: {url!r} ({why})")


def _chromadb() -> Any:
    try:
        import chromadb
        import chromadb.config
    except ImportError:
        raise
    except Exception as error:  # its settings are read on import, from the environment and from a `.env`
        raise ConfigError(f"Chroma cannot read its settings from the environment or .env: {error}") from None
    return chromadb
