"""The lines above a story, and what they say of it: headline, byline, date, outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brief.articles import shapes, stamps
from brief.articles.credits import agency_of, byline_authors, is_agency, looks_like_names, may_be_byline, split_authors
from brief.articles.datelines import dateline_end
from brief.models import Line, LineKind
from brief.text.dates import find_full


@dataclass(slots=True)
class Furniture:
    """What an article's furniture says of it; None or empty where it says nothing."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    """Of the dateline, as written."""
    month_day: tuple[int, int] | None = None
    """Month and day of the dateline; the year stands elsewhere, if at all."""
    agency: str | None = None
    """The normalised name of the agency or outlet that the dateline or a Source line names."""
    published: date | None = None
    published_basis: str | None = None
    updated: date | None = None
    source: str | None = None
    """The outlet, where the head of the text names one."""
    copyright_year: int | None = None
    url: str | None = None


@dataclass(slots=True)
class TypedText:
    """A raw text cut into its non-blank physical lines, stripped."""

    raw: str
    spans: list[tuple[int, int]]
    joined: list[bool]
    """Whether the line goes on a wrapped paragraph that the line before began."""
    found: Furniture = field(default_factory=Furniture)
    typed: list[Line] = field(default_factory=list)

    def line(self, i: int) -> str:
        start, end = self.spans[i]
        return self.raw[start:end]

    def goes_on(self, i: int) -> bool:
        """Whether the next line goes on the paragraph of line `i`."""
        return i + 1 < len(self.spans) and self.joined[i + 1]

    def take(self, start: int, end: int, kind: LineKind, why: str = "", goes_on: bool = False) -> None:
        if start < end:
            self.typed.append(Line(start, end, kind, why, goes_on))


def read_head(text: TypedText, title: str | None) -> int:
    """Type the lines above the story; returns the index of the first line of the story."""
    at = first = _read_front_matter(text, title)
    has_headline = False
    while at < min(len(text.spans), first + 16):
        start, end = text.spans[at]
        kind = _head_kind(text, at, title, has_headline)
        if kind is None:
            break
        if kind is LineKind.HEADLINE:
            start = _strip_metadata(text, start, end)
            at = _take_headline(text, at, start)
            has_headline = True
            continue
        text.take(start, end, kind, "above the story")
        at += 1
    return at


def _read_front_matter(text: TypedText, title: str | None) -> int:
    """Type the fields between two lines of the same mark at the top, as Markdown files have them; the line after."""
    mark = text.line(0)
    if mark not in ("---", "+++"):
        return 0
    end = next((i for i in range(1, len(text.spans)) if text.line(i) == mark), 0)
    fields = [stamps.LABELLED.match(text.line(i)) for i in range(end)]
    if not any(fields):
        return 0
    for i in range(end + 1):
        text.take(*text.spans[i], LineKind.BOILERPLATE, "front matter")
    for field_line in fields:
        if field_line:
            _labelled_kind(text, field_line, title, has_headline=True)
    return end + 1


def _head_kind(text: TypedText, at: int, title: str | None, has_headline: bool) -> LineKind | None:
    """What a line above the story is; None for the first line of the story."""
    line = text.line(at)
    if line.startswith("#") and shapes.why_no_sentence(line) == "a heading":
        return LineKind.HEADLINE if not has_headline else LineKind.BOILERPLATE
    labelled = stamps.LABELLED.match(line)
    if labelled and len(line) < 300:
        return _labelled_kind(text, labelled, title, has_headline)
    if is_date_line(text, line) or (line[0] == "(" and line[-1] == ")"):
        return LineKind.BOILERPLATE
    if read_byline(text, line):
        return LineKind.BYLINE
    if is_agency(line.rstrip(".")):
        text.found.agency = text.found.agency or agency_of(line)
        return LineKind.BYLINE
    if dateline_end(line, first=True):
        return None
    if has_headline and stamps.MASTHEAD.fullmatch(line) and _above_dateline(text, at):
        text.found.source = text.found.source or line
        return LineKind.BYLINE
    if title is not None and not has_headline and same_headline(_unglued(line), title):
        return LineKind.HEADLINE
    if title is None and not has_headline:
        return LineKind.HEADLINE if at + 1 < len(text.spans) and _looks_like_headline(text, at, line) else None
    if _stands_alone(text, at) and at + 1 < len(text.spans) and looks_like_names(line):
        text.found.authors = text.found.authors or split_authors(line)
        return LineKind.BYLINE
    return LineKind.BOILERPLATE if has_headline and shapes.why_no_sentence(line) else None


def _above_dateline(text: TypedText, at: int) -> bool:
    """Whether the story's dateline follows, with nothing but labels and bylines between."""
    for below in range(at + 1, min(at + 5, len(text.spans))):
        line = text.line(below)
        if dateline_end(line, first=True):
            return True
        if not (stamps.LABELLED.match(line) or byline_authors(line) is not None):
            return False
    return False


def _labelled_kind(text: TypedText, found: re.Match[str], title: str | None, has_headline: bool) -> LineKind | None:
    """`Title: …`, `Author: …`, `Date: …`, `Source: …` above the story."""
    label, value = found["label"].casefold(), found["value"].strip()
    if label in ("title", "headline"):
        return LineKind.HEADLINE if not has_headline else LineKind.BOILERPLATE
    if label in ("author", "authors", "by", "byline"):
        text.found.authors = text.found.authors or split_authors(value)
        return LineKind.BYLINE
    if label in ("source", "outlet", "publisher"):
        text.found.source = text.found.source or value
        return LineKind.BOILERPLATE
    if label == "agency":
        text.found.agency = text.found.agency or agency_of(value)
        return LineKind.BOILERPLATE
    if label in ("url", "link"):
        text.found.url = value
        return LineKind.BOILERPLATE
    explicit = find_full(value)
    if explicit is None:
        return None if title is not None else LineKind.BOILERPLATE if len(value) < 60 else None
    _note_date(text.found, label, explicit[0])
    return LineKind.BOILERPLATE


