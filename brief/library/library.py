"""A library: articles in SQLite, their vectors in Chroma, as one thing that several processes may use at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Self

from brief.errors import NotFound
from brief.files import as_text
from brief.library import acronyms, filters, health, lexical, rows, runs
from brief.library.catalog import Meta
from brief.library.following import Following
from brief.library.health import Finding
from brief.library.indexing import AddProgress, AddReport, OnProgress, add_all
from brief.library.names import Names
from brief.library.outbox import Outbox
from brief.library.runs import DigestEdition, RunRow
from brief.library.storage import Storage
from brief.models import Article, ArticleInfo, Chunk, Place, Query, Reading, Sentence
from brief.text.acronyms import Acronym

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from brief.embedding import Embedder

__all__ = ["AddProgress", "AddReport", "DigestEdition", "Finding", "Library", "RunRow"]

_OVER_FETCH = 1000
"""Chroma's graph is asked for this many neighbours at least: of the best 60 it then finds .998, of 60 asked .95."""
_EXACT_UP_TO = 400_000
"""So many chunks are compared one by one, in 10 ms for each 100,000: with a filter the result is exact up to here."""


class Library:
    """The articles under one folder.

        catalog.sqlite3   the truth: articles, sentences, chunks, full text, runs, digests
        chroma/           vectors, for Chroma; not there with `chroma_url`
        vectors.f32       the same vectors in one flat file, for exact search within a filter
        runs/             a file a run
        lock              exclusive for a writer, shared for a reader of Chroma

    Opening is cheap and makes nothing; a library that does not exist reads as an empty one, and the first write
    makes it. Use it from one thread at a time. All methods may raise ConfigError (the folder cannot be used) and
    those that write LibraryBusy (another process kept writing for longer than `wait`).
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        embedder: Embedder | Callable[[], Embedder] | None = None,
        *,
        chroma_url: str | None = None,
        wait: float = 30.0,
    ) -> None:
        """`embedder`: one, or what makes one when it is first needed (default: the static one).

        `chroma_url` keeps the vectors on a Chroma server; `wait` is how many seconds to wait for another writer.
        """
        self._storage = Storage(path, embedder, chroma_url, wait)

    @property
    def following(self) -> Following:
        """The sources and topics that it follows."""
        return Following(self._storage)

    @property
    def outbox(self) -> Outbox:
        """Where its digests were delivered to, and are still to be."""
        return Outbox(self._storage)

    @property
    def names(self) -> Names:
        """The names of what is in it, as a person may type them."""
        return Names(self._storage.reading(), self.path / "runs")

    @property
    def path(self) -> Path:
        """The library's folder."""
        return self._storage.path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        try:
            self._storage.blame_damage(error)
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the files; the library may be used again, and opens them again."""
        self._storage.close()

    # ------------------------------------------------------------------------------------------------ writing

    def add(self, readings: Iterable[Reading], on_progress: OnProgress | None = None) -> AddReport:
        """Take articles in, as they come, in bounded memory; each becomes the current version of its article.

        What was written before an error or a kill stays; adding again does the rest. The library is locked only
        while a batch is written: `readings` may wait for a network, a pipe or a model as long as they like.

        Raises:
            EmbedderMismatch: the library's vectors are another embedder's.
            ProviderError: a remote embedder failed.
        """
        source = iter(readings)
        first = next(source, None)
        if first is None:
            self._storage.finish_what_was_left()
            return AddReport(0, 0, 0, ())
        source = chain([first], source)
        self._storage.embed_ahead(None)
        with self._storage.writing():  # a mismatch or a busy library shows before anything is fetched or paid for
            pass
        return add_all(source, self._storage.embed, self._storage.write_locked, on_progress)

    def known(self, article: Article) -> bool:
        """Whether exactly this version is the current one: then it need not be read or added again."""
        catalog = self._storage.reading()
        return catalog is not None and rows.is_current(catalog, article.info.version)

    def remove(self, article_ids: Iterable[str]) -> int:
        """Delete articles with all their versions, and the runs that quote them; how many there were."""
        if self._storage.reading() is None:
            return 0
        removed = 0
        with self._storage.writing() as store:
            for article in dict.fromkeys(article_ids):
                with store.catalog.transaction():
                    versions, chunks = rows.remove(store.catalog, article)
                    rows.forget_inferences(store.catalog, article)
                    runs.purge_runs(store.catalog, self.path / "runs", versions)
                    store.bump()
                store.flat.erase(chunks)
                store.chroma.delete(chunks)
                removed += bool(versions)
        return removed

    def reindex(self, on_progress: OnProgress | None = None) -> int:
        """Read every current article again, and embed all again with this library's embedder; how many chunks.

        This is what changes the embedder of a library, brings the improved splitting of a newer brief to articles
        added before, and repairs damaged vectors. Old citations stay valid. Until the new vectors are whole the old
        ones are searched, and whatever stops it before then changes nothing.
        """
        if self._storage.reading() is None:
            return 0
        self._storage.make_anew(on_progress)
        with self._storage.writing(on_progress) as store:
            return len(rows.chunk_keys(store.catalog))

    # ------------------------------------------------------------------------------------------------ reading

    def articles(self, query: Query | None = None, words: str = "") -> Iterator[ArticleInfo]:
        """The current versions that pass the filters and have all of the words: by date and id, the undated last."""
        catalog = self._storage.reading()
        return iter(()) if catalog is None else filters.articles(catalog, query, lexical.all_of(words))

    def count(self, query: Query | None = None) -> int:
        """How many articles pass the filters."""
        catalog = self._storage.reading()
        return 0 if catalog is None else filters.count(catalog, query)

    def newest(self, query: Query | None = None) -> date | None:
        """The day of the newest article that passes the filters; None where none that passes has a date."""
        catalog = self._storage.reading()
        found = None if catalog is None else filters.newest(catalog, query)
        return date.fromisoformat(found) if found else None

    def is_empty(self) -> bool:
        """Whether no article is in it."""
        catalog = self._storage.reading()
        return catalog is None or not catalog.rows("SELECT 1 FROM versions WHERE current = 1 LIMIT 1")

    def undated(self, query: Query) -> int:
        """How many articles the dates of the query leave out only because they carry none."""
        catalog = self._storage.reading()
        return 0 if catalog is None else filters.undated(catalog, query)

    def without_date(self, most: int) -> list[ArticleInfo]:
        """At most `most` articles that carry no date, those added last first."""
        catalog = self._storage.reading()
        return [] if catalog is None else rows.undated_infos(catalog, most)

    def infer_dates(self, dates: Mapping[str, tuple[date, str]]) -> None:
        """Date article versions that have no date: by version the day, marked as inferred, and the reason in words.

        A reason that names another article as `(article <id>)` is taken back, with its date, when that is removed.
        """
        catalog = self._storage.reading()
        if catalog is None or not dates:
            return
        with catalog.transaction():
            for version, (day, reason) in dates.items():
                rows.infer_date(catalog, version, day, reason)
            catalog.set(Meta.GENERATION, catalog.number(Meta.GENERATION) + 1)

    def lexical(self, match: Sequence[str], query: Query, k: int) -> list[tuple[int, float]]:
        """The `k` best chunks among those that pass, by BM25: (chunk key, score), higher is better.

        `match` are words and phrases, any of which is looked for in the title (counting twice) and the text, words
        stemmed by Porter. Whatever stands in them is text: there is no syntax.
        """
        catalog = self._storage.reading()
        if catalog is None or k < 1:
            return []
        current = self._storage.current_chunks(catalog)
        (found,) = self._storage.full_text(catalog).begin([match], query, k, current)()
        return found

    def both(
        self, matches: Sequence[Sequence[str]], vector: NDArray[np.float32] | None, query: Query, k: int
    ) -> tuple[list[list[tuple[int, float]]], list[tuple[int, float]]]:
        """What `lexical` finds for each match, and what `nearest` finds (nothing without a vector).

        In a large library they search at the same time.
        """
        catalog = self._storage.reading()
        if catalog is None or k < 1:
            return [[] for _ in matches], []
        current = self._storage.current_chunks(catalog)
        by_words = self._storage.full_text(catalog).begin(matches, query, k, current)
        found = [] if vector is None else self.nearest(vector, query, k)
        return by_words(), found

    def nearest(self, vector: NDArray[np.float32], query: Query, k: int) -> list[tuple[int, float]]:
        """The `k` nearest chunks among those that pass: (chunk key, cosine similarity), best first.

        With a filter: an exact comparison with all that passes. Without: Chroma's graph, asked for so many that
        it misses one in five hundred of the best; exact while another process is writing. Where more passes than can
        be compared quickly, it is Chroma's graph too, if enough of what it finds passes.
        """
        catalog = self._storage.reading()
        if catalog is None or k < 1:
            return []
        current = self._storage.current_chunks(catalog)
        flat = self._storage.flat(catalog)
        if flat is None or not len(current):
            return []
        if not flat.is_ours():
            self._storage.embed_ahead(None)
            with self._storage.writing():
                pass
        passing = current.passing(catalog, query)
        is_open = filters.is_open(query)
        if is_open or len(passing) > _EXACT_UP_TO:
            found = self._storage.ask_chroma(catalog, vector, max(k, _OVER_FETCH))
            flat = self._storage.flat(catalog) or flat  # asking may have repaired it and given it its place
            kept = passing[:0] if found is None else current.among(found, passing)
            if found is not None and (is_open or len(kept) >= 2 * k):
                return flat.rank(vector, kept, k)
        return flat.nearest(vector, passing, k)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of the library's embedder, (len(texts), dimension), rows of length 1.

        Raises:
            EmbedderMismatch: the library's vectors are another embedder's.
            ProviderError: a remote embedder failed.
        """
        catalog = self._storage.reading()
        if catalog is not None:
            self._storage.check_embedder(catalog)
        return self._storage.embedder.embed(texts)

    def places(self, keys: Iterable[int]) -> dict[int, Place]:
        """Where each of these chunks stands, in their order, without reading a text; what is gone is left out."""
        catalog = self._storage.reading()
        return {} if catalog is None else self._storage.current_chunks(catalog).places(keys)

    def acronyms(self, shorts: Iterable[str], longs: Iterable[str], query: Query | None = None) -> tuple[Acronym, ...]:
        """What articles that pass write out of these short and long forms (keys as brief.text.acronyms makes them)."""
        catalog = self._storage.reading()
        return () if catalog is None else acronyms.known(catalog, shorts, longs, *filters.condition(query))

    def chunks(self, keys: Iterable[int]) -> dict[int, tuple[Chunk, ArticleInfo]]:
        """The chunks of these keys, in their order, each with its article; what is gone is left out."""
        catalog = self._storage.reading()
        return {} if catalog is None else rows.read_chunks(catalog, keys)

    def sentences(self, version: str, start: int | None = None, end: int | None = None) -> tuple[Sentence, ...]:
        """The sentences of an article version, or those that overlap [start, end). Raises NotFound."""
        every = rows.read_sentences(self._storage.existing(f"article version {version}"), version)
        low, high = 0 if start is None else start, float("inf") if end is None else end
        return every if start is None and end is None else tuple(s for s in every if s.start < high and s.end > low)

    def sentences_by_version(self, versions: Iterable[str]) -> dict[str, tuple[Sentence, ...]]:
        """All sentences of these article versions, in text order; what is not stored is left out."""
        catalog = self._storage.reading()
        return {} if catalog is None else rows.sentences_by_version(catalog, list(versions))

    def sentences_of(self, chunks: Iterable[Chunk]) -> dict[tuple[str, int], tuple[Sentence, ...]]:
        """For each chunk, by (version, ordinal), the sentences that lie in it."""
        catalog = self._storage.reading()
        return {} if catalog is None else rows.sentences_within(catalog, chunks)

    def repeated(self, sentences: Sequence[Sentence], info: ArticleInfo) -> list[int]:
        """For each sentence in how many articles of its article's outlet it stands, where these are many; else 0."""
        catalog = self._storage.reading()
        return [0] * len(sentences) if catalog is None else rows.repeated(catalog, sentences, info.version)

    def article(self, version: str) -> Article:
        """An article version with its text, old versions too. Raises NotFound."""
        return rows.read_article(self._storage.existing(f"article version {version}"), version)

    def info(self, name: str) -> ArticleInfo:
        """The article that a name means: an id, a version, an address, or the path of a file with one article.

        Raises:
            NotFound: none, or several.
        """
        whole = Path(name).expanduser().absolute()
        spellings = [as_text(name), as_text(whole), _as_stored_before(name), _as_stored_before(whole)]
        catalog, name = self._storage.existing(f"article {as_text(name)}"), as_text(name)
        for spelling in dict.fromkeys(spellings):
            found = rows.find_infos(catalog, spelling)
            if len(found) > 1:
                raise NotFound(f"{name} contains several articles: use an id from `brief list`")
            if found:
                return found[0]
        raise NotFound(f"no article {name} in the library{self.names.article_meant(name)} (see `brief list`)")

    def resolve(self, ref: str) -> tuple[Article, Sentence]:
        """What a citation's ref, `<article version>@<start>-<end>`, stands for.

        It stays valid when splitting improves: where no stored sentence has these ends, the text between is given.
        Raises NotFound.
        """
        version, _, span = ref.partition("@")
        start, _, end = span.partition("-")
        digits = start.isascii() and start.isdigit() and end.isascii() and end.isdigit()
        if not digits or max(len(start), len(end)) > 18:
            raise NotFound(f"{ref!r} is not a citation's ref, like 0123456789abcdef@120-245")
        article = self.article(version)
        first, last = int(start), int(end)
        if not first < last <= len(article.raw):
            raise NotFound(f"{ref}: the article ends before that (it has {len(article.raw)} characters)")
        for sentence in self.sentences(version, first, last):
            if (sentence.start, sentence.end) == (first, last):
                return article, sentence
        return article, Sentence(version, first, last, article.raw[first:last])

    # ----------------------------------------------------------------------------------------- runs and digests

    def save_run(
        self,
        run_id: str,
        command: str,
        question: str | None,
        model: str | None,
        versions: Iterable[str],
        document: bytes,
    ) -> None:
        """Keep the record of a run, as one file; `versions` are the article versions it may quote."""
        catalog = self._storage.reading()
        if catalog is None:
            with self._storage.lock.exclusive():
                catalog = self._storage.ready_catalog()
        runs.save_run(catalog, self.path / "runs", RunRow(run_id, command, question, model), versions, document)

    def runs(self) -> Iterator[RunRow]:
        """The runs that are kept, the newest first."""
        catalog = self._storage.reading()
        return iter(() if catalog is None else runs.list_runs(catalog, self.path / "runs"))

    def load_run(self, run_id: str) -> bytes:
        """The document of a run: by its id, the beginning of one, or `last`. Raises NotFound."""
        return runs.load_run(self._storage.existing(f"run {run_id}"), self.path / "runs", run_id)

    def digest_state(self) -> list[DigestEdition]:
        """The committed editions of the digest, the oldest first."""
        catalog = self._storage.reading()
        return [] if catalog is None else runs.digest_editions(catalog)

    def commit_digest(self, edition: DigestEdition) -> None:
        """Note that an edition is out, in one transaction. Raises ConfigError if it was already."""
        catalog = self._storage.reading()
        if catalog is None:
            with self._storage.lock.exclusive():
                catalog = self._storage.ready_catalog()
        runs.commit_digest(catalog, edition)

    def doctor(self) -> list[Finding]:
        """What is well and what is wrong with this library. Changes nothing."""
        return health.examine(self.path, self._storage.lock, self._storage.reading, self._storage.examined)


def _as_stored_before(path: str | Path) -> str:
    """A path as versions before 2 stored it: bytes that are no UTF-8 as U+FFFD."""
    return os.fsencode(path).decode("utf-8", "surrogateescape").translate(_NOT_UTF_8)


_NOT_UTF_8 = dict.fromkeys(range(0xDC80, 0xDD00), "\ufffd")
