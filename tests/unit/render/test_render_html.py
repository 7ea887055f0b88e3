"""The HTML page: whole in itself, every mark and anchor in its place, nothing alive in it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from brief.models import Answer, Article, Briefing, Citation, Revised, Sentence, ShownDate
from brief.render import briefing_page, page
from brief.render.reread import page_text


class Reader(HTMLParser):
    """Collects elements, ids and targets."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.elements for key, value in attrs.items() if key == name]


def test_every_mark_opens_a_card_and_every_link_lands(answer: Answer, texts: dict[str, str]) -> None:
    """Marks open cards, cards lead to the sentence among the sources, and no id is used twice."""
    document = page.render_answer(answer, texts)
    read = Reader(document)
    ids = read.attributes("id")
    assert len(ids) == len(set(ids))
    assert read.attributes("popovertarget") == ["card-1", "card-2", "card-3"]
    local = [h[1:] for h in read.attributes("href") if h.startswith("#")]
    assert local == ["source-1", "source-2", "source-3"] and set(local) <= set(ids)
    assert set(read.attributes("popovertarget")) <= set(ids)
    assert read.attributes("data-ref") == ["aaaa@32-61", "aaaa@62-92", "bbbb@0-29"], "article by article"


def test_only_the_paragraph_of_a_sentence_is_on_the_page(answer: Answer, texts: dict[str, str]) -> None:
    """Around the sentence, not the article; its other cited sentences are no second time beside it."""
    document = page.render_answer(answer, texts)
    assert document.count("Fuel costs rose by 40 percent.") == 2, "its card and its place"
    alone = replace(answer, citations=answer.citations[:1], claims=())
    assert '<span class="around" dir="auto">Fuel costs rose by 40 percent.</span>' in page.render_answer(alone, texts)
    assert "Town hall is silent." not in document and "By Ada Pike" not in document


def test_the_policy_allows_the_style_sheet_alone(answer: Answer, texts: dict[str, str]) -> None:
    """The digest in the policy is that of the one style element, and nothing else is permitted."""
    document = page.render_answer(answer, texts)
    (style,) = re.findall(r"<style>(.*?)</style>", document, re.S)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in document
    assert not re.search(r"url\(|@import|src=|\sstyle=|<script|<link", document)


def test_nothing_of_an_article_becomes_markup(first: Article, answer: Answer) -> None:
    """Tags, entities, quotes, control characters and script addresses stay text, wherever they stand."""
    bad = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;&#x3c;\x1b[2J\x00\u202e"
    url = "javascript:alert(1)"
    raw = f"{bad} One. {bad}"
    info = replace(
        first.info, title=bad, source=bad, origin=bad, path=bad, url=url, language='en"><b>', published_basis=bad
    )
    start = raw.index("One.")
    cited = (
        Citation(1, Sentence("aaaa", start, start + 4, "One."), info),
        Citation(2, Sentence("aaaa", 0, start, bad), info),
    )
    claims = tuple(replace(c, text=bad, citations=(1, 2)) for c in answer.claims)
    document = page.render_answer(
        replace(answer, question=bad, claims=claims, citations=cited, notes=(bad,)), {"aaaa": raw}, verbose=True
    )
    read = Reader(document)
    assert {tag for tag, _ in read.elements} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "span", "button", "ol", "li",
        "q", "br", "div", "a", "details", "summary",
    }  # fmt: skip
    assert not any(name.startswith("on") or name in ("src", "style") for _, attrs in read.elements for name in attrs)
    assert all(h.startswith("#") for h in read.attributes("href"))
    assert not re.search("[\x00\x1b\u202e]", document)
    assert document.count("<title>") == document.count("<style>") == 1


def test_a_version_without_its_text_is_cited_alone(answer: Answer) -> None:
    """A page can be made without the articles: each sentence then stands alone."""
    document = page.render_answer(answer, {})
    read = Reader(document)
    assert read.attributes("popovertarget") == ["card-1", "card-2", "card-3"]
    assert [h for h in read.attributes("href") if h[0] != "#"] == ["https://isle.example/a?b=1&c=2"]
    assert 'class="around"' not in document


def test_of_a_very_long_paragraph_the_part_around_its_sentence_is_shown(first: Article, answer: Answer) -> None:
    """A text of a million characters does not make a page of a million characters, and the cut is visible."""
    raw = "filler text. " * 80_000 + "The end is near. " + "filler text. " * 80_000
    start = raw.index("The end")
    cited = (Citation(1, Sentence("aaaa", start, start + 16, "The end is near."), first.info),)
    document = page.render_answer(replace(answer, citations=cited, claims=()), {"aaaa": raw})
    assert len(document) < 30_000 and document.count("…") >= 2 and document.count("filler") < 60


def test_a_briefing_page_has_contents_stories_and_chips(briefing: Briefing, texts: dict[str, str]) -> None:
    """The top leads to each story; outlets are chips; a story on one day draws no line."""
    document = briefing_page.render_briefing(briefing, texts)
    read = Reader(document)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", document) == [
        "In short", "Ferry line to close", "About this page", "Sources",
    ]  # fmt: skip
    assert '<a href="#story-1">Ferry line to close</a>' in document and "story-1" in read.attributes("id")
    assert "<li>Isle Mail</li><li>Quay Press</li>" in document and "1 independent origin: Quay Press" in document
    assert "<svg" not in document
    ids = read.attributes("id")
    assert len(ids) == len(set(ids)) and set(read.attributes("popovertarget")) <= set(ids)


