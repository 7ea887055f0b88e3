"""Pages to articles."""

from __future__ import annotations

from datetime import date

import pytest

from brief.articles.reading import read_article
from brief.errors import SourceError
from brief.sources.html import html_to_text, read_html

BODY = (
    "<p>The harbor council voted on Tuesday to widen the eastern lock, ending a dispute that had\n   "
    "lasted four years.</p>"
    "<h2>What it costs</h2>"
    "<p>The work will cost 12 million crowns &amp; take two winters,<br>the council said.</p>"
    "<ul><li>The first winter is for the gates.</li><li>The second is for the walls.</li></ul>"
    "<p>Barge owners had asked for the change since the flood, when forty boats waited outside for a week.</p>"
)


def page(head: str = "", body: str = BODY, before: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Lock to be widened | Harbor Post</title>{head}</head>"
        f"<body><header><nav><a href=/>Home</a> <a href=/news>News</a></nav></header>{before}<article>"
        f"<h1>Lock to be widened</h1>{body}</article><section id=comments><p>First! What a waste of money this is.</p>"
        f"</section><footer>Imprint and privacy</footer></body></html>"
    ).encode()


def test_paragraphs_are_separated_by_blank_lines() -> None:
    """White space in a paragraph is collapsed, list items are marked, the headline and comments are left out."""
    raw = read_html(page(), "x").raw
    assert raw.split("\n\n") == [
        "The harbor council voted on Tuesday to widen the eastern lock, ending a dispute that had lasted four years.",
        "What it costs",
        "The work will cost 12 million crowns & take two winters,",
        "the council said.",
        "- The first winter is for the gates.",
        "- The second is for the walls.",
        "Barge owners had asked for the change since the flood, when forty boats waited outside for a week.",
    ]


def test_metadata_of_a_page() -> None:
    """Title without the site's name, site, authors and address as the page states them."""
    head = (
        '<meta property="og:site_name" content="Harbor Post"><meta name="author" content="Ada Example">'
        '<meta property="og:title" content="Lock to be widened | Harbor Post">'
        '<link rel="canonical" href="https://harbor.example/2019/lock">'
    )
    info = read_html(page(head), "x", path="/saved.html").info
    assert info.title == "Lock to be widened"
    assert info.source == "Harbor Post"
    assert info.authors == ("Ada Example",)
    assert info.url == "https://harbor.example/2019/lock"
    assert info.path == "/saved.html"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:section" content="Sport">',
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"headline": "Lock to be widened", "articleSection": "Sport"}</script>',
    ],
)
def test_what_a_page_is_filed_under(head: str) -> None:
    """As it states it; that is no part of the version, so a page that moves to another section stays what it is."""
    filed, plain = read_html(page(head), "x").info, read_html(page(), "x").info
    assert filed.sections == ("Sport",) and plain.sections == ()
    assert filed.version == plain.version


def test_an_address_that_names_no_page_is_not_taken() -> None:
    """Sites that name their front page on every page would make all their articles one."""
    head = '<link rel="canonical" href="https://harbor.example/">'
    assert read_html(page(head), "x", path="/saved.html").info.url is None


LD = '<script type="application/ld+json">{}</script>'
DATES = {
    "JSON-LD": LD.format('{"@type": "NewsArticle", "datePublished": "2019-11-14T08:00:00+09:00"}'),
    "JSON-LD graph": LD.format(
        '{"@graph": [{"@type": "Person"}, {"@type": ["Article"], "datePublished": "2019-11-14"}]}'
    ),
    "broken JSON-LD": LD.format('{"@type": "NewsArticle", "datePublished": "2019-11-14",, }'),
    "the article's, not the page's": LD.format(
        '[{"@type": "WebPage", "datePublished": "2001-01-01"}, {"@type": "NewsArticle", "datePublished": "2019-11-14"}]'
    ),
    "meta property": '<meta property="article:published_time" content="2019-11-14T23:30:00-05:00">',
    "meta name": '<meta name="parsely-pub-date" content="2019-11-14">',
    "before a change": '<meta property="article:modified_time" content="2020-02-02">'
    '<meta itemprop="datePublished" content="2019-11-14">',
    "day before stamp in UTC": '<meta property="article:published_time" content="2019-11-15T01:30:00Z">'
    '<link rel="canonical" href="https://harbor.example/2019/11/14/lock">',
    "address": '<link rel="canonical" href="https://harbor.example/2019/nov/14/lock">',
}


@pytest.mark.parametrize("head", DATES.values(), ids=DATES)
def test_a_declared_date_is_found(head: str) -> None:
    """Wherever a page declares its day, it is the day as written there."""
    info = read_html(page(head), "x").info
    assert (info.published, info.published_basis) == (date(2019, 11, 14), "html")


