"""Articles from feeds: RSS, Atom, RDF and JSON Feed."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from brief.addresses import is_url, without_password
from brief.errors import SourceError
from brief.models import Article
from brief.sources.dates import written_date
from brief.sources.html import html_to_text
from brief.sources.identity import canonical_url, digest, make_article
from brief.sources.web import Page, read_page

if TYPE_CHECKING:
    from brief.sources.fetching import Fetcher

_FEED_START = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?://(?:www\.)?jsonfeed\.org/version/')
_SNIFFED = 4096
_ENOUGH = 250
"""Characters from which on an entry's own text stands for an article that cannot be fetched."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: `text` is the content that the feed itself carries, as plain text."""

    url: str | None
    title: str | None
    published: date | None
    authors: tuple[str, ...]
    source: str | None
    text: str
    sections: tuple[str, ...] = ()
    key: str = ""
    """What tells it from the feed's other entries at every reading: a digest of its address, else of its id or text."""
    stamp: str = ""
    """A digest of what changes when the article does: its title, and when it was updated or published (of an entry
    without an address: its text)."""


@dataclass(frozen=True, slots=True)
class Feed:
    title: str | None
    entries: tuple[Entry, ...]


def is_feed(body: bytes, media: str = "") -> bool:
    """Whether a body is a feed: by its beginning, since feeds are served under every media type."""
    head = body[:_SNIFFED]
    if b"<html" in head.lower():
        return False
    return bool(_FEED_START.search(head) or _JSON_FEED.search(head)) or media in (
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    )


def read_url(url: str, fetcher: Fetcher) -> Iterator[Article | SourceError]:
    """The article at an address, or the articles of the feed there. Never raises; a SourceError comes in its place."""
    try:
        fetcher.introduce(url)
        page = fetcher.fetch(url)
        if is_feed(page.body, page.media):
            yield from read_entries(page, fetcher)
        else:
            yield read_page(page)
    except SourceError as error:
        yield error


def parse_feed(body: bytes, url: str, media: str = "") -> Feed:
    """The entries of a feed; links are made absolute against `url`. Raises SourceError if it is none."""
    if _JSON_FEED.search(body[:_SNIFFED]):
        return _parse_json_feed(body, url)
    import feedparser

    headers = {"content-location": url, "content-type": media or "application/xml"}
    try:
        parsed = feedparser.parse(BytesIO(body), response_headers=headers)
    except Exception as error:  # a parser on strangers' bytes
        raise SourceError(url, f"not a readable feed ({type(error).__name__})") from error
    if not parsed.get("version") and not parsed.entries:
        raise SourceError(url, "not a feed")
    title = _line(html_to_text(parsed.feed.get("title") or ""))
    return Feed(title, tuple(_entry(entry, url) for entry in parsed.entries))


def _entry(entry: Any, base: str) -> Entry:
    contents = [c.get("value") or "" for c in entry.get("content") or []]
    longest = max([*contents, entry.get("summary") or ""], key=len)
    link = entry.get("link")
    stamp = next((entry[key] for key in ("published", "created", "updated") if entry.get(key)), None)
    authors = [a.get("name") for a in entry.get("authors") or [] if a.get("name")]
    return _named(
        (entry.get("id"), entry.get("updated") or stamp),
        url=urljoin(base, link) if link else None,
        title=_line(html_to_text(entry.get("title") or "")),
        published=written_date(stamp) or _struct_date(entry.get("published_parsed")),
        authors=tuple(authors),
        source=_line((entry.get("source") or {}).get("title") or ""),
        text=html_to_text(longest),
        sections=tuple(tag["term"] for tag in entry.get("tags") or [] if tag.get("term")),
    )


def _named(names: tuple[str | None, str | None], **fields: Any) -> Entry:
    """An entry with its key and stamp; `names` are its id in the feed and when it was changed, as written."""
    entry, (given, changed) = Entry(**fields), names
    own = "" if entry.url else entry.text
    key = canonical_url(without_password(entry.url)) if entry.url else given or own
    return replace(entry, key=digest("entry", key), stamp=digest(changed, entry.title, own))


