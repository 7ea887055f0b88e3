"""Connections that are made only to where they may go, and only as long as they may last.

`WebTransport` is a transport for an httpx2 client. Which address a name stands for is asked once, the answer is
judged, and the connection goes to that very address: a name that changes its mind between the two (DNS rebinding) gains
nothing. Every wait (for names, connections, TLS, each read and write) ends with the deadline of the exchange at the
latest, whatever the server sends meanwhile.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from brief.stopping import current

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Where the last four bytes are an IPv4 address (RFC 6052): networks without IPv4 reach all of it through this."""
_TRIES = 4
"""Addresses of one host that are tried."""
_CONNECTIONS = httpx2.Limits(max_connections=10, max_keepalive_connections=5)


class PrivateAddress(Exception):
    """A host that has no address on the public internet."""


class UnusableProxy(Exception):
    """The environment names a proxy of a kind that is not spoken."""


class Clock:
    """The deadline of the exchange that is under way, shared by all connections of a transport. It also ends what runs
    under a `brief.stopping.Stop`, as far as that was there when the clock was made."""

    def __init__(self) -> None:
        self._end = float("inf")
        self._stop = current()

    def start(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds; 0 when it is over."""
        return max(0.0, self._end - time.monotonic())

    def within(self, timeout: float | None) -> float:
        """How long one step may take. Raises httpcore2.ReadTimeout when there is no time left for it, Stopped."""
        self.checkpoint()
        left = self.left()
        if not left:
            raise httpcore2.ReadTimeout("the deadline has passed")
        return left if timeout is None else min(left, timeout)

    def checkpoint(self) -> None:
        """Raise Stopped if the work was stopped."""
        if self._stop is not None:
            self._stop.checkpoint()

    def watch(self, connection: socket.socket | None) -> None:
        """Have this connection shut down when the work is stopped."""
        if self._stop is not None and connection is not None:
            self._stop.watch(connection)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, as the registries of IANA say (`ipaddress` knows them).

    An IPv6 address that only carries an IPv4 one (mapped, 6to4, NAT64) is judged by that. Raises ValueError.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(ip.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_private)


def addresses_of(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of a host, as the system resolves it (numbers in any notation too).

    Raises httpcore2.ConnectTimeout after `seconds`, httpcore2.ConnectError where there is no such host.
    """
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    # The system's resolver cannot be told to give up: a thread of its own waits for it, and is left behind.
    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise httpcore2.ConnectTimeout("the host name could not be resolved") from None
    if isinstance(found, Exception):
        raise httpcore2.ConnectError(getattr(found, "strerror", None) or "no such host") from found
    return found


class Backend(httpcore2.NetworkBackend):
    """Makes the connections: to public addresses only (unless `anywhere`), within the clock."""

    def __init__(self, clock: Clock, *, anywhere: bool) -> None:
        self._clock, self._anywhere = clock, anywhere
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        found = addresses_of(host, port, self._clock.within(timeout))
        allowed = (found if self._anywhere else [address for address in found if is_public(address)])[:_TRIES]
        if not allowed:
            raise PrivateAddress(host)
        for number, address in enumerate(allowed, 1):
            wait = self._clock.within(timeout) / (len(allowed) - number + 1)
            try:
                stream = self._plain.connect_tcp(address, port, wait, local_address, socket_options)
                return _Stream(stream, self._clock)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(allowed):
                    raise
        raise AssertionError("unreachable")


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step ends with the clock."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock
        clock.watch(stream.get_extra_info("socket"))

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._stream.read(max_bytes, self._clock.within(timeout))
        finally:
            self._clock.checkpoint()  # a connection that was shut down for it looks like one that broke

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._clock.within(timeout))
        return _Stream(stream, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class WebTransport(httpx2.BaseTransport):
    """Sends requests directly, or through the proxy that the environment names for the host.

    Through a proxy, it is the proxy that resolves names and connects: the proxy's own address may be private, as most
    are, and the host that is asked for is refused where it is a private address, or a name that stands for nothing
    else here. What a name stands for there, only the proxy can judge.
    """

    def __init__(self, clock: Clock, *, allow_private: bool) -> None:
        self._clock, self._allow_private = clock, allow_private
        self._tls = httpx2.create_ssl_context()
        self._pools: dict[str, httpcore2.ConnectionPool] = {}

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        pool = self._pool(request.url)
        url = request.url
        response = pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(response.stream, Iterable)
        return httpx2.Response(
            response.status, headers=response.headers, stream=_Body(response.stream), extensions=response.extensions
        )

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()

    def _pool(self, url: httpx2.URL) -> httpcore2.ConnectionPool:
        proxy = proxy_for(url.scheme, url.host)
        if proxy and not self._allow_private:
            self._require_public(url)
        if (pool := self._pools.get(proxy)) is None:
            pool = self._pools[proxy] = self._proxied(proxy) if proxy else self._direct()
        return pool

    def _direct(self) -> httpcore2.ConnectionPool:
        return httpcore2.ConnectionPool(
            ssl_context=self._tls,
            max_connections=_CONNECTIONS.max_connections,
            max_keepalive_connections=_CONNECTIONS.max_keepalive_connections,
            network_backend=Backend(self._clock, anywhere=self._allow_private),
        )

    def _proxied(self, address: str) -> httpcore2.ConnectionPool:
        try:
            proxy = httpx2.Proxy(address if "://" in address else f"http://{address}")
        except (ValueError, httpx2.InvalidURL):
            raise UnusableProxy("the proxy set in the environment is not an address") from None
        if proxy.url.scheme not in ("http", "https"):
            raise UnusableProxy(f"the proxy set in the environment is of an unsupported kind ({proxy.url.scheme})")
        return httpcore2.HTTPProxy(
            proxy_url=httpcore2.URL(
                scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=b"/"
            ),
            proxy_auth=proxy.raw_auth,
            ssl_context=self._tls,
            proxy_ssl_context=self._tls if proxy.url.scheme == "https" else None,
            max_connections=_CONNECTIONS.max_connections,
            network_backend=Backend(self._clock, anywhere=True),
        )

    def _require_public(self, url: httpx2.URL) -> None:
        try:
            found = addresses_of(url.host, url.port or 443, self._clock.within(None))
        except httpcore2.ConnectError:
            return  # a name that only the proxy knows
        if not any(map(is_public, found)):
            raise PrivateAddress(url.host)


class _Body(httpx2.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if close := getattr(self._stream, "close", None):
            close()


def proxy_for(scheme: str, host: str) -> str:
    """The proxy that the environment (or the system) names for this host, "" where there is none."""
    proxies = urllib.request.getproxies()
    found = proxies.get(scheme) or proxies.get("all") or ""
    return "" if found and urllib.request.proxy_bypass(host) else found
