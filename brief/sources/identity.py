"""Who an article is: a name that lasts through its versions, and a name for this text with this metadata."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from brief.addresses import without_password
from brief.models import Article, ArticleInfo

# One character for one, so that no offset moves. NUL ends strings in SQLite; a lone surrogate (JSON can
# carry one, and so can a file name) has no UTF-8 form.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid", re.IGNORECASE)


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates replaced by U+FFFD, one character for one."""
    return _UNSTORABLE.sub("\ufffd", text)


class Known(TypedDict, total=False):
    """What is known of a text: what its source says of it, and where it came from."""

    title: str | None
    source: str | None
    published: date | None
    published_basis: str | None
    updated: date | None
    authors: Iterable[str]
    sections: Iterable[str]
    url: str | None
    path: str | None
    record_id: str | None


def make_article(raw: str, *, by_content: bool = False, **known: Unpack[Known]) -> Article:
    """An Article with its ids, of a text and what is known of it.

    `info.id` is derived from the url, else from the path and the record's id, else from the text.
    `by_content=True` leaves the path out of it: for a record without an id, whose path is not its own.
    `info.version` is derived from the id, the text and all metadata given here but for the sections and the day of a
    last change, which some pages renew without one; so a corrected date is a new version too (but the path is no part
    of it where there is a url: two files may hold one page). Both are the
    first 16 hex digits of a SHA-256.

    Users and passwords are left out of addresses. NUL characters and lone surrogates are replaced by U+FFFD, one for
    one; white space in titles and names is collapsed; an empty string counts as not given.
    """
    raw = storable(raw)
    url = without_password(known["url"] or "") if known.get("url") else None
    given = (known.get("title"), known.get("source"), url, known.get("path"), known.get("record_id"))
    title, source, url, path, record_id = map(_tidy, given)
    names, sections = (
        tuple(dict.fromkeys(name for name in map(_tidy, stated) if name))
        for stated in (known.get("authors", ()), known.get("sections", ()))
    )
    published = known.get("published")
    content = hashlib.sha256(raw.encode()).hexdigest()
    if url:
        identity = article_id(url)
    elif path and not by_content:
        identity = digest("path", path, record_id)
    else:
        identity = digest("content", record_id, title, content)
    published_text = published.isoformat() if published else None
    basis = known.get("published_basis") if published else None
    # What a url names stays the same text wherever a copy of it lies.
    place = None if url else path
    version = digest(identity, content, title, source, names, published_text, basis, url, place, record_id)
    return Article(
        ArticleInfo(
            id=identity,
            version=version,
            title=title,
            source=source,
            authors=names,
            published=published,
            published_basis=basis,
            url=url,
            path=path,
            updated=known.get("updated"),
            record_id=record_id,
            sha256=content,
            sections=sections,
        ),
        raw,
    )


def canonical_url(url: str) -> str:
    """`url` as far as it names a page: no fragment, no campaign parameters, host in lower case."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = parts.query
    if query and _TRACKING.search(query):
        kept = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(k)]
        query = urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _tidy(value: str | None) -> str | None:
    """Storable, in one line, None when nothing is left."""
    return " ".join(storable(value).split()) or None if value else None


def article_id(url: str) -> str:
    """The `id` of the article at an address."""
    return digest("url", canonical_url(without_password(url)))


def digest(*parts: object) -> str:
    """A name for these parts together: 16 hex digits of a SHA-256."""
    # JSON keeps the parts apart: ("ab", "c") and ("a", "bc") must not give one digest.
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:16]
