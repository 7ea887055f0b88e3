"""The files of a library: opening, making, locking and repairing them; and its embedder."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from brief import files
from brief.addresses import without_password
from brief.errors import ConfigError, EmbedderMismatch, LibraryBusy, NotFound
from brief.library import health, rows
from brief.library.catalog import Catalog, Meta
from brief.library.current import CurrentChunks
from brief.library.flat import FlatVectors
from brief.library.indexing import Embed, OnProgress, Store, embed_missing
from brief.library.lexical import FullText
from brief.library.locks import LibraryLock, make_private
from brief.library.reindexing import Collected, NotCollected, read_all_anew, texts_of
from brief.library.remains import CATALOG, has_catalog, lost, remains
from brief.library.vectors import ChromaVectors, VectorsDamaged, check_url
from brief.models import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from brief.embedding import Embedder

_REPAIR_AT_ONCE = 20_000
"""A reader that finds the vectors unfinished finishes them itself if no more are to be made; else the next writer."""
_VECTORS, _STAGED = "vectors.f32", "vectors.new.f32"


class Storage:
    """The files of one library and the rules for touching them. Raises as `Library` says."""

    def __init__(
        self,
        path: str | os.PathLike[str],
        embedder: Embedder | Callable[[], Embedder] | None,
        chroma_url: str | None,
        wait: float,
    ) -> None:
        if chroma_url:
            check_url(chroma_url)
        self.path = Path(path).expanduser()
        self.lock = LibraryLock(self.path / "lock", wait)
        self._wait = wait
        self._given = embedder
        self._loaded: Embedder | None = None
        self._chroma_url = chroma_url or None
        self._catalog: Catalog | None = None
        self._chroma: ChromaVectors | None = None
        self._chroma_generation = -1
        self._current: CurrentChunks | None = None
        self._full_text: FullText | None = None
        self._flat: FlatVectors | None = None
        self._flat_is_of = ("", "", 0, 0)
        self._left_to_writers = -1

    def close(self) -> None:
        if self._full_text is not None:
            self._full_text.close()
        if self._chroma is not None:
            self._chroma.close()
        if self._catalog is not None:
            self._catalog.close()
        self._catalog = self._chroma = self._current = self._full_text = self._flat = None

    def reading(self) -> Catalog | None:
        """The catalog, or None where there is no library yet."""
        if self._catalog is None:
            # An empty file is not opened: SQLite would delete the log beside it, which may hold what was in it.
            if not has_catalog(self.path):
                if remains(self.path) and not has_catalog(self.path):
                    raise ConfigError(lost(self.path))
                self._require_possible()
                return None
            catalog = Catalog(self.path / CATALOG, wait=self._wait)
            try:
                if catalog.schema == 0:  # being made by another process right now, or emptied
                    if remains(self.path) and catalog.schema == 0:
                        raise ConfigError(lost(self.path))
                    catalog.close()
                    return None
                if not catalog.is_current:
                    with self.lock.exclusive():
                        catalog.migrate()
            except BaseException:
                catalog.close()
                raise
            self._catalog = catalog
        return self._catalog

    def existing(self, what: str) -> Catalog:
        catalog = self.reading()
        if catalog is None:
            raise NotFound(f"no {what}: the library at {self.path} is empty")
        return catalog

    def _require_possible(self) -> None:
        """Raise ConfigError for a folder that could not be made, without making it."""
        above = self.path.absolute()
        while not above.exists() and above != above.parent:
            above = above.parent
        try:
            files.probe(above)
        except OSError as error:
            why = "not a folder" if isinstance(error, NotADirectoryError) else error.strerror or error
            raise ConfigError(
                f"the library at {self.path} cannot be written ({why}): choose another with --library or BRIEF_LIBRARY"
            ) from None

    def ready_catalog(self, *, own: bool = False) -> Catalog:
        """The catalog for writing, made where there is none, under the exclusive lock; `own`: a new connection."""
        if self.reading() is None:
            with Catalog(self.path / CATALOG, wait=self._wait) as made:
                made.migrate()
        catalog = Catalog(self.path / CATALOG, wait=self._wait) if own else self.reading()
        assert catalog is not None, "it was made"
        if catalog.get(Meta.LIBRARY) is None:
            catalog.set(Meta.LIBRARY, secrets.token_hex(8))
        return catalog

    @contextmanager
    def writing(self, on_progress: OnProgress | None = None) -> Iterator[Store]:
        """The library, locked, opened for writing and in step; at the end it is noted to be so still.

        The catalog in it is a connection of its own: the library's goes on answering `known` beside it.
        """
        dimension = self.dimension() if self.is_new() else 0
        with self.lock.exclusive(), self.ready_catalog(own=True) as catalog:
            make_private(self.path)
            if catalog.get(Meta.EMBEDDER) is None:
                self.name_embedder(catalog, dimension or self.dimension())
            self.check_embedder(catalog)
            self._adopt_staged(catalog)
            store = self.store(catalog)
            try:
                self.open_for_writing(store)
                if not store.is_in_step():
                    store.bring_into_step(self.embed, on_progress)
                store.begin()
                yield store
                store.finish()
            except VectorsDamaged as error:
                raise ConfigError(f"the vectors at {self.path} cannot be written: {error}") from error
            finally:
                self._chroma_generation = catalog.number(Meta.GENERATION)

    def write_locked(self, batch: Sequence[Reading], vectors: NDArray[np.float32]) -> tuple[int, int, int]:
        with self.writing() as store:
            return store.write(batch, vectors)

    def store(self, catalog: Catalog) -> Store:
        flat = self.flat(catalog)
        assert flat is not None, "an embedder is named before anything is stored"
        if self._chroma is None:
            self._chroma = ChromaVectors(self.path / "chroma", catalog.get(Meta.LIBRARY) or "", self._chroma_url)
        return Store(catalog, flat, self._chroma)

    def open_for_writing(self, store: Store) -> None:
        if self._chroma_generation != store.catalog.number(Meta.GENERATION):
            store.chroma.close()
        store.open_chroma()

    def flat(self, catalog: Catalog) -> FlatVectors | None:
        """The flat file as the catalog wants it; None while nothing was ever embedded."""
        embedder, dimension = catalog.get(Meta.EMBEDDER), catalog.number(Meta.DIMENSION)
        if embedder is None or not dimension:
            return None
        whose = (catalog.get(Meta.LIBRARY) or "", embedder, dimension, catalog.number(Meta.EPOCH))
        # Kept, since its pages are mapped in on first use.
        if self._flat is None or self._flat_is_of != whose or not self._flat.is_ours():
            self._flat, self._flat_is_of = FlatVectors(self.path / _VECTORS, *whose), whose
            staged = FlatVectors(self.path / _STAGED, *whose)
            if not self._flat.is_ours() and staged.is_ours():  # a reindex was committed, and not yet renamed
                self._flat = staged
        return self._flat

    def _adopt_staged(self, catalog: Catalog) -> None:
        """Give the vectors of a committed reindex their name, and delete those of one that was not committed."""
        staged = self.path / _STAGED
        if not staged.exists():
            return
        flat = self.flat(catalog)
        try:
            if flat is not None and flat.path == staged:
                if (self.path / _VECTORS).is_dir():
                    files.discard(self.path / _VECTORS)
                staged.replace(self.path / _VECTORS)
            else:
                files.discard(staged)
        except OSError as error:
            raise ConfigError(f"{self.path / _VECTORS} cannot be written: {error.strerror or error}") from None

    def make_anew(self, on_progress: OnProgress | None) -> None:
        """Read every article again and embed all, the old vectors in their place until the new ones are whole.

        Chroma is left for the next writer to fill. Raises what `Library.reindex` does.
        """
        dimension = self.dimension()  # a remote embedder is asked before anything is changed
        if not self.is_remote():
            return self._make_anew(dimension, self.embed, on_progress)
        collected = Collected(self.path / "reindex.part.f32", self.embedder.id, dimension)
        while True:
            catalog = self.reading()
            assert catalog is not None, "it was there"
            collected.collect(texts_of(catalog), self.embed, on_progress)
            try:
                self._make_anew(dimension, collected.embed, on_progress)
            except NotCollected:
                continue
            return collected.discard()

    def _make_anew(self, dimension: int, embed: Embed, on_progress: OnProgress | None) -> None:
        def stage(catalog: Catalog) -> FlatVectors:
            whose = (catalog.get(Meta.LIBRARY) or "", self.embedder.id, dimension, catalog.number(Meta.EPOCH))
            return FlatVectors(self.path / _STAGED, *whose)

        with self.lock.exclusive(), self.ready_catalog(own=True) as catalog:
            try:
                read_all_anew(catalog, self.embedder.id, dimension, stage, embed, on_progress)
            finally:
                self._adopt_staged(catalog)

    def finish_what_was_left(self) -> None:
        """Do what a command that was killed has left to do, if any was."""
        catalog = self.reading()
        if catalog is None or catalog.get(Meta.EMBEDDER) is None:
            return
        flat = self.flat(catalog)
        whole = flat is not None and flat.is_ours() and not (self.path / _STAGED).exists()
        there = self._chroma_url is not None or (self.path / "chroma").is_dir()
        if not (whole and there and self._is_finished(catalog)):
            self.embed_ahead(None)
            with self.writing():
                pass

    def current_chunks(self, catalog: Catalog) -> CurrentChunks:
        generation = catalog.number(Meta.GENERATION)
        if self._current is None or self._current.generation != generation:
            self._current = CurrentChunks.load(catalog, generation)
        return self._current

    def full_text(self, catalog: Catalog) -> FullText:
        generation = catalog.number(Meta.GENERATION)
        if self._full_text is None or self._full_text.generation != generation:
            if self._full_text is not None:
                self._full_text.close()
            self._full_text = FullText(catalog, generation)
        return self._full_text

    def ask_chroma(self, catalog: Catalog, vector: NDArray[np.float32], n: int) -> list[int] | None:
        """The keys of the nearest by Chroma's graph; None where Chroma cannot be asked now."""
        if not os.access(self.path, os.W_OK):  # Chroma writes even to read
            return None
        if not self._is_finished(catalog):
            self.repair(catalog)
        try:
            with self.lock.shared(wait=0):
                if not self._is_finished(catalog):
                    return None
                chroma, generation = self.store(catalog).chroma, catalog.number(Meta.GENERATION)
                if self._chroma_generation != generation:
                    chroma.close()
                chroma.open(create=False)
                self._chroma_generation = generation
                found = chroma.query(vector, n)
                if len(found) < min(n, len(self.current_chunks(catalog))) / 2:
                    raise VectorsDamaged("its graph has lost its vectors")
                return found
        except LibraryBusy:
            return None
        except VectorsDamaged:
            self.repair(catalog)
            return None

    def _is_finished(self, catalog: Catalog) -> bool:
        place = without_password(self._chroma_url or "local")
        return not catalog.get(Meta.UNFINISHED) and catalog.get(Meta.VECTORS_AT) == place

    def repair(self, catalog: Catalog) -> None:
        """Finish what a killed writer left, if no one else is at work and it is not much; else leave it."""
        if self.is_remote() or self._left_to_writers == catalog.number(Meta.GENERATION):
            return
        try:
            with self.lock.exclusive(wait=0):
                if self._is_much(catalog):
                    self._left_to_writers = catalog.number(Meta.GENERATION)
                    return
                with self.writing():
                    pass
        except (LibraryBusy, EmbedderMismatch):
            return

    def _is_much(self, catalog: Catalog) -> bool:
        """Whether repairing takes longer than a reader likes to wait."""
        import numpy as np

        wanted = np.array(rows.chunk_keys(catalog), dtype=np.int64)
        if len(wanted) <= _REPAIR_AT_ONCE:
            return False
        store = self.store(catalog)
        if not store.flat.is_ours() or catalog.get(Meta.VECTORS_AT) is None:
            return True
        try:
            store.chroma.close()
            store.chroma.open(create=False)
            if not store.chroma.answers(store.flat.dimension):
                return True
            differing = np.setxor1d(store.chroma.keys(), wanted)
        except VectorsDamaged:
            return True
        return len(differing) > _REPAIR_AT_ONCE or len(store.flat.missing(wanted)) > _REPAIR_AT_ONCE

    def blame_damage(self, error: BaseException | None) -> None:
        """Raise ConfigError where what looks like a mistake of ours comes of a damaged catalog."""
        if self._catalog is not None and error is not None:
            health.blame_damage(self._catalog, error)

    def examined(self, catalog: Catalog) -> Store | None:
        """For a look that changes nothing. Raises EmbedderMismatch; None where nothing was ever embedded."""
        if catalog.get(Meta.EMBEDDER) is None:
            return None
        self.check_embedder(catalog)
        return self.store(catalog)

    @property
    def embedder(self) -> Embedder:
        """Loaded when it is first needed."""
        if self._loaded is None:
            if self._given is None:
                from brief.embedding.static import StaticEmbedder

                self._loaded = StaticEmbedder()
            elif hasattr(self._given, "embed"):
                self._loaded = cast("Embedder", self._given)
            else:
                self._loaded = self._given()
        return self._loaded

    def is_remote(self) -> bool:
        return self.embedder.id.startswith("openai:")

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        embedder = self.embedder
        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        return np.asarray(embedder.embed(texts), dtype=np.float32)

    def dimension(self) -> int:
        """Length of the embedder's vectors; a remote embedder is asked."""
        return int(self.embed(["dimension"]).shape[1])

    def name_embedder(self, catalog: Catalog, dimension: int) -> None:
        """Note whose vectors these are from now on."""
        with catalog.transaction():
            catalog.set(Meta.EMBEDDER, self.embedder.id)
            catalog.set(Meta.DIMENSION, dimension)

    def is_new(self) -> bool:
        catalog = self.reading()
        return catalog is None or catalog.get(Meta.EMBEDDER) is None

    def embed_ahead(self, on_progress: OnProgress | None) -> None:
        """With a remote embedder: embed what a killed command left out, holding the lock only to write it down."""
        catalog = self.reading()
        flat = self.flat(catalog) if catalog is not None else None
        if catalog is None or flat is None or not self.is_remote():
            return
        if flat.is_ours() and not catalog.get(Meta.UNFINISHED):
            return
        self.check_embedder(catalog)
        with self.lock.exclusive():
            if not flat.is_ours():
                flat.create()
        embed_missing(catalog, flat, self.embed, self.lock.exclusive, on_progress)

    def check_embedder(self, catalog: Catalog) -> None:
        stored, mine = catalog.get(Meta.EMBEDDER), self.embedder.id
        if stored is not None and stored != mine:
            raise EmbedderMismatch(
                f"the vectors of the library at {self.path} were made by {_spec(stored)}, this is {_spec(mine)}: "
                f"`brief reindex --embedder {_spec(mine)}` rebuilds them, BRIEF_EMBEDDER={_spec(stored)} keeps them"
            )


def _spec(embedder_id: str) -> str:
    """What --embedder calls an embedder."""
    return "static" if embedder_id.startswith("static:") else embedder_id
