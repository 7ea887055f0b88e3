"""Dates in a sentence, by their parts, and whether a date that a claim states is one that its sources mean.

A sentence says "Friday", its article is dated, the claim says "Nov. 15": each mention becomes the parts it
states (year, month, day, weekday), and a source mention also the parts it means on the day it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from brief.text import dates as text_dates
from brief.text.resolving import likely_days
from brief.verification.lexicon import MONTHS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class DateMention:
    """The parts of a date as stated; `relative` is a word that needs the day of writing (`today`, `last year`)."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    decade: int | None = None
    relative: str | None = None

    @property
    def dayish(self) -> bool:
        """Whether it names one day."""
        return self.day is not None or self.weekday is not None or self.relative in _DAYS


_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_FORMS = [
    re.compile(p, re.IGNORECASE)
    for p in (
        r"(?<![\d/-])(?P<year>1[5-9]\d\d|20\d\d)[-/.](?P<monthnumber>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d/-])",
        rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}(?!\d|,\d|\.\d|\s*(?:percent|per\s+cent|%|million|billion))",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}\b(?!\w)",
        rf"\b{_MONTH}(?:\s+of|,)?\s+{_YEAR}\b",
        r"(?<![\d.,$£€¥-])(?P<year>1[0-9]\d\d|20\d\d)(?P<decade>s)\b",
        r"['’](?P<short>[1-9]0)s\b",
        r"(?<![\d.,$£€¥#])(?P<year>1[5-9]\d\d|20\d\d)(?:[-–](?P<yearend>\d\d|20\d\d|19\d\d))?(?![\d%]|,\d|\.\d|\w)",
        rf"\b{_MONTH}(?!\w)",
        r"\b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:tues?|wed|thurs?|fri)\b\.?)(?!\w)",
        r"\b(?P<relative>today|yesterday|tomorrow|tonight|(?:last|this|next)\s+(?:year|month|week))\b",
        r"\b(?P<ago>\d+|one|two|three|four|five|six|seven|eight|nine|ten|a)\s+(?P<agounit>years?|months?|weeks?|days?)"
        r"\s+(?:ago|earlier)\b",
    )
]  # fmt: skip
_DAYS = frozenset(("today", "tonight", "yesterday", "tomorrow"))
_COUNTS = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {"a": 1}
_HAS_DATE = re.compile(
    r"\d|day\b|day|year|month|week|tonight|tomorrow|['’]\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|\btue|\bwed|\bthu|\bfri|mondays|sundays",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def find_dates(text: str) -> tuple[DateMention, ...]:
    """The date mentions of `text` by start, not overlapping; nothing is resolved."""
    if not _HAS_DATE.search(text):
        return ()
    taken: list[tuple[int, int]] = []
    out: list[DateMention] = []
    for form in _FORMS:
        for m in form.finditer(text):
            if any(m.start() < b and a < m.end() for a, b in taken):
                continue
            found = list(_mentions(text, m))
            if found:
                taken.append(m.span())
                out.extend(found)
    return tuple(sorted(out, key=lambda d: d.start))


def _mentions(text: str, m: re.Match[str]) -> Iterable[DateMention]:
    got = {k: v for k, v in m.groupdict().items() if v is not None}
    base = DateMention(m.start(), m.end(), m.group())
    if "relative" in got:
        yield replace(base, relative=re.sub(r"\s+", " ", got["relative"].lower()))
        return
    if "ago" in got:
        count = _COUNTS.get(got["ago"].lower()) or got["ago"]
        yield replace(base, relative=f"{count} {got['agounit'].lower().rstrip('s')} ago")
        return
    if "short" in got:
        yield replace(base, decade=1900 + int(got["short"]))
        return
    if "weekday" in got:
        number = WEEKDAYS.get(got["weekday"].lower().rstrip("."))
        if number is not None and got["weekday"][0].isupper():
            yield replace(base, weekday=number)
        return
    year = int(got["year"]) if "year" in got else None
    if "decade" in got:
        yield replace(base, decade=year)
        return
    month = int(got["monthnumber"]) if "monthnumber" in got else None
    if "month" in got:
        if not (got["month"][0].isupper()) or _is_word(text, m, got):
            return
        month = MONTHS.get(got["month"].lower().rstrip("."))
    day = int(got["day"]) if "day" in got else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return
    yield replace(base, year=year, month=month, day=day)
    if "yearend" in got and year is not None:
        end = got["yearend"]
        yield replace(base, start=m.start("yearend"), year=int(end) if len(end) == 4 else year // 100 * 100 + int(end))


_BEFORE_MONTH = frozenset(
    """
in since until last next by from early late mid of this during to and through before after between every for around
about till or
""".split()
)


def _is_word(text: str, m: re.Match[str], got: dict[str, str]) -> bool:
    """`May` and `March` alone are months only after a word that leads to one; `Mar`, `Jan` need their full stop."""
    month = got["month"]
    if "day" in got or "year" in got:
        return False
    before = re.search(r"([\w']+)\W*$", text[: m.start("month")])
    lead = before.group(1).lower() if before else ""
    if month in ("May", "March"):
        return lead not in _BEFORE_MONTH
    return month in ("Jan", "Mar", "Dec", "Jun", "Jul", "Sep", "Oct", "Nov", "Feb", "Apr", "Aug") and not lead


@lru_cache(maxsize=8192)
def stated(text: str, published: date | None) -> tuple[DateMention, ...]:
    """The dates a source sentence states and, given the day its article was written, those it means."""
    out = list(find_dates(text))
    for mention in tuple(out):
        if mention.year and mention.month and mention.day:
            out += _whole(mention, mention.year, mention.month, mention.day)
    if published is not None and out:
        for found in text_dates.find_dates(text):
            means = likely_days(text, found, published)
            if means is not None:
                out.append(_of_span(found, means))
    return tuple(out)


def _of_span(found: text_dates.DateMention, means: text_dates.Span) -> DateMention:
    start, end, text, first = found.start, found.end, found.text, means.first
    if first == means.last:
        return replace(of_day(first), start=start, end=end, text=text)
    if found.unit == "decade":
        return DateMention(start, end, text, decade=first.year)
    same_month = (first.year, first.month) == (means.last.year, means.last.month)
    same_year = first.year == means.last.year
    return DateMention(start, end, text, first.year if same_year else None, first.month if same_month else None)


def _whole(mention: DateMention, year: int, month: int, day: int) -> list[DateMention]:
    try:
        return [replace(mention, weekday=date(year, month, day).weekday())]
    except ValueError:
        return []


def of_day(day: date) -> DateMention:
    """A mention that states every part of one day (the day an article was published)."""
    return DateMention(0, 0, day.isoformat(), day.year, day.month, day.day, day.weekday())


def covers(source: DateMention, claim: DateMention) -> bool:
    """Whether `source` states every part that `claim` states. Years are never rounded."""
    if claim.relative is not None:
        return source.relative == claim.relative
    if claim.decade is not None:
        return source.decade == claim.decade or (source.year is not None and source.year // 10 * 10 == claim.decade)
    parts = ((claim.year, source.year), (claim.month, source.month), (claim.day, source.day),
             (claim.weekday, source.weekday))  # fmt: skip
    return all(wanted is None or wanted == got for wanted, got in parts)
