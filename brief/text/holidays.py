"""Holidays that news uses as dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

_FIXED = {
    "new year's day": (1, 1), "new year's": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14),
    "st. patrick's day": (3, 17), "may day": (5, 1), "independence day": (7, 4), "july fourth": (7, 4),
    "fourth of july": (7, 4), "july 4th": (7, 4), "halloween": (10, 31), "veterans day": (11, 11),
    "armistice day": (11, 11), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "juneteenth": (6, 19), "d-day": (6, 6),
}  # fmt: skip


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    """The nth weekday of a month; the last for nth = -1."""

    def on(year: int) -> date:
        if nth > 0:
            first = date(year, month, 1)
            return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)

    return on


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


_MOVABLE: dict[str, Callable[[int], date]] = {
    "martin luther king jr. day": _nth(1, 0, 3),
    "martin luther king day": _nth(1, 0, 3),
    "presidents' day": _nth(2, 0, 3),
    "presidents day": _nth(2, 0, 3),
    "mother's day": _nth(5, 6, 2),
    "memorial day": _nth(5, 0, -1),
    "father's day": _nth(6, 6, 3),
    "labor day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "election day": lambda year: _nth(11, 0, 1)(year) + timedelta(1),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "black friday": lambda year: _nth(11, 3, 4)(year) + timedelta(1),
    "easter": easter,
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + timedelta(1),
    "good friday": lambda year: easter(year) - timedelta(2),
    "palm sunday": lambda year: easter(year) - timedelta(7),
}

HOLIDAYS = (*_FIXED, *_MOVABLE)
"""Names, case-folded, with straight apostrophes. Memorial, Labor, Columbus, Election and Thanksgiving Day: the US's."""


def holiday(name: str, year: int) -> date:
    """The day of a holiday in a year; KeyError for a name not in HOLIDAYS."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    return _MOVABLE[name](year)
