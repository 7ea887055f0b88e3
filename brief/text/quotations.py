"""Where a text quotes someone: double and single, straight and curly, nested, and over paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple


class Quotation(NamedTuple):
    """A quoted stretch. `text[start:end]` holds the marks; `inner` is what stands between them."""

    start: int
    end: int
    inner: str


_PARAGRAPH = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_MARK = re.compile(r"[\"“”„«»「」『』]|``|''|[‘’']")
_CLOSER_OF = {
    '"': '"', "“": '”"', "„": "“”", "«": "»", "「": "」", "『": "』", "``": ("''",), "‘": "’", "'": "'"
}  # fmt: skip
_DOUBLE = re.compile(r"[\"“”„«»「」『』]|’’|''")
_MAX_SINGLE = 400
_DEEPEST = 3


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
    for mark in _DOUBLE.findall(text):
        if not opened:
            opened = mark if mark in _CLOSER_OF else ""
        elif _closes(opened, mark):
            opened = ""
    return opened


def outside_quotations(text: str) -> str:
    """`text` without what stands in double quotation marks; what is open at its end goes too."""
    kept, at, opened = [], 0, ""
    for mark in _DOUBLE.finditer(text):
        if not opened and mark[0] in _CLOSER_OF:
            kept.append(text[at : mark.start()])
            opened = mark[0]
        elif opened and _closes(opened, mark[0]):
            opened, at = "", mark.end()
    return "".join(kept) + ("" if opened else text[at:])


def _closes(opened: str, mark: str) -> bool:
    """Whether a mark closes what another opened, also where straight and curly ones are mixed."""
    return mark in _CLOSER_OF[opened] or mark in ('"', "’’", "''") or (opened == '"' and mark in "”»")


def quotations(text: str) -> list[Quotation]:
    """All quotations of `text`, outer before inner, by start.

    A quotation ends with its paragraph (line): a mark left open there counts as closed at the paragraph's end,
    which is how newspapers set quotations of several paragraphs. An apostrophe is never a mark.
    """
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        if _MARK.search(paragraph[0]):
            found.extend(_in_paragraph(text, paragraph.start(), paragraph.end()))
    return sorted(found, key=lambda q: (q.start, -q.end))


def _in_paragraph(text: str, first: int, last: int) -> list[Quotation]:
    found: list[Quotation] = []
    open_marks: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text, first, last):
        sign, at = mark[0], mark.start()
        before = text[at - 1] if at > first else " "
        after = text[mark.end()] if mark.end() < last else " "
        if sign in "‘’'" and _is_apostrophe(sign, before, after, open_marks):
            continue
        depth = _depth_closed_by(sign, before, after, open_marks)
        if depth is not None:
            start, opened = open_marks[depth]
            del open_marks[depth:]
            inner = text[start + len(opened) : at]
            if inner.strip() and (opened not in "‘'" or len(inner) <= _MAX_SINGLE):
                found.append(Quotation(start, mark.end(), inner))
        elif _can_open(sign, before, after) and len(open_marks) < _DEEPEST:
            open_marks.append((at, sign))
    for start, opened in open_marks:
        inner = text[start + len(opened) : last]
        if opened not in "‘'" and inner.strip():
            found.append(Quotation(start, last, inner))
    return found


def _is_apostrophe(sign: str, before: str, after: str, open_marks: list[tuple[int, str]]) -> bool:
    if before.isalnum() and after.isalnum():
        return True
    if sign == "‘":
        return False
    if before.isspace() or before in '([{"“—–-':
        # 'Tis, '90s: an apostrophe that leads a word, when it is the curly closing sign or stands before a digit
        return sign == "’" or after.isdigit() or after.isspace()
    return not any(opened in "‘'" for _, opened in open_marks)


def _can_open(sign: str, before: str, after: str) -> bool:
    if sign in ("“", "„", "«", "``"):
        return True
    if sign == "‘":
        return not after.isspace()
    if sign in ('"', "'"):
        return not after.isspace() and not before.isalnum()
    return False


def _depth_closed_by(sign: str, before: str, after: str, open_marks: list[tuple[int, str]]) -> int | None:
    """The index of the open mark that `sign` closes, or None."""
    for depth in range(len(open_marks) - 1, -1, -1):
        opened = open_marks[depth][1]
        if sign not in _CLOSER_OF[opened]:
            continue
        if sign in ('"', "'") and before.isspace() and not after.isspace() and not (sign == '"' and opened == "“"):
            return None  # a straight mark between a space and a word opens another quotation
        return depth
    return None
