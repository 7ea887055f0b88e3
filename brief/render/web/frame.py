"""What all served pages have in common: the head, the way from page to page, addresses, forms, notices."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from urllib.parse import quote, urlencode

from brief.models import ArticleInfo, Citation, Query, Sentence
from brief.render import phrases
from brief.render.safe import html, html_block

PLACES = {
    "ask": ("/", "Ask"),
    "digests": ("/digests", "Digests"),
    "search": ("/search", "Search"),
    "articles": ("/articles", "Articles"),
    "check": ("/check", "Check"),
}
STYLES = ("base", "briefing", "check", "web")
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1b577f"/>'
    '<path d="M8 10h16M8 16h16M8 22h9" stroke="#fdfcf9" stroke-width="2.6" stroke-linecap="round"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load from their own server."""

    media: str
    body: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """By name, which changes with what is in them: they may be kept for ever."""
    folder = resources.files("brief.render")
    style = "".join(folder.joinpath("styles", f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    script = folder.joinpath("web", "stream.js").read_text(encoding="utf-8")
    made = {
        "style.css": Asset("text/css; charset=utf-8", style.encode()),
        "stream.js": Asset("text/javascript; charset=utf-8", script.encode()),
        "icon.svg": Asset("image/svg+xml", _ICON.encode()),
    }
    return {f"{hashlib.sha256(one.body).hexdigest()[:12]}-{name}": one for name, one in made.items()}


@cache
def _asset(name: str) -> str:
    return next(f"/static/{full}" for full in assets() if full.endswith(f"-{name}"))


def page(title: str, parts: Iterable[str], here: str = "", *, wide: bool = False) -> str:
    """A whole page. `here`: which of PLACES it belongs to; `wide`: it has two columns where there is space."""
    links = []
    for name, (address, words) in PLACES.items():
        current = ' aria-current="page"' if name == here else ""
        links.append(f'<li><a href="{address}"{current}>{words}</a></li>')
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{html(title)} · brief</title>\n<link rel="icon" type="image/svg+xml" href="{_asset("icon.svg")}">\n'
        f'<link rel="stylesheet" href="{_asset("style.css")}">\n<script type="module" src="{_asset("stream.js")}">'
        f'</script>\n</head>\n<body class="web{" wide" if wide else ""}">\n'
        '<a class="skip" href="#main">Skip to the content</a>\n'
        '<header class="bar"><a class="brand" href="/">brief</a>\n'
        f'<nav aria-label="Pages"><ul>{"".join(links)}</ul></nav></header>\n<main id="main" tabindex="-1">\n'
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def notice(title: str, lines: Iterable[str], commands: Iterable[str] = ()) -> str:
    """What happened, and what to do, where there is nothing else to show. `commands` are shown as they are typed."""
    said = "".join(f"<p>{html(line)}</p>" for line in lines)
    typed = "".join(f"<li><code>{html(line)}</code></li>" for line in commands)
    steps = f'<ul class="commands">{typed}</ul>' if typed else ""
    return f'<section class="notice"><h1>{html(title)}</h1>{said}{steps}</section>'


def empty_library(why: str) -> str:
    """What to do first; `why` says which library is empty."""
    return notice(
        "No articles yet",
        [why, "Then load this page again. Files, folders, addresses of pages, and feeds to follow can be added:"],
        ["brief add ~/news", "brief add https://example.org/an-article", "brief follow https://example.org/feed.xml"],
    )


# ---------------------------------------------------------------------------------------- addresses


def article_address(name: str, sentence: Sentence | None = None) -> str:
    """The page of an article (by its id or version), at a sentence of it where one is given."""
    at = f"?{urlencode({'ref': sentence.ref})}#cited" if sentence else ""
    return f"/articles/{quote(name, safe='')}{at}"


def place_of(c: Citation) -> str:
    """Where a citation is read in its article."""
    return article_address(c.sentence.version, c.sentence)


def address_of(path: str, query: Query, words: str = "q", **more: object) -> str:
    """A page with the words, days and outlet of a query in its address."""
    days = {"since": query.since, "until": query.until, "as_of": query.as_of}
    given = {words: query.text, "outlet": ", ".join(query.sources), **days, **more}
    kept = {name: str(value) for name, value in given.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def where(info: ArticleInfo) -> str:
    """Outlet and day, as HTML."""
    day = html(phrases.day(info))
    stamp = f'<time datetime="{info.published.isoformat()}">{day}</time>' if info.published else day
    return f"{html(phrases.outlet(info))} · {stamp}"


def marked(text: Iterable[tuple[str, bool]]) -> str:
    """Pieces of a text (see `brief.render.excerpts`) as HTML; those that were found are marked."""
    return "".join(f"<mark>{html_block(piece)}</mark>" if found else html_block(piece) for piece, found in text)


# -------------------------------------------------------------------------------------------- forms


def search_form(path: str, query: Query, button: str, hint: str, *, listed: bool) -> str:
    """The form that leads to `path` with words, an outlet and days in its address. What it holds is what the address
    says, whatever was typed before the reader came back: so it is neither restored nor completed by the browser.

    `button` and `hint`: what its button and its empty box say; `listed`: a list of what was found follows.
    """
    skip = '<a class="skip" href="#results">Skip to the results</a>' if listed else ""
    clear = f'<a class="clear" href="{html(address_of(path, Query(query.text)))}">All outlets and days</a>'
    return (
        f'<form class="search" method="get" action="{path}" autocomplete="off"><div class="box">'
        f'<label class="unseen" for="q">{html(hint)}</label><input id="q" type="search" name="q" '
        f'value="{html(query.text)}" maxlength="2000" placeholder="{html(hint)}" enterkeyhint="search"'
        f'{"" if listed else " autofocus"}><button type="submit">{button}</button></div>'
        f"{skip}{filters(query)}{clear if address_of('', replace(query, text='')) else ''}</form>"
    )


def filters(query: Query) -> str:
    """The fields for an outlet, for days, and for the day after which nothing is known."""
    outlet = html(", ".join(query.sources))
    days = {"since": ("From", query.since), "until": ("To", query.until), "as_of": ("As known on", query.as_of)}
    fields = [
        f'<label>Outlet <input type="text" name="outlet" value="{outlet}" list="outlets" autocomplete="off" '
        'placeholder="any"></label>'
    ]
    fields += [
        f'<label>{label} <input type="date" name="{name}" value="{day or ""}"></label>'
        for name, (label, day) in days.items()
    ]
    return f'<div class="filters">{"".join(fields)}</div>'


def outlet_list(names: Iterable[str]) -> str:
    """What the outlet's field offers."""
    return f'<datalist id="outlets">{"".join(f"<option>{html(name)}</option>" for name in names)}</datalist>'
