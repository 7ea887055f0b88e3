"""Articles from the web: one polite request at a time, bounded in time, size and number of tries."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import brief
from brief.errors import SourceError
from brief.models import Article
from brief.sources.encoding import decode_text
from brief.sources.html import read_html
from brief.sources.identity import make_article
from brief.sources.pdf import read_pdf

if TYPE_CHECKING:
    import httpx2

TIMEOUT = 30.0
RETRIES = 3
MAX_BODY = 20 * 1024 * 1024
"""Largest body read, in bytes after decompression."""

MAX_REDIRECTS = 5
MAX_PAUSE = 30.0
"""Longest pause before a retry, in seconds; a server that asks for more is not asked again."""

_FIRST_PAUSE = 0.5
_DEADLINE = 4
"""Times the timeout that one try may take in all, so that a server cannot drip a page for hours."""

_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.8, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched body: `url` after redirects, `media` type in lower case without parameters, `charset` if stated."""

    url: str
    media: str
    charset: str | None
    body: bytes


def is_url(name: str) -> bool:
    """Whether `name` is an address of the web rather than a path."""
    return name.lower().startswith(("http://", "https://"))


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


def fetch(
    url: str,
    *,
    timeout: float = TIMEOUT,
    retries: int = RETRIES,
    max_bytes: int = MAX_BODY,
    client: httpx2.Client | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Page:
    """The body at an http(s) address, with at most `retries` further tries (timeouts, broken connections, 408,
    425, 429 and 5xx), 0.5 s, 1 s, 2 s ... apart or as long as `Retry-After` says.

    `timeout` is in seconds and for each step of a request (connect, each read). `client` is one from
    `open_client`, to keep connections open over several pages. Raises SourceError.
    """
    import httpx2

    _require_web(url)
    if client is None:
        with open_client(timeout) as own:
            return fetch(url, timeout=timeout, retries=retries, max_bytes=max_bytes, client=own, pause=pause)
    wait = _FIRST_PAUSE
    for tries in range(1, retries + 2):
        again: float | None = None
        try:
            outcome = _get(client, url, max_bytes, _DEADLINE * timeout)
            if isinstance(outcome, Page):
                return outcome
            why, again = outcome
        except httpx2.TooManyRedirects:
            raise SourceError(url, f"more than {MAX_REDIRECTS} redirects") from None
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, UnicodeError):
            raise SourceError(url, "redirects to an address that is not http or https") from None
        except httpx2.TimeoutException:
            why = f"no answer within {timeout:g} s"
        except httpx2.DecodingError:
            raise SourceError(url, "damaged compressed data") from None
        except httpx2.TransportError as error:
            why = f"the connection failed ({_reason(error)})"
        if again is not None and again > MAX_PAUSE:
            raise SourceError(url, f"{why}; the server asks to come back in {again:.0f} s")
        if tries <= retries:
            pause(max(wait, again or 0.0))
            wait = min(2 * wait, MAX_PAUSE)
    raise SourceError(url, f"{why}, tried {tries} times" if tries > 1 else why)


def open_client(timeout: float = TIMEOUT) -> httpx2.Client:
    """An HTTP client that says who it is."""
    import httpx2

    return httpx2.Client(
        timeout=timeout,
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        headers={"User-Agent": f"brief/{brief.__version__} (news reader; one page at a time)", "Accept": _ACCEPT},
    )


def _get(client: httpx2.Client, url: str, max_bytes: int, deadline: float) -> Page | tuple[str, float | None]:
    """One try: the page, or why another try may help and how long the server asks to wait before it."""
    end = time.monotonic() + deadline
    with client.stream("GET", url) as response:
        status = f"{response.status_code} {response.reason_phrase}".strip()
        if response.status_code in _RETRIED:
            return status, _retry_after(response.headers.get("retry-after"))
        if not response.is_success:
            raise SourceError(url, status)
        stated = response.headers.get("content-length", "")
        if stated.isdigit() and int(stated) > max_bytes:
            raise SourceError(url, f"larger than {max_bytes:,} bytes")
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > max_bytes:
                raise SourceError(url, f"larger than {max_bytes:,} bytes")
            if time.monotonic() > end:
                return f"not complete within {deadline:g} s", None
        media, _, parameters = response.headers.get("content-type", "").partition(";")
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:\-]+)", parameters, re.IGNORECASE)
        address = str(response.url.copy_with(fragment=None))
        return Page(address, media.strip().lower(), charset[1] if charset else None, bytes(body))


def _require_web(url: str) -> None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise SourceError(url, "not an http or https address")


def _retry_after(value: str | None) -> float | None:
    """Seconds until the moment that a Retry-After header names (RFC 9110, 10.2.3), None without one."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _reason(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return re.sub(r"^\[Errno -?\d+\] ", "", text)


def _untyped(media: str) -> bool:
    return media in ("", "application/octet-stream", "binary/octet-stream", "text/xml", "application/xml")


def _looks_like_html(body: bytes) -> bool:
    return bool(re.search(rb"<(?:!doctype\s+html|html|body)\b", body[:2048], re.IGNORECASE))
