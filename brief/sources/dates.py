"""The day that a record, a page or a feed says it was published."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

_YEAR_FIRST = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{2,6}Z?)?\s*$")
_EARLIEST_YEAR = 1600


def written_date(value: object) -> date | None:
    """The day in a machine-written date, None if `value` is not one.

    Read are 2019-11-14, 2019/11/14, 2019.11.14, 20191114, ISO 8601 with a time and a zone, and the form of
    e-mail and RSS (`Thu, 14 Nov 2019 09:30:00 +0900`). The day is the one written: a time zone does not move
    it, since the outlet's own day is the one that its sentences ("on Thursday") are written against.
    """
    if not isinstance(value, str) or len(value) > 100:
        return None
    if match := _YEAR_FIRST.match(value):
        return _day(match[1], match[3], match[4])
    if match := _COMPACT.match(value):
        return _day(match[1], match[2], match[3])
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
