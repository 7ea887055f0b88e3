"""The day that a record, a page or a feed says it was published."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_YEAR_FIRST = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{2,6}Z?)?\s*$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONTH_DAY = re.compile(rf"\s*{_MONTH}\s+(\d{{1,2}}),?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"\s*(\d{{1,2}})\s+{_MONTH},?\s+(\d{{4}})\b", re.IGNORECASE)
_EARLIEST_YEAR = 1600


def written_date(value: object) -> date | None:
    """The day in a machine-written date, None if `value` is not one.

    Read are 2019-11-14, 2019/11/14, 2019.11.14, 20191114, ISO 8601 with a time and a zone, the form of
    e-mail and RSS (`Thu, 14 Nov 2019 09:30:00 +0900`), and `November 14, 2019` or `14 Nov. 2019`; not 11/14/2019,
    which is another day, or none, on the other side of the Atlantic. The day is the one written: a time zone
    does not move it, since its sentences ("on Thursday") are written against the outlet's own day.
    """
    if not isinstance(value, str) or len(value) > 100:
        return None
    if match := _YEAR_FIRST.match(value):
        return _day(match[1], match[3], match[4])
    if match := _COMPACT.match(value):
        return _day(match[1], match[2], match[3])
    if match := _MONTH_DAY.match(value):
        return _day(match[3], str(_MONTHS.index(match[1].lower()) + 1), match[2])
    if match := _DAY_MONTH.match(value):
        return _day(match[3], str(_MONTHS.index(match[2].lower()) + 1), match[1])
    try:
        found = parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.year >= _EARLIEST_YEAR else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST_YEAR else None
