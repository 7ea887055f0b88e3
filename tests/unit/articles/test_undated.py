"""The day of an undated article from its own text: only where it gives itself away."""

from __future__ import annotations

from datetime import date

import pytest

from brief.articles.reading import read_article
from brief.models import Article, ArticleInfo


def inferred(body: str, **given: object) -> tuple[date | None, str | None, str | None]:
    """Date, basis and reason of an article with a headline and this body."""
    article = Article(ArticleInfo("a" * 16, "v" * 16, **given), f"Lock reopens at Brenn\n\n{body}\n")  # type: ignore[arg-type]
    info = read_article(article).article.info
    return info.published, info.published_basis, info.published_reason


@pytest.mark.parametrize(
    ("body", "day", "words"),
    [
        (
            "The river board reopened the lock at Brenn on Friday, March 5, 2021, and let 40 barges through.",
            date(2021, 3, 5),
            "“Friday, March 5, 2021”",
        ),
        (
            "BRENN, March 6 (Gull) -- The lock is open again.\n\nThe board had it closed until March 5, 2021.",
            date(2021, 3, 6),
            "dateline",
        ),
    ],
)
def test_a_text_that_gives_its_day_away(body: str, day: date, words: str) -> None:
    """The date is marked as inferred, and the reason says by what."""
    published, basis, reason = inferred(body)
    assert (published, basis) == (day, "inferred")
    assert reason and words in reason


@pytest.mark.parametrize(
    "body",
    [
        # The weekday that is told is not the document's.
        "The lock reopened on Thursday.\n\nThe board said in a statement dated March 5, 2021, that it would.",
        # A wrong weekday: somebody erred, and nobody knows where.
        "The river board reopened the lock on Monday, March 5, 2021.",
        # Something of the past, told later.
        "The lock was opened on Friday, March 5, 1926, by the king.\n\nIts anniversary was held quietly.",
        "The board said Friday, March 5, 2021, that it would build.\n\nThe lock was done in 2023.",
        "Ten years ago the board said Friday, March 5, 2021, that it would build.",
        # Something to come.
        "The lock will open on Friday, March 5, 2021, the board said on Monday.",
        # A date in the middle of a story dates something else.
        "The lock is old.\n\nIt has two gates.\n\nIt is full.\n\nIt sank on Friday, March 5, 2021, said Ms. Ode.",
        "The lock was signed for on March 5, 2021.",
        "The lock reopened on Friday.",
    ],
)
def test_better_no_date_than_a_wrong_one(body: str) -> None:
    """A date of what is told is no date of the telling."""
    assert inferred(body) == (None, None, None)


def test_a_known_date_is_never_inferred_over() -> None:
    """What the record says stands, whatever the text gives away."""
    body = "The river board reopened the lock at Brenn on Friday, March 5, 2021."
    assert inferred(body, published=date(2021, 3, 8), published_basis="record") == (date(2021, 3, 8), "record", None)


@pytest.mark.parametrize(
    "line", ["March 5, 1921 - The first barge", "May 13, 1941, and March 5, 1951", "March 5, 1961"]
)
def test_a_dated_line_within_a_list_of_events_is_not_the_day_of_the_article(line: str) -> None:
    """Headings of a chronicle are dates of what it tells; at its edge a bare date may be its own."""
    told = "\n\n".join(f"The lock was rebuilt once more, for the {n}th time, and painted." for n in range(4, 12))
    assert inferred(f"{told}\n\n{line}\n\n{told}")[0] is None
    assert inferred(f"{told}\n\nPublished on March 5, 2021\n\n{told}")[:2] == (date(2021, 3, 5), "metadata-line")
    assert inferred(f"{told}\n\nMarch 5, 2021, 4:00 p.m.")[:2] == (date(2021, 3, 5), "metadata-line")