@pytest.mark.parametrize(
    ("changed", "updated"),
    [
        (LD.format('{"@type": "NewsArticle", "dateModified": "2019-11-18T08:00:00+09:00"}'), date(2019, 11, 18)),
        ('<meta property="article:modified_time" content="2019-11-18">', date(2019, 11, 18)),
        ('<meta property="article:modified_time" content="2019-11-14T20:00:00Z">', None),
    ],
)
def test_the_day_of_the_last_change_that_a_page_declares_is_kept(changed: str, updated: date | None) -> None:
    """Where it is later than that of publication: then "Friday" may be another one, and no day is printed beside it."""
    article = read_html(page(DATES["meta property"] + changed), "x")
    plain = read_html(page(DATES["meta property"]), "x")
    assert read_article(article).article.info.updated == updated
    assert article.info.version == plain.info.version


def test_a_day_of_change_without_one_of_publication_is_none() -> None:
    """An article is changed after it is published, and of this one nobody says when that was."""
    changed = LD.format('{"@type": "NewsArticle", "dateModified": "2020-03-04"}')
    assert read_article(read_html(page(changed), "x")).article.info.updated is None


def test_an_empty_script_is_read_past() -> None:
    """A page that a script fills in may have it empty."""
    assert read_html(page(LD.format("").replace("\n", "")), "x").info.published is None


@pytest.mark.parametrize(
    "before",
    [
        '<p class="date">Published 14 November 2019</p>',
        '<span class="post-date">Nov. 14, 2019</span>',
        '<time pubdate datetime="2019-11-14T08:00">Thursday</time>',
    ],
)
def test_a_date_that_is_only_shown(before: str) -> None:
    """What an extractor finds by patterns counts where the page shows that day to its readers."""
    assert read_html(page(before=before), "x").info.published == date(2019, 11, 14)


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta http-equiv="date" content="2019-11-14">',
        '<meta property="article:modified_time" content="2019-11-14">',
        '<meta property="og:image" content="https://harbor.example/uploads/2019/11/14/lock.jpg">',
        '<script>var now = "2019-11-14T08:00:00Z"</script><meta name="copyright" content="2019">',
    ],
)
def test_a_guessed_date_is_not_taken(head: str) -> None:
    """A change, a picture's address, a script's clock: the day of publication stays unknown."""
    info = read_html(page(head), "x").info
    assert info.published is None
    assert info.published_basis is None


def test_a_page_in_an_old_encoding() -> None:
    """The page's own charset is used."""
    text = page(body="<p>" + "Die Schleuse wird für größere Kähne verbreitert. " * 8 + "</p>").decode()
    article = read_html(text.replace("utf-8", "iso-8859-1").encode("cp1252"), "x")
    assert "für größere Kähne" in article.raw


def test_a_short_page_is_not_lost() -> None:
    """Two sentences are an article, too."""
    raw = read_html(page(body="<p>The two ports agreed in Lund on Monday to share their pilots.</p>"), "x").raw
    assert raw == "The two ports agreed in Lund on Monday to share their pilots."


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<html><body><script>alert(1)</script></body></html>",
        b"<!doctype html><html><body><h1>Only a headline</h1></body></html>",
        b"<" * 100_000,
    ],
)
def test_a_page_without_an_article_is_an_error(data: bytes) -> None:
    """It is said which page has none."""
    with pytest.raises(SourceError, match=r"^x: "):
        read_html(data, "x")


def test_a_page_nested_without_end() -> None:
    """Depth costs no recursion: the article comes in, or an error says that it cannot."""
    data = page(body="<div>" * 3_000 + BODY)
    try:
        assert "widen the eastern lock" in read_html(data, "x").raw
    except SourceError as error:
        assert error.where == "x"


def test_a_page_that_is_too_large_is_refused() -> None:
    """Parsing takes many times a page's size."""
    with pytest.raises(SourceError, match="larger than 20 MB"):
        read_html(b"<html>" + b" " * (20 * 2**20), "x")


def test_fragments_keep_their_paragraphs() -> None:
    """A feed's content has no page around it."""
    fragment = "Before.<p>One &amp; two.</p><script>x()</script><p>Three<br/>four <b>five</b>.</p>"
    assert html_to_text(fragment).split("\n\n") == ["Before.", "One & two.", "Three", "four five."]


def test_cells_of_a_table_are_kept_apart() -> None:
    """Numbers side by side must not run into one."""
    table = "<table><tr><td>Lock</td><td>12</td><td>34</td></tr></table>"
    assert html_to_text(table) == "Lock | 12 | 34"
