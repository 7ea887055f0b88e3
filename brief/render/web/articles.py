"""The list of articles, and an article as it was read, with a cited sentence marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from brief.models import Article, ArticleInfo, Line, LineKind, Query, Sentence
from brief.render import phrases
from brief.render.excerpts import Finder, nothing, pieces
from brief.render.quoting import language
from brief.render.safe import html, html_block, plain, safe_url
from brief.render.web.frame import address_of, article_address, marked, outlet_list, search_form, where

PAGE = 50
"""Articles on a page of the list."""
FORM = ("Show", "Words in them")
"""What the form's button and its empty box say."""
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_PROSE = (LineKind.BODY, LineKind.CONTINUATION)
_READ = (*_PROSE, LineKind.ITEM)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list: `articles` of `total`, the `number`th page, from 1."""

    articles: Sequence[ArticleInfo]
    total: int
    number: int
    outlets: Sequence[str]
    notes: Sequence[str] = ()
    """What the filters did."""


def article_list(query: Query, listed: Listed, find: Finder = nothing) -> Iterator[str]:
    """The form and the list, the newest first; what `find` finds is marked in the titles."""
    yield "<h1>Articles</h1>"
    yield search_form("/articles", query, *FORM, listed=True)
    yield outlet_list(listed.outlets)
    pages = -(-listed.total // PAGE)
    at = f", page {listed.number} of {pages}" if pages > 1 else ""
    found = phrases.count(listed.total, "article") + at if listed.articles else "No article matches."
    yield f'<section id="results" tabindex="-1"><h2 class="found">{found}</h2>'
    yield from (f'<p class="note">{html(note)}</p>' for note in listed.notes)
    if listed.articles:
        yield f'<ol class="list">{"".join(_row(a, find) for a in listed.articles)}</ol>'
    steps = {"Newer": listed.number - 1, "Older": listed.number + 1}
    links = [
        f'<a href="{html(address_of("/articles", query, page=number))}">{words}</a>'
        for words, number in steps.items()
        if 1 <= number <= pages
    ]
    if links:
        yield f'<nav class="pages" aria-label="More of the list">{" ".join(links)}</nav>'
    yield "</section>"


def _row(info: ArticleInfo, find: Finder) -> str:
    title = plain(info.title or "Untitled")
    return (
        f'<li><a class="title" dir="auto" href="{html(article_address(info.id))}">{marked(pieces(title, find(title)))}'
        f'</a><span class="meta">{where(info)}</span></li>'
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """How an article is shown: with the place that was cited (`sentence`), with every line and what it is (`lines`).
    `current`: this is its newest version."""

    sentence: Sentence | None = None
    lines: bool = False
    current: bool = True


def article_page(article: Article, stretches: Sequence[Line], shown: Shown) -> Iterator[str]:
    """An article as it was read."""
    info = article.info
    yield f'<article class="read" lang="{language(info)}"><header class="masthead">'
    yield f'<h1 dir="auto">{html(info.title or "Untitled")}</h1><p class="meta">{_facts(info)}</p></header>'
    if not shown.current:
        newest = html(article_address(info.id))
        yield (
            f'<p class="note warn">There is a newer version of this article; this is the text that was cited. '
            f'<a href="{newest}">Read the newest</a></p>'
        )
    if shown.lines:
        yield _typed(article.raw, stretches, shown.sentence)
    else:
        yield from _paragraphs(article.raw, _wanted(article, stretches, shown.sentence), shown.sentence)
    yield "</article>"
    yield f'<p class="note">{_switch(info, stretches, shown)}</p>'


def _facts(info: ArticleInfo) -> str:
    url = safe_url(info.url)
    facts = [html(phrases.outlet(info)), html(phrases.day_and_basis(info))]
    facts += [f"by {html(', '.join(info.authors))}"] if info.authors else []
    facts += [f"updated {info.updated.isoformat()}"] if info.updated else []
    facts += [f"filed under {html(', '.join(info.sections))}"] if info.sections else []
    if url:
        facts.append(f'<a href="{html(url)}" rel="noopener noreferrer nofollow">Original</a>')
    elif info.path:
        facts.append(html(info.path))
    return " · ".join(facts)


def _wanted(article: Article, stretches: Sequence[Line], cited: Sentence | None) -> list[Line]:
    """What is read: the body, with a headline inside it, and whatever was cited. The title stands above already."""
    return [
        s
        for s in stretches
        if s.kind in _READ
        or (s.kind is LineKind.HEADLINE and article.raw[s.start : s.end].strip() != (article.info.title or "").strip())
        or (cited and s.start < cited.end and cited.start < s.end)
    ]


def _paragraphs(raw: str, stretches: Iterable[Line], cited: Sentence | None) -> Iterator[str]:
    """The stretches in paragraphs, as the text has them."""
    marker = _Marker(raw, cited)
    held: list[str] = []
    last: Line | None = None
    for s in stretches:
        if last and (s.kind not in _PROSE or last.kind not in _PROSE or _breaks(raw[last.end : s.start])):
            yield _paragraph(last.kind, held)
            held = []
        held.append(marker.text(s.start, s.end))
        last = s
    if last:
        yield _paragraph(last.kind, held)
    if not marker.marked and cited:
        yield _paragraph(LineKind.BODY, [marker.text(cited.start, cited.end)])


def _breaks(between: str) -> bool:
    return "\n" in between and (_PARAGRAPH.search(between) is not None or not between.strip())


def _paragraph(kind: LineKind, pieces: Sequence[str]) -> str:
    tag = "h2" if kind is LineKind.HEADLINE else "p"
    also = "" if kind in _PROSE else f' class="{kind.value}"'
    return f'<{tag}{also} dir="auto">{" ".join(pieces)}</{tag}>'


def _typed(raw: str, stretches: Sequence[Line], cited: Sentence | None) -> str:
    """Every stretch of the text with what it is, and by what it was known."""
    marker = _Marker(raw, cited)
    rows = "".join(
        f'<tr class="{s.kind.value}"><th scope="row">{s.kind.value}</th><td dir="auto">{marker.text(s.start, s.end)}'
        + (f'<span class="meta">{html(s.why)}</span>' if s.why else "")
        + "</td></tr>"
        for s in stretches
    )
    return f'<table class="typed"><caption class="unseen">Every line and what it is</caption>{rows}</table>'


def _switch(info: ArticleInfo, stretches: Sequence[Line], shown: Shown) -> str:
    """The way to the other of the two ways to show an article."""
    address = article_address(info.version, shown.sentence)
    path, anchor = address.split("#")[0], "#cited" if shown.sentence else ""
    if shown.lines:
        return f'<a href="{html(path + anchor)}">Only what is read</a>'
    more = f"{path}{'&' if '?' in path else '?'}lines=1{anchor}"
    left = sum(s.kind not in (*_READ, LineKind.HEADLINE) for s in stretches)
    said = f"{phrases.count(left, 'line')} that {'is' if left == 1 else 'are'} no part of the text left out. "
    return (said if left else "") + f'<a href="{html(more)}">Show every line and what it is</a>'


class _Marker:
    """Escapes stretches of a text; what was cited of them is marked, and the first mark can be led to."""

    def __init__(self, raw: str, cited: Sentence | None) -> None:
        self._raw, self._cited = raw, cited
        self.marked = False

    def text(self, start: int, end: int) -> str:
        c = self._cited
        if c is None or c.end <= start or end <= c.start:
            return html_block(self._raw[start:end])
        first, last = max(start, c.start), min(end, c.end)
        name = "" if self.marked else ' id="cited"'
        self.marked = True
        kind = "" if start <= c.start and c.end <= end else ' class="passage"'  # more than a sentence
        marked = f"<mark{name}{kind}>{html_block(self._raw[first:last])}</mark>"
        return html_block(self._raw[start:first]) + marked + html_block(self._raw[last:end])
