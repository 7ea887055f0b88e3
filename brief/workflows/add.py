"""add: source -> Article -> lines -> Sentences -> Chunks -> Library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from brief.errors import SourceError

if TYPE_CHECKING:
    from brief.library.library import AddProgress, AddReport, Library
    from brief.models import Reading


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What adding came to: the counts, what could not be read, and the articles named.

    `articles` are the ids of all articles that the sources hold, each once, in order, those that were there
    before too.
    """

    report: AddReport
    problems: tuple[SourceError, ...]
    articles: tuple[str, ...]

    @property
    def summary(self) -> str:
        """One line: `12 articles: 10 added, 1 updated, 1 unchanged; 1 source could not be read`."""
        report = self.report
        counts = ((report.added, "added"), (report.updated, "updated"), (report.unchanged, "unchanged"))
        said = ", ".join(f"{n} {what}" for n, what in counts if n) or "nothing to add"
        line = f"{_count(len(self.articles), 'article')}: {said}"
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
) -> AddOutcome:
    """Take the articles of files, folders, "-" (`stdin`), pages and feeds into the library.

    Articles that are there already, as they are, are not read again. A source that cannot be read is passed to
    `on_problem` as it is found and is in the outcome; the others go in.

    Raises:
        ConfigError, EmbedderMismatch, LibraryBusy, ProviderError: see brief.errors.
    """
    from brief.library.library import AddReport
    from brief.news.reading import read_article
    from brief.sources import read_sources

    problems: list[SourceError] = []
    versions: dict[str, str] = {}
    unchanged = 0

    def readings() -> Iterator[Reading]:
        nonlocal unchanged
        for found in read_sources(paths, stdin):
            if isinstance(found, SourceError):
                problems.append(found)
                if on_problem:
                    on_problem(found)
                continue
            seen = versions.get(found.info.id)
            versions[found.info.id] = found.info.version
            if seen == found.info.version or (seen is None and library.known(found)):
                unchanged += seen is None
            else:
                yield read_article(found)

    report = library.add(readings(), on_progress)
    report = AddReport(report.added, report.updated, report.unchanged + unchanged, tuple(versions.values()))
    return AddOutcome(report, tuple(problems), tuple(versions))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"
