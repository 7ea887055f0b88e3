"""Whatever texts come, pages stay inert, marks stay ours, and a streamed page is the whole page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brief.models import (
    SECTIONS,
    Action,
    Answer,
    ArticleInfo,
    Briefing,
    CheckedCitation,
    CheckedSentence,
    CheckReport,
    Citation,
    Coverage,
    Disputed,
    Reason,
    Revised,
    Sentence,
    ShownClaim,
    ShownDate,
    SourcedSentence,
    Standing,
    Status,
    Story,
    StoryBriefing,
    StoryLine,
    StoryLineKind,
    TimelineEntry,
    Usage,
    Verdict,
    Window,
    Withheld,
)
from brief.render import briefing_page, check, check_page, data, markdown, page, reread, safe, terminal

SNIPPETS = st.sampled_from(
    [
        "[1]", "[S2]", "[1](http://evil.example)", "![x](y)", "[1]: http://evil.example", "http://evil.example/a",
        "www.evil.example", "<script>", "<!--", "</style>", "&lt;b&gt;", "&#x5b;1&#x5d;", "```", "~~~", "|a|b|", "---",
        "# h", "#", "> q", "1. ", "1) ", "- ", "+ ", "* ", "**b**", "_i_", "__b__", "$x$", "\\", "\\[1\\]", "\x1b[31m",
        "\x1b]0;t\x07", "\x9b2J", "\u202e", "\u2066", "\u200b", "\u200d", "\U000e0041", "\ud800", "\r\n", "\n", "\t",
        "\u2028", "\x00", '"', "'", "javascript:alert(1)", "<javascript:x>", "mailto:a@b.example", "［1］", "=", "===",
        "Sources", "2.", "    code", "a_b", "{: .x}", "<a@b.example>", "<http://x.example>", "[", "]", "(", ")", "!",
    ]
)  # fmt: skip
TEXTS = st.lists(SNIPPETS | st.text(max_size=8) | st.just("word "), max_size=8).map("".join)
VERDICTS = st.builds(
    Verdict, st.sampled_from(Status), st.floats(0, 1), st.lists(st.builds(Reason, TEXTS, TEXTS), max_size=2).map(tuple)
)
ACTED_ON = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown_dates(text: str) -> st.SearchStrategy[tuple[ShownDate, ...]]:
    """Dates beside any places of a hostile text, in the middle of its escapes and marks too."""
    day = date(2021, 5, 1)
    ends = st.lists(st.integers(0, len(text)), max_size=3, unique=True).map(sorted)
    return st.tuples(ends, st.booleans()).map(
        lambda drawn: tuple(ShownDate(end, end, day, day, "day", inferred=drawn[1]) for end in drawn[0])
    )


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, dict[str, str]]:
    """An answer in which every string is hostile, and the raw texts of its articles."""
    texts: dict[str, str] = {}
    citations = []
    for n in range(1, draw(st.integers(0, 3)) + 1):
        raw = draw(TEXTS)
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, len(raw)))
        version = draw(st.sampled_from(["v1", "v2", "v3"]))
        raw = texts.setdefault(version, raw)
        start, end = min(start, len(raw)), min(end, len(raw))
        url = draw(st.none() | TEXTS | TEXTS.map("https://h.example/".__add__))
        info = ArticleInfo(
            draw(TEXTS), version, draw(st.none() | TEXTS), draw(st.none() | TEXTS), draw(st.none() | TEXTS),
            published=draw(st.none() | st.just(date(2019, 11, 14))),
            published_basis=draw(st.just("inferred") | TEXTS), published_reason=draw(st.none() | TEXTS), url=url,
            path=draw(st.none() | TEXTS), language=draw(TEXTS),
        )  # fmt: skip
        sentence = Sentence(version, start, end, raw[start:end])
        citations.append(Citation(n, sentence, info, draw(st.none() | st.integers(1, 9))))
    numbers = st.lists(st.sampled_from([c.n for c in citations]), max_size=3, unique=True) if citations else st.just([])
    claims = TEXTS.flatmap(
        lambda text: st.builds(
            ShownClaim, st.just(text), VERDICTS, numbers.map(tuple), st.integers(1, 3), st.sampled_from(Action),
            shown_dates(text),
        )
    )  # fmt: skip
    answer = Answer(
        "run", draw(TEXTS), draw(st.none() | st.just(date(2020, 1, 1))),
        draw(st.sampled_from(["openai", "extractive"])),
        draw(TEXTS), draw(st.booleans()),
        0.5,
        tuple(draw(st.lists(claims, max_size=3))),
        tuple(draw(st.lists(st.builds(Withheld, TEXTS, VERDICTS), max_size=2))),
        tuple(citations[:1]), tuple(citations), draw(st.sampled_from([Usage(), Usage(1, 2, 3, None)])),
        tuple(draw(st.lists(TEXTS, max_size=2))),
    )  # fmt: skip
    return answer, texts


@relaxed
@given(answers(), st.booleans(), st.booleans(), st.none() | st.integers(1, 120))
def test_a_streamed_answer_is_the_whole_answer(
    pair: tuple[Answer, dict[str, str]], verbose: bool, style: bool, width: int | None
) -> None:
    """Claims shown with only the citations known so far, then the end, join to what is rendered at once."""
    answer, _ = pair
    prose = answer.writer != "extractive"
    pages = (
        (terminal.AnswerPage(answer.question, prose=prose, verbose=verbose, style=style, width=width),
         terminal.render_answer(answer, verbose=verbose, style=style, width=width)),
        (markdown.AnswerPage(answer.question, prose=prose, verbose=verbose),
         markdown.render_answer(answer, verbose=verbose)),
    )  # fmt: skip
    for streamed, whole in pages:
        parts = [
            streamed.claim(c, [known for known in answer.citations if known.n <= max(c.citations, default=0)])
            for c in answer.claims
        ]
        assert "".join(parts) + streamed.end(answer) == whole


@relaxed
@given(answers())
def test_no_page_holds_anything_a_terminal_acts_on(pair: tuple[Answer, dict[str, str]]) -> None:
    """Of all control, directional and invisible characters only line ends come out, in any form."""
    answer, texts = pair
    for document in (
        terminal.render_answer(answer, verbose=True),
        markdown.render_answer(answer, verbose=True),
        page.render_answer(answer, texts, verbose=True),
        data.dumps(data.answer_object(answer), indent=True),
    ):
        assert not ACTED_ON.search(document)
        document.encode()


@relaxed
@given(answers())
def test_json_gives_back_exact_texts(pair: tuple[Answer, dict[str, str]]) -> None:
    """What is escaped in the bytes is the same in the values."""
    answer, texts = pair
    for citation in json.loads(data.dumps(data.answer_object(answer)))["citations"]:
        version = citation["ref"].split("@")[0]
        assert texts[version][citation["start"] : citation["end"]] == citation["text"]


@relaxed
@given(answers())
def test_every_mark_on_a_text_page_is_ours(pair: tuple[Answer, dict[str, str]]) -> None:
    """Marks of claims in their order, then one for each source: no text of an article adds another."""
    answer, _ = pair
    # A path is shown as it is, to be copied.
    cited = tuple(replace(c, article=replace(c.article, path=None)) for c in answer.citations)
    answer = replace(answer, citations=cited, nearest=cited[:1])
    ours = [n for c in answer.claims for n in c.citations] + [c.n for c in answer.citations]
    document = terminal.render_answer(answer, verbose=True)
    assert [int(n) for n in re.findall(r"\[(\d+)\]", document)] == ours
    assert not re.search(r"\[\s*S\s*\d", document)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_markdown_shows_the_same_line_and_nothing_more(text: str) -> None:
    """CommonMark with tables, strikethrough and links of bare addresses reads one paragraph of plain text."""
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = parser.parse(safe.markdown(text) + "\n")
    assert [t.type for t in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    for inline in tokens[1:2]:
        assert {t.type for t in inline.children} <= {"text", "text_special"}
        assert "".join(t.content for t in inline.children) == safe.plain(text)


@relaxed
@given(answers())
def test_a_markdown_page_links_only_to_the_web_addresses_of_its_sources(pair: tuple[Answer, dict[str, str]]) -> None:
    """Headings, lists, text and our own links: no image, no markup, no code, no link of an article's making."""
    parser = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    answer, _ = pair
    tokens = parser.parse(markdown.render_answer(answer, verbose=True))
    allowed = {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip
    assert {t.type for t in tokens} <= allowed
    inner = [child for t in tokens if t.children for child in t.children]
    assert {t.type for t in inner} <= {"text", "text_special", "softbreak", "hardbreak", "link_open", "link_close"}
    links = [str(t.attrs["href"]) for t in inner if t.type == "link_open"]
    assert len(links) == sum(safe.safe_url(c.article.url) is not None for c in answer.citations)
    assert all(link.startswith("https://h.example/") or re.match("https?://", link) for link in links)


class Elements(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@relaxed
@given(answers())
def test_a_page_has_only_our_elements(pair: tuple[Answer, dict[str, str]]) -> None:
    """No element or attribute that could run, load or style anything, and links to the web or the page alone."""
    answer, texts = pair
    found = Elements(page.render_answer(answer, texts, verbose=True)).found
    assert {tag for tag, _ in found} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "span", "button", "ul", "ol",
        "li", "q", "br", "div", "a", "details", "summary", "time",
    }  # fmt: skip
    _has_no_other_attributes(found)


def _has_no_other_attributes(found: list[tuple[str, dict[str, str | None]]]) -> None:
    drawn = {"svg", "line", "circle", "text"}
    assert {name for tag, attrs in found for name in attrs if tag not in drawn} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "type", "popovertarget", "aria-label", "dir", "id",
        "popover", "role", "href", "rel", "datetime", "title", "data-ref", "aria-labelledby",
    }  # fmt: skip
    assert {name for tag, attrs in found for name in attrs if tag in drawn} <= {
        "class", "viewbox", "role", "aria-label", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r",
    }  # fmt: skip
    assert all(re.match(r"#|https?://", attrs["href"] or "") for _, attrs in found if "href" in attrs)