def test_a_timeline_is_drawn_and_listed(briefing: Briefing, texts: dict[str, str]) -> None:
    """Points with their day and sentence, what is to come apart, and the same as a list."""
    (story,) = briefing.stories
    (entry,) = story.timeline
    days = (date(2021, 3, 1), date(2021, 3, 2), date(2021, 4, 1), date(2021, 9, 9))
    dated = replace(story, timeline=tuple(replace(entry, first=d, last=d, words="") for d in days))
    document = briefing_page.render_briefing(replace(briefing, stories=(dated,)), texts)
    (svg,) = re.findall(r"<svg.*?</svg>", document)
    assert svg.count("<circle") == 4 and svg.count('class="point ahead"') == 1 and 'class="cut"' in svg
    assert "<title>9 September 2021: The ferry line closes in May.</title>" in svg and "9 Sep" in svg
    assert "<summary>4 dated events</summary>" in document and "<time>2021-03-01</time>" in document
    few = replace(story, timeline=dated.timeline[:2])
    folded = briefing_page.render_briefing(replace(briefing, stories=(few,)), texts)
    assert "<summary>2 dated events</summary><svg" in folded, "two points are no picture to stop at"
    assert document.index("<svg") < document.index("<summary>4 dated events")


def test_old_and_new_stand_side_by_side(briefing: Briefing, texts: dict[str, str]) -> None:
    """Each with its marks."""
    (story,) = briefing.stories
    (fuel,) = story.sections["what_happened"]
    before = replace(fuel, text="Fuel costs rose by 30 percent.", citations=(1,))
    told = replace(briefing, stories=(replace(story, revised=(Revised(before, fuel),), standing="new"),))
    document = briefing_page.render_briefing(told, texts)
    assert '<span class="badge">changed</span>' in document and '<span class="badge new">new</span>' in document
    assert re.search(r'class="before">.*?rose by 30 percent\.</span> <span class="cite">', document)


def test_an_unanswered_question_is_a_page_too(unanswered: Answer, texts: dict[str, str]) -> None:
    """It says so first, and the nearest sentences can be followed into their article."""
    document = page.render_answer(unanswered, texts)
    assert "Not answered by these articles." in document
    assert 'id="source-1" data-ref="aaaa@32-61"' in document


def test_a_resolved_date_is_a_quiet_time_element(answer: Answer, texts: dict[str, str]) -> None:
    """Beside its words, readable by machines where it is a day, month or year, and the text around it unharmed."""
    claim = replace(
        answer.claims[0],
        text="It <closes> on Friday, and reopens this week.\ue000",
        dates=(
            ShownDate(15, 21, date(2021, 5, 7), date(2021, 5, 7), "day"),
            ShownDate(35, 44, date(2021, 5, 3), date(2021, 5, 9), "week", inferred=True),
        ),
    )
    shown = page.render_answer(replace(answer, claims=(claim,)), texts)
    assert (
        'It &lt;closes&gt; on Friday <time class="resolved" datetime="2021-05-07">(2021-05-07)</time>, and reopens'
        ' this week <time class="resolved">(2021-05-03 to 2021-05-09, inferred)</time>.\ufffd</span>' in shown
    )


def test_how_well_a_claim_is_supported_is_a_band(answer: Answer) -> None:
    """It stands on the claim itself for whoever points at it, and in words on a verbose page."""
    shown = page.render_answer(answer, {})
    assert 'title="Support: high"' in shown and 'title="Support: fair"' in shown
    assert "support: high" not in shown
    assert "support: high" in page.render_answer(answer, {}, verbose=True)


def test_a_page_is_read_back_as_it_was_printed(answer: Answer, briefing: Briefing, texts: dict[str, str]) -> None:
    """Claims with their marks and days, and each source with its place; no card, remark, article or heading's mark."""
    friday = ShownDate(22, 28, date(2021, 5, 1), date(2021, 5, 31), "month")
    claims = (replace(answer.claims[0], dates=(friday,)), answer.claims[1])
    read = page_text(page.render_answer(replace(answer, claims=claims), texts))
    assert read is not None
    said, _, sources = read.partition("\nSources\n")
    assert "\nThe ferry line closes in May (2021-05). [1][2]\n" in said.replace("] [", "][")
    assert "\nFuel costs rose by 41 percent. [3]\n" in said
    assert re.findall(r"^    brief show (.*)$", sources, re.M) == ["aaaa@32-61", "aaaa@62-92", "bbbb@0-29"]
    assert [line for line in sources.splitlines() if line and "brief show" not in line] == [
        '[1] "The ferry line closes in May."',
        "    Ferry line to close",
        "    Quay Press, 2021-03-04 (from its dateline)",
        "    /news/ferry.txt:3",
        '[3] "Fuel costs rose by 40 percent."',
        "    Ferry line to close",
        "    Quay Press, 2021-03-04 (from its dateline)",
        "    /news/ferry.txt:3",
        '[2] "The ferry line closes in May."',
        "    No more ferry",
        "    Isle Mail, from Quay Press, undated",
        "    https://isle.example/a?b=1&c=2",
    ]
    told = page_text(briefing_page.render_briefing(briefing, texts))
    assert told is not None and told.count("The ferry line closes in May. [1]") == 1


def test_a_page_of_others_is_not_read_as_ours() -> None:
    """It takes a list of sources and marks of our making."""
    assert page_text("<html><body><h2>Sources</h2><p>None [1]</p></body></html>") is None
    assert page_text('<h2 id="sources">Sources</h2>') is None
