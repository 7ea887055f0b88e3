"""The physical lines of a text, and whether it was wrapped at a fixed width."""

from __future__ import annotations

import re

BULLET = re.compile(r"(?:[-*+>•·●▪◦‣■□▶►➤»♦–—]|[o▪](?=\s)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)|[•●▪◦‣■▶►➤♦](?=\S)")
"""The mark in front of an item of a list, or of a line that is quoted."""
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WIDEST_WRAP = 132
"""Columns: as wide as terminals and editors are set, 80, 100, 120 and 132 among them."""
WIDEST_LINE = 440
"""A text with a longer line was not wrapped at a fixed width."""


def physical_lines(raw: str) -> tuple[list[tuple[int, int]], list[bool]]:
    """The spans of the non-blank lines of `raw` without white space around, and whether each follows a blank one."""
    spans: list[tuple[int, int]] = []
    after_blank: list[bool] = []
    previous_end, at = -1, 0
    for text in raw.splitlines(keepends=True):
        stripped = text.strip()
        if stripped:
            start = at + len(text) - len(text.lstrip())
            end = start + len(stripped)
            gap = raw[previous_end:at] if previous_end >= 0 else "\n\n"
            spans.append((start, end))
            after_blank.append(gap != "\n" and (gap == "\n\n" or len(_BREAK.findall(gap)) > 1))
            previous_end = end
        at += len(text)
    return spans, after_blank


def wrapped_breaks(raw: str, spans: list[tuple[int, int]], after_blank: list[bool]) -> list[bool]:
    """For each line, whether it goes on the paragraph of the line before because the text was wrapped.

    A break is a wrap if the next line's first word would not have fitted into the text's width; the text counts
    as wrapped only if most breaks inside its paragraphs are such.
    """
    joined = [False] * len(spans)
    if len(spans) < 2 or max(end - start for start, end in spans) > WIDEST_LINE:
        return joined
    lengths = sorted(end - start for start, end in spans)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.95))]
    if not 40 <= width <= _WIDEST_WRAP:
        return joined
    inside = [i for i in range(1, len(spans)) if not after_blank[i]]
    for i in inside:
        joined[i] = _is_wrap(raw, spans[i - 1], spans[i], width)
    if sum(joined) < max(1, 0.5 * len(inside)):
        return [False] * len(spans)
    return joined


def _is_wrap(raw: str, before: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    first_word = raw[after[0] : after[1]].split(None, 1)[0]
    if BULLET.match(raw, after[0], after[1]):
        return False
    length = before[1] - before[0]
    if raw[before[1] - 1] in '.!?"”' and length < 0.8 * width:
        return False
    return length + 1 + len(first_word) > width - 3 or (length > 0.75 * width and first_word[0].islower())
