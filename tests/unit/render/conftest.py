"""An answer and a briefing over two small articles of our own, one of them a wire copy of the other."""

from __future__ import annotations

from datetime import date

import pytest

from brief.models import (
    Answer,
    Article,
    ArticleInfo,
    Briefing,
    Citation,
    Coverage,
    Reason,
    Sentence,
    ShownClaim,
    Status,
    Story,
    StoryBriefing,
    TimelineEntry,
    Usage,
    Verdict,
    Window,
    Withheld,
)

RAW = (
    "Ferry line to close\nBy Ada Pike\nThe ferry line closes in May. Fuel costs rose by 40 percent.\n"
    "Town hall is silent.\n"
)
COPY = "The ferry line closes in May.\r\n\r\nSource: Quay Press"
OK = Verdict(Status.SUPPORTED, 0.97)
WEAK = Verdict(Status.WEAK, 0.5, (Reason("number", "41 is in no cited sentence"),))
BAD = Verdict(Status.UNSUPPORTED, 0.1, (Reason("date", "2015 is in no cited sentence"),))


def cite(n: int, article: Article, text: str) -> Citation:
    """A citation of `text` where it stands in the article."""
    start = article.raw.index(text)
    line = article.raw.count("\n", 0, start) + 1
    return Citation(n, Sentence(article.info.version, start, start + len(text), text), article.info, line)


@pytest.fixture
def first() -> Article:
    info = ArticleInfo(
        id="1111", version="aaaa", title="Ferry line to close", source="Quay Press", origin="Quay Press",
        authors=("Ada Pike",), published=date(2021, 3, 4), published_basis="dateline", path="/news/ferry.txt",
    )  # fmt: skip
    return Article(info, RAW)


@pytest.fixture
def copy() -> Article:
    info = ArticleInfo(
        id="2222", version="bbbb", title="No more ferry", source="Isle Mail", origin="Quay Press",
        url="https://isle.example/a?b=1&c=2",
    )  # fmt: skip
    return Article(info, COPY)


@pytest.fixture
def texts(first: Article, copy: Article) -> dict[str, str]:
    return {a.info.version: a.raw for a in (first, copy)}


@pytest.fixture
def citations(first: Article, copy: Article) -> tuple[Citation, ...]:
    closes = "The ferry line closes in May."
    return (cite(1, first, closes), cite(2, copy, closes), cite(3, first, "Fuel costs rose by 40 percent."))


@pytest.fixture
def answer(citations: tuple[Citation, ...]) -> Answer:
    claims = (
        ShownClaim("The ferry line closes in May.", OK, (1, 2), 1),
        ShownClaim("Fuel costs rose by 41 percent.", WEAK, (3,), 1),
    )
    return Answer(
        "run1", "Why does the ferry close?", date(2021, 4, 1), "openai", "small-1", True, 0.8, claims,
        (Withheld("It opened in 2015.", BAD),), (), citations, Usage(2, 1500, 90, 0.0012),
        ("1 undated article was left out.",),
    )  # fmt: skip


@pytest.fixture
def unanswered(citations: tuple[Citation, ...]) -> Answer:
    return Answer("run2", "How deep is the bay?", None, "extractive", None, False, 0.1, nearest=citations[:1])


@pytest.fixture
def briefing(first: Article, copy: Article, citations: tuple[Citation, ...]) -> Briefing:
    closes = ShownClaim("The ferry line closes in May.", OK, (1, 2), 1)
    fuel = ShownClaim("Fuel costs rose by 40 percent.", OK, (3,))
    dated = TimelineEntry(date(2021, 5, 1), date(2021, 5, 31), "in May", closes)
    story = Story("st1", "Ferry line to close", (first.info, copy.info), ("Quay Press",))
    return Briefing(
        "run3", "Ferry line to close", date(2021, 4, 2), date(2021, 4, 1), "extractive", None,
        (StoryBriefing(story, {"bottom_line": (closes,), "what_happened": (fuel,)}, (dated,)),),
        ("No more ferry: no date is known.",), Coverage(2, 1, 9, 0), citations=citations,
        window=Window(date(2021, 3, 4), date(2021, 3, 4), 2),
    )  # fmt: skip
