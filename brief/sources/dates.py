"""The day that a record, a page or a feed says it was published."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

from brief.text.dates import find_full, make_date

_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?\d{2,6}Z?)?\s*$")
_EARLIEST_YEAR = 1600


def written_date(value: object) -> date | None:
    """The day in a machine-written date, None if `value` is not one.

    Read are 20191114, the form of e-mail and RSS (`Thu, 14 Nov 2019 09:30:00 +0900`), and a text that begins with a
    full date in any form that `brief.text.dates` finds (`2019-11-14T09:30Z`, `November 14, 2019`); of 3/4/2019 nobody
    knows which day it is. The day is the one written: a time zone does not move it, since its sentences ("on Thursday")
    are written against the outlet's own day.
    """
    if not isinstance(value, str) or len(value) > 100:
        return None
    found = find_full(value)
    if compact := _COMPACT.match(value):
        day = make_date(*map(int, compact.groups()))
    elif found and not value[: found[1]].strip():
        day = found[0]
    else:
        try:
            day = parsedate_to_datetime(value).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return day if day and day.year >= _EARLIEST_YEAR else None
