"""Markdown read as the words that it stands for, line by line."""

from __future__ import annotations

from typing import Any


def markdown_words(text: str) -> str:
    """`text` without the marks inside its lines (CommonMark): of a link its words, of an image its description.

    Lines stay lines, and what a line begins with (`#`, `-`, `1.`) stays, since it tells a heading from an entry of a
    list.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt()
    known: dict[str, Any] = {}
    parser.parse(text, known)  # the addresses of links that are named elsewhere in the text
    return "".join(_words(parser, line, known) for line in text.splitlines(keepends=True))


def _words(parser: Any, line: str, known: dict[str, Any]) -> str:
    bare = line.rstrip("\r\n")
    stripped = bare.strip()
    if not any(mark in bare for mark in "*_[`\\<&") or not any(c.isalnum() for c in stripped):
        return line
    found = parser.parseInline(stripped, known)[0].children or ()
    words = "".join(t.content if t.type in ("text", "code_inline", "image", "text_special") else "" for t in found)
    front, behind = bare[: len(bare) - len(bare.lstrip())], line[len(bare.rstrip()) :]
    return f"{front}{words}{behind}" if words else line
