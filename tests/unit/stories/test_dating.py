"""Dating an undated article by those it clearly belongs with: where they tell, and where they do not."""

from __future__ import annotations

from datetime import date

from brief.articles.reading import read_article
from brief.models import Article, ArticleInfo
from brief.stories.article_text import ArticleText
from brief.stories.dating import date_by_kin

WEDNESDAY = date(2021, 3, 17)
BACKGROUND = (
    "The barrage was built to keep the spring floods out of the lower town and its market.\n\n"
    "Farmers along the river have asked for years that its gates be opened in the dry months.\n\n"
)
TOLD = (
    "Engineers from Brenn and Sollo tested the gates of the Orle barrage on Friday and found two of them stuck.\n\n"
    "Marta Ode, who runs the river board, watched the test in Sollo.\n\n" + BACKGROUND
)


def text(body: str, published: date | None = None, *, name: str = "a", basis: str = "record") -> ArticleText:
    info = ArticleInfo(
        name * 16, name * 16, title="Gates of the barrage", published=published,
        published_basis=basis if published else None,
    )  # fmt: skip
    read = read_article(Article(info, body))
    return ArticleText(read.article.info, read.sentences)


def test_a_near_copy_is_of_the_day_of_what_it_copies() -> None:
    """The earliest of several; none where they lie weeks apart, or where the copy is dated by inference itself."""
    copy = TOLD.replace("watched the test in Sollo", "watched it there")
    first, second = text(TOLD, WEDNESDAY, name="b"), text(TOLD, date(2021, 3, 18), name="c")
    found = date_by_kin(text(copy), [second, first])
    assert found is not None and found[0] == WEDNESDAY and "nearly the same text" in found[1]
    assert date_by_kin(text(copy), [first, text(TOLD, date(2021, 5, 1), name="d")]) is None
    assert date_by_kin(text(copy), [text(TOLD, WEDNESDAY, name="b", basis="inferred")]) is None


def test_the_next_number_of_a_series_is_no_copy() -> None:
    """Most of the text is the same, a figure or a year is not: another day."""
    level = "The board measured the river at {} centimetres on the gauge of the lower town this morning.\n\n"
    assert date_by_kin(text(level.format(212) + BACKGROUND), [text(level.format(187) + BACKGROUND, WEDNESDAY)]) is None
    later = "In 2022 the board paid for the gates of the barrage and for all of their repairs.\n\n"
    assert date_by_kin(text(TOLD + later), [text(TOLD, WEDNESDAY, name="b")]) is None


def test_shared_background_alone_dates_nothing() -> None:
    """Desks reuse their paragraphs for months."""
    other = "The council of Sollo has bought a new ferry on Monday, and will paint it green.\n\n" + BACKGROUND
    assert date_by_kin(text(TOLD), [text(other, WEDNESDAY, name="b")]) is None
    assert date_by_kin(text(TOLD), []) is None
