"""The likeliest day that an expression means, and whether it is certain."""

from __future__ import annotations

from datetime import date

import pytest

from brief.text.dates import find_dates
from brief.text.resolving import likely_days, resolve_date

BASE = date(2021, 3, 4)  # a Thursday


@pytest.mark.parametrize(
    ("expression", "sentence", "day"),
    [
        ("Friday", "They met on Friday.", "2021-02-26"),
        ("Friday", "They will meet on Friday.", "2021-03-05"),
        ("Friday", "The talks are scheduled for Friday.", "2021-03-05"),
        ("Thursday", "They met on Thursday.", "2021-03-04"),
        ("Thursday", "They will meet Thursday.", "2021-03-04"),
        ("Monday", "A vote could come as early as Monday.", "2021-03-08"),
        ("Monday", "It must be paid by Monday.", "2021-03-08"),
        ("Friday", "They planned a march on Friday.", "2021-03-05"),
        ("Tuesday", "Tuesday's march was quiet.", "2021-03-02"),
        ("Wednesday night", "He was arrested Wednesday night.", "2021-03-03"),
        ("last Friday", None, "2021-02-26"),
        ("next Tuesday", None, "2021-03-09"),
        ("Friday, March 5", None, "2021-03-05"),
        ("March 12", "The pact is set to expire on March 12.", "2021-03-12"),
        ("Oct. 23", "He was seen on Oct. 23.", "2020-10-23"),
        ("last Oct. 23", None, "2020-10-23"),
        ("Jan. 14", "The council voted on Jan. 14.", "2021-01-14"),
        ("Feb. 10, 2019", None, "2019-02-10"),
        ("yesterday", None, "2021-03-03"),
        ("on the 15th", "They will meet on the 15th.", "2021-03-15"),
        ("Christmas Eve", "He left on Christmas Eve.", "2020-12-24"),
        ("Thanksgiving", "The boat sank on Thanksgiving.", "2020-11-26"),
        ("three days later", "The pier fell on Feb. 2 and was gone three days later.", "2021-02-05"),
        ("the next day", "It rained on Feb. 2, and the next day it snowed.", "2021-02-03"),
        ("9 a.m. Tuesday", "He must leave by 9 a.m. Tuesday.", "2021-03-09"),
        ("June 5", "The bridge will stay closed until June 5 because of its cracks.", "2021-06-05"),
        ("25", "The summit will be held on April 24 and 25.", "2021-04-25"),
    ],
)
def test_days(expression: str, sentence: str | None, day: str) -> None:
    """The tense of the clause tells the last Friday from the next; a date before is what "later" counts from."""
    found = resolve_date(expression, BASE, sentence)
    assert found is not None
    assert (str(found.date), found.precision) == (day, "day")
    assert found.first == found.last == found.date


@pytest.mark.parametrize(
    ("expression", "first", "last", "precision"),
    [
        ("two weeks ago", "2021-02-15", "2021-02-21", "week"),
        ("last weekend", "2021-02-27", "2021-02-28", "weekend"),
        ("in August", "2020-08-01", "2020-08-31", "month"),
        ("earlier this month", "2021-03-01", "2021-03-04", "month"),
        ("late November", "2020-11-21", "2020-11-30", "month"),
        ("the third quarter", "2020-07-01", "2020-09-30", "quarter"),
        ("last year's", "2020-01-01", "2020-12-31", "year"),
        ("the 1965 accord", "1965-01-01", "1965-12-31", "year"),
        ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
    ],
)
def test_half_known_dates_stay_spans(expression: str, first: str, last: str, precision: str) -> None:
    """Where no day is known, none is invented: the span and its precision are kept."""
    found = resolve_date(expression, BASE)
    assert found is not None
    assert (found.date, str(found.first), str(found.last), found.precision) == (None, first, last, precision)


@pytest.mark.parametrize("expression", ["", "that day", "10 days", "13", "Feb. 30", "soon", "a day earlier"])
def test_what_cannot_be_told_is_none(expression: str) -> None:
    """Durations, impossible days and words that count from a date that is not there mean no date."""
    assert resolve_date(expression, BASE) is None


@pytest.mark.parametrize(
    ("expression", "sentence", "certain"),
    [
        ("Tuesday", "The council voted on Tuesday.", True),
        ("Friday", "The council voted on Friday.", False),
        ("Tuesday", None, False),
        ("Feb. 10, 2019", None, True),
        ("Friday", "The market is held every Friday.", False),
    ],
)
def test_a_guess_says_that_it_is_one(expression: str, sentence: str | None, certain: bool) -> None:
    """Certain is what a page would print."""
    found = resolve_date(expression, BASE, sentence)
    assert found is not None and found.certain is certain


def test_what_lies_outside_the_calendar_means_nothing() -> None:
    """A record may carry the first or the last of all days."""
    for expression in ("tomorrow", "next week", "next year", "Thanksgiving", "next decade"):
        assert resolve_date(expression, date.max) is None
    for expression in ("yesterday", "last week", "last month", "last year"):
        assert resolve_date(expression, date.min) is None


def test_all_dates_of_a_text_are_resolved_in_it() -> None:
    """Each by its own clause."""
    text = "OSLO, March 4 -- The council met Thursday and will vote on Friday on the 1965 accord, as it did in August."
    spans = [likely_days(text, m, BASE) for m in find_dates(text)]
    assert [str(s.first) for s in spans if s] == ["2021-03-04", "2021-03-04", "2021-03-05", "1965-01-01", "2020-08-01"]
