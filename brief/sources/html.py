"""HTML pages to articles, through trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from brief.errors import SourceError
from brief.models import Article
from brief.sources.encoding import decode_html
from brief.sources.html_date import changed_date, declared_date
from brief.sources.identity import make_article
from brief.sources.pruning import prune

MAX_HTML = 20 * 1024 * 1024
"""Largest page read, in bytes."""

_SHORT = 250
"""Characters under which a text is only an article if there is a whole sentence in it."""

_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*(?:\s|$)|[。！？]")
_BLOCKS = frozenset({"p", "head", "item", "quote", "code", "row", "ab", "list", "table", "div", "fw", "lb", "dl"})
_MAX_NAME = 60


def read_html(
    data: bytes, where: str, *, path: str | None = None, url: str | None = None, charset: str | None = None
) -> Article:
    """The article of an HTML page: its text, and what the page states of title, site, authors, sections and date.

    Paragraphs of the raw text are separated by a blank line, white space inside them is collapsed, and the
    headline is not repeated in it. `url` is where the page was fetched from; without one the page's own
    canonical address is taken. `charset` is the one of the HTTP header. Raises SourceError when the bytes
    are not text or no article is found in them.
    """
    if len(data) > MAX_HTML:
        raise SourceError(where, f"larger than {MAX_HTML // 2**20} MB")
    text = decode_html(data, where, charset)
    try:
        page = _extract(text, url)
    except Exception as error:  # lxml and trafilatura on strangers' markup: what fails is not ours to name
        raise SourceError(where, f"not a readable page ({type(error).__name__})") from error
    if page is None:
        raise SourceError(where, "no article text found in the page")
    tree, document, body = page
    title = _title(document.title, document.sitename)
    address = url or _own_address(document.url)
    published = declared_date(tree, address, document.date)
    return make_article(
        body,
        title=title,
        source=document.sitename,
        published=published,
        published_basis="html" if published else None,
        updated=changed_date(tree),
        authors=_authors(document.author),
        sections=document.categories or (),
        url=address,
        path=path,
    )


def html_to_text(fragment: str) -> str:
    """The text of an HTML fragment (a feed entry's content), one paragraph a block, no extraction of a main part."""
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    if not fragment.strip():
        return ""
    try:
        tree = lxml_html.fromstring(f"<div>{fragment}</div>")
    except (ParserError, ValueError):
        return ""
    for element in tree.xpath(".//script | .//style | .//noscript | .//iframe"):
        element.drop_tree()
    blocks = frozenset(
        [
            "p",
            "div",
            "br",
            "li",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "tr",
            "ul",
            "ol",
            "table",
            "section",
            "article",
            "pre",
            "figure",
        ]
    )
    return "\n\n".join(_paragraphs(tree, blocks))


def _extract(text: str, url: str | None) -> tuple[Any, Any, str] | None:
    """The parsed page, trafilatura's document, and the body text; None where there is none.

    Precision first: a sentence of a sidebar that gets cited does more harm than a paragraph that is missing.
    Only where that finds no sentence the page unpruned has the say, and then the balanced extraction, whose last
    resort is the whole page.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(text)
    if tree is None:
        return None
    stated = trafilatura.extract_metadata(tree, default_url=url)
    headlines = {_text(h) for h in tree.iterfind(".//h1")} | {stated.title, _title(stated.title, stated.sitename)}
    pruned = deepcopy(tree)
    prune(pruned)
    for page, precise in ((pruned, True), (tree, True), (tree, False)):
        document: Any = trafilatura.bare_extraction(
            deepcopy(page), url=url, include_comments=False, favor_precision=precise
        )
        if document is not None and document.body is not None:
            body = _without_headline(list(_paragraphs(document.body, _BLOCKS)), headlines)
            if len(body) >= _SHORT or _SENTENCE_END.search(body):
                return tree, stated, body
    return None


def _paragraphs(body: Any, blocks: frozenset[str]) -> Iterator[str]:
    """The text of each block element in document order; list items are marked, table cells kept apart."""
    pieces: list[str] = []

    def flush() -> Iterator[str]:
        paragraph = " ".join("".join(pieces).split())
        pieces.clear()
        if paragraph.strip("-|• "):
            yield paragraph

    # An explicit stack: pages nest deeper than Python recurses.
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in blocks:
                yield from flush()
            elif tag in ("cell", "td", "th") and element.getnext() is not None:
                pieces.append(" | ")
            if element is not body:
                pieces.append(element.tail or "")
            continue
        if tag in blocks:
            yield from flush()
        if tag in ("item", "li"):
            pieces.append("- ")
        if tag:
            pieces.append(element.text or "")
        stack.append((element, True))
        if tag:
            stack.extend((child, False) for child in reversed(element))
    yield from flush()


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(text: str | None) -> str:
    return re.sub(r"\W+", " ", text or "").strip().casefold()


def _title(title: str | None, site: str | None) -> str | None:
    """The headline without the site's name that pages put behind (or before) it."""
    if not title:
        return None
    name = _plain(site)
    if name:
        for separator in (" | ", " - ", " – ", " — ", " :: ", ": "):
            head, _, tail = title.rpartition(separator)
            if head and (_plain(tail) == name or (separator == " | " and _plain(tail) in name)):
                return head.strip()
            head, _, tail = title.partition(separator)
            if tail and _plain(head) == name:
                return tail.strip()
    return title


def _without_headline(paragraphs: list[str], headlines: set[str | None]) -> str:
    known = {_plain(h) for h in headlines} - {""}
    first = next((n for n, paragraph in enumerate(paragraphs) if _plain(paragraph) not in known), len(paragraphs))
    return "\n\n".join(paragraphs[first:])


def _own_address(url: str | None) -> str | None:
    """The page's stated address if it names a page: sites that state their front page on every page exist."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query)
    return url if usable else None


# Bylines as pages state them: "Jane Doe is a reporter", "AP Political Writer", "MD", "admin".
_NOT_A_NAME = re.compile(
    r"\b(?:writer|editor|reporter|correspondent|published|staff|admin\w*|wires?)\b|^(?-i:[A-Z]{1,4})$", re.I
)


def _authors(stated: str | None) -> list[str]:
    names = (re.split(r" is an? ", name)[0].strip() for name in (stated or "").split(";"))
    return [name for name in names if name and len(name) <= _MAX_NAME and not _NOT_A_NAME.search(name)]
