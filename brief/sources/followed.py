"""One look at a source that is followed: only what is new, and only if something is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from brief.errors import SourceError
from brief.models import Article, Followed
from brief.sources.feeds import Feed, distinct, is_feed, parse_feed, read_entry
from brief.sources.fetching import Fetcher, Refusal
from brief.sources.identity import article_id
from brief.sources.web import Page

_TRIES = 3
"""Looks in which an entry that cannot be read is tried."""
_MOST = 50_000_000
"""Characters of articles that one look holds; the rest of the feed waits for the next look."""
_MOST_FEEDS = 20
"""Feeds that a page is looked through for."""


@dataclass(slots=True)
class Found:
    """What a look at a feed brought. `entries` and the rest are as `library.following.Look` keeps them."""

    articles: list[Article] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    """Ids of articles that it names and the library has."""
    problems: list[SourceError] = field(default_factory=list)
    entries: dict[str, tuple[str, int]] = field(default_factory=dict)
    title: str | None = None
    moved: str | None = None
    etag: str | None = None
    modified: str | None = None
    is_unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """A feed that a page links to."""

    url: str
    title: str | None


def look_at_feed(
    source: Followed, entries: Mapping[str, tuple[str, int]], has: Callable[[str], bool], fetcher: Fetcher
) -> Found:
    """What is new at a followed feed.

    `entries` are those met before (see `library.following`), `has` says whether the library has an article of that id.
    An entry is read once, and once more when the feed says that it changed; one that cannot be read is tried at three
    looks, and then left alone until it changes. What the library has from elsewhere is not fetched again. While
    something is left to be tried, the feed is asked for without conditions, since one that has not changed would hide
    it. Raises SourceError.
    """
    fetcher.introduce(source.place)
    try:
        page = fetcher.fetch(source.place, etag=source.etag, modified=source.modified)
    except Refusal as error:
        if error.status == 410:
            raise SourceError(source.place, f"gone permanently (410): `brief unfollow {source.name!r}`") from None
        raise
    found = Found(moved=page.moved, etag=page.etag or source.etag, modified=page.modified or source.modified)
    if page.is_unchanged:
        found.is_unchanged = True
        return found
    if not is_feed(page.body, page.media):
        raise SourceError(page.url, "not a feed any more")
    found.etag, found.modified = page.etag, page.modified
    feed = parse_feed(page.body, page.url, page.media)
    found.title = feed.title
    if not _read(feed, page.url, entries, has, fetcher, found):
        found.etag = found.modified = None
    return found


def _read(
    feed: Feed,
    where: str,
    before: Mapping[str, tuple[str, int]],
    has: Callable[[str], bool],
    fetcher: Fetcher,
    found: Found,
) -> bool:
    """Read the feed's new entries into `found`; whether nothing is left for the next look."""
    end, held, is_whole = time.monotonic() + fetcher.rules.feed_deadline, 0, True
    for entry in distinct(feed):
        stamp, tries = before.get(entry.key, ("", 0))
        if stamp == entry.stamp:
            found.entries[entry.key] = (stamp, 0)
            continue
        if not stamp and entry.url and has(article_id(entry.url)):
            found.known.append(article_id(entry.url))
            found.entries[entry.key] = (entry.stamp, 0)
            continue
        if time.monotonic() > end or held > _MOST:
            is_whole = False
            continue
        try:
            article = read_entry(entry, feed, where, fetcher)
        except SourceError as error:
            found.problems.append(error)
            is_last = tries + 1 >= _TRIES
            found.entries[entry.key] = (entry.stamp, 0) if is_last else (stamp, tries + 1)
            is_whole = is_whole and is_last
            continue
        held += len(article.raw)
        found.articles.append(article)
        found.entries[entry.key] = (entry.stamp, 0)
    return is_whole


def linked_feeds(page: Page) -> list[Linked]:
    """The feeds that a page names in its head (`<link rel="alternate" type="application/rss+xml">`), in its order."""
    from urllib.parse import urljoin

    from lxml import html as lxml_html
    from lxml.etree import ParserError

    try:
        tree: Any = lxml_html.fromstring(page.body)
    except (ParserError, ValueError):
        return []
    base = next((urljoin(page.url, b.get("href")) for b in tree.iter("base") if b.get("href")), page.url)
    feeds: dict[str, Linked] = {}
    for link in tree.iter("link"):
        kinds = (link.get("type") or "").lower().split(";")[0].strip()
        if "alternate" in (link.get("rel") or "").lower().split() and kinds in _FEED_TYPES and link.get("href"):
            url = urljoin(base, link.get("href").strip())
            feeds.setdefault(url, Linked(url, " ".join((link.get("title") or "").split()) or None))
    return list(feeds.values())[:_MOST_FEEDS]


_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
