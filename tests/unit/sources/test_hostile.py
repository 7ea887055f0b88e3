"""Servers and addresses that mean no good: what is fetched, from where, for how long and how much."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from brief.errors import SourceError
from brief.models import Article
from brief.sources import network
from brief.sources.feeds import read_url
from brief.sources.fetching import Fetcher, WebRules
from brief.sources.network import is_public
from tests.support.hostile import (
    Hostile,
    dripping_body,
    dripping_head,
    dripping_status,
    endless_interim,
    hang_up,
    silence,
    slow_redirects,
)
from tests.support.server import Reply, Server

PAGE = b"<html><body><article><p>The two ports agreed on Monday to share their pilots.</p></article></body></html>"
SHORT = WebRules(allow_private=True, timeout=0.4, deadline=0.8, retries=3)


def fetch(url: str, rules: WebRules, **conditions: str) -> Any:
    with Fetcher(rules, lambda _: None) as fetcher:
        return fetcher.fetch(url, **conditions)


@pytest.mark.parametrize("robots_too", [False, True])
@pytest.mark.parametrize(
    "attack", [endless_interim, dripping_status, dripping_head, dripping_body, slow_redirects, silence]
)
def test_a_server_is_given_up_at_the_deadline(attack: Callable[[socket.socket], None], robots_too: bool) -> None:
    """Whatever it sends meanwhile, and with all further tries: the deadline is over the whole exchange."""
    begin = time.monotonic()
    with Hostile(attack, robots_too=robots_too) as server, pytest.raises(SourceError) as raised:
        fetch(f"{server.url}/a", SHORT)
    # Thirty times the deadline: that it ends at all is the point, not when on a busy machine.
    assert time.monotonic() - begin < 24
    assert f"{server.url}/a: " in str(raised.value)


def test_a_name_that_is_not_resolved_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that hangs is under the same deadline."""
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(60))
    begin = time.monotonic()
    with pytest.raises(SourceError, match=r"not complete within 0\.8 s|no answer within"):
        fetch("http://slow.example/", SHORT)
    assert time.monotonic() - begin < 24


def test_a_silent_site_is_not_asked_for_ever() -> None:
    """A feed whose links all lead to a server that never answers is no way to hold a reader for hours."""
    rules = WebRules(allow_private=True, retries=0)
    with Hostile(hang_up) as server, Fetcher(rules, lambda _: None) as fetcher:
        said = []
        for number in range(6):
            with pytest.raises(SourceError) as raised:
                fetcher.fetch(f"{server.url}/{number}")
            said.append(raised.value.why)
        assert all("not fetched: the site did not answer 3 times" in why for why in said[3:])
        assert not any("not asked" in why for why in said[:3])
        assert len([line for line in server.seen if "robots" not in line]) == 3


def test_a_feed_has_a_deadline() -> None:
    """What is left of its entries then is one line."""
    items = "".join(f"<item><link>/{n}</link></item>" for n in range(5))
    feed = Reply(f"<rss version='2.0'><channel><title>S</title>{items}</channel></rss>".encode(), media="text/xml")
    with Server({"/feed": feed}) as server, Fetcher(WebRules(allow_private=True, feed_deadline=-1)) as fetcher:
        (found,) = read_url(server.url + "/feed", fetcher)
        assert server.paths() == ["/feed"]
    assert "5 entries left out" in str(found)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_small_packet_cannot_unfold_into_memory(encoding: str) -> None:
    """50 MB of nothing in 50 KB are refused after 4,000 bytes, and so is what was packed twice."""
    nothing = bytes(50_000_000)
    bomb = gzip.compress(nothing) if encoding == "gzip" else zlib.compress(nothing)
    twice = gzip.compress(bomb)
    rules = WebRules(allow_private=True, max_bytes=4000)
    replies = {
        "/a": Reply(bomb, media="text/plain", headers={"Content-Encoding": encoding}),
        "/b": Reply(twice, media="text/plain", headers={"Content-Encoding": f"{encoding}, gzip"}),
    }
    with Server(replies) as server:
        with pytest.raises(SourceError, match=r"larger than 4,000 bytes"):
            fetch(f"{server.url}/a", rules)
        with pytest.raises(SourceError, match="compressed in a way that was not requested"):
            fetch(f"{server.url}/b", rules)


