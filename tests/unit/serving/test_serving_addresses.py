"""Where a server may listen, and which hosts a request may name."""

from __future__ import annotations

import pytest

from brief.errors import ConfigError
from brief.serving.addresses import allowed_hosts, is_loopback, listen, read_place


@pytest.mark.parametrize(
    ("place", "read"),
    [
        ("127.0.0.1:8766", ("127.0.0.1", 8766)),
        ("8766", ("127.0.0.1", 8766)),
        (":8766", ("127.0.0.1", 8766)),
        ("localhost:0", ("localhost", 0)),
        ("[::1]:80", ("::1", 80)),
        ("news.example.org:443", ("news.example.org", 443)),
    ],
)
def test_places(place: str, read: tuple[str, int]) -> None:
    """A host and a port; this machine where only a port is given."""
    assert read_place(place) == read


@pytest.mark.parametrize("place", ["", "localhost", "::1:80", "127.0.0.1:65536", "http://127.0.0.1:80", "a:b", "1:2:3"])
def test_what_is_no_place(place: str) -> None:
    """Refused in words."""
    with pytest.raises(ConfigError, match="no place to listen at"):
        read_place(place)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "LocalHost"])
def test_this_machine(host: str) -> None:
    """Loopback addresses and their name."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "localhost.example.org", "::ffff:10.0.0.1", ""])
def test_elsewhere(host: str) -> None:
    """All else can be reached by others, and is refused without a name."""
    assert not is_loopback(host)
    with pytest.raises(ConfigError, match="--allow-host"):
        allowed_hosts(host, [], 80)


def test_hosts_that_requests_may_name() -> None:
    """This machine's own, with the port, and those that were allowed, as they were."""
    own = ["127.0.0.1:80", "localhost:80", "[::1]:80"]
    assert allowed_hosts("127.0.0.1", [], 80) == own
    assert allowed_hosts("::1", ["news.example.org"], 80) == [*own, "news.example.org", "news.example.org:80"]
    assert allowed_hosts("0.0.0.0", ["news.example.org:443"], 80) == ["news.example.org:443"]
    for name in ("*", "a b", "http://x", "x/y", ""):
        with pytest.raises(ConfigError, match="is not a host name"):
            allowed_hosts("127.0.0.1", [name], 80)


def test_listening() -> None:
    """On a free port; a taken one is said."""
    with listen("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(ConfigError, match=f"listens at 127.0.0.1:{port}: choose another port"):
            listen("127.0.0.1", port)
