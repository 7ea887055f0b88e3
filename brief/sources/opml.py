"""Lists of feeds as other readers write and read them (OPML 2.0, opml.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from brief.addresses import fault, without_password
from brief.errors import SourceError

_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list: `group` is the heading that it stands under."""

    url: str
    title: str | None = None
    group: str | None = None


def is_opml(data: bytes) -> bool:
    """Whether a file is such a list, by its beginning."""
    return bool(_OPML.search(data[:_HEAD]))


def read_opml(data: bytes, where: str) -> list[Outline]:
    """The feeds of a list, each once, without logins in their addresses. Raises SourceError if it is none."""
    from lxml import etree

    # A stranger's file: entities are not expanded, nothing is fetched, and what is broken is read as far as it goes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None or str(tree.tag).lower() != "opml":
        raise SourceError(where, "not a readable OPML file")
    found: dict[str, Outline] = {}
    for node in tree.iter("outline"):
        url = without_password((_attribute(node, "xmlUrl") or "").strip())
        if url and not fault(url):
            group = next((_attribute(above, "text") for above in node.iterancestors("outline")), None)
            title = _attribute(node, "title") or _attribute(node, "text")
            found.setdefault(url, Outline(url, title, group))
    return list(found.values())


def write_opml(outlines: Iterable[Outline], title: str) -> str:
    """A list of feeds, grouped, as XML."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _xml(title)
    body = etree.SubElement(root, "body")
    groups: dict[str, Any] = {}
    for outline in outlines:
        parent = body
        if outline.group:
            if outline.group not in groups:
                groups[outline.group] = etree.SubElement(body, "outline", text=_xml(outline.group))
            parent = groups[outline.group]
        name = _xml(outline.title or outline.url)
        etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=_xml(outline.url))
    etree.indent(root)
    written: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _attribute(node: Any, name: str) -> str | None:
    """An attribute whatever the case of its name (`xmlurl` is common), in one line."""
    value = next((value for key, value in node.attrib.items() if key.lower() == name.lower()), "")
    return " ".join(value.split()) or None


def _xml(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
