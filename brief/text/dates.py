"""The one finder of dates in English text: what each date expression states, and the days that it may mean.

`find_dates` reads words only. What "Friday" or "June 17" means depends on the day of writing: `possible_days` gives
every reading, `brief.text.resolving` picks one, and `brief.text.printed_dates` says whether only one is possible.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from brief.text.date_forms import COUNTS, FORMS, HOLIDAYS, MONTHS, NTH, SCAN, SEASONS, STEPS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and what its words state: `source[start:end] == text`. Parts that it does not state are None.

    `unit` is what it names: a `day`, `week`, `weekend`, `month`, `quarter`, `season`, `year`, `decade` or `century`.
    A quarter or a season states its first month, a decade or a century its first year.
    """

    start: int
    end: int
    text: str
    unit: str = "day"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 (Monday) ... 6."""
    step: int | None = None
    """How many units it lies after the day of writing ("today" 0, "last week" -1), or after another date."""
    anchored: bool = False
    """`step` counts from a date named before ("the next day", "two weeks later")."""
    order: str | None = None
    """`last`, `this` or `next`, before a weekday, month or season, or after one ("Friday of last week")."""
    of: str | None = None
    """`week` or `year` where `order` belongs to that ("May 5 of last year")."""
    part: str | None = None
    """`early`, `mid`, `late`, `earlier`, `later`, `end` ... of what is named."""
    plural: bool = False
    """"Fridays", "coming years": no one day or year."""
    holiday: str | None = None
    """Key of `brief.text.date_forms.HOLIDAYS`; `month` is set, `day` depends on the year."""

    @property
    def explicit(self) -> bool:
        """Whether it names its year, and so means the same on whatever day it was written."""
        return self.year is not None


class Span(NamedTuple):
    """Days, inclusive."""

    first: date
    last: date


# ------------------------------------------------------------------------------------------ finding


@lru_cache(maxsize=8192)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """The date expressions of `text` by start, not overlapping; nothing is resolved. Cached.

    Each day of a list ("April 24 and 25", "24 and 25 April") and each year of a span ("2017-19") is a mention of its
    own.
    """
    return tuple(mention for found in SCAN.finditer(text) for mention in _mentions(text, found))


def _mentions(text: str, found: re.Match[str]) -> Iterator[DateMention]:
    form = next(name for name in FORMS if found[name] is not None)
    got = {
        key.removeprefix(f"{form}_"): " ".join(value.casefold().replace("’", "'").split())
        for key, value in found.groupdict().items()
        if value and key.startswith(f"{form}_")
    }
    start, end = found.span()
    begun = start
    if "before" in got:
        start = found.end(f"{form}_before")
    listed = found.start(f"{form}_list") if "list" in got else end
    first = _stated(form, got, DateMention(start, listed, text[start:listed].rstrip(" ,-–—")))
    if first is None or not _names_date(text, form, got, start):
        return
    for earlier in re.finditer(r"\d+", text[begun:start]):
        at, day = begun + earlier.start(), int(earlier[0])
        if day < (first.day or 0) and _exists(first.year, first.month, day):
            yield replace(first, start=at, end=at + len(earlier[0]), text=earlier[0], day=day, weekday=None)
    yield replace(first, end=start + len(first.text))
    for more in re.finditer(r"\d+", text[listed:end]):
        value, begin = int(more[0]), listed + more.start()
        other = replace(first, start=begin, end=begin + len(more[0]), text=more[0], weekday=None)
        if form == "yearonly":
            yield replace(other, year=value if value > 99 else (first.year or 0) // 100 * 100 + value)
        elif form == "monthday" and begin < found.end("monthday_list") and _exists(first.year, first.month, value):
            yield replace(other, day=value)


def _names_date(text: str, form: str, got: dict[str, str], start: int) -> bool:
    """Whether "may", "March", "dec" or "fall", with nothing beside it, names a date by the words around it."""
    if got.keys() & {"year", "ofyear", "order", "part"}:
        return True
    if form == "monthonly" and got["month"] in ("may", "march"):
        before = re.search(r"(\w+)\W*$", text[max(0, start - 20) : start])
        return before is not None and before[1].casefold() in _PREPOSITIONS
    if form == "monthonly" and len(got["month"]) <= 4 and got["month"] not in ("june", "july"):
        return text[start].isupper() and text.startswith(".", start + len(got["month"]))
    return form != "season"


_PREPOSITIONS = frozenset("in since until till by from of during through before after between around to a the".split())


def _stated(form: str, got: dict[str, str], at: DateMention) -> DateMention | None:
    """What the groups of a form state; None where there is no such date."""
    year = int(got["year"]) if "year" in got else int(got["listyear"]) if "listyear" in got else None
    order = _order(got.get("order")) or got.get("ofyear") or got.get("ofweek")
    of = "year" if "ofyear" in got else "week" if "ofweek" in got else None
    at = replace(at, year=year, order=order, of=of, part=got.get("part"))
    if "day" in got:
        return _day(form, got, at)
    if form == "monthonly":
        return replace(at, unit="month", month=MONTHS[got["month"]])
    if form == "weekdayonly":
        return replace(at, weekday=WEEKDAYS[got["weekday"]], plural="plural" in got)
    if form == "now":
        word = got["word"]
        step = next((STEPS[w] for w in reversed(word.split()) if w in STEPS), 0)
        return replace(at, step=step * (2 if word.startswith("day ") else 1))
    if form == "holiday":
        return replace(at, month=HOLIDAYS[got["name"]][0], holiday=got["name"])
    if form == "season":
        return replace(at, unit="season", month=SEASONS[got["season"]])
    if form == "quarter":
        return replace(at, unit="quarter", month=3 * NTH[got["nth"]] + 1)
    if form == "decade":
        return replace(at, unit="decade", year=year if year is not None else 1900 + int(got["short"]))
    if form == "yearonly":
        return replace(at, unit="year")
    return _counted(form, got, at)


def _order(words: str | None) -> str | None:
    if words is None:
        return None
    step = next((STEPS[w] for w in words.split() if w in STEPS), 0)
    return {-1: "last", 0: "this", 1: "next"}[step]


def _counted(form: str, got: dict[str, str], at: DateMention) -> DateMention | None:
    """What counts from the day of writing, or from another date."""
    unit = {"centur": "century"}.get(got.get("unit", "day"), got.get("unit", "day"))
    at = replace(at, unit=unit, order=None)
    if form == "after":
        weekday = WEEKDAYS.get(got.get("weekday", ""))
        return replace(at, weekday=weekday, step=STEPS.get(got.get("way", ""), 0), anchored=True)
    if form == "ago":
        count = int(got["count"]) if got["count"].isdigit() else COUNTS[got["count"]]
        return replace(at, step=count * STEPS[got["way"]], anchored=got["way"] != "ago")
    if form == "partof":  # "the middle of the day" is that of any day
        return replace(at, step=0) if "part" in got and unit != "day" else None
    return replace(at, step=STEPS.get(got["order"].split()[-1], 0), plural=at.text.endswith("s"))


def _day(form: str, got: dict[str, str], at: DateMention) -> DateMention | None:
    day = int(got["day"])
    if form == "ofmonth":
        return replace(at, day=day) if day <= 31 else None
    month = int(got["month"]) if got["month"].isdigit() else MONTHS[got["month"]]
    if form == "figures":  # 14.11.2019 has the day first everywhere, 3/4/2019 may be either
        if got["sep"] == "." or month > 12:
            month, day = day, month
        elif day <= 12 and day != month:
            return None
    weekday = WEEKDAYS[got["weekday"]] if "weekday" in got else None
    return replace(at, month=month, day=day, weekday=weekday) if _exists(at.year, month, day) else None


def _exists(year: int | None, month: int | None, day: int) -> bool:
    return month is not None and 1 <= month <= 12 and 1 <= day <= monthrange(year or 2000, month)[1]


def find_full(text: str) -> tuple[date, int, int] | None:
    """The first date of `text` that names its day, month and year: (date, start, end), or None."""
    return next(
        ((date(m.year, m.month, m.day), m.start, m.end) for m in find_dates(text) if m.year and m.month and m.day), None
    )


def full_dates(text: str) -> tuple[date, ...]:
    """The days of `text` that are named with their month and year."""
    return tuple(date(m.year, m.month, m.day) for m in find_dates(text) if m.year and m.month and m.day)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None if there is none such."""
    return date(year, month, day) if 1 <= year <= 9999 and _exists(year, month, day) else None


