"""The citable sentences of an article: whole ones, with what they cannot be understood without.

A sentence that goes on a quotation says nothing of who speaks, and the items of a list not what they are items of. So
a quotation over several sentences, or paragraphs, is one passage with the sentence that opens it, and so is a list with
what opens it; as long as a passage stays short enough to be cited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from brief.articles.lines import ITEM
from brief.articles.statements import (
    ABOUT_THE_TEXT,
    addresses_reader,
    begins_inside,
    is_rare,
    title_in_front,
    why_no_statement,
)
from brief.models import Line, LineKind, Sentence
from brief.text.quotations import has_quotation_mark, left_open, opens_with_mark, outside_quotations
from brief.text.sentences import sentence_spans

LONGEST = 600
"""Characters of a passage of several sentences."""
_SERIES = 3
"""Captions that have the title of their gallery in front."""

Span = tuple[int, int]


def article_sentences(
    raw: str, lines: Iterable[Line], version: str, language: str = "en", published: date | None = None
) -> tuple[Sentence, ...]:
    """The passages of the headline and body lines of an article of `published`, in text order, each with its kind.

    What states nothing (see brief.articles.statements) is BOILERPLATE; only English is looked at for that, and only
    where something else is left.
    """
    found = _passages(raw, tuple(lines), version, language)
    reasons = why_not_cited(found, language, published)
    if not any(s.kind is LineKind.BODY and why is None for s, why in zip(found, reasons, strict=True)):
        return tuple(found)
    return tuple(
        Sentence(s.version, s.start, s.end, s.text, LineKind.BOILERPLATE) if why and s.kind is LineKind.BODY else s
        for s, why in zip(found, reasons, strict=True)
    )


def why_not_cited(sentences: Sequence[Sentence], language: str, published: date | None) -> list[str | None]:
    """For each of an article's sentences why it states nothing, in words; None for those that can be cited."""
    if language != "en":
        return [None] * len(sentences)
    prose = [n for n, s in enumerate(sentences) if s.kind is LineKind.BODY or s.kind is LineKind.BOILERPLATE]
    rare: dict[int, str] = {}
    for holds, why in ((addresses_reader, "an aside to the reader"), (begins_inside, "a piece of a sentence")):
        found = [n for n in prose if holds(sentences[n].text)]
        if is_rare(len(found), len(prose)):
            rare |= dict.fromkeys(found, why)
    titles = {n: title for n in prose if (title := title_in_front(sentences[n].text))}
    counts = Counter(titles.values())
    reasons: list[str | None] = [None] * len(sentences)
    for n in prose:
        goes_on = n > 0 and sentences[n].start == sentences[n - 1].end + 1
        if goes_on and reasons[n - 1] == ABOUT_THE_TEXT:
            reasons[n] = ABOUT_THE_TEXT
        elif n in rare:
            reasons[n] = rare[n]
        elif n in titles and counts[titles[n]] >= _SERIES:
            reasons[n] = "one of a series under one title"
        else:
            reasons[n] = why_no_statement(sentences[n].text, published)
    return reasons


def _passages(raw: str, lines: tuple[Line, ...], version: str, language: str) -> list[Sentence]:
    found: list[Sentence] = []
    for line, start, end in _regions(lines):
        if line.kind is LineKind.HEADLINE:
            found.append(Sentence(version, start, end, raw[start:end], line.kind))
            continue
        if line.why == ITEM:
            opened = bool(found) and found[-1].kind is LineKind.BODY and _fits(found[-1].start, end)
            first = found.pop().start if opened else start
            found.append(Sentence(version, first, end, raw[first:end], LineKind.BODY if opened else LineKind.ITEM))
            continue
        spans = sentence_spans(raw, start, end, language)
        if has_quotation_mark(raw[start:end]):
            spans = _join_quotations(raw, spans)
        if _goes_on_speaking(raw, found, spans):
            spans[0] = (found.pop().start, spans[0][1])
        found.extend(Sentence(version, a, b, raw[a:b]) for a, b in spans)
    return found


def _regions(lines: Sequence[Line]) -> Iterator[tuple[Line, int, int]]:
    """Paragraphs of headline and body lines: the first line, start, end."""
    current: tuple[Line, int, int] | None = None
    for line in lines:
        if current and line.goes_on and line.kind is current[0].kind:
            current = (current[0], current[1], line.end)
            continue
        if current:
            yield current
        current = (line, line.start, line.end) if line.kind in (LineKind.BODY, LineKind.HEADLINE) else None
    if current:
        yield current


def _fits(start: int, end: int) -> bool:
    return end - start <= LONGEST


def _goes_on_speaking(raw: str, found: Sequence[Sentence], spans: Sequence[Span]) -> bool:
    """Whether a paragraph opens with nothing but quoted words, which belong to the speaker of the passage before."""
    if not found or not spans or raw[spans[0][0]].isalnum() or not _is_all_quoted(raw[spans[0][0] : spans[0][1]]):
        return False
    last = found[-1]
    quotes = has_quotation_mark(last.text) or last.text.endswith((":", "："))
    return quotes and last.kind is LineKind.BODY and _fits(last.start, spans[0][1])


def _is_all_quoted(text: str) -> bool:
    """Whether a sentence is quoted words and no others; the quotation may go on behind it."""
    return opens_with_mark(text) and not any(c.isalnum() for c in outside_quotations(text))


def _join_quotations(raw: str, spans: Sequence[Span]) -> list[Span]:
    """The sentences of a paragraph, those that go on a quotation joined to what opens it."""
    joined: list[Span] = []
    opened = ""
    for start, end in spans:
        text = raw[start:end]
        if not opened and not has_quotation_mark(text):
            joined.append((start, end))
            continue
        if joined and _fits(joined[-1][0], end) and (opened or _is_all_quoted(text)):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
        opened = left_open(text, opened)
    return joined
