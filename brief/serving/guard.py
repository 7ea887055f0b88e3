"""What keeps other sites out of a server on this machine: which requests are refused, and what every response says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types brief",
    )
)
"""Pages load nothing but our own style sheet, script and icon, and send nothing anywhere else. The script makes markup
of what the server sent through one policy, `brief`; nothing else can."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not `no-referrer`: with that, browsers say of a form of ours that it comes from nowhere (Origin: null).
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "private, no-cache",
}
READS = ("GET", "HEAD")


def refusal(method: str, headers: Mapping[str, str], hosts: Sequence[str]) -> tuple[int, str] | None:
    """The status and the reason with which a request is refused; None: it may pass. `headers` by name in lower case.

    - It names a host that is not ours: a page had its own name resolve to this machine (DNS rebinding).
    - Another site makes it (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/), unless somebody follows a link.
    - It changes or costs something, and no page of ours says that it made it.
    """
    host = headers.get("host", "").lower()
    if host not in {name.lower() for name in hosts}:
        return 421, "This server is not called by that name. Its address is in the terminal that it was started in."
    site = headers.get("sec-fetch-site", "")
    if site in ("cross-site", "same-site"):
        follows = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if method not in READS or not follows:
            return 403, "A page of another site asked for this."
    if method in READS:
        return None
    origin = headers.get("origin", "").lower()
    if origin and origin not in (f"http://{host}", f"https://{host}"):
        return 403, "A page of another site sent this."
    if not origin and site != "same-origin":
        return 403, "No page of this server sent this. From a program, use the command line or `brief mcp`."
    return None


class Guard:
    """An application behind that check; all its responses carry HEADERS, whatever they are."""

    def __init__(self, app: App, hosts: Sequence[str]) -> None:
        self._app, self._hosts = app, tuple(hosts)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket: there is none here
            await send({"type": "websocket.close", "code": 1008})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message.get("headers", ())}
                more = [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in given]
                message["headers"] = [*message.get("headers", ()), *more]
            await send(message)

        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refused = refusal(scope["method"], headers, self._hosts)
        if refused is None:
            await self._app(scope, receive, with_headers)
            return
        status, why = refused
        plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        await with_headers({"type": "http.response.start", "status": status, "headers": plain})
        await with_headers({"type": "http.response.body", "body": f"{why}\n".encode()})
