"""Markdown read as its words."""

from __future__ import annotations

import pytest

from brief.sources.markdown import markdown_words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("The **pier** is _shut_.", "The pier is shut."),
        ("The [old pier](https://gull.example) is shut.", "The old pier is shut."),
        ("The [old pier][1] is shut.", "The old pier is shut."),
        ("![A pier](pier.png)", "A pier"),
        ("It costs 5 \\* 3 &amp; more, `cash` only.", "It costs 5 * 3 & more, cash only."),
        ("- an **entry**", "- an entry"),
        ("## A *heading*", "## A heading"),
        ("snake_case and 2 * 3 * 4 stay", "snake_case and 2 * 3 * 4 stay"),
        ("***", "***"),
    ],
)
def test_a_line_reads_as_its_words(line: str, words: str) -> None:
    """Marks inside go; what a line begins with stays, and so do the lines."""
    text = f"{line}\r\n\n[1]: https://gull.example/1\n"
    assert markdown_words(text).splitlines()[0] == words
    assert len(markdown_words(text).splitlines()) == 3