def test_what_is_packed_is_unpacked_whole() -> None:
    """Gzip of several members, and deflate without a head, are read to their ends; a cut one is damaged."""
    text = b"The pilots' union said it had not been asked. " * 20_000
    packed = gzip.compress(text[:1000]) + gzip.compress(text[1000:])
    raw = zlib.compressobj(wbits=-15)
    bare = raw.compress(text) + raw.flush()
    with Server(
        {
            "/a": Reply(packed, headers={"Content-Encoding": "gzip"}),
            "/b": Reply(bare, headers={"Content-Encoding": "deflate"}),
            "/c": Reply(packed[:-2000], headers={"Content-Encoding": "gzip"}),
        }
    ) as server:
        rules = WebRules(allow_private=True)
        assert fetch(f"{server.url}/a", rules).body == text
        assert fetch(f"{server.url}/b", rules).body == text
        with pytest.raises(SourceError, match="damaged"):
            fetch(f"{server.url}/c", rules)


PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
PRIVATE = [
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
    *("192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::1"),
    *("fe80::1", "fe80::1%eth0", "fc00::1", "fd00::1", "fec0::1", "ff02::1", "2001:db8::1", "2001:0:7f00:1::1"),
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    """Also those that carry a public IPv4 address."""
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, documentation, multicast and reserved ones, in all that carry them."""
    assert not is_public(address)


HOSTS = ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0.0.0.0"]


@pytest.mark.parametrize("host", [*HOSTS, "LOCALHOST", "0x7f.1", "127.0.0.1.", "①②⑦.⓪.⓪.①"])
def test_a_private_address_is_not_asked(host: str) -> None:
    """In whatever notation: no connection is made, not even for robots.txt."""
    with Hostile(silence) as server:
        with pytest.raises(SourceError):
            fetch(f"http://{host}:{server.port}/a", WebRules(timeout=2, deadline=2, retries=0))
        assert server.seen == []


def resolves(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> list[str]:
    """Names stand for the given addresses, asked for the first, the second ... time; the names that were asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        found = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(network.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_the_address_that_was_judged_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that stands for another address the second time (DNS rebinding) is not asked for a second time."""
    public = "93.184.216.34"
    asked = resolves(monkeypatch, {"rebind.example": [[public], ["127.0.0.1"]]})
    connected: list[str] = []

    def connect(_: object, host: str, *__: object) -> None:
        connected.append(host)
        raise network.httpcore2.ConnectError("nobody there")

    monkeypatch.setattr(network.httpcore2.SyncBackend, "connect_tcp", connect)
    with pytest.raises(SourceError, match="connection failed"):
        fetch("http://rebind.example/", WebRules(retries=0))
    assert connected == [public]
    assert asked == ["rebind.example"]
    with pytest.raises(SourceError, match=r"rebind\.example is not on the public internet"):
        fetch("http://rebind.example/", WebRules(retries=0))
    assert connected == [public]


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "//0x7f.1/"])
def test_a_redirect_into_a_private_network_is_refused(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page may lead anywhere; there it is judged anew."""
    with Server({"/a": Reply(status=302, headers={"Location": target})}) as server:
        _only_this_is_public(monkeypatch)
        with pytest.raises(SourceError, match=r"/a: (\S+ is not on the public|redirects to an address)"):
            fetch(f"http://public.example:{_port(server)}/a", WebRules(retries=0, timeout=2))


def test_an_entry_of_a_feed_that_points_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed is read, its other entries come in, and what is private is not asked."""
    with Hostile(silence) as inside, Server({"/a": Reply(PAGE)}) as server:
        links = [f"http://127.0.0.1:{inside.port}/admin", f"http://[::ffff:127.0.0.1]:{inside.port}/", "/a"]
        items = "".join(f"<item><link>{link}</link></item>" for link in links)
        feed = f"<rss version='2.0'><channel><title>S</title>{items}</channel></rss>"
        server.pages["/feed"] = [Reply(feed.encode(), media="text/xml")]
        _only_this_is_public(monkeypatch)
        with Fetcher(WebRules(retries=0, timeout=2), lambda _: None) as fetcher:
            found = list(read_url(f"http://public.example:{_port(server)}/feed", fetcher))
        assert inside.seen == []
    assert [type(f) for f in found] == [SourceError, SourceError, Article]


def _port(server: Server) -> str:
    return server.url.rpartition(":")[2]


def _only_this_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """`public.example` stands for an address that passes for public and leads to loopback; nothing else does."""
    real = socket.getaddrinfo
    judge, connect = network.is_public, network.httpcore2.SyncBackend.connect_tcp
    public = "93.184.216.34"

    def getaddrinfo(host: str, *more: Any, **how: Any) -> Any:
        return real(public if host == "public.example" else host, *more, **how)

    def connect_tcp(self: Any, host: str, port: int, *more: Any) -> Any:
        assert judge(host), "a private address was connected to"
        return connect(self, "127.0.0.1", port, *more)

    monkeypatch.setattr(network.socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(network.httpcore2.SyncBackend, "connect_tcp", connect_tcp)
