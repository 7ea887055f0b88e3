"""The sources of a page as HTML: article by article, the cited sentences once each, in their paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from brief.models import Citation
from brief.render import phrases
from brief.render.quoting import quote
from brief.render.safe import html, html_block, safe_url

AROUND = 240
"""Characters of a paragraph that are shown before, between and behind its cited sentences."""

Place = Callable[[Citation], str]


def source_list(
    citations: Sequence[Citation], texts: Mapping[str, str], *, prefix: str = "", place: Place | None = None
) -> str:
    """The articles in the order of their first citation; `prefix` and `place` as for `brief.render.citing.Citing`."""
    by_article: dict[str, list[Citation]] = {}
    for c in citations:
        by_article.setdefault(c.article.version, []).append(c)
    told = (_article(own, texts.get(version), prefix, place) for version, own in by_article.items())
    return f'<ol class="sources">{"".join(told)}</ol>'


def _article(cited: Sequence[Citation], raw: str | None, prefix: str, place: Place | None) -> str:
    a = cited[0].article
    url = safe_url(a.url)
    link = f'<a href="{html(url)}" rel="noopener noreferrer nofollow">{html(url)}</a>' if url else ""
    # Without an address a sentence is found by its line in a file.
    spots = link or "; ".join(dict.fromkeys(html(phrases.place(c)) for c in cited))
    if place:
        spots = f'<a href="{html(place(cited[0]))}">Read it in its article</a>' + (f" · {spots}" if spots else "")
    named = f'<span class="headline" dir="auto">{html(a.title)}</span>' if a.title else ""
    facts = (named, f"{html(phrases.outlet(a))}, {html(phrases.day_and_basis(a))}", spots)
    paragraphs = groupby(sorted(cited, key=lambda c: c.sentence.start), key=lambda c: _bounds(c, raw))
    told = "".join(f"<p>{_paragraph(list(own), bounds, raw, prefix)}</p>" for bounds, own in paragraphs)
    return f'<li class="article"><div class="meta facts">{"<br>".join(filter(None, facts))}</div>{told}</li>'


def _bounds(c: Citation, raw: str | None) -> tuple[int, int]:
    """Where the paragraph of a sentence begins and ends; the sentence's own places where the text is not at hand."""
    start, end = c.sentence.start, c.sentence.end
    if raw is None:
        return start, end
    last = raw.find("\n", end)
    return raw.rfind("\n", 0, start) + 1, last if last >= 0 else len(raw)


def _paragraph(cited: Sequence[Citation], bounds: tuple[int, int], raw: str | None, prefix: str) -> str:
    parts, at = [], bounds[0]
    for n, c in enumerate(cited):
        if raw is not None and c.sentence.start > at:
            parts.append(_around(raw[at : c.sentence.start], ends=n > 0, begins=True))
        parts.append(
            f'<span class="source" id="{prefix}source-{c.n}" data-ref="{html(c.sentence.ref)}">'
            f'<span class="number">[{c.n}]</span> {quote(c)}</span>'
        )
        at = max(at, c.sentence.end)
    if raw is not None:
        parts.append(_around(raw[at : bounds[1]], ends=True, begins=False))
    return " ".join(filter(None, parts))


def _around(text: str, *, ends: bool, begins: bool) -> str:
    """A piece of a paragraph beside its sentences: of a long one what `ends` the sentence before it and what `begins`
    the one behind it."""
    text = text.strip()
    if len(text) > AROUND * (ends + begins):
        head = text[:AROUND].rpartition(" ")[0] + " " if ends else ""
        tail = " " + text[-AROUND:].partition(" ")[2] if begins else ""
        text = f"{head}…{tail}"
    return f'<span class="around" dir="auto">{html_block(text)}</span>' if text else ""
