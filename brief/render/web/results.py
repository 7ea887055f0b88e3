"""Searching: the form, and the passages that were found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from brief.models import Hit, Query, Sentence
from brief.render import phrases
from brief.render.safe import html
from brief.render.web.frame import address_of, article_address, filters, outlet_list, where

FIRST = 10
MOST = 100
_EXCERPT = 420
"""Characters of a passage."""


def results(query: Query, hits: Sequence[Hit], k: int, outlets: Iterable[str], notes: Iterable[str]) -> Iterator[str]:
    """The form and, where something was searched for, the best `k` passages. `notes`: what the filters did."""
    yield (
        '<h1>Search</h1><form class="search" method="get" action="/search"><div class="box"><label class="unseen" '
        f'for="q">Search for</label><input id="q" type="search" name="q" value="{html(query.text)}" required '
        'maxlength="2000" placeholder="Words, names or a question"><button type="submit">Search</button></div>'
        f"{filters(query)}</form>"
    )
    yield outlet_list(outlets)
    if not query.text:
        return
    if not hits:
        yield '<p class="lead">No passage matches.</p>'
    rows = "".join(map(_hit, hits))
    if rows:
        yield f'<ol class="hits">{rows}</ol>'
    yield from (f'<p class="note">{html(note)}</p>' for note in notes if note)
    if len(hits) == k < MOST:
        more = html(address_of("/search", query, k=min(MOST, k + 20)))
        yield f'<nav class="pages" aria-label="More results"><a href="{more}">More passages</a></nav>'


def _hit(hit: Hit) -> str:
    a, c = hit.article, hit.chunk
    text = c.text if len(c.text) <= _EXCERPT else c.text[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    address = html(article_address(c.version, Sentence(c.version, c.start, c.end, c.text)))
    return (
        f'<li><a class="title" dir="auto" href="{address}">{html(a.title or "Untitled")}</a>'
        f'<span class="meta">{where(a)}</span><p dir="auto">{html(text)}</p></li>'
    )


def undated_note(count: int) -> str:
    """How many articles the days leave out only because they carry none."""
    if not count:
        return ""
    return f"{phrases.count(count, 'article')} without a day {'was' if count == 1 else 'were'} left out."
