"""What each line of an article is, and what its furniture says: headline, byline, dateline, metadata, source.

`read_lines` types every stretch of the raw text that is not white space. A paragraph is judged by its shape
(brief.articles.shapes), its place and its neighbours; one whose lines were wrapped at a fixed width is one paragraph
(see `wrapped_breaks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from brief.articles import shapes, stamps
from brief.articles.credits import agency_of, byline_authors, is_agency, looks_like_names, may_be_byline, split_authors
from brief.articles.datelines import Dateline, dateline_end, dateline_parts
from brief.articles.statements import why_no_statement
from brief.models import Line, LineKind
from brief.text.date_forms import MONTHS
from brief.text.dates import find_full
from brief.text.wrapping import BULLET, physical_lines, wrapped_breaks

ITEM = "an item of the list that the sentence before opens"
"""The `why` of a line that is cited with the sentence that opens its list, and not alone."""


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


def read_lines(raw: str, title: str | None = None, authors: Sequence[str] = ()) -> tuple[tuple[Line, ...], Furniture]:
    """The typed lines of `raw` and what its furniture says.

    The lines stand in text order and do not overlap; together they hold all that is not white space.
    `title` is the headline where it came apart from the text: then no line of the text is taken for the headline
    but one that repeats it (or is marked as one). `authors` are those that are known from elsewhere.
    """
    spans, after_blank = physical_lines(raw)
    text = _Text(raw, spans, wrapped_breaks(raw, spans, after_blank))
    if not spans:
        return (), text.found
    at = _read_head(text, title)
    _read_story(text, at, authors)
    text.typed.sort(key=lambda line: line.start)
    return tuple(text.typed), text.found


# --------------------------------------------------------------------------------------------- head


def _read_head(text: _Text, title: str | None) -> int:
    """Type the lines above the story; returns the index of the first line of the story."""
    at = 0
    has_headline = False
    while at < min(len(text.spans), 16):
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


def _head_kind(text: _Text, at: int, title: str | None, has_headline: bool) -> LineKind | None:
    """What a line above the story is; None for the first line of the story."""
    line = text.line(at)
    if line.startswith("#") and shapes.why_no_sentence(line) == "a heading":
        return LineKind.HEADLINE if not has_headline else LineKind.BOILERPLATE
    labelled = stamps.LABELLED.match(line)
    if labelled and len(line) < 300:
        return _labelled_kind(text, labelled, title, has_headline)
    if _is_date_line(text, line) or (line[0] == "(" and line[-1] == ")"):
        return LineKind.BOILERPLATE
    if _read_byline(text, line):
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


def _above_dateline(text: _Text, at: int) -> bool:
    """Whether the story's dateline follows, with nothing but labels and bylines between."""
    for below in range(at + 1, min(at + 5, len(text.spans))):
        line = text.line(below)
        if dateline_end(line, first=True):
            return True
        if not (stamps.LABELLED.match(line) or byline_authors(line) is not None):
            return False
    return False


def _labelled_kind(text: _Text, found: re.Match[str], title: str | None, has_headline: bool) -> LineKind | None:
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


def _is_date_line(text: _Text, line: str, place: Place = "head") -> bool:
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


def _read_byline(text: _Text, line: str) -> bool:
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


def _strip_metadata(text: _Text, start: int, end: int) -> int:
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
    text.take(start, at - _trailing_space(text.raw, start, at), LineKind.BOILERPLATE, "glued to the headline")
    return at


def _unglued(line: str) -> str:
    """A line without what is glued to its front: read again, an article has its own headline as its title."""
    at = 0
    while (glued := stamps.GLUED.match(line, at)) and at < glued.end() < len(line):
        at = glued.end()
    return line[at:]


def _trailing_space(raw: str, start: int, end: int) -> int:
    return end - start - len(raw[start:end].rstrip())


def _take_headline(text: _Text, at: int, start: int) -> int:
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


def _stands_alone(text: _Text, at: int) -> bool:
    return len(text.line(at)) < 100 and not text.goes_on(at)


def _looks_like_headline(text: _Text, at: int, line: str) -> bool:
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


# --------------------------------------------------------------------------------------------- story

_DATELINE_WITHIN = 5
"""Paragraphs of the story above its dateline, at most: a summary, captions."""
_NEAR_THE_TOP, _NEAR_THE_END = 2, 3
"""Paragraphs of the story, and of the text. Between them a line that is a date is a heading or an item of a list
("Nov. 7, 1956 - Elected"): of ten such dates one was the article's, of those near the top two in three."""
_NOTES_WITHIN = 5
"""Paragraphs from the end in which a note about the text may stand."""
_SHORT_ITEM = 80


@dataclass(slots=True)
class _Story:
    """What is known while the paragraphs of a story are read."""

    raw: str
    authors: tuple[str, ...]
    styled: bool
    """Whether prose ends like sentences in this text."""
    told: int = 0
    lists: bool = False
    """Whether a sentence that opens a list is still open."""
    marked: bool = False
    """Whether its entries have a mark in front: what has none is no entry then."""


