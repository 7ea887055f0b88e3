"""Fetching through the proxy that set in the environment."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from brief.errors import SourceError
from brief.sources import network
from brief.sources.fetching import Fetcher, WebRules
from tests.support.server import Reply, Server

RULES = WebRules(retries=0)
PAGE = Reply(b"<html><body><p>The two ports agreed on Monday.</p></body></html>")


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """One on loopback, where names outside are not resolved: `*.invalid` are known to it alone."""
    real = socket.getaddrinfo

    def getaddrinfo(host: str, *more: Any, **how: Any) -> Any:
        if str(host).endswith(".invalid"):
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *more, **how)

    monkeypatch.setattr(network.socket, "getaddrinfo", getaddrinfo)
    with Server({"http://news.invalid/a": PAGE, "http://127.0.0.1/a": PAGE, "http://localhost/a": PAGE}) as server:
        for name in ("HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "all_proxy", "no_proxy", "REQUEST_METHOD"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("http_proxy", server.url.replace("://", "://me:hunter2@"))
        yield server


def fetch(url: str, rules: WebRules = RULES) -> bytes:
    with Fetcher(rules, lambda _: None) as fetcher:
        return fetcher.fetch(url).body


def test_what_only_the_proxy_knows_is_left_to_it(proxy: Server) -> None:
    """Its own address may be private; it gets the login that is in its address, and robots.txt goes through it, too."""
    assert fetch("http://news.invalid/a") == PAGE.body
    assert proxy.paths() == ["http://news.invalid/robots.txt", "http://news.invalid/a"]
    assert all(request.headers["proxy-authorization"].startswith("Basic ") for request in proxy.requests)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "169.254.169.254"])
def test_a_private_address_is_not_asked_of_the_proxy(proxy: Server, host: str) -> None:
    """A name that stands for private addresses only, or one of them: the proxy may reach what we do not."""
    with pytest.raises(SourceError, match="is not on the public internet"):
        fetch(f"http://{host}/a")
    assert proxy.paths() == []


def test_it_is_with_allow_private(proxy: Server) -> None:
    """The user says so."""
    assert fetch("http://localhost/a", WebRules(retries=0, allow_private=True)) == PAGE.body
    assert proxy.paths()[-1] == "http://localhost/a"


def test_hosts_that_need_no_proxy_are_asked_directly(proxy: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_PROXY is kept, and the address is judged again where it is connected to."""
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    with Server({"/a": PAGE}) as server:
        assert fetch(f"{server.url}/a", WebRules(retries=0, allow_private=True)) == PAGE.body
        with pytest.raises(SourceError, match="not on the public internet"):
            fetch(f"{server.url}/a")
    assert proxy.paths() == []


def test_a_kind_of_proxy_that_is_not_spoken_is_named(monkeypatch: pytest.MonkeyPatch, proxy: Server) -> None:
    """Rather than passed by."""
    monkeypatch.setenv("http_proxy", "socks5://127.0.0.1:1080")
    with pytest.raises(SourceError, match=r"of an unsupported kind \(socks5\)"):
        fetch("http://news.invalid/a")
    monkeypatch.setenv("http_proxy", "gopher://127.0.0.1:70")
    with pytest.raises(SourceError, match="set in the environment"):
        fetch("http://news.invalid/a")
    assert proxy.paths() == []