@relaxed
@given(answers(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_briefing_page_has_only_our_elements(pair: tuple[Answer, dict[str, str]], day: date) -> None:
    """The same of the longer page: headlines, outlets, topics, the drawing and what changed are text too."""
    answer, texts = pair
    claims = tuple(answer.claims)
    infos = tuple(c.article for c in answer.citations)
    title = answer.question or "x"
    story = Story("s", title, infos, tuple(i.origin or "" for i in infos))
    entries = tuple(TimelineEntry(day + timedelta(n), day + timedelta(n), title, c) for n, c in enumerate(claims))
    pairs = [(claims[0], claims[-1])] if claims and claims[0].citations else []
    told = StoryBriefing(
        story, dict.fromkeys(SECTIONS, claims), entries, tuple(Revised(*p) for p in pairs),
        tuple(Disputed(*p) for p in pairs if set(p[0].citations + p[1].citations) <= {c.n for c in answer.citations}
              and p[1].citations), "new", title,
    )  # fmt: skip
    lines = tuple(StoryLine(story, kind, claims[0] if claims else None) for kind in StoryLineKind)
    briefing = Briefing(
        "r", title, day, None, "extractive", None, (told,), (title,), Coverage(1, 1, 1, 0), answer.withheld,
        answer.citations, notes=(title,), lines=lines, previous=day, window=Window(day, day, 3),
    )  # fmt: skip
    found = Elements(briefing_page.render_briefing(briefing, texts, verbose=True)).found
    assert {tag for tag, _ in found} <= {
        "html", "head", "meta", "title", "style", "body", "main", "header", "nav", "h1", "h2", "h3", "p", "span",
        "button", "ul", "ol", "li", "q", "br", "div", "a", "b", "article", "details", "summary", "time", "svg", "g",
        "line", "circle", "text",
    }  # fmt: skip
    _has_no_other_attributes(found)
    ids = [attrs["id"] for _, attrs in found if "id" in attrs]
    assert len(ids) == len(set(ids))


@relaxed
@given(answers())
def test_a_page_holds_each_resolved_date_once(pair: tuple[Answer, dict[str, str]]) -> None:
    """No text swallows a date that stands beside its words, and none makes a time element of its own."""
    answer, texts = pair
    found = Elements(page.render_answer(answer, texts)).found
    assert sum(tag == "time" for tag, _ in found) == sum(len(c.dates) for c in answer.claims)


@relaxed
@given(answers())
def test_a_page_read_back_has_the_marks_of_its_claims(pair: tuple[Answer, dict[str, str]]) -> None:
    """Whatever stands in its texts, reading a page of ours again finds our marks and none besides."""
    answer, texts = pair
    read = reread.page_text(page.render_answer(answer, texts))
    marks = [n for c in answer.claims for n in c.citations]
    if read is None:
        assert not marks
    else:
        cited = answer.citations if answer.answered else answer.citations or answer.nearest
        found = [int(n) for n in re.findall(r"\[(\d+)\]", read)]
        assert found[: len(marks)] == marks and sorted(found[len(marks) :]) == sorted(c.n for c in cited)


STANDINGS = st.builds(
    CheckedCitation, st.integers(1, 9), TEXTS, st.sampled_from(Standing),
    st.none() | st.builds(
        SourcedSentence, st.builds(Sentence, st.just("v1"), st.just(0), st.just(1), TEXTS),
        st.builds(ArticleInfo, TEXTS, st.just("v1"), title=TEXTS, source=TEXTS, url=TEXTS, path=TEXTS),
    ),
    st.none() | st.integers(1, 9),
)  # fmt: skip


@relaxed
@given(st.lists(STANDINGS, max_size=3), TEXTS, st.lists(TEXTS, max_size=2))
def test_a_checked_page_is_inert(citations: list[CheckedCitation], text: str, notes: list[str]) -> None:
    """What became of citations is told without anything that a terminal or a browser acts on."""
    said = CheckedSentence(0, 1, text, Verdict(Status.WEAK, 0.5, (Reason("number", text),)), remedy=text)
    report = CheckReport(text, text, (said,), tuple(notes), tuple(citations))
    documents = (check.render_text(report), check.render_markdown(report), check_page.render_html(report))
    for document in (*documents, check.render_json(report)):
        assert not ACTED_ON.search(document)
        document.encode()
    found = Elements(documents[2]).found
    assert not {tag for tag, _ in found} & {"script", "img", "iframe", "object", "form", "x", "b"}
    assert all(re.match("https?://|#s[0-9]+$", attrs["href"] or "") for _, attrs in found if "href" in attrs)
