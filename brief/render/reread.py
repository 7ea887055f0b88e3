"""A page that `page` wrote, read back: as the plain text that `terminal` would have printed of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_OURS = re.compile(r'<h2 id="sources">Sources</h2>')
_BLOCKS = {"p", "li", "h1", "h2", "h3"}
_ASIDE = {
    "tag", "where", "card", "texts", "number", "jump", "around", "badge", "chip", "chips", "timeline", "title", "dates",
    "masthead", "kicker",
}  # fmt: skip
"""Classes of what stands beside the claims and the sources: remarks, cards, the articles themselves."""
_VOID = {"br", "meta", "link", "img", "hr", "input"}
_ANCHOR = re.compile(r"#s-([0-9a-f]{16})-(\d+)-(\d+)")


def page_text(document: str) -> str | None:
    """The claims with their marks, a line each, and the list of sources; None where the page is not one of ours."""
    if not _OURS.search(document) or 'class="mark"' not in document:
        return None
    reader = _Reader()
    reader.feed(document)
    reader.close()
    return "\n".join(reader.lines) + "\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._open: list[tuple[str, bool, set[str]]] = []
        """The elements that are open, each with whether it and all in it is left out, and its classes."""
        self._text = ""
        self._source = False
        self._ref = ""
        """Of the source that is open: the name of its sentence."""
        self._facts = ""
        """Of the article whose sources are open: its title, outlet, day and place."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if tag == "br":
            self._text += "\n"
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._end_line()
        if "article" in classes and tag == "li":
            self._facts = ""
        if "source" in classes:
            self._end_line()
            self._text = f"[{given.get('id', '').removeprefix('source-')}] "
            self._source = True
            self._ref = given.get("data-ref", "")
        # The day in front of a timeline's entry is no part of its claim.
        beside = tag in ("head", "style") or classes & _ASIDE or (tag == "time" and "resolved" not in classes)
        jump = _ANCHOR.fullmatch(given.get("href", "")) if "jump" in classes and not self._skips else None
        if jump:
            self._text += f"\nbrief show {jump[1]}@{jump[2]}-{jump[3]}"
        self._open.append((tag, self._skips or bool(beside), classes))
        if tag == "q" and not self._skips:
            self._text += '"'

    def handle_endtag(self, tag: str) -> None:
        if tag == "q" and not self._skips:
            self._text += '"'
        closed, classes = "", set[str]()
        while self._open and closed != tag:
            closed, _, classes = self._open.pop()
        if tag == "div" and "facts" in classes:
            self._facts, self._text = self._text, ""
        if tag in _BLOCKS or "source" in classes:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self._text += data

    @property
    def _skips(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _end_line(self) -> None:
        if self._source and self._ref:
            self._text += f"\n{self._facts}\nbrief show {self._ref}"
        lines = [" ".join(line.split()) for line in self._text.split("\n")]
        indent = "    " if self._source else ""
        lines = [indent * (n > 0) + line for n, line in enumerate(filter(None, lines))]
        self.lines += [*lines, ""] if lines else []
        self._text = ""
        self._source = False
        self._ref = ""
