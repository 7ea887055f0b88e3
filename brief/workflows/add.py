"""add: source -> Article -> lines -> Sentences -> Chunks -> Library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from brief.errors import NotFound, SourceError
from brief.workflows.undated import date_by_relatives

if TYPE_CHECKING:
    from brief.library.library import AddProgress, AddReport, Library
    from brief.models import Article
    from brief.sources.fetching import WebRules


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What adding came to: the counts, what could not be read, and the articles named.

    `articles` are the ids of all articles that the sources hold, each once, in order, those that were there
    before too.
    """

    report: AddReport
    problems: tuple[SourceError, ...]
    articles: tuple[str, ...]
    inferred: int = 0
    """Undated articles of the library that were dated by others which they clearly belong with."""
    overtaken: int = 0
    """Articles that the sources hold in several texts: the last one of each was taken."""

    @property
    def summary(self) -> str:
        """One line: `12 articles: 10 added, 1 updated, 1 unchanged; 1 source could not be read`."""
        report = self.report
        counts = ((report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged"))
        said = ", ".join(f"{n} {what}" for n, what in counts if n) or "nothing to add"
        line = f"{_count(len(self.articles), 'article')}: {said}"
        if self.overtaken:
            line += f"; {_count(self.overtaken, 'article')} came in several versions, the last was used"
        if self.inferred:
            line += f"; {_count(self.inferred, 'date')} inferred from related articles"
        if self.problems:
            line += f"; {_count(len(self.problems), 'source')} could not be read"
        return line


def add(
    library: Library,
    paths: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    on_progress: Callable[[AddProgress], None] | None = None,
    on_problem: Callable[[SourceError], None] | None = None,
    web: WebRules | None = None,
) -> AddOutcome:
    """Take the articles of files, folders, "-" (`stdin`), pages and feeds into the library.

    Articles that are there already, as they are, are not read again. A source that cannot be read is passed to
    `on_problem` as it is found and is in the outcome; the others go in. `web`: how far fetching may go (see
    brief.sources.fetching).

    Raises:
        ConfigError, EmbedderMismatch, LibraryBusy, ProviderError: see brief.errors.
    """
    from brief.sources import read_sources

    return take_in(library, read_sources(paths, stdin, web=web), on_progress=on_progress, on_problem=on_problem)


def take_in(
    library: Library,
    found: Iterable[Article | SourceError],
    *,
    on_progress: Callable[[AddProgress], None] | None = None,
    on_problem: Callable[[SourceError], None] | None = None,
) -> AddOutcome:
    """Take articles into the library, from wherever they come, as they come: see `add`."""
    from brief.library.library import AddReport
    from brief.workflows.reading import read_articles

    problems: list[SourceError] = []
    choice = _Choice(library)

    def articles() -> Iterator[Article]:
        for one in found:
            if isinstance(one, SourceError):
                problems.append(one)
                if on_problem:
                    on_problem(one)
            elif choice.takes(one):
                yield one
        yield from choice.taken_back()

    with closing(read_articles(articles())) as readings:
        report = library.add(readings, on_progress)
    versions = choice.versions
    inferred = date_by_relatives(library, set(versions.values())) if report.added or report.updated else 0
    report = AddReport(report.added, report.updated, report.unchanged + choice.unchanged, tuple(versions.values()))
    return AddOutcome(report, tuple(problems), tuple(versions), inferred, len(choice.overtaken))


class _Choice:
    """Which of the texts that come, one by one, have to be read: of one article the last counts.

    A text that was current once may be an edit taken back, or the first of two texts that a folder holds of one
    article and that every add would bring in anew: it waits until all have come.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._waiting: dict[str, Article] = {}
        self.versions: dict[str, str] = {}
        """By article the version that came last."""
        self.overtaken: set[str] = set()
        """Articles of which another text came before."""
        self.unchanged = 0

    def takes(self, article: Article) -> bool:
        """Whether to read this one now."""
        name, version = article.info.id, article.info.version
        before = self.versions.get(name)
        self.versions[name] = version
        if before == version:
            return False
        if before is not None:
            self.overtaken.add(name)
        untouched = before is None or self._waiting.pop(name, None) is not None
        if untouched and self._library.known(article):
            self.unchanged += 1
            return False
        if untouched and self._was_current(version):
            self._waiting[name] = article
            return False
        return True

    def taken_back(self) -> Iterable[Article]:
        """At the end: the earlier texts that nothing overtook."""
        return self._waiting.values()

    def _was_current(self, version: str) -> bool:
        try:
            self._library.article(version)
        except NotFound:
            return False
        return True


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
