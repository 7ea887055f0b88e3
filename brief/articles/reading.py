"""One article, read: its metadata completed from its own text, its lines, sentences and chunks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from brief.articles.chunks import make_chunks
from brief.articles.credits import agency_of
from brief.articles.form import article_form
from brief.articles.head import Furniture
from brief.articles.lines import read_lines
from brief.articles.outlets import site_of, split_tail
from brief.articles.passages import article_sentences
from brief.articles.undated import date_from_text
from brief.models import Article, ArticleInfo, LineKind, Reading, Sentence
from brief.text.dates import make_date
from brief.text.language import guess_language

_DATED_PATH = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:[/-]|$)")


def read_article(article: Article) -> Reading:
    """Read an article.

    What came with it (title, source, published, authors) is kept as it is, but for the outlet's name behind a title;
    what is missing is taken from the furniture of its text, the outlet from the headline's tail and the address too. A
    date that neither gives is inferred where the text gives it away, else it stays None.
    The origin is the agency that the dateline or a Source line names, else the outlet. `id` and `version` do not
    change.
    """
    raw, given = article.raw, article.info
    lines, found = read_lines(raw, given.title, given.authors)
    language = guess_language(raw)
    sentences = article_sentences(raw, lines, given.version, language, given.published or found.published)
    info = _complete(given, found, language, sentences)
    kept = [raw[line.start : line.end] for line in lines if line.kind is not LineKind.BYLINE]
    info = replace(info, form=article_form(info.title, kept))
    chunks = make_chunks(raw, sentences, info.version)
    return Reading(Article(info, raw), lines, sentences, chunks)


def _complete(given: ArticleInfo, found: Furniture, language: str, sentences: Sequence[Sentence]) -> ArticleInfo:
    published, basis, reason = given.published, given.published_basis, given.published_reason
    if published is None:
        published, basis, reason = _published(given, found, sentences)
    site = site_of(given.url or found.url)
    title, tail = split_tail(given.title or found.headline or "", site)
    source = given.source or tail or found.source or site
    origin = given.origin or found.agency or (agency_of(source) if source else None)
    return replace(
        given,
        title=title or None,
        source=source,
        origin=origin,
        authors=given.authors or found.authors,
        published=published,
        published_basis=basis,
        published_reason=reason,
        url=given.url or found.url,
        updated=_updated(given.updated, found.updated, published),
        language=language,
    )


def _updated(declared: date | None, stated: date | None, published: date | None) -> date | None:
    """The day of the last change that the page declares or its text states, if it is later than that of publication."""
    days = [day for day in (declared, stated) if day and published and day > published]
    return max(days, default=None)


def _published(
    given: ArticleInfo, found: Furniture, sentences: Sequence[Sentence]
) -> tuple[date | None, str | None, str | None]:
    """The date, its basis and, if it is inferred, the reason."""
    if found.published:
        return found.published, found.published_basis, None
    if found.updated:
        return found.updated, "metadata-line", None
    if found.month_day and found.copyright_year:
        day = make_date(found.copyright_year, *found.month_day)
        if day:
            return day, "inferred", "its dateline has the day and its copyright line the year"
    in_url = _DATED_PATH.search(given.url or "")
    if in_url:
        day = make_date(int(in_url[1]), int(in_url[2]), int(in_url[3]))
        if day:
            return day, "inferred", f"its address has {in_url[1]}/{in_url[2]}/{in_url[3]} in it"
    written = date_from_text(sentences, found.month_day)
    if written:
        return written[0], "inferred", written[1]
    return None, None, None
