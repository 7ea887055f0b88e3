"""One finder of dates: what expressions state, and every reading of them."""

from __future__ import annotations

from datetime import date

import pytest

from brief.text.dates import find_dates, full_dates, possible_days

WEDNESDAY = date(2019, 11, 20)


def readings(text: str, base: date | None = WEDNESDAY, anchor: date | None = None) -> list[str]:
    (mention,) = find_dates(text)
    spans = possible_days(mention, base, anchor)
    return [str(s.first) if s.first == s.last else f"{s.first}..{s.last}" for s in spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It met on Friday, Nov. 22, 2019, in Oslo.", ["Friday, Nov. 22, 2019"]),
        ("From April 24 and 25 to June 3-5", ["April 24", "25", "June 3", "5"]),
        ("On 24 and 25 April 2019, not at 45 or 5 June", ["24", "25 April 2019", "5 June"]),
        ("On 16 and 17 November, and 24, 25 and 26 April 2020", ["16", "17 November", "24", "25", "26 April 2020"]),
        ("It won 3-1 April 5 and lost 6-3 May 14, 2021", ["April 5", "May 14, 2021"]),
        ("Killed 12 and 5 May was dark", ["5 May"]),
        ("Theresa May may march in May, and it was in March.", ["May", "March"]),
        ("Sales rose 5 percent in Oct. and 2,019 were sold for $2000.", ["Oct."]),
        ("the 2017-19 seasons", ["2017", "19"]),
        ("what happened in august or last friday", ["august", "last friday"]),
        ("They fall in the fall; last spring they sprang.", ["last spring"]),
    ],
)
def test_what_is_a_date(text: str, words: list[str]) -> None:
    found = find_dates(text)
    assert [m.text for m in found] == words
    assert all(text[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Friday", ["2019-11-15", "2019-11-22"]),
        ("Wednesday night", ["2019-11-13", "2019-11-20", "2019-11-27"]),
        ("Friday of last week", ["2019-11-15"]),
        ("last Friday", ["2019-11-15"]),
        ("Fridays", []),
        ("June 17", ["2018-06-17", "2019-06-17", "2020-06-17"]),
        ("Monday, June 17", ["2019-06-17"]),
        ("Feb. 29", ["2020-02-29"]),
        ("May 5 of last year", ["2018-05-05"]),
        ("today", ["2019-11-20"]),
        ("last night", ["2019-11-19"]),
        ("the day after tomorrow", ["2019-11-22"]),
        ("last week", ["2019-11-11..2019-11-17"]),
        ("two months ago", ["2019-09-01..2019-09-30"]),
        ("earlier this year", ["2019-01-01..2019-12-31"]),
        ("last November", ["2018-11-01..2018-11-30"]),
        ("the first quarter of 2020", ["2020-01-01..2020-03-31"]),
        ("winter 2020", ["2020-12-01..2021-02-28"]),
        ("the 1990s", ["1990-01-01..1999-12-31"]),
    ],
)
def test_every_reading_of_an_expression(text: str, days: list[str]) -> None:
    assert readings(text) == days


def test_what_counts_from_another_date_needs_that_date() -> None:
    assert readings("two days later") == []
    assert readings("two days later", anchor=date(2019, 11, 1)) == ["2019-11-03"]
    assert readings("the following Monday", anchor=date(2019, 11, 1)) == ["2019-11-04"]


def test_without_the_day_of_writing_only_what_names_its_year_means_a_day() -> None:
    assert readings("June 17", None) == readings("yesterday", None) == []
    assert readings("June 17, 2019", None) == ["2019-06-17"]


def test_readings_outside_the_calendar_are_none() -> None:
    assert readings("next week", date.max) == []


@pytest.mark.parametrize("text", ["2019-11-14T09:30:00Z", "Thu, 14 Nov 2019 09:30", "Nov. 14, 2019", "14.11.2019"])
def test_a_full_date_is_read_in_every_form(text: str) -> None:
    assert full_dates(text) == (date(2019, 11, 14),)


def test_a_date_in_figures_that_may_be_two_days_is_none() -> None:
    assert full_dates("3/4/2019") == ()
    assert full_dates("Feb. 30, 2019") == ()
