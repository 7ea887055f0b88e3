"""Addresses of the web: what is one, and what of one may be kept and shown."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_USERINFO = re.compile(r"(?<=://)[^\s/?#@]*(?:@[^\s/?#@]*)*@")
"""Up to the last @ before the path: the part of an address that names a user (RFC 3986, 3.2.1)."""


def is_url(name: str) -> bool:
    """Whether `name` is an address of the web rather than a path."""
    return name.lower().startswith(("http://", "https://"))


def without_password(text: str) -> str:
    """`text` without the user names and passwords of the addresses in it (`http://user:secret@host/` -> `http://host/`).

    A user's name goes with the password: services take tokens there, too.
    """
    return _USERINFO.sub("", text) if "@" in text else text


def credentials(url: str) -> tuple[str, str] | None:
    """User and password that an address carries, as they are meant (percent-decoded); None where it carries none."""
    try:
        parts = urlsplit(url)
        if not (parts.username or parts.password):
            return None
    except ValueError:
        return None
    return unquote(parts.username or ""), unquote(parts.password or "")


def fault(url: str) -> str | None:
    """Why nothing can be asked of an address: no http(s), no host, a port that there is not. None: it is one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "not an http or https address"
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return "not an http or https address"
    try:
        port = parts.port
    except ValueError:
        port = 0
    return "there is no such port (they go from 1 to 65535)" if port == 0 else None