# -------------------------------------------------------------------------------------- what it may mean


def possible_days(mention: DateMention, base: date | None, anchor: date | None = None) -> tuple[Span, ...]:
    """Every span of days that a mention may mean in a text written on `base`, earliest first.

    Whole weeks (from Monday), months and years, whatever part of them is meant. What needs a day to count from means
    nothing without `base`, "the next day" nothing without `anchor`, the date that was named before.
    """
    try:
        return tuple(sorted(set(_readings(mention, base, anchor))))
    except (OverflowError, ValueError):  # before the year 1 or after 9999
        return ()


def _readings(m: DateMention, base: date | None, anchor: date | None) -> Iterator[Span]:
    if m.plural:
        return
    if m.year is not None:
        yield _span(m, m.year)
        return
    origin = anchor if m.anchored else base
    if origin is None:
        return
    if m.anchored and m.weekday is not None:
        days = [
            s
            for s in _weekdays(m, origin)
            if (m.step or 0) * (s.first - origin).days > 0 or (s.first == origin and not m.step)
        ]
        yield days[-1] if m.step == -1 else days[0]
    elif m.step is not None:
        yield _stepped(origin, m.unit, m.step)
    elif m.month is not None:
        yield from _yearless(m, origin)
    elif m.weekday is not None:
        yield from _weekdays(m, origin)
    elif m.day is not None:
        for month in (-1, 0, 1):
            first = _add_months(origin.replace(day=1), month)
            if m.day <= monthrange(first.year, first.month)[1]:
                yield Span(first.replace(day=m.day), first.replace(day=m.day))


