"""Days as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from brief.models import Query
from brief.workflows.days import read_dates, read_day, read_days

SATURDAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("today", "2026-11-28", "2026-11-28"),
        ("now", "2026-11-28", "2026-11-28"),
        ("Yesterday", "2026-11-27", "2026-11-27"),
        ("last friday", "2026-11-27", "2026-11-27"),
        ("Sat", "2026-11-28", "2026-11-28"),
        ("mon", "2026-11-23", "2026-11-23"),
        ("next tuesday", "2026-12-01", "2026-12-01"),
        ("3 days ago", "2026-11-25", "2026-11-25"),
        ("2  weeks ago", "2026-11-14", "2026-11-14"),
        ("six months ago", "2026-05-28", "2026-05-28"),
        ("a year ago", "2025-11-28", "2025-11-28"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("July 8", "2026-07-08", "2026-07-08"),
        ("24 December", "2025-12-24", "2025-12-24"),
        ("December", "2025-12-01", "2025-12-31"),
    ],
)
def test_words_count_from_the_day_they_are_said_on(words: str, first: str, last: str) -> None:
    """What has not begun yet is not meant, unless it says so; "ago" counts to the same day."""
    said = read_days(words, SATURDAY)
    assert (str(said.first), str(said.last), said.depends) == (first, last, True)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2019-11-14", "2019-11-14", "2019-11-14"),
        ("2019/1/4", "2019-01-04", "2019-01-04"),
        ("20191114", "2019-11-14", "2019-11-14"),
        ("2019-11-14T08:30:00Z", "2019-11-14", "2019-11-14"),
        ("14.11.2019", "2019-11-14", "2019-11-14"),
        ("11/14/2019", "2019-11-14", "2019-11-14"),
        ("July 8 2022", "2022-07-08", "2022-07-08"),
        ("8 Jul 2022", "2022-07-08", "2022-07-08"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("July 2022", "2022-07-01", "2022-07-31"),
        ("2022", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_date_with_its_year_is_the_same_on_any_day(words: str, first: str, last: str) -> None:
    """A month or a year is all of its days."""
    said = read_days(words, SATURDAY)
    assert (str(said.first), str(said.last), said.depends) == (first, last, False)


@pytest.mark.parametrize(
    "words",
    ["", "soon", "2019-02-30", "2022-13", "foo yesterday", "early 2022", "fridays", "that day", "24 and 25 May"],
)
def test_what_is_no_day_is_refused_with_examples(words: str) -> None:
    """The line shows how a day is written."""
    with pytest.raises(ValueError, match=r"is not a day: write it as 2019-11-14, .*last friday"):
        read_days(words, SATURDAY)


def test_figures_that_may_be_two_days_are_refused_with_both() -> None:
    """Americans write the month first, others the day."""
    with pytest.raises(ValueError, match="'03/04/2019' may be 2019-04-03 or 2019-03-04"):
        read_days("03/04/2019", SATURDAY)
    assert read_days("04/04/2019", SATURDAY).first == date(2019, 4, 4)


def test_a_day_too_long_ago_is_refused() -> None:
    """There are no days before the year 1."""
    with pytest.raises(ValueError, match="no day"):
        read_days("999 decades ago", SATURDAY)


def test_the_last_day_of_a_shorter_month() -> None:
    """A month before March 31 is the end of February."""
    assert read_days("a month ago", date(2026, 3, 31)).first == date(2026, 2, 28)


def test_more_words_than_a_day_has_are_not_read() -> None:
    """They are cut in what is said of them."""
    with pytest.raises(ValueError, match=r"^'yesterday .{50}'… is not a day"):
        read_days("yesterday " * 1000, SATURDAY)


def test_a_day_in_any_form() -> None:
    """Dates, datetimes, words said today; what tables hold in their gaps is none; anything else is a mistake."""
    assert read_day("yesterday") == date.today() - timedelta(1)
    assert read_day(datetime(2024, 3, 5, 12)) == read_day(date(2024, 3, 5)) == date(2024, 3, 5)
    assert (read_day("2024-02", first=True), read_day("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert read_day(None) is read_day("") is read_day(float("nan")) is None
    with pytest.raises(TypeError, match="not int"):
        read_day(20240305)


def test_the_days_of_a_query() -> None:
    """The first of several is the first day, the last one the last."""
    given = Query("q", as_of="2024-04", since="2024-02", until="2024-03", sources=("A",))  # type: ignore[arg-type]
    assert read_dates(given) == Query("q", date(2024, 4, 30), date(2024, 2, 1), date(2024, 3, 31), ("A",))
    for end in ({"until": "2024-01"}, {"as_of": date(2024, 1, 31)}):
        with pytest.raises(ValueError, match="the first day, 2024-02-01, is after the last, 2024-01-31"):
            read_dates(Query("q", since=date(2024, 2, 1), **end))  # type: ignore[arg-type]
