"""Fetching articles, against a server on loopback."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from brief.articles.reading import read_article
from brief.errors import SourceError
from brief.models import Article
from brief.sources import read_sources
from brief.sources.feeds import parse_feed, read_entry
from brief.sources.fetching import Fetcher, WebRules
from brief.sources.web import Page, read_page
from tests.support.server import Reply, Server

PAGE = (
    b"<html><head><title>Pilots</title><meta property='article:published_time' content='2019-11-14'></head><body>"
    b"<article><h1>Pilots</h1><p>The two ports agreed in Lund on Monday to share their pilots from next spring.</p>"
    b"<p>The agreement runs for ten years and can be ended by either side.</p></article></body></html>"
)


LOCAL = WebRules(allow_private=True)


def fetch(url: str, pause: Callable[[float], None] = lambda _: None, **rules: Any) -> Page:
    with Fetcher(replace(LOCAL, **rules), pause) as fetcher:
        return fetcher.fetch(url)


def fetch_article(url: str, **how: Any) -> Article:
    """The article at an address, as `read_sources` reads it where it is no feed."""
    return read_page(fetch(url, **how))


class Pauses(list[float]):
    """Notes how long it was asked to wait, and does not wait."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def test_a_page_becomes_an_article() -> None:
    """Its address is its identity; the request says who asks."""
    with Server({"/a": Reply(PAGE)}) as server:
        info = fetch_article(server.url + "/a#part").info
        assert info.url == server.url + "/a"
        assert info.title == "Pilots"
        assert str(info.published) == "2019-11-14"
        assert server.requests[0].headers["user-agent"].startswith("brief/")


def test_a_page_that_a_feed_links_to_keeps_its_day_of_change() -> None:
    """The day of publication is the feed's, that of the last change the page's."""
    changed = PAGE.replace(b"</head>", b"<meta property='article:modified_time' content='2019-11-18'></head>")
    feed = b"<rss version='2.0'><channel><title>Sea</title><item><link>%s</link></item></channel></rss>"
    with Server({"/a": Reply(changed)}) as server:
        parsed = parse_feed(feed % f"{server.url}/a".encode(), server.url)
        with Fetcher(LOCAL, lambda _: None) as fetcher:
            article = read_entry(parsed.entries[0], parsed, server.url, fetcher)
    assert read_article(article).article.info.updated == date(2019, 11, 18)


@pytest.mark.parametrize(
    ("reply", "raw"),
    [
        (Reply(b"Plain words.\r\n", media="text/plain"), "Plain words.\r\n"),
        (Reply("Schöne Wörter.".encode("cp1252"), media="text/plain; charset=iso-8859-1"), "Schöne Wörter."),
        (Reply(b"Words of no kind.", media=""), "Words of no kind."),
        (
            Reply(gzip.compress(b"Packed words."), media="text/plain", headers={"Content-Encoding": "gzip"}),
            "Packed words.",
        ),
    ],
)
def test_plain_text(reply: Reply, raw: str) -> None:
    """Text is taken as it is, in the charset of the header, unpacked."""
    with Server({"/a": reply}) as server:
        article = fetch_article(server.url + "/a")
    assert article.raw == raw
    assert article.info.published is None


def test_a_redirect_leads_to_the_page() -> None:
    """The article's address is where it was found."""
    with Server({"/old": Reply(status=301, headers={"Location": "/new"}), "/new": Reply(PAGE)}) as server:
        assert fetch_article(server.url + "/old").info.url == server.url + "/new"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(status: int) -> None:
    """Pauses grow from half a second."""
    pauses = Pauses()
    with Server({"/a": [Reply(status=status), Reply(status=status), Reply(PAGE)]}) as server:
        fetch_article(server.url + "/a", pause=pauses)
    assert pauses == [0.5, 1.0]


def test_the_server_says_how_long_to_wait() -> None:
    """Retry-After is obeyed; one that is too long ends it at once."""
    pauses = Pauses()
    with Server({"/a": [Reply(status=429, headers={"Retry-After": "7"}), Reply(PAGE)]}) as server:
        fetch_article(server.url + "/a", pause=pauses)
    assert pauses == [7.0]
    with (
        Server({"/a": Reply(status=429, headers={"Retry-After": "3600"})}) as server,
        pytest.raises(SourceError, match="try again in 3600 s"),
    ):
        fetch_article(server.url + "/a", pause=pauses)
    assert pauses == [7.0]


