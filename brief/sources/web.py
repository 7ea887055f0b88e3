"""Pages of the web, and the articles in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.errors import SourceError
from brief.models import Article
from brief.sources.encoding import decode_text
from brief.sources.html import read_html
from brief.sources.identity import make_article
from brief.sources.pdf import read_pdf


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched body: `url` after redirects, `media` type in lower case without parameters, `charset` if stated."""

    url: str
    media: str
    charset: str | None
    body: bytes
    moved: str | None = None
    """Where the address has moved for good (301, 308), if it has."""
    etag: str | None = None
    modified: str | None = None
    """What the server gave to ask later whether the page has changed (RFC 9110, 13.1), word for word."""
    is_unchanged: bool = False
    """The server says that it has not changed since then (304); `body` is empty."""


def read_page(page: Page) -> Article:
    """The article in a fetched page. The server's own dates say nothing of when it was published."""
    where, media = page.url, page.media
    if not page.body.strip():
        raise SourceError(where, "empty")
    if media == "application/pdf" or page.body.startswith(b"%PDF-"):
        return read_pdf(page.body, where, url=page.url)
    if media in ("text/html", "application/xhtml+xml") or (_untyped(media) and _looks_like_html(page.body)):
        return read_html(page.body, where, url=page.url, charset=page.charset)
    if media in ("text/plain", "text/markdown") or _untyped(media):
        text = decode_text(page.body, where, page.charset)
        if not text.strip():
            raise SourceError(where, "empty")
        return make_article(text, url=page.url)
    raise SourceError(where, f"not an article ({media})")


def _untyped(media: str) -> bool:
    return media in ("", "application/octet-stream", "binary/octet-stream", "text/xml", "application/xml")


def _looks_like_html(body: bytes) -> bool:
    return bool(re.search(rb"<(?:!doctype\s+html|html|body)\b", body[:2048], re.IGNORECASE))
