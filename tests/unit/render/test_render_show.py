"""A sentence in its context, and the short lists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from brief.models import Article, Chunk, Citation, Hit, Sentence
from brief.render import data, show
from brief.text.line_numbers import line_number


def test_a_sentence_stands_marked_between_its_neighbours(first: Article, citations: tuple[Citation, ...]) -> None:
    """Title, outlet and dated basis, byline, place and ref; then the lines around it."""
    assert show.render_show(first, citations[2].sentence) == (
        "Ferry line to close\nQuay Press, 2021-03-04 (from its dateline)\nBy Ada Pike\n/news/ferry.txt:3\n"
        "aaaa@62-92\n\n"
        "Ferry line to close\nBy Ada Pike\n"
        "The ferry line closes in May. >>Fuel costs rose by 40 percent.<<\nTown hall is silent.\n"
    )


def test_an_undated_article_says_so(copy: Article, citations: tuple[Citation, ...]) -> None:
    """No date is invented, and an inferred one gives its reason."""
    assert "Isle Mail, from Quay Press, undated" in show.render_show(copy, citations[1].sentence)
    info = replace(
        copy.info, published=citations[0].article.published, published_basis="inferred", published_reason="by its twin"
    )
    assert "2021-03-04 (inferred: by its twin)" in show.render_show(Article(info, copy.raw), citations[1].sentence)


def test_a_line_without_end_is_cut_around_the_sentence(first: Article) -> None:
    """Of a very long line only what stands near the sentence is shown, and the cuts are visible."""
    raw = "word " * 2000 + "Here it is. " + "more " * 2000
    start = raw.index("Here")
    page = show.render_show(Article(first.info, raw), Sentence("aaaa", start, start + 11, "Here it is."))
    body = page.split("\n\n", 1)[1]
    assert ">>Here it is.<<" in body
    assert body.startswith("…") and body.endswith("…\n")
    assert len(body) < 1100


def test_line_numbers_count_every_kind_of_line_end() -> None:
    """CRLF is one line end; a lone CR and a lone LF are one each."""
    raw = "a\r\nb\rc\nd"
    assert [line_number(raw, raw.index(x)) for x in "abcd"] == [1, 2, 3, 4]


def test_hits_name_the_passage_and_how_it_was_found(first: Article) -> None:
    """Rank, title, outlet and date, ranks in each search, the passage, the place."""
    hit = Hit(Chunk("aaaa", 0, 32, 61, "The ferry line\ncloses\x1b[2J in May."), first.info, 0.25, 2, None)
    assert show.render_hits([hit, hit]).split("\n\n")[0] == (
        "1. Ferry line to close\n   Quay Press, 2021-03-04; score 0.250 (words 2)\n"
        "   The ferry line closes in May.\n   /news/ferry.txt"
    )
    assert show.render_hits([]) == ""
    styled = show.render_hits([hit], lambda text: [(text.index("closes"), text.index(" in"))], style=True)
    assert "The ferry line \x1b[1mcloses\x1b[0m in May." in styled


@dataclass(frozen=True)
class Row:
    run_id: str
    command: str
    question: str | None
    model: str | None


def test_lists_are_one_inert_line_an_entry(first: Article) -> None:
    """Neither a title nor a question can break its line."""
    info = replace(first.info, title="Two\nlines\x07")
    assert list(show.render_articles([info])) == ["1111  2021-03-04  Quay Press  Two lines\n"]
    runs = [Row("r1", "ask", "why\r\nnow?", None), Row("r2", "digest", None, "small-1")]
    assert data.run_object(runs[1]) == {"run": "r2", "command": "digest", "question": None, "model": "small-1"}
    assert list(show.render_runs(runs)) == ["r1  ask  no model  why now?\n", "r2  digest  small-1\n"]


def test_what_an_article_is_filed_under_is_shown(first: Article) -> None:
    """As its outlet states it, in plain letters; nothing where it states none."""
    filed = replace(first, info=replace(first.info, sections=("Sea\x1b[2J", "Sport")))
    assert "report, in en, filed under Sea, Sport\n" in show.render_as_read(filed, [])
    assert "filed" not in show.render_as_read(first, [])
