"""A library that Python fills and reads, and the settings that it is asked with."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from brief.api.articles import Added, Article, Outlet, Quoted, article_of
from brief.api.values import Digest
from brief.config import NAMES, Settings, load_settings
from brief.errors import ConfigError, EmptyLibrary, NotFound, SourceError
from brief.models import Query

if TYPE_CHECKING:
    from brief import models
    from brief.library.library import Library as Store
    from brief.models import FetchReceipt, Followed
    from brief.workflows.setup import PreparedWriter

Source = str | os.PathLike[str] | Article
"""A path of a file or folder, an http(s) address of a page or feed, or an article."""


def settings(**values: Any) -> Settings:
    """The settings in force, as for the command line: `values` first, then the environment (`BRIEF_MODEL`,
    `OPENAI_API_KEY` and `OPENAI_BASE_URL`, ...), a `.env` and a `brief.toml` in the current folder, the defaults.

    `values` are named as in `.env.example` without `BRIEF_`: `settings(model="gpt-6-luna", judge="doubts",
    max_cost=0.10, library="news")`; days are not among them, money is US dollars, times are seconds. What a file of
    the folder decides of where articles go is said as a warning.

    Raises:
        ConfigError: there is no such setting, or its value cannot be used.
    """
    if unknown := sorted(set(values) - set(NAMES)):
        raise ConfigError(f"there is no setting {unknown[0]!r}; there are: {', '.join(NAMES)}")
    found = load_settings(values)
    for line in (found.redirects, *found.notes):
        if line:
            warnings.warn(line, stacklevel=2)
    return found


class Library:
    """The articles under one folder: those of the command line where no `path` is given.

    A library can be iterated (`for article in library`, the oldest first) and counted (`len(library)`);
    `pandas.DataFrame(library)` has a row for each article. Opening is cheap and makes nothing. Use it in a `with`, or
    `close` it. Threads may share it: one at a time uses it, the others wait.

    All methods may raise ConfigError (the folder cannot be used), those that write LibraryBusy (another process kept
    writing for longer than the setting `wait`).
    """

    def __init__(self, path: str | os.PathLike[str] | None = None, *, settings: Settings | None = None) -> None:
        """Nothing is made on the disk yet.

        Args:
            path: The library's folder; it overrides `library` of the settings.
            settings: As `brief.settings` gives them; those in force, where not given.

        Raises:
            ConfigError: a setting that cannot be used.
        """
        from brief.workflows.setup import open_library

        found = settings if settings is not None else _settings()
        self.settings = found if path is None else replace(found, library=Path(path).expanduser())
        """What everything that is asked of this library is done with, where nothing else is given."""
        self._store = open_library(self.settings)
        self._lock = threading.RLock()

    @property
    def path(self) -> Path:
        """The library's folder."""
        return self._store.path

    def close(self) -> None:
        """Let go of the files; the library may be used again, and opens them again."""
        with self._lock:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r})"

    def add(self, *things: Source, allow_private: bool = False) -> Added:
        """Take in articles. What is there already, as it is, is not read again. A source that cannot be read is among
        the result's `problems`, and the others go in.

        Args:
            things: Paths of files and folders, http(s) addresses of pages and feeds, and `Article` values.
            allow_private: Also fetch from addresses that are not on the public internet.

        Raises:
            TypeError: something else is among `things`.
            EmbedderMismatch: the library's vectors are another embedder's.
            ProviderError: a remote embedder failed.
        """
        from brief.workflows.add import take_in
        from brief.workflows.setup import web_rules

        for thing in things:
            if not isinstance(thing, (str, os.PathLike, Article)):
                raise TypeError(f"expected a path, an address or an Article, not {type(thing).__name__}")
        with self._lock:
            outcome = take_in(self._store, _found(things, web_rules(self.settings, allow_private)))
        r = outcome.report
        return Added(r.added, r.updated, r.unchanged, outcome.articles, outcome.problems, outcome.summary)

    def fetch(self, *, allow_private: bool = False) -> FetchReceipt:
        """Read what is followed (see `brief follow`), and take in what is new. A source that fails is named in the
        receipt, and the others go on."""
        from brief.workflows.follow import fetch_followed
        from brief.workflows.setup import web_rules

        with self._lock:
            return fetch_followed(self._store, web=web_rules(self.settings, allow_private))

    def remove(self, *articles: str) -> int:
        """Delete articles by id, with all their versions and the runs that quote them; how many there were."""
        with self._lock:
            return self._store.remove(articles)

    def __len__(self) -> int:
        with self._lock:
            return self._store.count()

    def __iter__(self) -> Iterator[Article]:
        return self.articles()

    def articles(self, query: Query | None = None) -> Iterator[Article]:
        """The articles that pass the days and outlets of `query`, by day and id, the undated last."""
        with self._lock:
            every = list(self._store.articles(None if query is None else read_query(query)))
        for info in every:
            with self._lock:
                try:
                    found = self._store.article(info.version)
                except NotFound:
                    continue  # removed meanwhile
            yield article_of(found)

    def article(self, name: str) -> Article:
        """The article that `name` means: an id, a version, an address, or the path of a file with one article.

        Raises:
            NotFound: none, or several.
        """
        with self._lock:
            try:
                return article_of(self._store.article(name))  # also a version that is no longer the newest
            except NotFound:
                return article_of(self._store.article(self._store.info(name).version))

    def sentence(self, ref: str) -> Quoted:
        """The sentence that a citation's ref, `<article version>@<start>-<end>`, stands for. Refs stay valid when
        articles change.

        Raises:
            NotFound: the library holds no such version, or the offsets lie outside its text.
        """
        from brief.workflows.show import show

        with self._lock:
            p = show(self._store, ref)
        s = p.sentence
        return Quoted(s.ref, s.text, s.start, s.end, p.line, p.current, article_of(p.article))

    def outlets(self) -> tuple[Outlet, ...]:
        """Who published the articles, the most frequent first."""
        with self._lock:
            every = [(info.source, info.published) for info in self._store.articles()]
        names = dict.fromkeys(name for name, _ in every)
        found = []
        for name in names:
            days = [day for source, day in every if source == name]
            dated = [day for day in days if day is not None]
            found.append(Outlet(name, len(days), min(dated, default=None), max(dated, default=None)))
        return tuple(sorted(found, key=lambda o: (-o.articles, o.name is None, o.name or "")))

    def followed(self) -> tuple[Followed, ...]:
        """The feeds, folders and files that it follows, and how the last look at each went."""
        with self._lock:
            return tuple(self._store.following.sources())

    def newest_digest(self) -> Digest | None:
        """The last digest that was written; None where there is none.

        Raises:
            ConfigError: its page cannot be read.
        """
        with self._lock:
            kept = [edition for edition in self._store.digest_state() if edition.path]
        if not kept:
            return None
        last = max(kept, key=lambda edition: (edition.date, edition.edition))
        path = Path(last.path or "")
        try:
            text = path.read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise ConfigError(f"the digest of {last.date} cannot be read: {path}: {error.strerror or error}") from None
        return Digest(path, text, last.date, last.edition, False)


