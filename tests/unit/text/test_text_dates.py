"""What date expressions mean against the day they were written."""

from __future__ import annotations

from datetime import date

import pytest

from brief.text.holidays import easter, holiday
from brief.text.resolving import find_dates, resolve_date

BASE = date(2021, 3, 4)  # a Thursday


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("expression", "sentence", "day"),
    [
        ("Friday", "They met on Friday.", "2021-02-26"),
        ("Friday", "They will meet on Friday.", "2021-03-05"),
        ("Friday", "The talks are scheduled for Friday.", "2021-03-05"),
        ("Friday", "The vote, planned for Friday, was canceled.", "2021-02-26"),
        ("Thursday", "They met on Thursday.", "2021-03-04"),
        ("Thursday", "They will meet Thursday.", "2021-03-04"),
        ("Monday", "A vote could come as early as Monday.", "2021-03-08"),
        ("Monday", "It must be paid by Monday.", "2021-03-08"),
        ("Monday", "By Monday, the council had paid.", "2021-03-01"),
        ("Wednesday night", "He was arrested Wednesday night.", "2021-03-03"),
        ("last Friday", None, "2021-02-26"),
        ("next Tuesday", None, "2021-03-09"),
        ("Friday, March 5", None, "2021-03-05"),
        ("March 12", "The pact is set to expire on March 12.", "2021-03-12"),
        ("Oct. 23", "He was seen on Oct. 23.", "2020-10-23"),
        ("Jan. 14", "The council voted on Jan. 14.", "2021-01-14"),
        ("Feb. 10, 2019", None, "2019-02-10"),
        ("14 November 2019", None, "2019-11-14"),
        ("2019-11-14", None, "2019-11-14"),
        ("today", None, "2021-03-04"),
        ("later in the day", None, "2021-03-04"),
        ("yesterday", None, "2021-03-03"),
        ("the day after tomorrow", None, "2021-03-06"),
        ("three days ago", None, "2021-03-01"),
        ("in five days", None, "2021-03-09"),
        ("on the 15th", "They will meet on the 15th.", "2021-03-15"),
        ("the day before last Tuesday", None, "2021-03-01"),
        ("a week from Friday", None, "2021-03-12"),
        ("Christmas Eve", "He left on Christmas Eve.", "2020-12-24"),
        ("Thanksgiving", "The boat sank on Thanksgiving.", "2020-11-26"),
        ("three days later", "The pier fell on Feb. 2 and was gone three days later.", "2021-02-05"),
        ("the next day", "It rained on Feb. 2, and the next day it snowed.", "2021-02-03"),
        ("9 a.m. Tuesday", "He must leave by 9 a.m. Tuesday.", "2021-03-09"),
        ("9 a.m. Monday", "She will hold a rally at the Old Mill, 50 N. Harbour St, at 9 a.m. Monday.", "2021-03-08"),
        ("June 5", "The bridge will stay closed until June 5 because cracks were wider than thought.", "2021-06-05"),
        ("25", "The summit will be held on April 24 and 25.", "2021-04-25"),
    ],
)
def test_days(expression: str, sentence: str | None, day: str) -> None:
    """A day is found; the tense of the clause tells the last Friday from the next."""
    found = resolve_date(expression, BASE, sentence)
    assert found is not None
    assert (found.date, found.precision) == (d(day), "day")
    assert found.first == found.last == found.date