def _note_date(found: Furniture, label: str, day: date) -> None:
    if stamps.UPDATED.match(label) or label.startswith("update"):
        found.updated = max(found.updated or day, day)
    elif found.published is None:
        found.published, found.published_basis = day, "metadata-line"


Place = Literal["head", "edge", "middle"]
"""Above the story; in its first or last lines; between."""


def is_date_line(text: TypedText, line: str, place: Place = "head") -> bool:
    """A line that is a date and little else ("March 18, 2026, 4:02 a.m. ET", "Strait Ledger, Nov. 16, 2019").

    It dates the article where it stands above the story, near an edge of it with nothing else in it, or with a
    label that says so ("Published on ...").
    """
    if len(line) > 120 or not stamps.HAS_YEAR.search(line) or not (line[-1:].isalnum() or line[-1:] in ".)*_"):
        return False
    explicit = find_full(line)
    if explicit is None:
        return False
    day, start, end = explicit
    before = line[:start]
    again = find_full(line[end:])
    rest = stamps.stamp_rest(before + " | " + (line[end:] if again is None else line[end + again[2] :]))
    if rest is None or (rest and line.endswith(".")):
        return False
    if (place == "middle" or (place == "edge" and rest)) and not stamps.DATE_LABEL.search(before):
        return True
    text.found.source = text.found.source or rest or None
    _note_date(text.found, before, day)
    if again is not None:
        _note_date(text.found, line[end : end + again[1]], again[0])
    return True


def read_byline(text: TypedText, line: str) -> bool:
    """Whether a line is a byline; notes its authors, and the date and the outlet that may stand behind them."""
    if not may_be_byline(line):
        return False
    authors = byline_authors(line)
    if authors is None and stamps.HAS_YEAR.search(line) and len(line) < 160:
        explicit = find_full(line)
        if explicit:
            authors = byline_authors(line[: explicit[1]].strip(" |,·–—-*_"))
            if authors is not None:
                _note_date(text.found, "", explicit[0])
    if authors is None:
        return False
    text.found.authors = text.found.authors or authors
    outlet = line.split("|")[1].strip() if "|" in line else ""
    if outlet and stamps.MASTHEAD.fullmatch(outlet):
        text.found.source = text.found.source or outlet
    return True


def _strip_metadata(text: TypedText, start: int, end: int) -> int:
    """Type what is glued to the front of a headline (` date 2019-11-14 `, `(LEAD)`, `#`); returns where it begins."""
    at = start
    while True:
        glued = stamps.GLUED.match(text.raw, at, end)
        if not glued or glued.end() >= end or glued.end() == at:
            break
        if glued["date"]:
            explicit = find_full(glued["date"])
            if explicit is None:
                break
            _note_date(text.found, (glued["label"] or "").casefold(), explicit[0])
        at = glued.end()
    text.take(start, at - trailing_space(text.raw, start, at), LineKind.BOILERPLATE, "glued to the headline")
    return at


def _unglued(line: str) -> str:
    """A line without what is glued to its front: read again, an article has its own headline as its title."""
    at = 0
    while (glued := stamps.GLUED.match(line, at)) and at < glued.end() < len(line):
        at = glued.end()
    return line[at:]


def trailing_space(raw: str, start: int, end: int) -> int:
    return end - start - len(raw[start:end].rstrip())


def _take_headline(text: TypedText, at: int, start: int) -> int:
    """Type a headline that may go over wrapped lines; returns the index of the line after it."""
    first = at
    while text.goes_on(at) and at - first < 2:
        at += 1
    text.take(start, text.spans[first][1], LineKind.HEADLINE)
    for i in range(first + 1, at + 1):
        text.take(*text.spans[i], LineKind.HEADLINE, goes_on=True)
    whole = " ".join(text.raw[start : text.spans[at][1]].split())
    text.found.headline = text.found.headline or stamps.plain_headline(whole)
    return at + 1


def _stands_alone(text: TypedText, at: int) -> bool:
    return len(text.line(at)) < 100 and not text.goes_on(at)


def _looks_like_headline(text: TypedText, at: int, line: str) -> bool:
    """The first line of a text without a separate title: a headline unless it reads as a sentence of the story."""
    if (glued := stamps.GLUED.match(line)) and glued.end():
        return True
    if text.goes_on(at):
        last = at + 1
        while text.goes_on(last):
            last += 1
        return last - at <= 2 and not text.line(last).endswith((".", "”", '"'))
    if len(line) > 250:
        return False
    if line.endswith((".", '."', ".”", ":", ";", ",")):
        return line.endswith(("...", "…", "Jr.", "U.S.", "U.N.", "Inc.", "Co.")) and len(line) < 160
    return True


def same_headline(line: str, title: str) -> bool:
    """Whether a line repeats a title that came apart (which may be cut short, or have the outlet behind it)."""
    ours, theirs = set(stamps.title_words(line)), set(stamps.title_words(title))
    if not ours or not theirs or len(line) > 250:
        return False
    if ours == theirs:
        return True
    shared = len(ours & theirs)
    return not line.endswith(".") and shared >= 0.8 * len(theirs) and shared >= 0.7 * len(ours)