def _settings() -> Settings:
    """Those in force; under a name that no parameter hides."""
    return settings()


class Opened:
    """The store of a library, used by this thread alone, and the settings in force."""

    def __init__(self, library: Library | str | os.PathLike[str] | None, given: Settings | None) -> None:
        self._own = not isinstance(library, Library)
        self._library = library if isinstance(library, Library) else Library(library, settings=given)
        self._settings = given or self._library.settings

    def __enter__(self) -> tuple[Store, Settings]:
        self._library._lock.acquire()
        return self._library._store, self._settings

    def __exit__(self, *_: object) -> None:
        self._library._lock.release()
        if self._own:
            self._library.close()


def read_query(query: Query | str) -> Query:
    """A query with days as dates, where they were given in words ("yesterday", "2019-11").

    Raises:
        ValueError: words that are not a day, or a first day after the last.
        TypeError: neither text nor Query.
    """
    from brief.workflows.days import read_dates

    if isinstance(query, str):
        return Query(query)
    if not isinstance(query, Query):
        raise TypeError(f"a question must be a string or a Query, not {type(query).__name__}")
    sources = (query.sources,) if isinstance(query.sources, str) else tuple(query.sources)
    return replace(read_dates(query), sources=sources, articles=tuple(query.articles))


def _found(things: Sequence[Source], web: Any) -> Iterator[models.Article | SourceError]:
    """What is added, as it comes; addresses last, as `read_sources` has it."""
    from brief.sources import read_sources
    from brief.sources.identity import make_article

    for number, thing in enumerate(things, 1):
        if not isinstance(thing, Article):
            continue
        if not any(character.isalnum() for character in thing.text):
            yield SourceError(thing.title or thing.url or f"article {number}", "no text")
            continue
        yield make_article(
            thing.text,
            title=thing.title,
            source=thing.outlet,
            published=thing.published,
            published_basis="record",
            authors=thing.authors,
            url=thing.url,
            by_content=True,
        )
    # "-" is standard input on a command line; here it is a file of that name.
    named = [str(thing) for thing in things if not isinstance(thing, Article)]
    yield from read_sources([os.path.join(".", n) if n == "-" else n for n in named], web=web)  # noqa: PTH118


def add_first(store: Store, things: Sequence[Source], chosen: Settings) -> tuple[str, ...]:
    from brief.workflows.add import take_in
    from brief.workflows.setup import web_rules

    outcome = take_in(store, _found(things, web_rules(chosen, False)))
    for problem in outcome.problems:
        warn(str(problem))
    if not outcome.articles:
        raise outcome.problems[0] if outcome.problems else EmptyLibrary("no article could be read")
    return outcome.articles


def open_writer(chosen: Settings) -> PreparedWriter:
    """The writer that the settings name; what its endpoint has to say is a warning."""
    from brief.workflows.setup import prepare_writer

    prepared = prepare_writer(chosen)
    if prepared.chat is not None:
        prepared.chat.tell = warn
    return prepared


def warn(message: str) -> None:
    if message:
        warnings.warn(message, stacklevel=3)
