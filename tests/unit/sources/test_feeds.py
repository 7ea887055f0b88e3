"""Feeds, parsed and followed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from brief.errors import SourceError
from brief.models import Article
from brief.sources import feeds
from brief.sources.feeds import is_feed, parse_feed
from brief.sources.fetching import Fetcher, WebRules
from tests.support.server import Reply, Server


def read_url(url: str, retries: int = 3) -> list[Article | SourceError]:
    """What comes of an address on loopback, without pauses."""
    with Fetcher(WebRules(allow_private=True, retries=retries), lambda _: None) as fetcher:
        return list(feeds.read_url(url, fetcher))


LONG = "The pilots' union said it had not been asked. " * 8


def page(name: str, head: str = "") -> Reply:
    body = f"<p>The full story of {name}, as the site tells it on its own page.</p><p>{LONG}</p>"
    return Reply(
        f"<html><head><title>{name}</title>{head}</head><body><article>{body}</article></body></html>".encode()
    )


def rss(*items: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbor &amp; Sea</title>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(link: str = "", title: str = "", extra: str = "") -> str:
    return f"<item><title>{title}</title>{f'<link>{link}</link>' if link else ''}{extra}</item>"


ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Sea</title>
<entry><title type="html">Tides &lt;b&gt;rise&lt;/b&gt;</title><link href="/tides"/><id>urn:1</id>
<published>2019-11-14T23:00:00-05:00</published><updated>2019-12-01T00:00:00Z</updated>
<author><name>Ada Example</name></author><category term="Sea"/><category term="Sport"/><content type="html">
&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Sea",
        "items": [
            {"id": "1", "url": "/tides", "title": "Tides rise", "date_published": "2019-11-14T23:00:00-05:00",
             "authors": [{"name": "Ada Example"}], "tags": ["Sea", 7, "Sport"],
             "content_html": "<p>One.</p><p>Two.</p>"},
            "not an item",
        ],
    }
).encode()  # fmt: skip


@pytest.mark.parametrize("body", [ATOM, JSON_FEED], ids=["Atom", "JSON Feed"])
def test_an_entry_in_each_format(body: bytes) -> None:
    """Absolute link, plain title, the day as written, authors, categories and content."""
    feed = parse_feed(body, "https://sea.example/feed")
    (entry,) = feed.entries
    assert feed.title == "Sea"
    assert entry.url == "https://sea.example/tides"
    assert entry.title == "Tides rise"
    assert entry.published == date(2019, 11, 14)
    assert entry.authors == ("Ada Example",)
    assert entry.text == "One.\n\nTwo."
    assert entry.sections == ("Sea", "Sport")


@pytest.mark.parametrize(
    ("body", "media", "yes"),
    [
        (rss(), "text/html", True),
        (ATOM, "", True),
        (JSON_FEED, "application/json", True),
        (b"<rdf:RDF xmlns='x'>", "", True),
        (b"", "application/rss+xml", True),
        (b"<!doctype html><html><body>How to write &lt;rss&gt;: <rss></body></html>", "text/html", False),
        (b'{"version": "1"}', "application/json", False),
        (b"A text.", "text/plain", False),
    ],
)
def test_a_feed_is_recognised(body: bytes, media: str, yes: bool) -> None:
    """By its beginning, whatever type it is served under."""
    assert is_feed(body, media) is yes


@pytest.mark.parametrize("body", [b"", b"<html></html>", b'{"version": "https://jsonfeed.org/version/1", ', b"\0\1\2"])
def test_what_is_no_feed_is_an_error(body: bytes) -> None:
    """Named, not raised from within a parser."""
    with pytest.raises(SourceError, match=r"^u: "):
        parse_feed(body, "u")


def test_a_feed_is_followed_to_its_articles() -> None:
    """Page text, entry title and date; the outlet is the page's site, else the feed, and so are the sections."""
    dated = "<pubDate>Thu, 14 Nov 2019 23:30:00 -0500</pubDate><dc:creator>Ada Example</dc:creator>"
    dated += "<category>Sport</category>"
    site = (
        '<meta property="og:site_name" content="The Tide"><meta name="date" content="2001-01-01">'
        '<meta property="article:section" content="Harbours">'
    )
    with Server(
        {
            "/feed": Reply(
                rss(item("/one", "Pilots", dated), item("/two", extra="<category>Sea</category>")), media="text/xml"
            )
        }
    ) as server:
        server.pages["/one"] = [page("Page one")]
        server.pages["/two"] = [page("Page two", site)]
        one, two = (a.info for a in read_url(server.url + "/feed") if isinstance(a, Article))
    assert (one.title, one.source, one.authors) == ("Pilots", "Harbor & Sea", ("Ada Example",))
    assert (one.published, one.published_basis) == (date(2019, 11, 14), "feed")
    assert one.url == server.url + "/one"
    assert (two.title, two.source) == ("Page two", "The Tide")
    assert (two.published, two.published_basis) == (date(2001, 1, 1), "html")
    assert (one.sections, two.sections) == (("Sport",), ("Harbours",))


def test_a_page_that_is_gone_is_taken_from_the_feed() -> None:
    """If the feed carries it in full; a teaser is no article. The others come in."""
    full = f"<content:encoded><![CDATA[<p>The pilots met.</p><p>{LONG}</p>]]></content:encoded>"
    items = (
        item("/gone", "Full", full),
        item("/gone-too", "Teaser", "<description>Read on.</description>"),
        item("/ok"),
    )
    with Server({"/feed": Reply(rss(*items)), "/ok": page("Here")}) as server:
        first, second, third = read_url(server.url + "/feed", retries=0)
    assert isinstance(first, Article)
    assert first.raw.startswith("The pilots met.\n\n")
    assert (first.info.title, first.info.url) == ("Full", server.url + "/gone")
    assert isinstance(second, SourceError)
    assert "404" in second.why
    assert isinstance(third, Article)


def test_entries_without_a_link_and_links_named_twice() -> None:
    """A full entry needs no link; a link is followed once; no other scheme is followed."""
    items = (
        item("", "Own", f"<description>{LONG}</description>"),
        item("", "Nothing"),
        item("/ok"),
        item("/ok#again"),
        item("file:///etc/passwd"),
    )
    with Server({"/feed": Reply(rss(*items)), "/ok": page("Here")}) as server:
        found = list(read_url(server.url + "/feed", retries=0))
        assert server.paths() == ["/feed", "/ok"]
    assert [type(f) for f in found] == [Article, SourceError, Article, SourceError]


def test_articles_are_fetched_as_they_are_asked_for() -> None:
    """Whoever stops early has not fetched the rest."""
    with Server({"/feed": Reply(rss(item("/1"), item("/2"))), "/1": page("1"), "/2": page("2")}) as server:
        with Fetcher(WebRules(allow_private=True)) as fetcher:
            next(feeds.read_url(server.url + "/feed", fetcher))
        assert server.paths() == ["/feed", "/1"]


def test_an_empty_or_missing_feed_is_one_error() -> None:
    """Nothing is raised."""
    with Server({"/feed": Reply(rss())}) as server:
        for name in ("/feed", "/nowhere"):
            (error,) = read_url(server.url + name, retries=0)
            assert isinstance(error, SourceError)


def test_an_address_of_a_page_gives_the_page() -> None:
    """One command takes both."""
    with Server({"/a": page("A page")}) as server:
        (article,) = read_url(server.url + "/a")
    assert isinstance(article, Article)
    assert article.info.title == "A page"
