"""What an article is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Day = date
"""`date`, for the classes that have a field of that name (inside them the plain name would mean the field)."""


class LineKind(StrEnum):
    """What a stretch of raw text is. Only BODY (and HEADLINE, marked as such) can be cited."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    BOILERPLATE = "boilerplate"
    ITEM = "item"
    """An entry of a list: cited with the sentence that opens the list, not alone."""
    CONTINUATION = "continuation"
    """The end of a quotation that points back and names nothing itself: cited with the quotation's opening, not alone.
    Only among stretches (brief.articles.stretches); a passage that has one is BODY as a whole."""


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """All that is known of one version of one article, but for its text.

    `id` names the article through all its versions (16 hex digits; derived from its url, else its path and
    record id, else its content). `version` names this text with this metadata (16 hex digits).
    """

    id: str
    version: str
    title: str | None = None
    source: str | None = None
    """The outlet that published the text."""
    origin: str | None = None
    """Who reported it first: an agency, a ministry, or the outlet itself."""
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_basis: str | None = None
    """How the date is known: `record`, `metadata-line`, `dateline`, `html`, `feed`, `inferred`."""
    published_reason: str | None = None
    """For an inferred date: why, in words."""
    url: str | None = None
    path: str | None = None
    record_id: str | None = None
    """The `id` an input record carried (`source_id` in JSON)."""
    sha256: str = ""
    """Hex digest of the raw text in UTF-8."""
    language: str = "en"
    form: str = "report"
    """`report`, or what holds many things: `roundup`, `live`, `gallery`, `quiz`, `recipe`, `listing`, `table`."""
    updated: date | None = None
    """The day of the text's last change, where it says so; never before `published`."""
    sections: tuple[str, ...] = ()
    """What its outlet files it under, as the page, the feed or the record states it ("Sport"); no part of `version`."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text as it came. `raw` is immutable; every offset in the program points into it."""

    info: ArticleInfo
    raw: str


@dataclass(frozen=True, slots=True)
class Line:
    """A typed stretch of the raw text: at most one physical line; a dateline is the head of one."""

    start: int
    end: int
    kind: LineKind
    why: str = ""
    """What it was told by, in words for a reader."""
    goes_on: bool = False
    """Whether it goes on the paragraph of the line before, which was broken at a fixed width."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`raw[start:end] == text`, always. `version` is empty when the text belongs to no article."""

    version: str
    start: int
    end: int
    text: str
    kind: LineKind = LineKind.BODY

    @property
    def ref(self) -> str:
        """The permanent name of this sentence: `<article version>@<start>-<end>`."""
        return f"{self.version}@{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole body sentences of one article: what is embedded and searched.

    `text == raw[start:end]`; `ordinal` counts from 0 within the article version.
    """

    version: str
    ordinal: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as read: completed metadata, typed lines, sentences and chunks, all in text order."""

    article: Article
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """What a date expression means, against the day it was written.

    `date` is set where one day is known, else None; `first` and `last` bound the span (a month, a year, a
    week), inclusive; `precision` is `day`, `week`, `month`, `quarter`, `year` or `decade`; `basis` says in a
    word how it was found (`explicit`, `weekday`, `relative`, `month-day`, ...). `certain`: no other reading is possible
    in its sentence; else it is the likeliest one.
    """

    date: Day | None
    first: Day
    last: Day
    precision: str
    basis: str
    certain: bool = False
