"""The page of a briefing in a real browser: four ways to look at it, every citation by mouse, finger and keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from brief.models import (
    ArticleInfo,
    Briefing,
    Citation,
    Coverage,
    Disputed,
    Revised,
    Sentence,
    ShownClaim,
    Status,
    Story,
    StoryBriefing,
    StoryLine,
    StoryLineKind,
    TimelineEntry,
    Verdict,
    Window,
)
from brief.render.briefing_page import render_briefing
from tests.support.browser import CHROMIUM, CONTRAST, Browser

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")

ATTACK = (
    "<script>document.title='taken'</script><img src=http://127.0.0.1:9/x onerror=\"document.title='taken'\">"
    "<style>body{display:none}</style><iframe src='http://127.0.0.1:9/'></iframe></article></main><svg/onload=1>"
)
TOLD = (
    "Pilots of the port of Kalle went back to work on Friday after the council raised their pay by 9 percent.",
    "The strike had kept 31 ships at anchor for eleven days.",
    "The strike had kept 27 ships at anchor for eleven days.",
    '"We have what we asked for in March," said Ana Ruiz, who leads the pilots\' union.',
    "The council votes on the new tariff on 3 May.",
    "The pilots of Kalle walked out on 11 April.",
)
OK = Verdict(Status.SUPPORTED, 1.0)


def made() -> tuple[Briefing, dict[str, str]]:
    """Two stories, the second of which attacks with everything that comes from outside."""
    raw = "Pilots go back\n\n" + " ".join(TOLD[:3]) + "\n\n" + "\n\n".join(TOLD[3:]) + f"\n\n{ATTACK}\n"
    infos = [
        ArticleInfo(f"i{n}", f"v{n}", title, source, published=date(2023, 4, 22), url=url)
        for n, (title, source, url) in enumerate(
            (
                ("Pilots go back to work in Kalle", "Harbour Post", "https://post.example/pilots"),
                (ATTACK, ATTACK, "javascript:alert(1)"),
            )
        )
    ]
    claims, citations = [], []
    for version, info in enumerate(infos):
        for text in TOLD:
            start = raw.index(text)
            n = len(citations) + 1
            citations.append(Citation(n, Sentence(f"v{version}", start, start + len(text), text), info))
            claims.append(ShownClaim(text if version == 0 else f"{text} {ATTACK}", OK, (n,)))
    stories = []
    for version, info in enumerate(infos):
        lead, ships, others, quote, vote, walkout = claims[6 * version : 6 * version + 6]
        days = ((11, walkout), (22, lead), (30, vote))
        stories.append(
            StoryBriefing(
                Story(f"s{version}", info.title or "", (info,), (info.source or "",)),
                {"bottom_line": (lead,), "what_happened": (ships, walkout), "positions": (quote,),
                 "what_to_watch": (vote,)},
                tuple(TimelineEntry(date(2023, 4, d), date(2023, 4, d), "", c) for d, c in days),
                (Revised(others, ships),), (Disputed(ships, others),), ("ongoing", "new")[version], info.title or "",
            )
        )  # fmt: skip
    line = StoryLine(stories[0].story, StoryLineKind.MORE, claims[1])
    briefing = Briefing(
        "r", "Digest of Saturday, 22 April 2023", date(2023, 4, 22), None, "extractive", None, tuple(stories),
        ("A gap.",), Coverage(2, 2, 12, 0), citations=tuple(citations), kind="Digest",
        window=Window(date(2023, 4, 21), date(2023, 4, 22), 2), lines=(line, replace(line, kind=StoryLineKind.ALSO)),
        previous=date(2023, 4, 21),
    )  # fmt: skip
    return briefing, {"v0": raw, "v1": raw}


@pytest.fixture
def address(tmp_path: Path) -> str:
    briefing, texts = made()
    file = tmp_path / "page.html"
    file.write_text(render_briefing(briefing, texts), encoding="utf-8")
    return file.as_uri()


VISIBLE = "(e => e !== null && getComputedStyle(e).display !== 'none')"


def test_nothing_of_an_article_runs_and_nothing_is_fetched(browser: Browser, address: str) -> None:
    """Headlines, outlets, topics, claims and paragraphs that are markup stay text; the page alone was asked for."""
    browser.open(address)
    assert browser.value("document.title") == "Digest of Saturday, 22 April 2023"
    assert (
        browser.value("document.querySelectorAll('script, img, iframe, link, object, svg:not(.timeline)').length") == 0
    )
    assert browser.value("getComputedStyle(document.body).display") == "block"
    assert browser.value("document.body.innerText").count("<script>document.title=") >= 4
    assert [url.split("#")[0] for url in browser.requested] == [address]
    assert [e for e in browser.events if e["method"] == "Log.entryAdded"] == []
    assert browser.value("[...document.links].every(a => /^(https?:|#)/.test(a.getAttribute('href')))")


def test_every_citation_is_reached_with_the_keyboard(browser: Browser, address: str) -> None:
    """From the top of the page, Tab comes to each mark in turn; Enter shows its sentence, Escape closes it."""
    browser.open(address)
    browser.value("document.querySelectorAll('details').forEach(d => { d.open = true })")
    expected = browser.value("[...document.querySelectorAll('button.mark')].map(b => b.getAttribute('popovertarget'))")
    reached = []
    for _ in range(20 + 4 * len(expected)):
        browser.press("Tab")
        card = browser.value("document.activeElement.getAttribute('popovertarget')")
        if card:
            browser.press("Enter")
            assert browser.value(f"{VISIBLE}(document.getElementById('{card}'))")
            browser.press("Escape")
            assert not browser.value(f"{VISIBLE}(document.getElementById('{card}'))")
            reached.append(card)
        if len(reached) == len(expected):
            break
    assert reached == expected and len(expected) > 12


def test_a_mark_shows_its_sentence_on_hover_and_on_a_click(browser: Browser, address: str) -> None:
    """By the mouse over it, and kept by a click; within the window, on a phone too."""
    browser.open(address)
    assert not browser.value(f"{VISIBLE}(document.querySelector('#card-1'))")
    browser.hover("button.mark")
    browser.until(f"{VISIBLE}(document.querySelector('#card-1'))")
    assert browser.value("document.querySelector('#card-1 q').textContent") == TOLD[0]
    for width in (1000, 360):
        browser.size(width, 700, mobile=width < 500)
        for n in range(1, 5):
            browser.click(f"[popovertarget=card-{n}]")
            card = f"document.getElementById('card-{n}')"
            browser.until(f"{card}.matches(':popover-open')")
            inside = "r => r.left >= 0 && r.right <= innerWidth + 1 && r.height > 20"
            browser.until(f"({inside})({card}.getBoundingClientRect())")
            browser.press("Escape")


@pytest.mark.parametrize(
    ("dark", "width", "printed"), [(False, 1000, False), (True, 1000, False), (False, 360, False), (False, 800, True)]
)
def test_it_can_be_read_in_four_ways(
    browser: Browser, address: str, tmp_path: Path, dark: bool, width: int, printed: bool
) -> None:
    """Light, dark, on a phone and on paper: every text has the contrast of WCAG AA, nothing sticks out sideways."""
    browser.size(width, 900, mobile=width < 500)
    browser.media(dark=dark, printed=printed)
    browser.open(address)
    browser.value("document.querySelectorAll('details').forEach(d => { d.open = true })")
    browser.value("document.querySelectorAll('.card').forEach((c, n) => { if (n < 1) c.showPopover() })")
    assert browser.value(CONTRAST) == []
    assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    paper = browser.value("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is printed and (sum(map(int, paper[4:-1].split(","))) < 200) is dark
    browser.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 10_000


def test_on_paper_the_sources_are_unfolded(browser: Browser, address: str) -> None:
    """What is folded away on a screen is printed; cards and the fold's links are not."""
    browser.media(printed=True)
    browser.open(address)
    assert browser.value("document.querySelector('.source q').getClientRects().length") > 0
    assert browser.value("[...document.querySelectorAll('.card')].every(c => getComputedStyle(c).display === 'none')")


def test_contents_lead_to_their_stories(browser: Browser, address: str) -> None:
    """A click on a title of the top brings that story into view."""
    browser.open(address)
    browser.click('.short a[href="#story-1"]')
    browser.until("location.hash === '#story-1'")
    story = "document.querySelector('#story-1')"
    browser.until(f"(r => r.top >= 0 && r.top < innerHeight)({story}.getBoundingClientRect())")
