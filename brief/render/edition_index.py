"""All digests of one folder: an index page and an Atom feed (RFC 4287) beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote
from xml.etree import ElementTree

from brief.render.briefing_words import weekday
from brief.render.document import document
from brief.render.safe import html, plain

GENERATOR = '<meta name="generator" content="brief">'
"""By which an index page is known as ours."""
_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d{1,4}))?\.(?:html|md|txt|json|eml)")
_HTML_STORY = re.compile(r'<a href="#story-\d+">(.*?)</a>')
_MARKDOWN_STORY = re.compile(r'^  - (".*")$', re.MULTILINE)
_FEED = "http://www.w3.org/2005/Atom"
_STORIES = 12


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A page in a folder of digests: its day and edition, its file's name, its stories' titles, when it was written."""

    day: date
    edition: int
    name: str
    stories: tuple[str, ...]
    written: datetime

    @property
    def title(self) -> str:
        return weekday(self.day) + (f", edition {self.edition}" if self.edition > 1 else "")


def edition_page(name: str, text: str, written: datetime) -> EditionPage | None:
    """What a file of that name and text is; None where it is no page of a digest. `written` has a time zone."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    return EditionPage(day, int(found[2] or 1), name, tuple(_stories(name, text))[:_STORIES], written)


def _stories(name: str, text: str) -> list[str]:
    """The titles of its stories, as plain text."""
    from html import unescape

    if name.endswith(".html"):
        return [unescape(t) for t in _HTML_STORY.findall(text)]
    if name.endswith(".md"):
        return [str(json.loads(t)) for t in _MARKDOWN_STORY.findall(text.partition("\n---\n")[0])]
    return []


def newest_first(pages: Sequence[EditionPage]) -> list[EditionPage]:
    return sorted(pages, key=lambda p: (p.day, p.edition, p.name), reverse=True)


def editions_list(pages: Sequence[EditionPage]) -> str:
    """The list of digests as HTML, the newest first: each day leads to its page, under it the titles of its stories."""
    rows = []
    for p in newest_first(pages):
        stories = "".join(f"<li>{html(s)}</li>" for s in p.stories)
        told = f'<ul class="lines">{stories}</ul>' if stories else ""
        rows.append(f'<li><h2><a href="{html(quote(p.name))}">{html(p.title)}</a></h2>{told}</li>')
    return f'<ul class="editions">{"".join(rows)}</ul>' if rows else '<p class="note">No digest yet.</p>'


def render_index(pages: Sequence[EditionPage]) -> str:
    """The index page."""
    head = f'{GENERATOR}\n<link rel="alternate" type="application/atom+xml" title="Digests" href="feed.atom">\n'
    return document("Digests", ["<h1>Digests</h1>", editions_list(pages)], "briefing", head=head)


def render_feed(pages: Sequence[EditionPage]) -> str:
    """The Atom feed, the newest 50. Links are relative to the feed: it may lie anywhere."""
    shown = newest_first(pages)[:50]
    ElementTree.register_namespace("", _FEED)
    feed = _element(None, "feed")
    _element(feed, "title", "Digests")
    _element(feed, "id", "tag:brief,2022:digests")
    _element(
        feed, "updated", max((p.written for p in shown), default=datetime.fromisoformat("1970-01-01T00:00:00+00:00"))
    )
    _element(feed, "generator", "brief")
    _element(_element(feed, "author"), "name", "brief")
    _element(feed, "link", rel="self", href="feed.atom")
    _element(feed, "link", rel="alternate", href="index.html")
    for p in shown:
        entry = _element(feed, "entry")
        _element(entry, "title", p.title)
        _element(entry, "id", f"tag:brief,2022:digest/{p.name}")
        _element(entry, "updated", p.written)
        _element(entry, "link", rel="alternate", href=quote(p.name))
        _element(entry, "summary", "; ".join(p.stories) or p.title)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def is_our_feed(text: str) -> bool:
    return "<generator>brief</generator>" in text


def _element(
    parent: ElementTree.Element | None, name: str, text: str | datetime = "", **attributes: str
) -> ElementTree.Element:
    tag = f"{{{_FEED}}}{name}"
    made = ElementTree.Element(tag, attributes) if parent is None else ElementTree.SubElement(parent, tag, attributes)
    if isinstance(text, datetime):
        made.text = text.isoformat(timespec="seconds")
    elif text:
        made.text = plain(text)
    return made