def test_retries_end() -> None:
    """A server that is down is asked as often as said, then named."""
    pauses = Pauses()
    with Server({"/a": Reply(status=503)}) as server:
        with pytest.raises(SourceError, match=r"/a: 503 .*tried 3 times"):
            fetch_article(server.url + "/a", retries=2, pause=pauses)
        assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_lasting_failure_is_not_tried_again(status: int) -> None:
    """What is not there will not be there in a second."""
    with Server({"/a": Reply(status=status)}) as server:
        with pytest.raises(SourceError, match=str(status)):
            fetch_article(server.url + "/a", pause=Pauses())
        assert len(server.requests) == 1


def test_a_silent_server_is_left() -> None:
    """The timeout holds for each try."""
    with (
        Server({"/a": Reply(PAGE, silent=5)}) as server,
        pytest.raises(SourceError, match=r"no answer within 0\.05 s, tried 2 times"),
    ):
        fetch_article(server.url + "/a", timeout=0.05, retries=1, pause=Pauses())


def test_a_body_that_is_cut_off_is_asked_for_again() -> None:
    """Half a page is never taken for an article."""
    with Server({"/a": [Reply(PAGE[:200], claims=len(PAGE)), Reply(PAGE)]}) as server:
        assert fetch_article(server.url + "/a", pause=Pauses()).info.title == "Pilots"
    with (
        Server({"/a": Reply(PAGE[:200], claims=len(PAGE))}) as server,
        pytest.raises(SourceError, match="the connection failed"),
    ):
        fetch_article(server.url + "/a", retries=1, pause=Pauses())


def test_nobody_listens() -> None:
    """A refused connection is one line."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(SourceError, match="the connection failed"):
            fetch_article(f"http://127.0.0.1:{unused.getsockname()[1]}/", retries=0)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(b"\x89PNG", media="image/png"), "not an article"),
        (Reply(b'{"a": 1}', media="application/json"), "not an article"),
        (Reply(bytes(range(256)) * 9, media=""), "not text"),
        (Reply(b"", media="text/html"), "empty"),
        (Reply(b" ", media="text/plain"), "empty"),
        (Reply(b"not gzip", headers={"Content-Encoding": "gzip"}), "damaged"),
        (Reply(b"<html><body></body></html>"), "no article"),
        (Reply(status=302, headers={"Location": "/a"}), "more than 5 redirects"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "not http"),
        (Reply(status=304), "304"),
        (Reply(status=204), "empty"),
    ],
)
def test_what_is_no_article_is_named(reply: Reply, why: str) -> None:
    """One SourceError with the address, whatever the server sent."""
    with Server({"/a": reply}) as server, pytest.raises(SourceError, match=f"/a: .*{why}"):
        fetch_article(server.url + "/a", pause=Pauses())


@pytest.mark.parametrize("body", [b"x" * 5000, gzip.compress(b"x" * 5000)])
def test_a_body_beyond_the_limit_is_refused(body: bytes) -> None:
    """Counted after decompression, so a small packet cannot unfold into memory."""
    headers = {"Content-Encoding": "gzip"} if body[:2] == b"\x1f\x8b" else {}
    with (
        Server({"/a": Reply(body, media="text/plain", headers=headers)}) as server,
        pytest.raises(SourceError, match="larger than 4,000 bytes"),
    ):
        fetch(server.url + "/a", max_bytes=4000)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a", "http://", "http://[oops", "/etc/passwd"])
def test_only_the_web_is_fetched(url: str) -> None:
    """No other scheme is followed."""
    with pytest.raises(SourceError, match="not an http or https address"):
        fetch_article(url)


def test_addresses_go_through_the_same_door_as_files() -> None:
    """A bad address does not stop a good one."""
    with Server({"/a": Reply(PAGE)}) as server:
        found = list(read_sources([server.url + "/b", server.url + "/a"], web=LOCAL))
    assert isinstance(found[0], SourceError)
    assert isinstance(found[1], Article)
