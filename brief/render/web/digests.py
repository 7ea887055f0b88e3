"""Digests: the newest, those before it, and one that was written as a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brief.render.briefing_words import weekday
from brief.render.safe import html, html_block
from brief.render.web.frame import notice

_MAIN = re.compile(r"<main>\n(.*)\n</main>\n</body>\n</html>\n\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Edition:
    """A digest as it is listed."""

    day: date
    number: int

    @property
    def title(self) -> str:
        return weekday(self.day) + (f", edition {self.number}" if self.number > 1 else "")

    @property
    def address(self) -> str:
        return f"/digests/{self.day.isoformat()}-{self.number}"


def digest_page(body: str, shown: Edition, every: Sequence[Edition]) -> Iterator[str]:
    """A digest, whose `body` is HTML, with the way to the others."""
    yield f'<div class="digest">{body}</div>'
    others = [e for e in every if e != shown]
    if others:
        yield f'<nav class="others" aria-labelledby="others"><h2 id="others">Other digests</h2>{_list(others)}</nav>'


def _list(editions: Iterable[Edition]) -> str:
    return f'<ul class="editions">{"".join(map(_link, editions))}</ul>'


def _link(edition: Edition) -> str:
    return f'<li><a href="{edition.address}">{html(edition.title)}</a></li>'


def newest(edition: Edition, stories: Sequence[str]) -> str:
    """The newest digest on the first page, with the titles of its stories."""
    titles = "".join(f'<li dir="auto">{html(s)}</li>' for s in stories)
    return (
        f'<section><h2>Newest digest</h2><a class="title" href="{edition.address}">{html(edition.title)}</a>'
        f'<ul class="lines">{titles}</ul></section>'
    )


def none_yet() -> str:
    """What to do for a first digest."""
    return notice(
        "No digest yet",
        ["A digest is a dated briefing over the articles that arrived since the last one. Write one in a terminal:"],
        ["brief digest", "brief schedule install --at 06:30"],
    )


def body_of_file(text: str, suffix: str) -> str:
    """A digest's file, which is known to be as it was written, as what stands on a page."""
    if suffix == ".html":
        found = _MAIN.search(text)
        if found:
            return found[1]
    if suffix == ".md":
        from markdown_it import MarkdownIt

        _, _, after = text.partition("\n---\n") if text.startswith("---\n") else ("", "", text)
        made: str = MarkdownIt("commonmark", {"html": False}).disable("image").render(after)
        return made
    return f'<pre class="plain">{html_block(text)}</pre>'
