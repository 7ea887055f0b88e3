"""Fetching: one polite, bounded request at a time, to public addresses only.

What holds for every request (docs/addresses.md says it to users): http and https only; no address that is not on the
public internet, whatever name, notation or redirect leads to it; the site's robots.txt; one deadline over all of an
exchange; a limit on what it unpacks to; few tries; the user's own login to the site that the user named, and nowhere
else.
"""

from __future__ import annotations

import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import brief
from brief.addresses import credentials, fault, without_password
from brief.errors import SourceError
from brief.sources.robots import MAX_ROBOTS, Answer, Robots
from brief.sources.web import Page

if TYPE_CHECKING:
    import httpx2

MAX_BODY = 20 * 1024 * 1024
"""Largest body read, in bytes after decompression."""
MAX_REDIRECTS = 5
MAX_PAUSE = 30.0
"""Longest pause before a retry, in seconds; a server that asks for more is not asked again."""
MAX_DELAY = 10.0
"""Longest pause between two requests to a site that its robots.txt gets, in seconds."""
_FIRST_PAUSE = 0.5
_GIVEN_UP_AFTER = 3
"""Addresses of a site in a row that bring no answer: then it is not asked again in this run."""
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_PERMANENT = frozenset({301, 308})
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.8, */*;q=0.1"
_STEP = 256 * 1024
"""Bytes unpacked at a time."""


@dataclass(frozen=True, slots=True)
class WebRules:
    """How far fetching may go. Times in seconds."""

    allow_private: bool = False
    """Fetch from addresses that are not on the public internet, too (an intranet's)."""
    timeout: float = 20.0
    """How long a server may say nothing."""
    deadline: float = 60.0
    """How long one address may take with everything: names, robots.txt, redirects, further tries."""
    feed_deadline: float = 900.0
    """How long the entries of one feed may take."""
    retries: int = 3
    max_bytes: int = MAX_BODY
    pace: float = 0.0
    """Between two addresses of one site, at least."""


class Refusal(SourceError):
    """The server answered, with a status that is no success."""

    def __init__(self, where: str, why: str, status: int) -> None:
        super().__init__(where, why)
        self.status = status


class _Private(SourceError):
    """Not on the public internet."""


class _Silence(SourceError):
    """No (whole) answer came."""


class Fetcher:
    """Fetches pages for one run; what it learns of a site (robots.txt, silence) holds for its life. One thread."""

    def __init__(self, rules: WebRules | None = None, pause: Callable[[float], None] = time.sleep) -> None:
        from brief.sources.network import Clock

        self.rules = rules or WebRules()
        self._pause = pause
        self._clock = Clock()
        self._client: httpx2.Client | None = None
        self._robots = Robots(self._ask_robots)
        self._logins: dict[str, tuple[str, str]] = {}
        self._last: dict[str, float] = {}
        self._silences: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def introduce(self, url: str) -> None:
        """Note the login for the site of an address that the user named: the one in it, else that of ~/.netrc."""
        if not fault(url) and (login := credentials(url) or _netrc_login(urlsplit(url).hostname or "")):
            self._logins[_site(url)] = login

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Page:
        """The body at an address, with at most `rules.retries` further tries (timeouts, broken connections, 408, 425,
        429 and 5xx), 0.5 s, 1 s, 2 s ... apart or as long as `Retry-After` says.

        `etag` and `modified` are those of an earlier Page: one that has not changed since comes back unread.
        Raises SourceError; its words never hold a password.
        """
        if why := fault(url):
            raise SourceError(url, why)
        site = _site(url)
        if self._silences[site] >= _GIVEN_UP_AFTER:
            raise SourceError(url, f"not fetched: the site did not answer {_GIVEN_UP_AFTER} times in a row")
        self._wait_for_turn(site)
        self._clock.start(self.rules.deadline)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        try:
            page = self._try(url, {name: value for name, value in conditions.items() if value})
        except _Silence:
            self._silences[site] += 1
            raise
        except SourceError:
            self._silences[site] = 0
            raise
        self._silences[site] = 0
        return page

    def _wait_for_turn(self, site: str) -> None:
        gap = max(self.rules.pace, min(self._robots.delay(site), MAX_DELAY))
        if gap and site in self._last and (wait := self._last[site] + gap - time.monotonic()) > 0:
            self._pause(wait)
        self._last[site] = time.monotonic()

    def _try(self, url: str, conditions: Mapping[str, str], *, robots: bool = False) -> Page:
        wait = _FIRST_PAUSE
        for tries in range(1, self.rules.retries + 2):
            again: float | None = None
            status = 0
            try:
                return self._follow(url, conditions, robots=robots)
            except _Later as later:
                why, again, status = later.why, later.seconds, later.status
            except _Broken as broken:
                why = broken.why
            if again is not None and again > MAX_PAUSE:
                raise Refusal(url, f"{why}; the server asks to try again in {again:.0f} s", status)
            wait = max(wait, again or 0.0)
            if tries > self.rules.retries or self._clock.left() <= wait:
                break
            self._pause(wait)
            wait = min(2 * wait, MAX_PAUSE)
        said = f"{why}, tried {tries} times" if tries > 1 else why
        raise Refusal(url, said, status) if status else _Silence(url, said)

    def _follow(self, url: str, conditions: Mapping[str, str], *, robots: bool) -> Page:
        """One try, through all redirects. `robots`: it is a robots.txt that is asked for."""
        import httpcore2
        import httpx2

        from brief.sources.network import PrivateAddress, UnusableProxy

        here = url
        moved, is_lasting = None, True
        try:
            for _ in range(MAX_REDIRECTS + 1):
                if not robots and (why := self._robots.refusal(_site(here), here)):
                    raise SourceError(url, why)
                login = (credentials(url) if _site(here) == _site(url) else None) or self._logins.get(_site(here))
                outcome = self._get(without_password(here), conditions, login, truncate=robots)
                if isinstance(outcome, Page):
                    return outcome if moved is None else _with_address(outcome, moved)
                here, lasting = outcome
                is_lasting = is_lasting and lasting
                moved = here if is_lasting else moved
                if fault(here):
                    raise SourceError(url, "redirects to an address that is not http or https")
        except PrivateAddress as error:
            raise _Private(url, f"{error} is not on the public internet (--allow-private fetches it)") from None
        except UnusableProxy as error:
            raise SourceError(url, str(error)) from None
        except (httpx2.InvalidURL, UnicodeError):
            away = "redirects to an address that is not http or https" if here != url else "not an address"
            raise SourceError(url, away) from None
        except (httpcore2.TimeoutException, httpx2.TimeoutException):
            over = not self._clock.left()
            why = f"not complete within {self.rules.deadline:g} s" if over else ""
            raise _Broken(why or f"no answer within {self.rules.timeout:g} s") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError, httpx2.TransportError) as error:
            raise _Broken(f"the connection failed ({_reason(error)})") from None
        raise Refusal(url, f"more than {MAX_REDIRECTS} redirects", 310)

    def _get(
        self, url: str, conditions: Mapping[str, str], login: tuple[str, str] | None, *, truncate: bool
    ) -> Page | tuple[str, bool]:
        """One request: the page, or where it leads and whether for good. Raises _Later where another try may help."""
        with self._open().stream("GET", url, headers=dict(conditions), auth=login) as response:
            code = response.status_code
            status = f"{code} {response.reason_phrase}".strip()
            if response.next_request is not None:
                return str(response.next_request.url), code in _PERMANENT
            if code in _RETRIED:
                raise _Later(status, code, _retry_after(response.headers.get("retry-after")))
            if not response.is_success and not (code == 304 and conditions):
                raise Refusal(url, status, code)
            body = b"" if code == 304 else self._body(response, url, truncate=truncate)
            media, _, parameters = response.headers.get("content-type", "").partition(";")
            charset = re.search(r"charset\s*=\s*[\"']?([\w.:\-]+)", parameters, re.IGNORECASE)
            return Page(
                url=without_password(str(response.url.copy_with(fragment=None))),
                media=media.strip().lower(),
                charset=charset[1] if charset else None,
                body=body,
                etag=response.headers.get("etag"),
                modified=response.headers.get("last-modified"),
                is_unchanged=code == 304,
            )

    def _body(self, response: httpx2.Response, url: str, *, truncate: bool) -> bytes:
        most = MAX_ROBOTS if truncate else self.rules.max_bytes
        stated = response.headers.get("content-length", "")
        body = bytearray()
        if truncate or not (stated.isascii() and stated.isdigit() and float(stated) > most):
            try:
                for piece in _unpacked(response.iter_raw(), response.headers.get("content-encoding", "")):
                    body += piece
                    if len(body) > most:
                        break
            except _Unreadable as error:
                raise SourceError(url, str(error)) from None
            if len(body) <= most or truncate:
                return bytes(body[:most])
        raise SourceError(url, f"larger than {most:,} bytes")

    def _ask_robots(self, url: str) -> Answer:
        try:
            return 200, self._try(url, {}, robots=True).body
        except Refusal as error:
            return error.status, b""
        except _Private as error:
            return error.why
        except SourceError as error:
            return f"the site's robots.txt cannot be read ({error.why}), so nothing on the site is fetched"

    def _open(self) -> httpx2.Client:
        import httpx2

        from brief.sources.network import WebTransport

        if self._client is None:
            self._client = httpx2.Client(
                transport=WebTransport(self._clock, allow_private=self.rules.allow_private),
                trust_env=False,  # logins and proxies are this module's and the transport's business
                timeout=self.rules.timeout,
                headers={
                    "User-Agent": f"brief/{brief.__version__} (news reader; one page at a time)",
                    "Accept": _ACCEPT,
                    "Accept-Encoding": "gzip, deflate",  # what can be unpacked bit by bit, within the limit
                },
            )
        return self._client


class _Later(Exception):
    """The server failed, but may not the next time."""

    def __init__(self, why: str, status: int, seconds: float | None) -> None:
        super().__init__(why)
        self.why, self.status, self.seconds = why, status, seconds


class _Broken(Exception):
    """No whole answer came, but one may the next time."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Unreadable(Exception):
    """A body that cannot be unpacked."""


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """A body without its Content-Encoding, in pieces of bounded size, however small what came was."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise _Unreadable(f"compressed in a way that was not requested ({encoding[:40]})")
    unpack = zlib.decompressobj(47)  # with the head of gzip, or of zlib
    is_begun = False
    try:
        for piece in pieces:
            rest = piece
            while rest:
                try:
                    plain = unpack.decompress(rest, _STEP)
                except zlib.error:
                    if is_begun or encoding != "deflate":
                        raise
                    unpack = zlib.decompressobj(-15)  # some servers send it without a head (RFC 9110, 8.4.1.2)
                    plain = unpack.decompress(rest, _STEP)
                is_begun = True
                yield plain
                rest = unpack.unconsumed_tail
                if unpack.eof and unpack.unused_data.startswith(b"\x1f\x8b"):  # gzip of several members
                    rest, unpack = unpack.unused_data, zlib.decompressobj(47)
        yield unpack.flush()
    except zlib.error:
        raise _Unreadable("damaged compressed data") from None
    if is_begun and not unpack.eof:
        raise _Unreadable("damaged compressed data")


def _with_address(page: Page, moved: str) -> Page:
    from dataclasses import replace

    return replace(page, moved=without_password(moved))


def _site(url: str) -> str:
    """Scheme, host and port: what robots.txt and a login are for."""
    parts = urlsplit(without_password(url))
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _netrc_login(host: str) -> tuple[str, str] | None:
    """The login that ~/.netrc (or NETRC) has for a host."""
    import os
    from netrc import NetrcParseError, netrc

    try:
        found = netrc(os.environ.get("NETRC") or None).authenticators(host)
    except (OSError, NetrcParseError, UnicodeDecodeError):
        return None
    return (found[0], found[2]) if found and found[2] else None


def _retry_after(value: str | None) -> float | None:
    """Seconds until the moment that a Retry-After header names (RFC 9110, 10.2.3), None without one."""
    if not value:
        return None
    if value.isascii() and value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _reason(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return re.sub(r"^\[Errno -?\d+\] ", "", text)