def _read_story(text: _Text, at: int, authors: Sequence[str]) -> None:
    paragraphs: list[tuple[int, int]] = []
    while at < len(text.spans):
        last = at
        while text.goes_on(last):
            last += 1
        paragraphs.append((at, last))
        at = last + 1
    if not paragraphs:
        return
    flat = [text.line(a) if a == b else " ".join(map(text.line, range(a, b + 1))) for a, b in paragraphs]
    story = _Story(text.raw, (*authors, *text.found.authors), shapes.ends_its_lines(flat))
    for n, ((first, last), paragraph) in enumerate(zip(paragraphs, flat, strict=True)):
        _read_paragraph(text, story, (first, last), paragraph, len(paragraphs) - 1 - n)


def _read_paragraph(text: _Text, story: _Story, span: tuple[int, int], paragraph: str, after: int) -> None:
    """Type one paragraph, the physical lines `span` (both included), with `after` paragraphs behind it."""
    edge = story.told <= _NEAR_THE_TOP or after < _NEAR_THE_END
    furniture = _furniture(text, paragraph, "edge" if edge else "middle")
    if furniture is None:
        start = _take_front(text, story, span[0])
        rest = paragraph[start - text.spans[span[0]][0] :]
        bulleted = start > text.spans[span[0]][0] and text.typed[-1].kind is LineKind.BOILERPLATE
        kind, why, end = _judge(story, rest, bulleted, after)
        story.told += kind is LineKind.BODY
    else:
        start = text.spans[span[0]][0]
        kind, why, end = *furniture, 0
    if not end and span[0] == span[1]:
        text.take(start, text.spans[span[0]][1], kind, why)
        return
    bounds = [(start, text.spans[span[0]][1]), *(text.spans[i] for i in range(span[0] + 1, span[1] + 1))]
    for n, (a, b) in enumerate(bounds):
        if end and a + end < b and span[0] == span[1]:
            text.take(a, a + end - _trailing_space(text.raw, a, a + end), kind, why)
            text.take(a + end, b, LineKind.BOILERPLATE, "a piece of a sentence behind whole ones")
        else:
            text.take(a, b, kind, why, n > 0)


def _furniture(text: _Text, paragraph: str, place: Place) -> tuple[LineKind, str] | None:
    """What a paragraph is that says something about the article, or is none whatever stands around it."""
    if len(paragraph) > 600:
        return None
    source = stamps.SOURCE_LINE.match(paragraph) if ":" in paragraph else None
    if source:
        text.found.agency = text.found.agency or agency_of(source["name"])
        return LineKind.BOILERPLATE, "who the text is from"
    if len(paragraph) > 16 and _is_date_line(text, paragraph, place):
        return LineKind.BOILERPLATE, "a date"
    why = shapes.why_no_sentence(paragraph)
    if why and not dateline_end(paragraph, first=False):
        year = stamps.COPYRIGHT_YEAR.search(paragraph)
        text.found.copyright_year = int(year[1]) if year else text.found.copyright_year
        return LineKind.BOILERPLATE, why
    return (LineKind.BYLINE, "a byline") if _read_byline(text, paragraph) else None


def _judge(story: _Story, paragraph: str, bulleted: bool, after: int) -> tuple[LineKind, str, int]:
    """Kind and reason of a paragraph without dateline and bullet, and where its prose ends if before its end."""
    if not paragraph or not story.styled:
        return LineKind.BODY, "", 0
    if story.lists and (bulleted or not story.marked) and _is_item(paragraph):
        story.marked = bulleted
        return LineKind.BODY, ITEM, 0
    why = shapes.why_a_heading(paragraph)
    if why is None and after < _NOTES_WITHIN:
        why = shapes.why_a_note(paragraph, story.raw, story.authors)
    end = shapes.prose_end(paragraph) if why and shapes.is_unended(paragraph) else 0
    if why is None or end:
        story.lists = shapes.is_lead(paragraph) or (story.lists and bulleted)
        story.marked = story.marked and story.lists and bulleted
        return LineKind.BODY, "", end
    story.lists = story.lists and bulleted
    return LineKind.BOILERPLATE, why, 0


def _is_item(paragraph: str) -> bool:
    """Whether a paragraph under an open list is no sentence by itself."""
    if shapes.is_lead(paragraph):
        return False
    return shapes.is_unended(paragraph) or (len(paragraph) < _SHORT_ITEM and why_no_statement(paragraph) is not None)


def _take_front(text: _Text, story: _Story, i: int) -> int:
    """Type the dateline or the bullet at the front of line `i`; where the rest begins."""
    start, end = text.spans[i]
    line = text.line(i)
    early = story.told <= _DATELINE_WITHIN and text.found.place is None
    head = dateline_end(line, first=story.told == 0, early=early)
    bullet = None if head or line[0].isupper() else BULLET.match(line)
    if head:
        _note_dateline(text.found, dateline_parts(line[:head]))
    elif bullet and bullet.end() < len(line):
        head = bullet.end()
    cut = min(start + head, end)
    kind, why = (LineKind.BOILERPLATE, "the mark of a list") if bullet else (LineKind.DATELINE, "")
    text.take(start, cut - _trailing_space(text.raw, start, cut), kind, why)
    return cut


def _note_dateline(found: Furniture, parts: Dateline) -> None:
    found.place = found.place or parts.place
    found.agency = parts.agency or found.agency
    if parts.month and found.month_day is None:
        found.month_day = (MONTHS[parts.month.casefold()], parts.day)
        if parts.year and found.published is None:
            explicit = find_full(f"{parts.month} {parts.day}, {parts.year}")
            if explicit:
                found.published, found.published_basis = explicit[0], "dateline"
