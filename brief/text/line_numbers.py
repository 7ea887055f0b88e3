"""Counting the lines of a text as an editor does."""

from __future__ import annotations


def line_number(raw: str, offset: int) -> int:
    """The line of `raw` (from 1) that the character at `offset` stands on; CRLF, LF and CR each end a line."""
    before = raw[:offset]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")
