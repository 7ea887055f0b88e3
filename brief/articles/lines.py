"""What each line of an article is, and what its furniture says: headline, byline, dateline, metadata, source.

`read_lines` types every stretch of the raw text that is not white space. It works line by line with the shape
of a line and its neighbours; a paragraph whose lines were wrapped at a fixed width is one paragraph (see
`wrapped_breaks`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brief.articles.datelines import Dateline, dateline_end, dateline_parts
from brief.articles.notices import is_notice
from brief.models import Line, LineKind
from brief.text import furniture as f
from brief.text.date_forms import MONTHS
from brief.text.dates import find_full
from brief.text.wrapping import physical_lines, wrapped_breaks


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
class _Text:
    """A raw text cut into its non-blank physical lines, stripped."""

    raw: str
    spans: list[tuple[int, int]]
    after_blank: list[bool]
    """Whether a blank line (or nothing) stands before the line."""
    joined: list[bool]
    """Whether the line goes on a wrapped paragraph that the line before began."""
    found: Furniture = field(default_factory=Furniture)
    typed: list[Line] = field(default_factory=list)

    def line(self, i: int) -> str:
        start, end = self.spans[i]
        return self.raw[start:end]


def read_lines(raw: str, title: str | None = None) -> tuple[tuple[Line, ...], Furniture]:
    """The typed lines of `raw` and what its furniture says.

    The lines stand in text order and do not overlap; together they hold all that is not white space.
    `title` is the headline where it came apart from the text: then no line of the text is taken for the headline
    but one that repeats it (or is marked as one).
    """
    spans, after_blank = physical_lines(raw)
    text = _Text(raw, spans, after_blank, wrapped_breaks(raw, spans, after_blank))
    if not spans:
        return (), text.found
    at = _read_head(text, title)
    _read_rest(text, at)
    text.typed.sort(key=lambda line: line.start)
    return tuple(text.typed), text.found


# --------------------------------------------------------------------------------------------- head


def _read_head(text: _Text, title: str | None) -> int:
    """Type the lines above the story; returns the index of the first line of the story."""
    at = 0
    has_headline = False
    limit = min(len(text.spans), 16)
    while at < limit:
        start, end = text.spans[at]
        kind = _head_kind(text, at, title, has_headline)
        if kind is None:
            break
        if kind is LineKind.HEADLINE:
            start = _strip_metadata(text, start, end)
            at = _take_headline(text, at, start)
            has_headline = True
            continue
        text.typed.append(Line(start, end, kind))
        at += 1
    return at


def _head_kind(text: _Text, at: int, title: str | None, has_headline: bool) -> LineKind | None:
    """What a line above the story is; None for the first line of the story."""
    line = text.line(at)
    if f.HEADING.match(line):
        return LineKind.HEADLINE if not has_headline else LineKind.BOILERPLATE
    labelled = f.LABELLED.match(line)
    if labelled and len(line) < 300:
        return _labelled_kind(text, labelled, title, has_headline)
    if _is_date_line(text, line) or is_notice(line) or f.WIRE_TAG_LINE.fullmatch(line):
        return LineKind.BOILERPLATE
    if _read_byline(text, line):
        return LineKind.BYLINE
    if f.OUTLET_LINE.match(line):
        text.found.agency = text.found.agency or f.agency_of(line)
        return LineKind.BYLINE
    if dateline_end(line, first=True):
        return None
    if has_headline and f.MASTHEAD_LINE.fullmatch(line) and _above_dateline(text, at):
        text.found.source = text.found.source or line
        return LineKind.BYLINE
    if title is not None:
        if not has_headline and same_headline(_unglued(line), title):
            return LineKind.HEADLINE
        if _stands_alone(text, at) and f.looks_like_names(line):
            text.found.authors = text.found.authors or f.split_authors(line)
            return LineKind.BYLINE
        return None
    if not has_headline and at + 1 < len(text.spans) and _looks_like_headline(text, at, line):
        return LineKind.HEADLINE
    if has_headline and _stands_alone(text, at) and f.looks_like_names(line) and at + 1 < len(text.spans):
        text.found.authors = text.found.authors or f.split_authors(line)
        return LineKind.BYLINE
    return None


def _above_dateline(text: _Text, at: int) -> bool:
    """Whether the story's dateline follows, with nothing but labels, bylines and notices between."""
    for below in range(at + 1, min(at + 5, len(text.spans))):
        line = text.line(below)
        if dateline_end(line, first=True):
            return True
        if not (f.LABELLED.match(line) or is_notice(line) or f.byline_authors(line) is not None):
            return False
    return False


