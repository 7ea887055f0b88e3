"""Where a text quotes someone: double and single, straight and curly, nested, and over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Quotation(NamedTuple):
    """A quoted stretch. `text[start:end]` holds the marks; `inner` is what stands between them."""

    start: int
    end: int
    inner: str


_PARAGRAPH = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_DOUBLE = re.compile(r"[\"“”„«»「」『』`’'](?:(?<=[\"“”„«»「」『』])|(?<=`)`|(?<=’)’|(?<=')')")
"""A mark of the first eight, or one of the others twice. A pattern that begins with a set of characters, what must
stand around them behind it, is searched for several times as fast as one that begins with alternatives."""
_ANY = re.compile(r"[\"“”„«»「」『』‘']|``")
_CLOSER_OF = {'"': '"”»', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "``": "''"}
_CLOSES_ANY = ('"', "’’", "''")
"""Marks that close what any other opened, where straight and curly ones are mixed."""
_SINGLE = re.compile(r"(?<!\w)(?:‘|'(?!\d0s))(?=\S)(?P<inner>[^‘]{1,400}?)(?<=[^\s])[’'](?!\w)")
"""A mark between letters is an apostrophe, and so is one in front of a decade ('90s)."""


def has_quotation_mark(text: str) -> bool:
    """Whether there is a double quotation mark of any kind in a text."""
    return '"' in text or (not text.isascii() and _DOUBLE.search(text) is not None)


def opens_with_mark(text: str) -> bool:
    """Whether a text begins with a double quotation mark of any kind."""
    return _DOUBLE.match(text) is not None


def left_open(text: str, opened: str = "") -> str:
    """The double quotation mark that is open at the end of `text`, given the one at its start; "" for none.

    Each paragraph of a long quotation opens with a mark again.
    """
    for mark, _, close in _double(text, (0, len(text)), opened):
        opened = "" if close else mark
    return opened


def outside_quotations(text: str) -> str:
    """`text` without what stands in double quotation marks; what is open at its end goes too."""
    if text.isascii() and '"' not in text and "``" not in text:
        return text
    kept, at = [], 0
    for _, start, close in _double(text, (0, len(text))):
        kept.append(text[at:start])
        at = close.end() if close else len(text)
    return "".join(kept) + text[at:]


def _double(text: str, span: tuple[int, int], opened: str = "") -> Iterator[tuple[str, int, re.Match[str] | None]]:
    """The double quotation marks that open in a span of `text`, where, and what closes each; None: it is left open.

    A straight mark behind a letter or a figure (11") opens nothing.
    """
    start = span[0]
    for mark in _DOUBLE.finditer(text, *span):
        if opened and (mark[0] in _CLOSES_ANY or mark[0] in _CLOSER_OF[opened]):
            yield opened, start, mark
            opened = ""
        elif (
            not opened
            and mark[0] in _CLOSER_OF
            and not (mark[0] == '"' and text[mark.start() - 1 : mark.start()].isalnum())
        ):
            opened, start = mark[0], mark.start()
    if opened:
        yield opened, start, None


def quotations(text: str) -> list[Quotation]:
    """All quotations of `text`, outer before inner, by start.

    A quotation ends with its paragraph (line): a mark left open there counts as closed at the paragraph's end,
    which is how newspapers set quotations of several paragraphs. An apostrophe is never a mark.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        if _ANY.search(paragraph[0]):
            for mark, start, close in _double(text, paragraph.span()):
                end, inner_end = (close.end(), close.start()) if close else (paragraph.end(), paragraph.end())
                found.append(Quotation(start, end, text[start + len(mark) : inner_end]))
            found.extend(Quotation(m.start(), m.end(), m["inner"]) for m in _SINGLE.finditer(text, *paragraph.span()))
    return sorted((q for q in found if q.inner.strip()), key=lambda q: (q.start, -q.end))
