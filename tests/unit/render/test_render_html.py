"""The HTML page: whole in itself, every mark and anchor in its place, nothing alive in it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from brief.models import Answer, Article, Briefing, Citation, Sentence, ShownDate
from brief.render import page
from brief.render.reread import page_text


class Reader(HTMLParser):
    """Collects elements, ids, targets, and the text under each id of a <mark>."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.marks: dict[str, str] = {}
        self._mark = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "mark":
            self._mark = dict(attrs)["id"] or ""
            self.marks[self._mark] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._mark = ""

    def handle_data(self, data: str) -> None:
        if self._mark:
            self.marks[self._mark] += data

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, attrs in self.elements for key, value in attrs.items() if key == name]


def test_every_mark_opens_a_card_and_every_link_lands(answer: Answer, texts: dict[str, str]) -> None:
    """Marks open cards, cards lead to the highlighted sentence, and no id is used twice."""
    read = Reader(page.render_answer(answer, texts))
    ids = read.attributes("id")
    assert len(ids) == len(set(ids))
    assert read.attributes("popovertarget") == ["card-1", "card-2", "card-3"]
    local = [h[1:] for h in read.attributes("href") if h.startswith("#")]
    assert local and set(local) <= set(ids)
    assert set(read.attributes("popovertarget")) <= set(ids)
    assert read.marks == {
        "s-aaaa-32-61": "The ferry line closes in May.",
        "s-aaaa-62-92": "Fuel costs rose by 40 percent.",
        "s-bbbb-0-29": "The ferry line closes in May.",
    }


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
        "q", "br", "div", "a", "section", "article", "mark",
    }  # fmt: skip
    assert not any(name.startswith("on") or name in ("src", "style") for _, attrs in read.elements for name in attrs)
    assert all(h.startswith("#") for h in read.attributes("href"))
    assert not re.search("[\x00\x1b\u202e]", document)
    assert document.count("<title>") == document.count("<style>") == 1


def test_a_version_without_its_text_is_cited_but_not_linked(answer: Answer) -> None:
    """A page can be made without the articles: cards and sources stay, links into texts do not."""
    read = Reader(page.render_answer(answer, {}))
    assert read.attributes("popovertarget") == ["card-1", "card-2", "card-3"]
    assert read.attributes("href") == ["https://isle.example/a?b=1&c=2"] * 2
    assert not read.marks


def test_of_a_very_long_article_the_parts_around_its_sentences_are_shown(first: Article, answer: Answer) -> None:
    """A text of a million characters does not make a page of a million characters, and the cut is visible."""
    raw = "filler text. " * 80_000 + "The end is near. " + "filler text. " * 80_000
    start = raw.index("The end")
    cited = (Citation(1, Sentence("aaaa", start, start + 16, "The end is near."), first.info),)
    document = page.render_answer(replace(answer, citations=cited, claims=()), {"aaaa": raw})
    assert len(document) < 30_000
    assert document.count("[…]") == 2
    assert list(Reader(document).marks.values()) == ["The end is near."]


def test_sentences_that_overlap_both_keep_their_anchor(first: Article, answer: Answer) -> None:
    """Two citations of one stretch, split differently: the text stands once, both links land."""
    cited = tuple(
        Citation(n, Sentence("aaaa", a, b, first.raw[a:b]), first.info)
        for n, (a, b) in enumerate(((32, 92), (62, 92)), 1)
    )
    document = page.render_answer(replace(answer, citations=cited, claims=()), {"aaaa": first.raw})
    assert document.count('id="s-aaaa-62-92"') == 1
    texts = document.split('class="texts"')[1]
    assert texts.count("Fuel costs rose by 40 percent.") == 1


def test_a_briefing_page_has_its_sections_and_one_origin(briefing: Briefing, texts: dict[str, str]) -> None:
    """The same sections as in Markdown, the texts after the sources."""
    document = page.render_briefing(briefing, texts)
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", document) == [
        "Bottom line", "What happened", "Positions", "What to watch", "Timeline", "Gaps", "Coverage", "Sources",
        "The articles",
    ]  # fmt: skip
    assert "2 articles, 1 origin: Quay Press." in document
    assert "<time>2021-05 (&quot;in May&quot;)</time>" in document


def test_an_unanswered_question_is_a_page_too(unanswered: Answer, texts: dict[str, str]) -> None:
    """It says so first, and the nearest sentences can be followed into their article."""
    document = page.render_answer(unanswered, texts)
    assert "Not answered by these articles." in document
    assert 'href="#s-aaaa-32-61"' in document


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
    assert [line for line in sources.splitlines() if line] == [
        '[1] "The ferry line closes in May."',
        "    Ferry line to close",
        "    Quay Press, 2021-03-04 (from its dateline)",
        "    /news/ferry.txt:3",
        '[2] "The ferry line closes in May."',
        "    No more ferry",
        "    Isle Mail, from Quay Press, undated",
        "    https://isle.example/a?b=1&c=2",
        '[3] "Fuel costs rose by 40 percent."',
        "    Ferry line to close",
        "    Quay Press, 2021-03-04 (from its dateline)",
        "    /news/ferry.txt:3",
    ]
    told = page_text(page.render_briefing(briefing, texts))
    assert told is not None and told.count("The ferry line closes in May. [1]") == 2


def test_a_page_of_others_is_not_read_as_ours() -> None:
    """It takes a list of sources and marks of our making."""
    assert page_text("<html><body><h2>Sources</h2><p>None [1]</p></body></html>") is None
    assert page_text('<h2 id="sources">Sources</h2>') is None