def _labelled_kind(text: _Text, found: re.Match[str], title: str | None, has_headline: bool) -> LineKind | None:
    """`Title: …`, `Author: …`, `Date: …`, `Source: …` above the story."""
    label, value = found["label"].casefold(), found["value"].strip()
    if label in ("title", "headline"):
        return LineKind.HEADLINE if not has_headline else LineKind.BOILERPLATE
    if label in ("author", "authors", "by", "byline"):
        text.found.authors = text.found.authors or f.split_authors(value)
        return LineKind.BYLINE
    if label in ("source", "outlet", "publisher"):
        text.found.source = text.found.source or value
        return LineKind.BOILERPLATE
    if label == "agency":
        text.found.agency = text.found.agency or f.agency_of(value)
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
    if label.startswith(("updated", "last", "modified", "update")):
        found.updated = found.updated or day
    elif found.published is None:
        found.published, found.published_basis = day, "metadata-line"


Place = Literal["head", "edge", "middle"]
"""Above the story; in its first or last lines; between."""
_DATE_LABEL = re.compile(r"\b(?:published|posted|updated|modified|filed|issued|date[d]?:)", re.IGNORECASE)


def _is_date_line(text: _Text, line: str, place: Place = "head") -> bool:
    """A line that is a date and little else ("March 18, 2026, 4:02 a.m. ET", "Strait Ledger, Nov. 16, 2019").

    It dates the article where it stands above the story, near an edge of it with nothing else in it, or with a
    label that says so ("Published on ...").
    """
    if len(line) > 120 or not (line[-1:].isalnum() or line[-1:] in ".)*_"):
        return False
    explicit = find_full(line) if f.HAS_YEAR.search(line) else None
    if explicit is None:
        return bool(f.DATELESS_STAMP.fullmatch(line))
    day, start, end = explicit
    before = line[:start]
    rest = f.stamp_rest(before + " | " + line[end:])
    if rest is None or (rest and line.endswith(".")):
        return False
    if (place == "middle" or (place == "edge" and rest)) and not _DATE_LABEL.search(before):
        return True
    text.found.source = text.found.source or rest or None
    _note_date(text.found, "updated" if re.match(r"\W*(?:last )?(?:updated|modified)", before, re.I) else "", day)
    return True


def _read_byline(text: _Text, line: str) -> bool:
    """Whether a line is a byline; notes its authors, and the date and the outlet that may stand behind them."""
    authors = f.byline_authors(line)
    if authors is None and f.HAS_YEAR.search(line) and len(line) < 160:
        explicit = find_full(line)
        if explicit:
            authors = f.byline_authors(line[: explicit[1]].strip(" |,·–—-*_"))
            if authors is not None:
                _note_date(text.found, "", explicit[0])
    if authors is None:
        return False
    text.found.authors = text.found.authors or authors
    outlet = line.split("|")[1].strip() if "|" in line else ""
    if outlet and f.MASTHEAD_LINE.fullmatch(outlet):
        text.found.source = text.found.source or outlet
    return True


def _strip_metadata(text: _Text, start: int, end: int) -> int:
    """Type what is glued to the front of a headline (` date 2019-11-14 `, `(LEAD)`, `#`); returns where it begins."""
    at = start
    while True:
        glued = f.GLUED.match(text.raw, at, end)
        if not glued or glued.end() >= end or glued.end() == at:
            break
        if glued["date"]:
            explicit = find_full(glued["date"])
            if explicit is None:
                break
            _note_date(text.found, (glued["label"] or "").casefold(), explicit[0])
        at = glued.end()
    if at > start:
        text.typed.append(Line(start, at - _trailing_space(text.raw, start, at), LineKind.BOILERPLATE))
    return at


def _unglued(line: str) -> str:
    """A line without what is glued to its front: read again, an article has its own headline as its title."""
    at = 0
    while (glued := f.GLUED.match(line, at)) and at < glued.end() < len(line):
        at = glued.end()
    return line[at:]


def _trailing_space(raw: str, start: int, end: int) -> int:
    return end - start - len(raw[start:end].rstrip())


def _take_headline(text: _Text, at: int, start: int) -> int:
    """Type a headline that may go over wrapped lines; returns the index of the line after it."""
    first = at
    while at + 1 < len(text.spans) and text.joined[at + 1] and at - first < 2:
        at += 1
    end = text.spans[first][1]
    text.typed.append(Line(start, end, LineKind.HEADLINE))
    for i in range(first + 1, at + 1):
        text.typed.append(Line(*text.spans[i], LineKind.HEADLINE))
    whole = " ".join(text.raw[start : text.spans[at][1]].split())
    text.found.headline = text.found.headline or f.plain_headline(whole)
    return at + 1


def _stands_alone(text: _Text, at: int) -> bool:
    return len(text.line(at)) < 100 and not (at + 1 < len(text.spans) and text.joined[at + 1])


