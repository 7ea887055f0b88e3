"""Spans of days: a day, a week, a month, a year, and parts of them, as `ResolvedDate`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from brief.models import ResolvedDate


def on_day(day: date, basis: str) -> ResolvedDate:
    return ResolvedDate(day, day, day, "day", basis)


def span(first: date, last: date, precision: str, basis: str) -> ResolvedDate:
    return ResolvedDate(first if first == last else None, first, last, precision, basis)


def month_span(year: int, month: int, basis: str) -> ResolvedDate:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month", basis)


def year_span(year: int, basis: str) -> ResolvedDate | None:
    return span(date(year, 1, 1), date(year, 12, 31), "year", basis) if 1 <= year <= 9999 else None


def week_of(day: date, basis: str) -> ResolvedDate:
    monday = day - timedelta(day.weekday())
    return span(monday, monday + timedelta(6), "week", basis)


def narrowed(found: ResolvedDate | None, part: str | None, base: date) -> ResolvedDate | None:
    """The early, middle or late third of a span, or what of it lies before ("earlier") or after ("later") `base`."""
    if found is None or not part:
        return found
    first, last = found.first, found.last
    third = timedelta((last - first).days // 3)
    if part in ("early", "beginning", "start"):
        last = first + (third if part == "early" else third / 2)
    elif part in ("late", "end"):
        first = last - (third if part == "late" else third / 2)
    elif part in ("mid", "middle"):
        first, last = first + third, last - third
    elif part == "earlier":
        last = max(first, min(last, base))
    elif part == "later":
        first = min(last, max(first, base))
    return ResolvedDate(None, first, last, found.precision, found.basis)


def add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def unit_span(base: date, unit: str, step: int) -> ResolvedDate:
    """The week, weekend, month, quarter, year, decade or century (`unit`) `step` after the one of `base`."""
    if unit == "week":
        return week_of(base + timedelta(7 * step), "relative")
    if unit == "weekend":
        saturday = base - timedelta(base.weekday()) + timedelta(5 + 7 * step)
        return span(saturday, saturday + timedelta(1), "week", "weekend")
    if unit == "month":
        return month_span(base.year, base.month + step, "relative")
    if unit == "quarter":
        return quarter_span(base.year, (base.month - 1) // 3 + step, "relative")
    if unit == "year":
        return span(date(base.year + step, 1, 1), date(base.year + step, 12, 31), "year", "relative")
    size = 10 if unit == "decade" else 100
    first = base.year // size * size + step * size
    return span(date(first, 1, 1), date(first + size - 1, 12, 31), "decade", "relative")


def quarter_span(year: int, index: int, basis: str) -> ResolvedDate:
    """The quarter `index`, 0 ... 3 (others count on into other years)."""
    year, index = year + index // 4, index % 4
    last = 3 * index + 3
    return span(date(year, 3 * index + 1, 1), date(year, last, monthrange(year, last)[1]), "quarter", basis)


def shifted(base: date, count: int, unit: str) -> ResolvedDate | None:
    """The day, week, month or year that lies `count` units after `base`; None outside the calendar."""
    try:
        if unit == "day":
            return on_day(base + timedelta(count), "relative")
        if unit in ("week", "fortnight"):
            return week_of(base + timedelta(count * (7 if unit == "week" else 14)), "relative")
        if unit in ("month", "quarter"):
            day = add_months(base, count * (1 if unit == "month" else 3))
            return month_span(day.year, day.month, "relative")
        return year_span(base.year + count * {"year": 1, "decade": 10}.get(unit, 100), "relative")
    except (OverflowError, ValueError):
        return None


def season_span(year: int, month: int) -> ResolvedDate:
    """The three months from `month` on."""
    last = add_months(date(year, month, 1), 3) - timedelta(1)
    return span(date(year, month, 1), last, "quarter", "season")
