"""The list of all digests and the feed: newest first, links that work wherever the folder lies, nothing alive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import feedparser

from brief.models import Briefing
from brief.render import briefing_page, markdown
from brief.render.edition_index import GENERATOR, EditionPage, edition_page, is_our_feed, render_feed, render_index

NOW = datetime(2021, 5, 6, 7, 30, tzinfo=UTC)
BAD = "</title><script>alert(1)</script>&\x1b[2J\u202e"


def test_a_page_tells_its_day_edition_and_stories(briefing: Briefing) -> None:
    """From its name and text, of HTML and Markdown; other files are no digests."""
    (story,) = briefing.stories
    told = replace(briefing, stories=(replace(story, story=replace(story.story, title='Ferry & "line"')),))
    for name, text in (
        ("2021-05-06-2.html", briefing_page.render_briefing(told, {})),
        ("2021-05-06-2.md", markdown.render_briefing(told)),
    ):
        found = edition_page(name, text, NOW)
        assert found is not None and (found.day, found.edition) == (date(2021, 5, 6), 2)
        assert found.stories == ('Ferry & "line"',) and found.title == "Thursday, 6 May 2021, edition 2"
    assert edition_page("index.html", "", NOW) is edition_page("2021-13-40.md", "", NOW) is None


def pages() -> list[EditionPage]:
    return [
        EditionPage(date(2021, 5, day), n, f"2021-05-{day:02}{f'-{n}' if n > 1 else ''}.html", ("Ferry", BAD), NOW)
        for day, n in ((5, 1), (6, 2), (6, 1))
    ]


def test_the_index_leads_to_every_page_newest_first() -> None:
    """As one file that loads nothing, with the feed named in its head; headlines are text."""
    document = render_index(pages())
    places = [
        document.index(f'<a href="{name}">') for name in ("2021-05-06-2.html", "2021-05-06.html", "2021-05-05.html")
    ]
    assert places == sorted(places) and GENERATOR in document and 'href="feed.atom"' in document
    assert "<script>" not in document and "\x1b" not in document and "&lt;script&gt;" in document
    assert "No digest yet." in render_index([])


def test_the_feed_is_one() -> None:
    """A reader of feeds finds the entries, newest first, with stable names; bad characters do not break it."""
    feed = render_feed(pages())
    ElementTree.fromstring(feed)
    read = feedparser.parse(feed)
    assert not read.bozo and is_our_feed(feed)
    assert read.entries[0].title == "Thursday, 6 May 2021, edition 2"
    names = [pages()[n].name for n in (1, 2, 0)]
    assert [e.id for e in read.entries] == [f"tag:brief,2022:digest/{name}" for name in names]
    assert read.entries[0].summary.startswith("Ferry; ") and read.entries[0].updated == "2021-05-06T07:30:00+00:00"
    assert not feedparser.parse(render_feed([])).bozo
