"""Which requests a server on this machine refuses, and what each of its responses says."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import anyio
import pytest

from brief.serving.guard import HEADERS, POLICY, Guard, refusal

HOSTS = ("127.0.0.1:8765", "localhost:8765")
HERE = {"host": "127.0.0.1:8765"}
OWN = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
LINK = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, None),
        ("GET", {"host": "LOCALHOST:8765"}, None),
        ("GET", {"host": "127.0.0.1"}, 421),  # another port of this machine
        ("GET", {"host": "attacker.example:8765"}, 421),
        ("GET", {"host": ""}, 421),
        ("GET", {"sec-fetch-site": "none"}, None),  # typed
        ("GET", {"sec-fetch-site": "same-origin"}, None),
        ("GET", LINK, None),  # followed from another site
        ("GET", LINK | {"sec-fetch-dest": "iframe"}, 403),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"}, 403),  # another server of this machine
        ("POST", OWN, None),
        ("POST", {"origin": "http://127.0.0.1:8765"}, None),  # a browser without fetch metadata
        ("POST", {"sec-fetch-site": "same-origin"}, None),
        ("POST", {}, 403),
        ("POST", {"origin": "null"}, 403),
        ("POST", {"origin": "http://127.0.0.1:9000"}, 403),
        ("POST", {"origin": "http://localhost:8765"}, 403),  # asked for under the other name
        ("POST", {"origin": "http://attacker.example"}, 403),
        ("POST", OWN | {"sec-fetch-site": "cross-site"}, 403),
        ("POST", LINK, 403),  # a form of another site
        ("DELETE", {}, 403),
    ],
)
def test_who_is_refused(method: str, headers: dict[str, str], status: int | None) -> None:
    """By the name that is asked for, by where the request comes from, and by whether it only reads."""
    refused = refusal(method, HERE | headers, HOSTS)
    assert (refused[0] if refused else None) == status
    assert refused is None or refused[1].endswith(".")


def test_the_policy_allows_our_own_files_alone() -> None:
    """Nothing inline, nothing of elsewhere, no frame around it."""
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY
    assert "default-src 'none'" in POLICY and "frame-ancestors 'none'" in POLICY


def test_every_response_carries_the_headers() -> None:
    """Those of the application, which may set one itself, and those of the guard; a refused request reaches nothing."""
    asked: list[str] = []

    async def app(scope: MutableMapping[str, Any], _: Any, send: Any) -> None:
        asked.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": [(b"Cache-Control", b"public")]})
        await send({"type": "http.response.body", "body": b"page"})

    def sent(host: str) -> list[MutableMapping[str, Any]]:
        messages: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            messages.append(message)

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"Host", host.encode())]}
        anyio.run(Guard(app, HOSTS), scope, None, send)
        return messages

    for host, status in (("localhost:8765", 200), ("attacker.example", 421)):
        start = sent(host)[0]
        given = {name.lower().decode(): value.decode() for name, value in start["headers"]}
        assert start["status"] == status
        assert all(given[name] == value for name, value in HEADERS.items() if name != "cache-control")
        assert given["cache-control"] == ("public" if status == 200 else HEADERS["cache-control"])
    assert asked == ["/"]


def test_a_web_socket_is_closed() -> None:
    """There is none here; nobody gets one by asking."""
    messages: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        messages.append(message)

    async def app(*_: Any) -> None:
        raise AssertionError("reached")

    anyio.run(Guard(app, HOSTS), {"type": "websocket", "headers": []}, None, send)
    assert [m["type"] for m in messages] == ["websocket.close"]
