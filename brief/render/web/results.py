"""Searching: the form, and the passages that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from brief.models import Hit, Query, Sentence
from brief.render import phrases
from brief.render.excerpts import Finder, excerpt, nothing, pieces
from brief.render.safe import html, plain
from brief.render.web.frame import address_of, article_address, marked, outlet_list, search_form, where

FIRST = 10
MOST = 100
FORM = ("Search", "Words, names or a question")
"""What the form's button and its empty box say."""
_EXCERPT = 420
"""Characters of a passage."""


def results(
    query: Query, hits: Sequence[Hit], k: int, outlets: Iterable[str], notes: Iterable[str], find: Finder = nothing
) -> Iterator[str]:
    """The form and, where something was searched for, the best `k` passages, in which what `find` finds is marked.
    `notes`: what the filters did."""
    yield "<h1>Search</h1>"
    yield search_form("/search", query, *FORM, listed=bool(query.text))
    yield outlet_list(outlets)
    if not query.text:
        return
    found = phrases.count(len(hits), "passage") if hits else "No passage matches."
    yield f'<section id="results" tabindex="-1"><h2 class="found">{found}</h2>'
    yield from (f'<p class="note">{html(note)}</p>' for note in notes if note)
    if hits:
        yield f'<ol class="hits">{"".join(_hit(hit, find) for hit in hits)}</ol>'
    if len(hits) == k < MOST:
        more = html(address_of("/search", query, k=min(MOST, k + 20)))
        yield f'<nav class="pages" aria-label="More results"><a href="{more}">More passages</a></nav>'
    yield "</section>"


def _hit(hit: Hit, find: Finder) -> str:
    a, c = hit.article, hit.chunk
    address = html(article_address(c.version, Sentence(c.version, c.start, c.end, c.text)))
    title, text = plain(a.title or "Untitled"), plain(c.text)
    return (
        f'<li><a class="title" dir="auto" href="{address}">{marked(pieces(title, find(title)))}</a>'
        f'<span class="meta">{where(a)}</span><p dir="auto">{marked(excerpt(text, find, _EXCERPT))}</p></li>'
    )


def undated_note(count: int) -> str:
    """How many articles the days leave out only because they carry none."""
    if not count:
        return ""
    return f"{phrases.count(count, 'article')} without a day {'was' if count == 1 else 'were'} left out."
