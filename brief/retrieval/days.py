"""The days a question speaks of: "in August", "since last week", "what is new".

As of a day, its words of time are meant on that day. Without one, what carries a year means that year; a month or a
day without a year ("in August") means the newest such one up to the newest article that is known, and other words of
time ("last week") mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brief.text.resolving import DateMention

WEEK = timedelta(7)

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_TIMES = re.compile(
    rf"\b(?:1[89]|20)\d\d\b|\b(?:{_MONTHS}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\byesterday\b|\btoday\b|\b(?:last|past|previous|this|earlier this) (?:week|weekend|month|year|quarter)\b"
    r"|\b(?:days?|weeks?|months?|years?) ago\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_IN_EVERY_YEAR = re.compile(rf"\b(?:{_MONTHS})\b", re.IGNORECASE)
_SMALL = re.compile(
    rf"\b(?!(?:may|march|mar)\b)(?:{_MONTHS})\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?<=\bin )(?:may|march)\b(?! not)|(?<=\bsince )(?:may|march)\b|\b(?:may|march)(?= \d)"
)
"""Months and days in small letters, as they are typed in haste; "may" and "march" only where they can be no verb."""
_NO_NEWS_YEAR = 2000
"""The year that words of time are resolved in where neither they nor anything else gives one: it is not used."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days a question speaks of, inclusive; an open side is None."""

    first: date | None
    last: date | None

    def near(self, day: date) -> bool:
        """Whether a day is one of them or up to a week away: news tells a thing some days before or after."""
        return (self.first is None or self.first <= day + WEEK) and (self.last is None or day - WEEK <= self.last)

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def times_of(text: str, today: date | None) -> list[DateMention]:
    """The words of time, as meant on `today`, else on the last day of the latest year they name."""
    if not _TIMES.search(text):
        return []
    from brief.text.resolving import find_dates

    text = _SMALL.sub(lambda m: m[0].capitalize(), text)
    years = [int(y) for y in _YEAR.findall(text)]
    return find_dates(text, today or date(max(years, default=_NO_NEWS_YEAR), 12, 31))


def lacks_year(times: Sequence[DateMention]) -> bool:
    """Whether one of the words of time is a month, or a day of one, without a year."""
    return any(_IN_EVERY_YEAR.search(t.text) and not _YEAR.search(t.text) for t in times)


def span_of(text: str, times: Sequence[DateMention], as_of: date | None) -> Span | None:
    """The days that the first words of time mean, or None; without `as_of` only what carries a year means any."""
    for mention in times:
        if as_of is None and not _YEAR.search(mention.text):
            continue
        if as_of is None or mention.resolved.first <= as_of:
            return _from_or_until(text[: mention.start], mention.resolved.first, mention.resolved.last)
    return None


def newest_span(text: str, newest: date) -> Span | None:
    """The days that the first month, or day of one, without a year means where the newest article is of `newest`."""
    for mention in times_of(text, newest):
        if _IN_EVERY_YEAR.search(mention.text) and not _YEAR.search(mention.text):
            first, last = mention.resolved.first, mention.resolved.last
            if first > newest:
                first, last = _year_before(first), _year_before(last)
            return _from_or_until(text[: mention.start], first, last)
    return None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _from_or_until(before: str, first: date, last: date) -> Span:
    before = before.rstrip().casefold()
    if before.endswith(("since", "after", "from")):
        return Span(first, None)
    if before.endswith(("before", "until", "till", "by")):
        return Span(None, first - timedelta(1))
    return Span(first, last)
