"""Markdown read as its words."""

from __future__ import annotations

from datetime import date

import pytest

from brief.articles.reading import read_article
from brief.models import LineKind
from brief.sources.markdown import markdown_words, read_markdown


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


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Pier: shut for good"\nsource: Gull Post\ndate: 2031-05-04T09:30:00Z\nauthor: Ada Lund\n'
        "tags: [pier, harbour]\n---\n",
        "---\ntitle: 'Pier: shut for good'\nsource: Gull Post\npublished: May 4, 2031\nauthors:\n"
        '  - "[[Ada Lund]]"\n---\n',
        '+++\ntitle = "Pier: shut for good"\nsource = "Gull Post"\ndate = 2031-05-04\nauthors = ["Ada Lund"]\n+++\n',
    ],
)
def test_front_matter_says_who_wrote_what_and_when(front: str) -> None:
    """As Jekyll, Obsidian and Hugo write it; it stays in the text, where nothing of it can be cited."""
    text = f"{front}\n# Pier: shut for good\n\nThe pier was shut on Monday.\n"
    reading = read_article(read_markdown(text, "/notes/pier.md"))
    info = reading.article.info
    assert (info.title, info.source, info.authors) == ("Pier: shut for good", "Gull Post", ("Ada Lund",))
    assert (info.published, info.published_basis) == (date(2031, 5, 4), "metadata-line")
    assert [s.text for s in reading.sentences if s.kind is LineKind.BODY] == ["The pier was shut on Monday."]
    assert reading.article.raw.count("\n") == text.count("\n")


def test_the_address_a_clipping_is_from_is_the_articles() -> None:
    """Obsidian's web clipper writes it under `source`."""
    text = "---\ntitle: Pier shut\nsource: https://gull.example/pier\n---\nThe pier was shut on Monday.\n"
    info = read_markdown(text, "/notes/pier.md").info
    assert (info.url, info.source, info.title) == ("https://gull.example/pier", None, "Pier shut")


@pytest.mark.parametrize("front", ["---\n: [\n---\n", "---\n- a\n---\n", "+++\nx\n+++\n", "---\ntitle: Pier shut\n"])
def test_front_matter_that_cannot_be_read_is_text(front: str) -> None:
    """Nothing is taken from it, and nothing fails."""
    info = read_markdown(f"{front}\nThe pier was shut on Monday.\n", "/notes/pier.md").info
    assert (info.title, info.published) == (None, None)