@pytest.mark.parametrize(
    ("expression", "first", "last", "precision"),
    [
        ("this week", "2021-03-01", "2021-03-07", "week"),
        ("last week", "2021-02-22", "2021-02-28", "week"),
        ("two weeks ago", "2021-02-15", "2021-02-21", "week"),
        ("last weekend", "2021-02-27", "2021-02-28", "week"),
        ("in August", "2020-08-01", "2020-08-31", "month"),
        ("last month", "2021-02-01", "2021-02-28", "month"),
        ("earlier this month", "2021-03-01", "2021-03-04", "month"),
        ("November 2019", "2019-11-01", "2019-11-30", "month"),
        ("late November", "2020-11-21", "2020-11-30", "month"),
        ("the third quarter", "2020-07-01", "2020-09-30", "quarter"),
        ("last fall", "2020-09-01", "2020-11-30", "quarter"),
        ("last year", "2020-01-01", "2020-12-31", "year"),
        ("last year's", "2020-01-01", "2020-12-31", "year"),
        ("50 years ago", "1971-01-01", "1971-12-31", "year"),
        ("the 1965 accord", "1965-01-01", "1965-12-31", "year"),
        ("1910-45", "1910-01-01", "1945-12-31", "year"),
        ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
    ],
)
def test_half_known_dates_stay_spans(expression: str, first: str, last: str, precision: str) -> None:
    """Where no day is known, none is invented: the span and its precision are kept."""
    found = resolve_date(expression, BASE)
    assert found is not None
    assert (found.date, found.first, found.last, found.precision) == (None, d(first), d(last), precision)


@pytest.mark.parametrize(
    "expression", ["", "that day", "the next morning", "10 days", "13", "Feb. 30", "soon", "a day earlier"]
)
def test_what_cannot_be_told_is_none(expression: str) -> None:
    """Durations, impossible days and words that count from a date that is not there mean no date."""
    assert resolve_date(expression, BASE) is None


def test_an_unknown_form_goes_to_dateparser() -> None:
    """What no rule of ours covers is still tried."""
    found = resolve_date("1 month 2 days ago", BASE)
    assert found is not None
    assert found.basis == "dateparser"


def test_dates_in_a_text_have_exact_places() -> None:
    """All expressions are found, and each stands where it says."""
    text = "OSLO, March 4 -- The council met Thursday and will vote on Friday on the 1965 accord, as it did in August."
    found = find_dates(text, BASE)
    assert [m.text for m in found] == ["March 4", "Thursday", "Friday", "1965", "August"]
    assert [m.resolved.first for m in found] == [
        d("2021-03-04"), d("2021-03-04"), d("2021-03-05"), d("1965-01-01"), d("2020-08-01"),
    ]  # fmt: skip
    assert all(text[m.start : m.end] == m.text for m in found)


def test_counts_are_no_years() -> None:
    """A figure that counts something is not taken for a year."""
    assert find_dates("About 2000 people paid $1950 and 1,999 did not; 2010 troops left.", BASE) == []


def test_a_newspapers_name_is_no_date() -> None:
    """ "Today" behind a capitalised word belongs to a name."""
    assert [m.text for m in find_dates("Florida Today wrote today that it closes. Today it did.", BASE)] == [
        "today",
        "Today",
    ]


def test_movable_feasts() -> None:
    """Easter and the nth weekdays of American holidays."""
    assert [easter(y) for y in (1998, 2000, 2024)] == [d("1998-04-12"), d("2000-04-23"), d("2024-03-31")]
    assert holiday("election day", 2020) == d("2020-11-03")
    assert holiday("memorial day", 2021) == d("2021-05-31")


def test_what_lies_outside_the_calendar_means_nothing() -> None:
    """A record may carry the last of all days."""
    for expression in ("tomorrow", "next week", "next year", "Thanksgiving", "next decade"):
        assert resolve_date(expression, date.max) is None
        assert find_dates(f"It will end {expression}.", date.max) == []
    for expression in ("yesterday", "last week", "last month", "last year"):
        assert resolve_date(expression, date.min) is None


def test_so_long_ago_to_the_day() -> None:
    """ "A year ago today" is one day of last year, not today; a weekday counts from the last one."""
    base = date(2019, 10, 30)  # a Wednesday
    for text, day in (
        ("A year ago today the court ruled.", date(2018, 10, 30)),
        ("It began a month ago today.", date(2019, 9, 30)),
        ("Two weeks ago Friday they met.", date(2019, 10, 11)),
        ("They met a week ago Monday.", date(2019, 10, 21)),
    ):
        assert [m.resolved.date for m in find_dates(text, base)] == [day]
    assert [m.text for m in find_dates("Three years ago they left.", base)] == ["Three years ago"]
    assert resolve_date("9999 years ago today", base) is None