def _parse_json_feed(body: bytes, url: str) -> Feed:
    """A JSON Feed (jsonfeed.org, versions 1 and 1.1), which feedparser does not read."""
    try:
        feed = json.loads(body.decode("utf-8-sig"))
        items = [item for item in feed.get("items") or [] if isinstance(item, dict)]
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise SourceError(url, "a broken JSON feed") from error
    entries = []
    for item in items:
        text = {key: value for key, value in item.items() if isinstance(value, str)}
        people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        names = [p["name"] for p in people or [] if isinstance(p, dict) and isinstance(p.get("name"), str)]
        link = text.get("url") or text.get("external_url")
        entries.append(
            _named(
                (text.get("id"), text.get("date_modified") or text.get("date_published")),
                url=urljoin(url, link) if link else None,
                title=_line(text.get("title", "")),
                published=written_date(text.get("date_published")),
                authors=tuple(names),
                source=None,
                text=text.get("content_text") or html_to_text(text.get("content_html", "")),
                sections=_strings(item.get("tags")),
            )
        )
    title = feed.get("title")
    return Feed(_line(title) if isinstance(title, str) else None, tuple(entries))


def read_entries(page: Page, fetcher: Fetcher) -> Iterator[Article | SourceError]:
    """The articles that a feed links to, in its order, each fetched as it is asked for.

    An article that cannot be fetched is taken from the entry's own content where the feed carries it in full,
    and is a SourceError otherwise; it does not stop the others. The date is the entry's (basis `feed`), else the
    page's; the outlet is the page's site name, else the feed's title. What is left when the feed's time is over
    (`WebRules.feed_deadline`) is one SourceError. Raises SourceError where `page` is no feed.
    """
    feed = parse_feed(page.body, page.url, page.media)
    if not feed.entries:
        yield SourceError(page.url, "a feed without entries")
    entries = distinct(feed)
    end = time.monotonic() + fetcher.rules.feed_deadline
    for done, entry in enumerate(entries):
        if time.monotonic() > end:
            took = f"the feed took {fetcher.rules.feed_deadline:g} s"
            yield SourceError(page.url, f"{len(entries) - done} entries left out: {took}")
            return
        try:
            yield read_entry(entry, feed, page.url, fetcher)
        except SourceError as error:
            yield error


def distinct(feed: Feed) -> list[Entry]:
    """The entries of a feed, in its order, each once."""
    return list({entry.key: entry for entry in reversed(feed.entries)}.values())[::-1]


def read_entry(entry: Entry, feed: Feed, where: str, fetcher: Fetcher) -> Article:
    """The article that an entry stands for: see `read_entries`. `where` is the feed's address. Raises SourceError."""
    failure = SourceError(where, f"an entry without a link to an article ({entry.title or 'no title'})")
    if entry.url and is_url(entry.url):
        try:
            return _with_entry(read_page(fetcher.fetch(entry.url)), entry, feed.title)
        except SourceError as error:
            failure = error
    if len(entry.text) < _ENOUGH:
        raise failure
    return _with_entry(make_article(entry.text, url=entry.url), entry, feed.title)


def _with_entry(article: Article, entry: Entry, feed_title: str | None) -> Article:
    """`article` with what the feed knows of it; what it is called in the feed is its headline."""
    info = article.info
    host = urlsplit(info.url or "").netloc
    site = info.source if info.source and info.source not in host else None  # else a host's name, for want of a site's
    day, basis = (entry.published, "feed") if entry.published else (info.published, info.published_basis)
    return make_article(
        article.raw,
        title=entry.title or info.title,
        source=entry.source or site or feed_title or info.source,
        published=day,
        published_basis=basis,
        authors=entry.authors or info.authors,
        updated=info.updated,
        sections=info.sections or entry.sections,
        url=info.url,
    )


def _strings(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def _line(text: str) -> str | None:
    return " ".join(text.split()) or None


def _struct_date(parsed: Any) -> date | None:
    """The day of feedparser's parsed time, which it reads in many more forms than `written_date`."""
    try:
        return date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday)
    except (AttributeError, ValueError):
        return None
