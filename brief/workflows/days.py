"""Days as people say them, on a command line, in a notebook or through an agent.

"yesterday", "last friday", "3 days ago", "2022-07", "July 8 2022": what is an exact date is taken as it is; words go
through the one finder of dates (`brief.text.dates`).
"""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from brief.models import Query
from brief.text.date_forms import WEEKDAYS
from brief.text.dates import DateMention, Span, find_dates, make_date, possible_days

EXAMPLES = 'write it as 2019-11-14, 2019-11, "July 8 2022", yesterday, "last friday" or "3 days ago"'
_LONGEST = 60
"""Characters of words that may mean a day."""
_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


@dataclass(frozen=True, slots=True)
class SaidDays:
    """The days that words mean, both inclusive. `depends`: on the day on which they are said."""

    first: date
    last: date
    depends: bool


def read_days(words: str, today: date) -> SaidDays:
    """What `words` mean when they are said on `today`.

    "Friday" or "July 8" is the last one that has begun; "2 weeks ago" is the day two weeks before, "last week" all of
    the week before this one.

    Raises:
        ValueError: they name no day, or may mean several; the message is a line for the reader.
    """
    words = " ".join(words.split())
    if len(words) > _LONGEST:
        raise ValueError(f"{words[:_LONGEST]!r}… is not a day: {EXAMPLES}")
    if exact := _exact(words):
        return SaidDays(*exact, depends=False)
    if (found := _FIGURES.fullmatch(words)) and (why := _either(*map(int, found.groups()))):
        raise ValueError(f"{words!r} {why}")
    mention = _mention("today" if words.casefold() == "now" else words)
    if mention and mention.step and mention.unit in (*_DAYS, *_MONTHS) and mention.text.casefold().endswith(" ago"):
        day = _before(today, mention.unit, -mention.step)
        return SaidDays(day, day, depends=True)
    spans = possible_days(mention, today) if mention else ()
    if mention is None or not spans:
        raise ValueError(f"{words!r} is not a day: {EXAMPLES}")
    begun = [s for s in spans if s.first <= today]
    return SaidDays(*(begun[-1] if begun else spans[0]), depends=not mention.explicit)


def read_day(value: object, *, first: bool = False) -> date | None:
    """The day that a value stands for: a date, a datetime, or words said today; None where there is none (also NaN and
    NaT, which tables hold in their gaps). Of several days ("2019-11") the last, or the `first`.

    Raises:
        ValueError: words that name no day, or may mean several.
        TypeError: anything else.
    """
    if value is None or value != value or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        days = read_days(value, date.today())
        return days.first if first else days.last
    raise TypeError(f"a day must be a date or a string like 2019-11-14, not {type(value).__name__}")


def read_dates(query: Query) -> Query:
    """The query with its days as dates, where they were given in words.

    Raises:
        ValueError: a day cannot be read, or the first one is after the last.
        TypeError: as for `read_day`.
    """
    since, until, as_of = read_day(query.since, first=True), read_day(query.until), read_day(query.as_of)
    for end in (until, as_of):
        if since and end and since > end:
            raise ValueError(f"the first day, {since}, is after the last, {end}")
    return replace(query, since=since, until=until, as_of=as_of)


def _exact(words: str) -> Span | None:
    """A date in figures, the year first (with a time of day or without), or a month so."""
    if found := _MONTH.fullmatch(words):
        year, month = map(int, found.groups())
        if make_date(year, month, 1):
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    try:
        day = datetime.fromisoformat(words).date()
    except ValueError:
        return None
    return Span(day, day)


def _either(one: int, other: int, year: int) -> str:
    """Why figures with the year last may mean two days; empty: they do not."""
    if not (one <= 12 and other <= 12 and one != other):
        return ""
    days = [day.isoformat() for day in (make_date(year, other, one), make_date(year, one, other)) if day]
    return f"may be {' or '.join(days)}: write the one that is meant" if len(days) == 2 else ""


def _mention(words: str) -> DateMention | None:
    """The date expression that all of `words` make up."""
    written = " ".join(day_name[WEEKDAYS[w.casefold()]] if w.casefold() in WEEKDAYS else w for w in words.split())
    whole = [m for m in find_dates(written) if m.text == written]
    return whole[0] if whole and not (whole[0].anchored or whole[0].part or whole[0].plural) else None


def _before(today: date, unit: str, count: int) -> date:
    """The day that lies so many units before; of a shorter month its last day.

    Raises:
        ValueError: that is before the year 1.
    """
    try:
        if unit in _DAYS:
            return today - timedelta(count * _DAYS[unit])
        year, month = divmod(today.year * 12 + today.month - 1 - count * _MONTHS[unit], 12)
        return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        raise ValueError("there is no day so long ago") from None