def _looks_like_headline(text: _Text, at: int, line: str) -> bool:
    """The first line of a text without a separate title: a headline unless it reads as a sentence of the story."""
    if f.GLUED.match(line) and f.GLUED.match(line).end():  # type: ignore[union-attr]
        return True
    block_goes_on = at + 1 < len(text.spans) and text.joined[at + 1]
    if block_goes_on:
        last = at + 1
        while last + 1 < len(text.spans) and text.joined[last + 1]:
            last += 1
        return last - at <= 2 and not text.line(last).endswith((".", "”", '"'))
    if len(line) > 250:
        return False
    if line.endswith((".", '."', ".”", ":", ";", ",")):
        return line.endswith(("...", "…", "Jr.", "U.S.", "U.N.", "Inc.", "Co.")) and len(line) < 160
    return True


def same_headline(line: str, title: str) -> bool:
    """Whether a line repeats a title that came apart (which may be cut short, or have the outlet behind it)."""
    ours, theirs = set(f.title_words(line)), set(f.title_words(title))
    if not ours or not theirs or len(line) > 250:
        return False
    if ours == theirs:
        return True
    shared = len(ours & theirs)
    return not line.endswith(".") and shared >= 0.8 * len(theirs) and shared >= 0.7 * len(ours)


# --------------------------------------------------------------------------------------------- story


def _read_rest(text: _Text, at: int) -> None:
    in_footer = False
    told = 0
    for i in range(at, len(text.spans)):
        start, end = text.spans[i]
        if text.joined[i] and i > at and text.typed and text.typed[-1].kind is LineKind.BODY:
            text.typed.append(Line(start, end, LineKind.BODY))
            continue
        line = text.raw[start:end]
        if in_footer and not _is_prose(line):
            text.typed.append(Line(start, end, LineKind.BOILERPLATE))
            continue
        in_footer = False
        edge = told <= _NEAR_THE_TOP or i >= len(text.spans) - _NEAR_THE_END
        kind = _story_kind(text, line, "edge" if edge else "middle")
        if kind is LineKind.BODY:
            _take_body(text, start, end, line, told)
            told += 1
            continue
        in_footer = told > 0 and f.FOOTER.match(line) is not None
        text.typed.append(Line(start, end, kind))


def _is_prose(line: str) -> bool:
    return len(line) > 120 and line.endswith((".", '."', ".”", '"', "”"))


_DATELINE_WITHIN = 5
"""Lines of the story above its dateline, at most: a summary, captions."""
_NEAR_THE_TOP, _NEAR_THE_END = 2, 3
"""Lines of the story, and lines of the text. Between them a line that is a date is a heading or an item of a list
("Nov. 7, 1956 - Elected"): of ten such dates one was the article's, of those near the top two in three."""


def _story_kind(text: _Text, line: str, place: Place) -> LineKind:
    if len(line) > 600:
        return LineKind.BODY
    source = f.SOURCE_LINE.match(line)
    if source:
        text.found.agency = text.found.agency or f.agency_of(source["name"])
        return LineKind.BOILERPLATE
    if len(line) > 16 and f.HAS_YEAR.search(line) and _is_date_line(text, line, place):
        return LineKind.BOILERPLATE
    if is_notice(line):
        year = f.COPYRIGHT_YEAR.search(line)
        text.found.copyright_year = int(year[1]) if year else text.found.copyright_year
        return LineKind.BOILERPLATE
    if f.HEADING.match(line) or f.FOOTER.match(line) or f.BOLD_LINE.fullmatch(line):
        return LineKind.BOILERPLATE
    return LineKind.BYLINE if _read_byline(text, line) else LineKind.BODY


def _take_body(text: _Text, start: int, end: int, line: str, told: int) -> None:
    """Type a line of the story, with `told` lines before it: the dateline or the bullet at its front apart from the
    rest."""
    early = told <= _DATELINE_WITHIN and text.found.place is None
    head = dateline_end(line, first=told == 0, early=early)
    if head:
        found = dateline_parts(line[:head])
        _note_dateline(text.found, found)
        cut = start + head
        text.typed.append(Line(start, cut - _trailing_space(text.raw, start, cut), LineKind.DATELINE))
        start = cut
    else:
        bullet = f.BULLET.match(line)
        if bullet and bullet.end() < len(line):
            cut = start + bullet.end()
            text.typed.append(Line(start, cut - _trailing_space(text.raw, start, cut), LineKind.BOILERPLATE))
            start = cut
    if start < end:
        text.typed.append(Line(start, end, LineKind.BODY))


def _note_dateline(found: Furniture, parts: Dateline) -> None:
    found.place = found.place or parts.place
    found.agency = parts.agency or found.agency
    if parts.month and found.month_day is None:
        found.month_day = (MONTHS[parts.month.casefold()], parts.day)
        if parts.year and found.published is None:
            explicit = find_full(f"{parts.month} {parts.day}, {parts.year}")
            if explicit:
                found.published, found.published_basis = explicit[0], "dateline"
