"""What sites ask of programs that fetch, and what a fetcher makes of it."""

from __future__ import annotations

from typing import Any

import pytest

from brief.errors import SourceError
from brief.models import Article
from brief.sources.feeds import read_url
from brief.sources.fetching import Fetcher, WebRules
from tests.support.server import Reply, Server

PAGE = Reply(
    b"<html><body><article><p>The two ports agreed on Monday to share their pilots.</p></article></body></html>"
)
RULES = WebRules(allow_private=True, retries=1)


def robots(text: str, status: int = 200, **more: Any) -> Reply:
    return Reply(text.encode(), status, "text/plain", **more)


def fetcher(pauses: list[float] | None = None) -> Fetcher:
    return Fetcher(RULES, (pauses if pauses is not None else []).append)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /a", "/b", True),
        ("User-agent: brief\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.php$", "/a.php", False),
        ("\0\xff not a robots.txt", "/a", True),
    ],
)
def test_the_rules_of_a_site_are_kept(text: str, path: str, allowed: bool) -> None:
    """Groups for us before those for all, the longest rule, wild cards (RFC 9309)."""
    with Server({"/robots.txt": robots(text), path: PAGE}) as server, fetcher() as web:
        if allowed:
            assert web.fetch(server.url + path).body == PAGE.body
        else:
            with pytest.raises(SourceError, match=r"the site's robots\.txt does not allow it"):
                web.fetch(server.url + path)
            assert server.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (401, True), (500, False), (503, False), (429, False)]
)
def test_a_robots_txt_that_cannot_be_read(status: int, allowed: bool) -> None:
    """None at all (4xx) allows everything; one that is out of order for the moment allows nothing (RFC 9309, 2.3.1)."""
    with Server({"/robots.txt": robots("", status), "/a": PAGE}) as server, fetcher() as web:
        if allowed:
            assert web.fetch(f"{server.url}/a").body == PAGE.body
        else:
            with pytest.raises(
                SourceError, match=f"robots.txt cannot be read \\({status}\\), so nothing on the site is fetched"
            ):
                web.fetch(f"{server.url}/a")
            assert "/a" not in server.paths()


def test_a_robots_txt_that_has_moved_is_followed() -> None:
    """Through a few redirects; after too many it counts as missing."""
    elsewhere = {
        "/robots.txt": Reply(status=301, headers={"Location": "/r"}),
        "/r": robots("User-agent: *\nDisallow: /a"),
    }
    with (
        Server(elsewhere | {"/a": PAGE}) as server,
        fetcher() as web,
        pytest.raises(SourceError, match="does not allow"),
    ):
        web.fetch(f"{server.url}/a")
    circle = {"/robots.txt": Reply(status=301, headers={"Location": "/robots.txt"}), "/a": PAGE}
    with Server(circle) as server, fetcher() as web:
        assert web.fetch(f"{server.url}/a").body == PAGE.body


def test_a_robots_txt_without_end_is_read_to_a_limit() -> None:
    """What comes after half a megabyte counts for nothing; what came before holds."""
    text = "User-agent: *\nDisallow: /a\n" + "# and so on\n" * 100_000
    site = {"/robots.txt": robots(text), "/a": PAGE}
    with Server(site) as server, fetcher() as web, pytest.raises(SourceError, match="does not allow"):
        web.fetch(f"{server.url}/a")


def test_it_is_asked_for_once_in_a_run() -> None:
    """For each site, whatever is fetched of it."""
    with Server({"/robots.txt": robots("User-agent: *\nDisallow: /b"), "/a": PAGE, "/c": PAGE}) as server:
        with fetcher() as web:
            web.fetch(f"{server.url}/a")
            web.fetch(f"{server.url}/c")
        assert server.paths() == ["/robots.txt", "/a", "/c"]


def test_where_a_redirect_leads_is_asked_too() -> None:
    """A site cannot lend another site's pages."""
    with Server({"/robots.txt": robots("User-agent: *\nDisallow: /"), "/a": PAGE}) as closed:
        away = {"/a": Reply(status=302, headers={"Location": f"{closed.url}/a"})}
        with Server(away) as server, fetcher() as web, pytest.raises(SourceError, match="does not allow"):
            web.fetch(f"{server.url}/a")
        assert closed.paths() == ["/robots.txt"]


def test_the_pause_that_a_site_asks_for_is_kept() -> None:
    """Between two addresses of it, up to ten seconds; none before the first."""
    pauses: list[float] = []
    with (
        Server({"/robots.txt": robots("User-agent: *\nCrawl-delay: 3600"), "/a": PAGE}) as server,
        fetcher(pauses) as web,
    ):
        web.fetch(f"{server.url}/a")
        assert pauses == []
        web.fetch(f"{server.url}/a")
    assert len(pauses) == 1
    assert 5 < pauses[0] <= 10


def test_a_feed_of_a_site_that_is_closed_to_programs() -> None:
    """An entry that the feed carries in full is taken from there; the others say why they are not."""
    full = "The pilots' union said it had not been asked. " * 8
    items = f"<item><link>/a</link><description>{full}</description></item><item><link>/b</link></item>"
    feed = f"<rss version='2.0'><channel><title>S</title>{items}</channel></rss>".encode()
    closed = robots("User-agent: *\nAllow: /feed\nDisallow: /")
    with Server({"/robots.txt": closed, "/feed": Reply(feed, media="text/xml")}) as server, fetcher() as web:
        first, second = read_url(f"{server.url}/feed", web)
        assert server.paths() == ["/robots.txt", "/feed"]
    assert isinstance(first, Article)
    assert isinstance(second, SourceError)
    assert "robots.txt does not allow" in second.why
