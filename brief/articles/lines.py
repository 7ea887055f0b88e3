"""What each line of an article is, and what its furniture says: headline, byline, dateline, metadata, source.

`read_lines` types every stretch of the raw text that is not white space. A paragraph is judged by its shape
(brief.articles.shapes), its place and its neighbours; one whose lines were wrapped at a fixed width is one paragraph
(see `wrapped_breaks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brief.articles import shapes, stamps
from brief.articles.credits import agency_of
from brief.articles.datelines import Dateline, dateline_end, dateline_parts
from brief.articles.head import Furniture, Place, TypedText, is_date_line, read_byline, read_head, trailing_space
from brief.articles.statements import why_no_statement
from brief.models import Line, LineKind
from brief.text.date_forms import MONTHS
from brief.text.dates import find_full
from brief.text.wrapping import BULLET, physical_lines, wrapped_breaks

ITEM = "an item of the list that the sentence before opens"
"""The `why` of a line that is cited with the sentence that opens its list, and not alone."""


def read_lines(raw: str, title: str | None = None, authors: Sequence[str] = ()) -> tuple[tuple[Line, ...], Furniture]:
    """The typed lines of `raw` and what its furniture says.

    The lines stand in text order and do not overlap; together they hold all that is not white space.
    `title` is the headline where it came apart from the text: then no line of the text is taken for the headline
    but one that repeats it (or is marked as one). `authors` are those that are known from elsewhere.
    """
    spans, after_blank = physical_lines(raw)
    text = TypedText(raw, spans, wrapped_breaks(raw, spans, after_blank))
    if not spans:
        return (), text.found
    at = read_head(text, title)
    _read_story(text, at, authors)
    text.typed.sort(key=lambda line: line.start)
    return tuple(text.typed), text.found


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
    paragraphs: int = 0
    """Paragraphs of the body so far."""
    lists: bool = False
    """Whether a sentence that opens a list is still open."""
    marked: bool = False
    """Whether its entries have a mark in front: what has none is no entry then."""


def _read_story(text: TypedText, at: int, authors: Sequence[str]) -> None:
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


def _read_paragraph(text: TypedText, story: _Story, span: tuple[int, int], paragraph: str, after: int) -> None:
    """Type one paragraph, the physical lines `span` (both included), with `after` paragraphs behind it."""
    edge = story.paragraphs <= _NEAR_THE_TOP or after < _NEAR_THE_END
    furniture = _furniture(text, paragraph, "edge" if edge else "middle")
    if furniture is None:
        start = _take_front(text, story, span[0])
        rest = paragraph[start - text.spans[span[0]][0] :]
        bulleted = start > text.spans[span[0]][0] and text.typed[-1].kind is LineKind.BOILERPLATE
        kind, why, end = _judge(story, rest, bulleted, after)
        story.paragraphs += kind is LineKind.BODY
    else:
        start = text.spans[span[0]][0]
        kind, why, end = *furniture, 0
    if not end and span[0] == span[1]:
        text.take(start, text.spans[span[0]][1], kind, why)
        return
    bounds = [(start, text.spans[span[0]][1]), *(text.spans[i] for i in range(span[0] + 1, span[1] + 1))]
    for n, (a, b) in enumerate(bounds):
        if end and a + end < b and span[0] == span[1]:
            text.take(a, a + end - trailing_space(text.raw, a, a + end), kind, why)
            text.take(a + end, b, LineKind.BOILERPLATE, "a piece of a sentence behind whole ones")
        else:
            text.take(a, b, kind, why, n > 0)


def _furniture(text: TypedText, paragraph: str, place: Place) -> tuple[LineKind, str] | None:
    """What a paragraph is that says something about the article, or is none whatever stands around it."""
    if len(paragraph) > 600:
        return None
    source = stamps.SOURCE_LINE.match(paragraph) if ":" in paragraph else None
    if source:
        text.found.agency = text.found.agency or agency_of(source["name"])
        return LineKind.BOILERPLATE, "who the text is from"
    if len(paragraph) > 16 and is_date_line(text, paragraph, place):
        return LineKind.BOILERPLATE, "a date"
    why = shapes.why_no_sentence(paragraph)
    if why and not dateline_end(paragraph, first=False):
        year = stamps.COPYRIGHT_YEAR.search(paragraph)
        text.found.copyright_year = int(year[1]) if year else text.found.copyright_year
        return LineKind.BOILERPLATE, why
    return (LineKind.BYLINE, "a byline") if read_byline(text, paragraph) else None


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
    if shapes.is_lead(paragraph) or paragraph.endswith("?"):
        return False
    return shapes.is_unended(paragraph) or (len(paragraph) < _SHORT_ITEM and why_no_statement(paragraph) is not None)


def _take_front(text: TypedText, story: _Story, i: int) -> int:
    """Type the dateline or the bullet at the front of line `i`; where the rest begins."""
    start, end = text.spans[i]
    line = text.line(i)
    early = story.paragraphs <= _DATELINE_WITHIN and text.found.place is None
    head = dateline_end(line, first=story.paragraphs == 0, early=early)
    bullet = None if head or line[0].isupper() else BULLET.match(line)
    if head:
        _note_dateline(text.found, dateline_parts(line[:head]))
    elif bullet and bullet.end() < len(line):
        head = bullet.end()
    if not head:
        return start
    cut = min(start + head, end)
    kind, why = (LineKind.BOILERPLATE, "the mark of a list") if bullet else (LineKind.DATELINE, "")
    text.take(start, cut - trailing_space(text.raw, start, cut), kind, why)
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
