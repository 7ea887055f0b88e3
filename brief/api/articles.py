"""Articles as values: to be added, and as a library holds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from brief import models

if TYPE_CHECKING:
    from brief.errors import SourceError


@dataclass(frozen=True, slots=True)
class Article:
    """An article: to be added, or of a library (then `id`, `version` and what was read of it are set).

    `published` may be given as a date, a datetime or a text like "2019-11-14"; NaN and NaT are None. An article
    is the same one again (a new version, if its text differs) by its `url`, else by its `title` and text.

    Raises:
        ValueError: `published` is a text that is not a day.
        TypeError: `text` is no text.
    """

    text: str = field(repr=False)
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    """Who published it."""
    url: str | None = None
    authors: tuple[str, ...] = ()
    id: str = field(default="", kw_only=True)
    version: str = field(default="", kw_only=True)
    """Names this text with this metadata; the first part of a citation's ref."""
    origin: str | None = field(default=None, kw_only=True)
    """Who reported it first: an agency, a ministry, or the outlet itself."""
    path: str | None = field(default=None, kw_only=True)
    language: str | None = field(default=None, kw_only=True)
    form: str | None = field(default=None, kw_only=True)
    """`report`, or what holds many things: `roundup`, `live`, `gallery`, `quiz`, `recipe`, `listing`, `table`."""

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(f"an article's text must be a string, not {type(self.text).__name__}")
        object.__setattr__(self, "published", day_of(self.published))
        for name in ("title", "outlet", "url"):
            value = getattr(self, name)
            object.__setattr__(self, name, value if isinstance(value, str) and value.strip() else None)
        authors = (self.authors,) if isinstance(self.authors, str) else self.authors
        object.__setattr__(self, "authors", tuple(authors or ()))


def day_of(published: object) -> date | None:
    """The day of an article, from a date, a datetime, or a text ("2019-11-14", with a time after it or without; "14
    November 2019"); None where there is none (also NaN and NaT, which tables hold in their gaps).

    Raises:
        ValueError: a text that is not one day, whenever it is said.
        TypeError: anything else.
    """
    from brief.workflows.days import read_day, read_days

    if isinstance(published, str) and published:
        days = read_days(published, date.today())
        if days.depends or days.first != days.last:
            raise ValueError(f"{published!r} is not a day that an article is of: write it as 2019-11-14")
        return days.first
    return read_day(published)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence in its article: `article.text[start:end] == text`. `line` counts from 1.

    `current`: this is still the article's newest version.
    """

    ref: str
    text: str
    start: int
    end: int
    line: int
    current: bool
    article: Article


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published articles of a library, how many, and the days of the first and the last dated one."""

    name: str | None
    articles: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Added:
    """What adding came to. `articles` are the ids of all articles that were named, those that were there before too;
    `problems` what could not be read, each with `where` and `why`."""

    added: int
    updated: int
    unchanged: int
    articles: tuple[str, ...]
    problems: tuple[SourceError, ...]
    summary: str

    def __str__(self) -> str:
        return self.summary


def article_of(found: models.Article) -> Article:
    """An article of a library as a value of the API."""
    a = found.info
    return Article(
        found.raw,
        a.title,
        a.published,
        a.source,
        a.url,
        a.authors,
        id=a.id,
        version=a.version,
        origin=a.origin,
        path=a.path,
        language=a.language,
        form=a.form,
    )
