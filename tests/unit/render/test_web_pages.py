"""What stands on the served pages: articles with their marks, answers and drafts, and nothing alive in any of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest

from brief.articles.reading import read_article
from brief.articles.stretches import stretches
from brief.models import Answer, Article, ArticleInfo, Chunk, Hit, Query, Sentence
from brief.render.web import articles, asking, digests, frame, results
from brief.render.web.articles import Shown

RAW = (
    "Pier to close\n\nBy Ann Orr\n\nMARLOW, March 5 (Quay Press) - The old pier of Marlow closes in May, the council "
    "said. It was built in 1811.\n\nNobody knows who will pay for a new one.\n\n"
    "Sign up for our newsletter\n"
)
LEAD = "The old pier of Marlow closes in May, the council said."
BUILT = "It was built in 1811."


@pytest.fixture
def article() -> Article:
    info = ArticleInfo(
        "0" * 16, "f" * 16, "Pier to close", "Quay Press", published=date(2021, 3, 5), url="javascript:x"
    )
    return Article(info, RAW)


def shown(article: Article, how: Shown) -> str:
    return "".join(articles.article_page(article, stretches(read_article(article)), how))


def place(text: str, end: str | None = None) -> Sentence:
    start, last = RAW.index(text), RAW.index(end or text) + len(end or text)
    return Sentence("f" * 16, start, last, RAW[start:last])


def test_an_article_is_read_in_its_paragraphs(article: Article) -> None:
    """The body alone under its title, sentences of one paragraph together; what is left out can be asked for."""
    page = shown(article, Shown())
    paragraphs = re.findall(r'<p dir="auto">(.*?)</p>', page)
    assert paragraphs == [f"{LEAD} {BUILT}", "Nobody knows who will pay for a new one."]
    assert page.count("Pier to close") == 1 and "newsletter" not in page and "<mark" not in page
    assert f'href="/articles/{"f" * 16}?lines=1"' in page
    assert "javascript" not in page


def test_the_cited_sentence_is_marked(article: Article) -> None:
    """It alone, in its place; a passage of several is marked in all of them, the first of which can be led to."""
    page = shown(article, Shown(place(BUILT)))
    assert re.findall("<mark[^>]*>(.*?)</mark>", page) == [BUILT]
    assert f'{LEAD} <mark id="cited">{BUILT}</mark>' in page
    page = shown(article, Shown(place(LEAD, "Nobody knows who will pay for a new one.")))
    assert len(re.findall('<mark id="cited"', page)) == 1 and page.count('class="passage"') == 3
    part = shown(article, Shown(place("Marlow closes in May")))
    assert "The old pier of <mark" in part


def test_what_is_no_part_of_the_text_is_shown_where_it_was_cited(article: Article) -> None:
    """Nobody is led to a mark that is not there."""
    assert '<mark id="cited"' in shown(article, Shown(place("Sign up for our newsletter")))
    assert '<mark id="cited"' in shown(article, Shown(place("Pier to close")))
    between = RAW.index("\n\nNobody")
    assert '<mark id="cited"' in shown(article, Shown(Sentence("f" * 16, between, between + 1, "\n")))


def test_every_line_and_what_it_is(article: Article) -> None:
    """All of the text in order, the way back, and the mark here too."""
    page = shown(article, Shown(place(BUILT), lines=True))
    kinds = re.findall(r'<th scope="row">(\w+)</th>', page)
    assert kinds[:2] == ["headline", "byline"] and kinds.count("body") == 3 and "boilerplate" in kinds
    assert '<mark id="cited">' in page and "lines=1" not in page
    assert "newer version" not in page and "newer version" in shown(article, Shown(current=False))


def test_an_answer_with_its_sources_beside_it(answer: Answer, texts: dict[str, str]) -> None:
    """Each mark has its source, which leads to its place in the article; several answers share no id."""
    page = asking.turn(asking.Asked(answer.question, "", answer, texts), 1)
    other = asking.turn(asking.Asked(answer.question, "", answer, texts), 2)
    assert re.findall(r'data-n="(\d)"', page) == ["1", "2", "3"]
    assert "/articles/aaaa?ref=aaaa%4032-61#cited" in page
    assert "2 sentences checked against their sources, 1 with weak support" in page
    assert "(weak support; 41 is in no cited sentence)" in page
    ids = re.findall(r'\sid="([^"]+)"', page + other)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'popovertarget="([^"]+)"', page)) <= set(ids)


def test_an_answer_that_answers_nothing(answer: Answer) -> None:
    """It says so, and its sources are no sources of it."""
    nothing = replace(answer, answered=False, claims=(), citations=(), nearest=answer.citations)
    page = asking.turn(asking.Asked("Why?", "", nothing, {}), 1)
    assert "Not answered" in page and "do not answer it" in page and "checked against" not in page


def test_what_is_known_of_an_answer_of_another_version() -> None:
    """Its words."""
    page = asking.turn(asking.Asked("Why?", "Because of <b>it</b>.", None, {}), 1)
    assert "Because of &lt;b&gt;it&lt;/b&gt;." in page and "earlier version of brief" in page


def test_claims_as_they_come(answer: Answer) -> None:
    """The first is a paragraph of its own, the others are one; quotations are a paragraph each."""
    claims = [*answer.claims, answer.claims[-1]]
    prose = asking.so_far(claims, answer.citations, 4, apart=False)
    assert (prose["claims"].count("<p "), prose["claims"].count('class="claim"')) == (2, 3)
    assert asking.so_far(claims, answer.citations, 4, apart=True)["claims"].count("<p ") == 3
    assert prose["sources"].count("<li ") == 3
    assert "…" not in asking.unfinished("Why?", 1) and 'aria-busy="true"' in asking.unfinished("Why?", 1)


def test_addresses_keep_what_they_are_given() -> None:
    """Names with any character, days and outlets."""
    assert frame.article_address("a/b?c#d") == "/articles/a%2Fb%3Fc%23d"
    query = Query("a & b", date(2020, 1, 1), date(2019, 1, 1), None, ("X & Y",))
    address = "/search?q=a+%26+b&outlet=X+%26+Y&since=2019-01-01&as_of=2020-01-01"
    assert frame.address_of("/search", query, k=30) == f"{address}&k=30"
    form = frame.search_form("/search", query, "Search", "Words", listed=True)
    sent = [(name, unescape(value)) for name, value in re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form)]
    assert f"/search?{urlencode([pair for pair in sent if pair[1]])}" == address
    assert 'href="/search?q=a+%26+b">All outlets and days' in form
    assert "All outlets" not in frame.search_form("/search", Query("a"), "Search", "Words", listed=True)
    assert frame.address_of("/search", Query("")) == "/search"


def test_files_are_named_by_what_is_in_them() -> None:
    """They may be kept for ever; the script makes markup in one place alone, and loads nothing."""
    made = frame.assets()
    assert len(made) == 3 and all(re.fullmatch(r"[0-9a-f]{12}-[a-z]+\.\w+", name) for name in made)
    (script,) = (one.body.decode() for name, one in made.items() if name.endswith(".js"))
    assert script.count("innerHTML") == 1 and not re.search(r"eval|Function\(|document\.write|import\b|https?:", script)


def test_a_digest_that_was_written_as_a_file() -> None:
    """Its page within ours: of HTML what is between its ends, of Markdown without markup of its own, else as text."""
    page = "<!DOCTYPE html>\n<html><body>\n<main>\n<h1>Day</h1>\n</main>\n</body>\n</html>\n"
    assert digests.body_of_file(page, ".html") == "<h1>Day</h1>"
    text = "---\ntitle: x\n---\n# Day\n\n<script>alert(1)</script> ![p](http://a.example/p.png) [l](javascript:x)\n"
    made = digests.body_of_file(text, ".md")
    assert "<h1>Day</h1>" in made and "title" not in made
    assert not re.search(r"<script|<img|href=\"javascript", made)
    assert digests.body_of_file("<b>\x1b[1m", ".txt") == '<pre class="plain">&lt;b&gt;</pre>'


def letters(text: str) -> list[tuple[int, int]]:
    """Finds every letter by itself, so that marks cut through whatever stands there."""
    return [(at, at + 1) for at, letter in enumerate(text) if letter.isalpha()]


def test_what_was_found_is_marked(article: Article) -> None:
    """In titles and passages, with what stands around it escaped."""
    hit = Hit(
        Chunk("f" * 16, 0, 0, 9, "Fish & <b>chips</b>"), replace(article.info, title="Chips & pier"), 0.5, 1, None
    )
    page = "".join(
        results.results(Query("chips"), [hit], 10, [], [], lambda text: [(7, 12)] if "<" in text else [(0, 5)])
    )
    assert "<mark>Chips</mark> &amp; pier</a>" in page
    assert "Fish &amp; <mark>&lt;b&gt;ch</mark>ips&lt;/b&gt;</p>" in page
    assert "1 passage</h2>" in page


def test_nothing_of_an_article_becomes_markup(article: Article, answer: Answer) -> None:
    """Whatever is in titles, outlets, texts, questions and words that were searched for."""
    bad = "</title></main><script>alert(1)</script><img src=x onerror=alert(1)>\"'&lt;\x1b[2J\u202e"
    info = replace(
        article.info, title=bad, source=bad, origin=bad, authors=(bad,), path=bad, url=None, language='e"><b>'
    )
    made = Article(info, f"{bad} One sentence stands here. {bad}\n")
    cited = tuple(replace(c, article=info) for c in answer.citations)
    claims = tuple(replace(c, text=bad) for c in answer.claims)
    attacked = replace(answer, question=bad, claims=claims, citations=cited, notes=(bad,))
    query = Query(bad, sources=(bad,))
    hit = Hit(Chunk("f" * 16, 0, 0, len(bad), bad * 9), info, 0.5, 1, None)
    listed = articles.Listed([info], 1, 1, [bad], [bad])
    pages = [
        shown(made, Shown()), shown(made, Shown(Sentence("f" * 16, 0, 20, bad[:20]), lines=True)),
        asking.turn(asking.Asked(bad, bad, attacked, {}), 1), asking.turn(asking.Asked(bad, bad, None, {}), 1),
        asking.question_box(query, after=bad), asking.recent([(bad, bad)]),
        "".join(results.results(query, [], 10, [bad], [bad])), "".join(articles.article_list(query, listed, letters)),
        "".join(results.results(query, [hit], 10, [bad], [bad], letters)),
        digests.newest(digests.Edition(date(2021, 1, 1), 1), [bad]), frame.page(bad, [frame.notice(bad, [bad], [bad])]),
    ]  # fmt: skip
    for page in pages:
        body = re.sub(r'<script type="module" src="/static/[^"]+"></script>', "", page)
        assert not re.search(r"<script|<img|<b>|\x1b|\u202e", body)
        assert all(re.match(r"/|#|https?:", link) for link in re.findall(r'href="([^"]*)"', body))