def _span(m: DateMention, year: int) -> Span:
    """A mention's days in a year."""
    if m.month is None:
        return Span(date(year, 1, 1), date(year + {"decade": 9, "century": 99}.get(m.unit, 0), 12, 31))
    if m.holiday is not None:
        month, day, *nth = HOLIDAYS[m.holiday]
        first = date(year, month, day)
        return _stepped(first, "day", (nth[0] - first.weekday()) % 7 + 7 * (nth[1] - 1) if nth else 0)
    if m.day is not None:
        return Span(date(year, m.month, m.day), date(year, m.month, m.day))
    first = date(year, m.month, 1)
    return Span(first, _add_months(first, 1 if m.unit == "month" else 3) - timedelta(1))


def _yearless(m: DateMention, base: date) -> Iterator[Span]:
    step = STEPS.get(m.order or "", 0)
    if m.of == "year":
        yield _span(m, base.year + step)
        return
    spans = [_span(m, base.year + i) for i in (-2, -1, 0, 1, 2) if _exists(base.year + i, m.month, m.day or 1)]
    named = [s for s in spans if m.weekday is None or s.first.weekday() == m.weekday]
    if m.weekday is not None and named:
        yield min(named, key=lambda s: abs((s.first - base).days))
    elif m.order == "this":
        yield from (s for s in spans if s.first.year == base.year)
    elif step < 0:
        yield max(s for s in spans if s.first <= base and not s.first <= base <= s.last)
    elif step > 0:
        yield min(s for s in spans if s.first > base)
    else:
        yield from (s for s in spans if abs(s.first.year - base.year) < 2)


def _weekdays(m: DateMention, base: date) -> Iterator[Span]:
    monday = base - timedelta(base.weekday())
    day = monday + timedelta(m.weekday or 0)
    before = base - timedelta((base - day).days % 7 or 7)
    after = base + timedelta((day - base).days % 7 or 7)
    step = STEPS.get(m.order or "", 0)
    if m.of == "week":
        days = [day + timedelta(7 * step)]
    elif step < 0:
        days = [before, day - timedelta(7)]
    elif step > 0:
        days = [after, day + timedelta(7)]
    else:
        days = [before, day, after]
    yield from (Span(d, d) for d in days)


def _stepped(base: date, unit: str, step: int) -> Span:
    """The day, week, month ... (`unit`) that lies `step` after the one of `base`."""
    if unit == "day":
        day = base + timedelta(step)
        return Span(day, day)
    if unit in ("week", "weekend"):
        monday = base + timedelta(7 * step - base.weekday())
        return Span(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6))
    if unit in ("month", "quarter"):
        months = 1 if unit == "month" else 3
        first = base.replace(month=(base.month - 1) // months * months + 1, day=1)
        return Span(_add_months(first, months * step), _add_months(first, months * (step + 1)) - timedelta(1))
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    first = date(base.year // years * years + years * step, 1, 1)
    return Span(first, date(first.year + years - 1, 12, 31))


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
