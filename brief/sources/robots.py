"""What sites ask of programs that fetch (robots.txt, RFC 9309), asked once for each site in a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

TOKEN = "brief"
"""The name that a robots.txt calls us by."""
MAX_ROBOTS = 512 * 1024
"""Bytes that are read of one (RFC 9309, 2.5: at least 500 KiB); what comes after counts for nothing."""

Answer = tuple[int, bytes] | str
"""A status and a body, or why none came."""


class Robots:
    """The rules of the sites that were asked. `ask` fetches an address: status and body, or why that failed."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        self._ask = ask
        self._known: dict[str, Any] = {}

    def refusal(self, site: str, url: str) -> str | None:
        """Why `url` may not be fetched, None where it may be. `site` is its scheme, host and port.

        A site without a robots.txt (4xx) allows everything; one whose robots.txt cannot be read for the time being
        (5xx, no answer) allows nothing (RFC 9309, 2.3.1).
        """
        if site not in self._known:
            self._known[site] = self._read(site)
        rules = self._known[site]
        if isinstance(rules, str):
            return rules
        if rules is None or rules.can_fetch(url, TOKEN):
            return None
        return "the site's robots.txt does not allow it to be fetched"

    def delay(self, site: str) -> float:
        """Seconds between two requests that the site asks for; 0 where it asks for nothing."""
        rules = self._known.get(site)
        found = None if rules is None or isinstance(rules, str) else rules.crawl_delay(TOKEN)
        return float(found or 0.0)

    def _read(self, site: str) -> Any:
        answer = self._ask(f"{site}/robots.txt")
        if isinstance(answer, str):
            return answer
        status, body = answer
        if status == 429 or status >= 500:
            return f"the site's robots.txt cannot be read ({status}), so nothing on the site is fetched"
        if not 200 <= status < 300:
            return None
        from protego import Protego

        return Protego.parse(body[:MAX_ROBOTS].decode("utf-8", "replace"))
