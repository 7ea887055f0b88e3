"""The days a page declares for itself; a guess only where the page shows that very day to its readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from brief.sources.dates import written_date
from brief.text.date_forms import MONTHS
from brief.text.dates import full_dates

# What `meta` elements call the day of first publication, with everything but letters taken out.
_META_NAMES = frozenset(
    [
        "articlepublished",
        "articlepublishedtime",
        "articlepublisheddate",
        "articlepublicationdate",
        "articlepublishtime",
        "articleoriginaldate",
        "analyticsattributesarticledate",
        "btpubdate",
        "citationdate",
        "citationpublicationdate",
        "citationonlinedate",
        "cxenseparserecspublishtime",
        "dateissued",
        "datepublished",
        "dcdate",
        "dcdateissued",
        "dcdatecreated",
        "dcdatepublication",
        "dctermsdate",
        "dctermsissued",
        "dctermscreated",
        "displaydate",
        "docdate",
        "mediatorpublishedtime",
        "ogarticlepublished",
        "ogarticlepublishedtime",
        "ogdatepublished",
        "ogpubdate",
        "ogpublishdate",
        "ogpublishedtime",
        "originalpublicationdate",
        "parselypubdate",
        "publicationdate",
        "publishdate",
        "publishedat",
        "publisheddate",
        "publishedtime",
        "publishtime",
        "pubdate",
        "rnewsdatepublished",
        "sailthrudate",
        "date",
    ]
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/-])", re.IGNORECASE)
_MAX_LD = 500
_LONG = 10_000
"""Characters of a text that is read for dates."""


def declared_date(tree: Any, url: str | None, guess: str | None = None) -> date | None:
    """The day of publication of a parsed page (an lxml element), None where it declares none.

    Looked for in this order: JSON-LD `datePublished`, `meta` elements, microdata, `<time pubdate>`, a full
    date in the address. `guess` (what an extractor found by patterns) is taken only if the page shows that
    day in its text; never a file's time, a date of modification, or today. Where the address names the day
    before or after the declared one it wins: stamps are often in UTC, addresses in the outlet's own day.
    """
    in_url = _url_day(url)
    for found in (*_json_ld(tree), *_meta(tree), *_microdata(tree)):
        day = written_date(found)
        if day:
            return in_url if in_url and abs((in_url - day).days) == 1 else day
    return in_url or _shown(tree, written_date(guess))


def changed_date(tree: Any) -> date | None:
    """The day of the last change that a parsed page declares: JSON-LD `dateModified`, OpenGraph's `meta` element."""
    named = (m.get("content") for m in tree.iter("meta") if m.get("property") == "article:modified_time")
    days = (written_date(found) for found in (*_json_ld(tree, "dateModified"), *named))
    return next((day for day in days if day), None)


def _json_ld(tree: Any, key: str = "datePublished") -> Iterator[object]:
    """A date of the page's articles first, then of anything else that has one."""
    others: list[object] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = script.text or ""
        try:
            nodes = list(_nodes(json.loads(text)))
        except (ValueError, RecursionError):
            nodes = [{key: found} for found in re.findall(rf'"{key}"\s*:\s*"([^"]+)"', text)]
        for node in nodes:
            kind = str(node.get("@type", ""))
            if "Article" in kind or "Posting" in kind or "Report" in kind:
                yield node.get(key)
            elif "Page" not in kind:
                others.append(node.get(key))
    yield from others


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document that stand for the page, outermost first, without what they embed."""
    queue = [value]
    for _ in range(_MAX_LD):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            queue.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _meta(tree: Any) -> Iterator[object]:
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = re.sub(r"[^a-z]", "", (meta.get(attribute) or "").lower())
            # `<meta http-equiv="date">` is the server's clock, not the article's day.
            if name in _META_NAMES and not (attribute == "http-equiv" and name == "date"):
                yield meta.get("content")


def _microdata(tree: Any) -> Iterator[object]:
    for element in tree.xpath(".//*[contains(@itemprop, 'datePublished')] | .//time[@pubdate]"):
        yield element.get("datetime") or element.get("content") or (element.text or "").strip()
    stamps = {t.get("datetime") for t in tree.xpath(".//article//header//time[@datetime] | .//h1/..//time[@datetime]")}
    if len(stamps) == 1:  # one time beside the headline is the article's; of several, one may be an update
        yield stamps.pop()


def _url_day(url: str | None) -> date | None:
    match = _URL_DATE.search(url or "")
    if not match:
        return None
    month = match[2].lower()
    return written_date(f"{match[1]}-{MONTHS.get(month, month)}-{match[3]}")


def _shown(tree: Any, guess: date | None) -> date | None:
    """`guess` if a text that a reader sees has that day in full."""
    if guess is None:
        return None
    day = re.compile(rf"{guess.year}年\s*0?{guess.month}月\s*0?{guess.day}日")
    texts = tree.xpath(".//body//text()[not(parent::script) and not(parent::style)]")
    dated = (t for t in map(str, texts) if str(guess.year) in t and len(t) < _LONG)
    return next((guess for t in dated if guess in full_dates(t) or day.search(t)), None)
