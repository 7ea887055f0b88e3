"""The HTML of a mail. Mail programs drop style sheets, scripts and links within a page, and narrow what they show.

So every element carries its own style, in plain colours that programs turn around for a dark screen; a mark leads to
the article itself, where it has an address; and the blocks are those of the plain text beside it, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from brief.models import Briefing, Citation
from brief.render import phrases
from brief.render.briefing_layout import briefing_blocks
from brief.render.layout import Block, Heading, Source, Text
from brief.render.quoting import quote
from brief.render.safe import html, safe_url

_FONT = "font-family:Georgia,'Times New Roman',serif"
_SANS = "font-family:Arial,Helvetica,sans-serif"
_BODY = f"margin:0;padding:16px;{_FONT};font-size:16px;line-height:1.5"
_MAIN = "max-width:640px;margin:0 auto"
_HEADINGS = {
    1: f"{_SANS};font-size:24px;line-height:1.25;margin:0 0 8px",
    2: f"{_SANS};font-size:18px;line-height:1.3;margin:28px 0 8px;border-top:1px solid #cccccc;padding-top:14px",
    3: f"{_SANS};font-size:14px;margin:16px 0 4px",
}
_TEXT, _ITEM = "margin:0 0 10px", "margin:0 0 8px"
_LIST = "margin:0 0 10px;padding:0 0 0 20px"
_MARK = f"{_SANS};font-size:12px;color:#1b577f;text-decoration:none"
_QUIET = f"{_SANS};font-size:13px;color:#666666"


def render_mail_page(briefing: Briefing) -> str:
    """The page as the HTML part of a mail."""
    addresses = {c.n: safe_url(c.article.url) for c in briefing.citations}
    body = "\n".join(_blocks(briefing_blocks(briefing), addresses))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{html(briefing.title)}</title>\n</head>\n"
        f'<body style="{_BODY}">\n<div style="{_MAIN}">\n{body}\n</div>\n</body>\n</html>\n'
    )


def _blocks(blocks: Iterable[Block], addresses: Mapping[int, str | None]) -> Iterator[str]:
    for kind, run in groupby(blocks, key=_list_of):
        items = list(run)
        if not kind:
            yield from (_alone(block, addresses) for block in items)
            continue
        told = "".join(f'<li style="{_ITEM}">{_item(block, addresses)}</li>' for block in items)
        # The numbers of sources are their own.
        style = f"{_LIST};list-style:none;padding:0" if kind == "sources" else _LIST
        yield f'<ul style="{style}">{told}</ul>'


def _list_of(block: Block) -> str:
    """The list that a block is an item of; empty where it is none."""
    if isinstance(block, Source):
        return "sources"
    return "items" if isinstance(block, Text) and block.item else ""


def _alone(block: Block, addresses: Mapping[int, str | None]) -> str:
    if isinstance(block, Heading):
        return f'<h{block.level} style="{_HEADINGS[block.level]}">{html(block.text)}</h{block.level}>'
    return f'<p style="{_TEXT}">{_item(block, addresses)}</p>'


def _item(block: Block, addresses: Mapping[int, str | None]) -> str:
    if isinstance(block, Source):
        return _source(block.citation)
    assert isinstance(block, Text)
    lead = f"<b>{html(block.lead)}</b> " if block.lead else ""
    marks = "".join(f" {_mark(n, addresses.get(n))}" for n in block.marks)
    said = "; ".join(html(s) for s in (block.under, block.remark) if s)
    return f"{lead}{html(block.text)}{marks}" + (f' <span style="{_QUIET}">({said})</span>' if said else "")


def _mark(n: int, address: str | None) -> str:
    return f'<a style="{_MARK}" href="{html(address)}">[{n}]</a>' if address else f'<span style="{_MARK}">[{n}]</span>'


def _source(c: Citation) -> str:
    address = safe_url(c.article.url)
    title = html(c.article.title or "")
    named = f'<a style="color:#1b577f" href="{html(address)}">{title or html(address)}</a>' if address else title
    where = ", ".join(filter(None, (html(phrases.outlet(c.article)), html(phrases.day_and_reason(c.article)))))
    spot = "" if address else f", {html(phrases.place(c))}"
    return f'[{c.n}] {quote(c)}<br><span style="{_QUIET}">{named}{". " if named else ""}{where}{spot}</span>'
