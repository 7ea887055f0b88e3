"""A page without what is no part of its text by what it is: pictures with their captions, navigation, boxes, forms,
what is hidden, and links that stand by themselves.

By elements, roles and states of HTML (WHATWG HTML, WAI-ARIA 1.2), and by how much of a block's text are links
(Kohlschütter et al., "Boilerplate detection using shallow text features", 2010); never by the names of classes.
"""

from __future__ import annotations

from typing import Any

_GONE = frozenset(
    """figure figcaption picture video audio object iframe svg canvas aside nav footer dialog template button select
    textarea input label menu script style noscript amp-ad amp-sidebar amp-consent amp-carousel amp-iframe
    amp-subscriptions-dialog""".split()
)
_ROLES = frozenset(
    """navigation complementary banner contentinfo search dialog alertdialog alert menu menubar toolbar tablist
    figure img status""".split()
)
_TYPED = frozenset("text email search tel".split())
"""Fields to type in, around which a box asks for something."""
_BLOCKS = frozenset("p div section ul ol dl table blockquote header h2 h3 h4 h5 h6".split())
"""Blocks that are gone where nearly all of their text are links to elsewhere."""
_LINKED = 0.8
_MOST = 0.5
"""The share of a page's prose from which what holds it is the article, whatever it is called or however hidden."""


def prune(tree: Any) -> None:
    """Take what is no part of the text out of a parsed page, in place. What holds most of its prose stays."""
    prose = sum(len(_text(p)) for p in tree.iter("p"))
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element.tag in ("body", "main"):
            continue
        if _is_no_text(element) or (element.tag in _BLOCKS and _is_linked(element)):
            inside = sum(len(_text(p)) for p in element.iter("p"))
            if not prose or inside <= _MOST * prose:
                element.drop_tree()


def _is_no_text(element: Any) -> bool:
    if element.tag in _GONE or element.get("role", "").casefold() in _ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden", "").casefold() == "true":
        return True
    style = "".join(element.get("style", "").casefold().split())
    if "display:none" in style or "visibility:hidden" in style:
        return True
    if element.tag == "form":
        return next(element.iter("input", "select", "textarea", "button"), None) is not None
    if element.tag in ("div", "section"):
        return any(child.tag == "input" and child.get("type", "text") in _TYPED for child in element)
    return element.tag == "header" and next(element.iter("nav"), None) is not None


def _is_linked(element: Any) -> bool:
    """Whether nearly all text of a block are links to other pages."""
    links = [a for a in element.iter("a") if not a.get("href", "#").startswith("#")]
    if not links:
        return False
    return sum(len(_text(a)) for a in links) >= _LINKED * len(_text(element))


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
