"""Dates as records, pages and feeds write them."""

from __future__ import annotations

from datetime import date

import pytest

from brief.sources.dates import written_date


@pytest.mark.parametrize(
    "text",
    [
        "2019-11-14",
        "2019/11/14",
        "2019.11.14",
        "2019-11-14T23:59:59Z",
        "2019-11-14T00:10:00+09:00",
        "2019-11-14 08:15:00.123456-0500",
        " 2019-11-14 ",
        "20191114",
        "20191114T101500Z",
        "Thu, 14 Nov 2019 23:30:00 -0500",
        "14 Nov 2019 01:00:00 GMT",
        "November 14, 2019",
        "14 Nov. 2019",
    ],
)
def test_the_day_is_the_one_written(text: str) -> None:
    """No time zone moves the day."""
    assert written_date(text) == date(2019, 11, 14)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "soon",
        1573689600,
        "2019-13-01",
        "2019-02-30",
        "0001-01-01",
        "2019-11",
        "3/11/2019",
        "2019-11-145",
        "x" * 500,
        [],
    ],
)
def test_what_is_no_date_is_unknown(value: object) -> None:
    """A bad date is None: not an error, and never a guess."""
    assert written_date(value) is None


def test_a_single_digit_is_enough() -> None:
    """Months and days without a leading zero are read."""
    assert written_date("2019/1/5") == date(2019, 1, 5)
