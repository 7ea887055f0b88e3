"""Where a server may listen, and by which names it may be called."""

from __future__ import annotations

import errno
import ipaddress
import os
import re
import socket
from collections.abc import Sequence

from brief.errors import ConfigError

_PLACE = re.compile(r"(?:(?P<host>\[[^\]]+\]|[^:\[\]]*):)?(?P<port>\d{1,5})")
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
LOOPBACK = "127.0.0.1"


def read_place(place: str) -> tuple[str, int]:
    """`HOST:PORT`, `[IPv6]:PORT` or `PORT` (of 127.0.0.1) in two; port 0 is any free one.

    Raises:
        ConfigError: it is neither.
    """
    found = _PLACE.fullmatch(place.strip())
    if not found or int(found["port"]) > 65535:
        raise ConfigError(f"{place!r} is no place to listen at: write it as 127.0.0.1:8766")
    return (found["host"] or LOOPBACK).strip("[]"), int(found["port"])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def allowed_hosts(host: str, names: Sequence[str], port: int) -> list[str]:
    """What a request may name as the host it is for: anything else comes from a page that had a name of its own
    resolve to this machine (DNS rebinding). `names` are those that somebody allowed; a port in them is kept.

    Raises:
        ConfigError: others than this machine could reach `host`, and no name was allowed; or a name is none.
    """
    if not is_loopback(host) and not names:
        raise ConfigError(
            f"anyone who can reach {host} could read the library, and there is no password: listen at 127.0.0.1, or "
            "allow the name it is called by with --allow-host NAME"
        )
    for name in names:
        if not _HOST.fullmatch(name):
            raise ConfigError(f"{name!r} is not a host name: write it as news.example.org or news.example.org:8766")
    own = [f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")] if is_loopback(host) else []
    given = [one for name in names for one in ([name] if _has_port(name) else [name, f"{name}:{port}"])]
    return [*own, *given]


def _has_port(name: str) -> bool:
    return bool(re.search(r":\d+$", name)) and not name.endswith("]")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        ConfigError: it cannot (the port is taken, there is no such address).
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = f"another program listens at {host}:{port}: choose another port (0 is any free one)"
            raise ConfigError(why) from None
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror or str(error)
        raise ConfigError(f"cannot listen at {host}:{port}: {reason}") from None
