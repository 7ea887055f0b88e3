"""Dates that a text spells out in full, with their year: the only kind that needs no day to count from."""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""Month names and their abbreviations, case-folded, without the dot -> 1 ... 12."""

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
"""A regular expression (no groups) of a month's name, without the dot of an abbreviation."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri",
            "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
"""Weekday names, case-folded -> 0 (Monday) ... 6, as `date.weekday`."""

_EXPLICIT = re.compile(
    rf"""
    (?<![\d\w])(?:
        (?P<iso>(?P<y>(?:1[6-9]|20)\d\d)(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}}))(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?
      | (?P<compact>(?:19|20)\d\d[01]\d[0-3]\d)
      | (?P<month1>{MONTH})\.?\s+(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:,|\s)\s*(?P<year1>(?:1[6-9]|20)\d\d)
      | (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month2>{MONTH})\.?,?[\s-]+(?P<year2>(?:1[6-9]|20)\d\d)
      | (?P<n1>\d{{1,2}})(?P<nsep>[/.])(?P<n2>\d{{1,2}})(?P=nsep)(?P<ny>(?:19|20)\d\d)
    )(?![\d])
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find_explicit(text: str, start: int = 0) -> tuple[date, int, int] | None:
    """The first date of day precision with a year at or after `start`: (date, start, end), or None.

    03/04/2019 is read only if one order is possible (a number over 12, or both alike).
    """
    for found in _EXPLICIT.finditer(text, start):
        day = _date_of(found)
        if day is not None:
            return day, found.start(), found.end()
    return None


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_of(found: re.Match[str]) -> date | None:
    if found["iso"]:
        return make_date(int(found["y"]), int(found["m"]), int(found["d"]))
    if found["compact"]:
        digits = found["compact"]
        return make_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if found["month1"]:
        return make_date(int(found["year1"]), MONTHS[found["month1"].casefold()], int(found["day1"]))
    if found["month2"]:
        return make_date(int(found["year2"]), MONTHS[found["month2"].casefold()], int(found["day2"]))
    first, second, year = int(found["n1"]), int(found["n2"]), int(found["ny"])
    if found["nsep"] == "." or first > 12:  # 14.11.2019 is written day first everywhere
        return make_date(year, second, first)
    if second > 12 or first == second:
        return make_date(year, first, second)
    return None
