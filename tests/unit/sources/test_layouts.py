"""Pages as they are laid out in the wild, in our own prose: the story is read, and nothing around it."""

from __future__ import annotations

import pytest

from brief.sources.html import read_html

STORY = (
    "The council of Tern Bay shut the old pier on Monday after divers found cracks in four of its pillars.",
    "Mayor Ada Lund said the repair would take until autumn and cost the town 2.4 million crowns.",
    "Fishermen who land their catch there will use the northern quay, which the harbour office is making ready.",
    "The pier was built in 1911, and its pillars were last replaced after the storm of 1968.",
    "A report on the cracks, written by two engineers from the capital, is to be published in June.",
    "The ferry to the islands sails from the northern quay as well, half an hour later than before.",
)
JUNK = "Zander"
"""A word that stands in everything on a page that is not its story."""


def paragraphs(*between: str) -> str:
    pieces = [f"<p>{sentence}</p>" for sentence in STORY]
    for n, piece in enumerate(between):
        pieces.insert(2 * n + 2, piece)
    return "".join(pieces)


def links(count: int, tag: str = "ul", item: str = "li") -> str:
    entries = "".join(
        f'<{item}><a href="/more/{n}">The {JUNK} report, part {n}, is out</a></{item}>' for n in range(count)
    )
    return f"<{tag}>{entries}</{tag}>"


HEAD = "<head><title>Old pier shut | Gull Post</title></head>"
ARTICLE = f"<article><h1>Old pier shut</h1>{paragraphs()}</article>"


def article(*between: str) -> str:
    return f"<article><h1>Old pier shut</h1>{paragraphs(*between)}</article>"


LAYOUTS = {
    "plain, with navigation and footer": (
        f"<nav>{links(9)}</nav><main>{ARTICLE}</main>"
        f"<footer><p>All {JUNK} texts belong to the {JUNK} company, which is in town.</p></footer>"
    ),
    "pictures between": article(
        f'<figure><img src="a.jpg"><figcaption>The {JUNK} pier is seen on Monday. Photo: {JUNK}</figcaption></figure>',
        f'<div role="figure"><img src="b.jpg"><p>A {JUNK} diver looks at the pillars on Sunday.</p></div>',
    ),
    "boxes and related stories": article(
        f"<aside><h4>In brief</h4><p>The {JUNK} guide tells you all that there is to know about piers.</p></aside>",
        f"<div><h4>Read more</h4>{links(4)}</div>",
        f'<p><a href="/x">{JUNK} says the pier will never open again, whatever the town does</a></p>',
    )
    + f"<section><h2>More from {JUNK}</h2>{links(6, 'div', 'p')}</section>",
    "AMP": f"<amp-sidebar>{links(5)}</amp-sidebar>"
    + article(
        f"<amp-ad><p>The {JUNK} car is the best that you can buy today.</p></amp-ad>",
        f"<amp-carousel><p>The {JUNK} pier is seen from the sea.</p></amp-carousel>",
    )
    + f"<amp-consent><p>We and our {JUNK} partners keep cookies on your device.</p></amp-consent>",
    "live page": "<main><h1>Old pier shut</h1>"
    + "".join(
        f"<article><time>{9 + n}:15 a.m.</time><p>{sentence}</p>"
        f'<div role="toolbar"><a href="#{n}">Share {JUNK}</a></div></article>'
        for n, sentence in enumerate(STORY)
    )
    + f"</main><div role='complementary'><p>Follow the {JUNK} account for all that is new.</p></div>",
    "gallery": article(
        *(
            f"<figure><img src='{n}.jpg'><figcaption>The {JUNK} pier, picture {n}, in the sea.</figcaption></figure>"
            for n in range(8)
        )
    ),
    "newsletter": (
        f'<table><tr><td><div style="display: none">The {JUNK} letter of this week tells of the pier and more.</div>'
        f'<p><a href="/view">View this {JUNK} letter in the browser</a></p></td></tr>'
        f"<tr><td><h1>Old pier shut</h1>{paragraphs()}</td></tr>"
        f'<tr><td><p><a href="/u">Unsubscribe from {JUNK}</a> | <a href="/p">{JUNK} choices</a></p></td></tr></table>'
    ),
    "wiki": (
        f'<div role="navigation">{links(7)}</div><main><h1>Old pier shut</h1>'
        f'<div role="navigation" id="toc"><ul><li><a href="#one">{JUNK} history</a></li></ul></div>'
        f"{paragraphs()}<h2>Sources</h2>{links(5, 'ol')}</main>"
    ),
    "paywall": (
        f"<h1>Old pier shut</h1><article><div hidden>{paragraphs()}</div></article>"
        f'<div role="dialog"><p>This {JUNK} story is for those who pay. Take a subscription to read on.</p></div>'
    ),
    "cookie banner": (
        f'<div role="alertdialog"><p>The {JUNK} site and its partners keep cookies on your device. You can say no.</p>'
        f"<button>Take {JUNK}</button></div>{ARTICLE}"
    ),
    "one form around everything": '<form action="/"><input name="state" type="hidden">'
    + article(f"<div><label>Your {JUNK} address</label><input><p>The {JUNK} letter comes daily.</p></div>")
    + "</form>",
    "comments and header": (
        f"<header><nav>{links(4)}</nav><p>{JUNK}, the paper of the bay since 1880.</p></header>{ARTICLE}"
        f"<section id='comments'><h2>Comments</h2><p>Posted by {JUNK}: I told you so.</p></section>"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_story_is_read_and_nothing_around_it(layout: str) -> None:
    """Whatever the page is made of: every sentence, in order, once."""
    page = f"<!doctype html><html lang='en'>{HEAD}<body>{LAYOUTS[layout]}</body></html>"
    text = read_html(page.encode(), "page").raw
    assert [s for s in STORY if s in text] == list(STORY)
    assert JUNK not in text
