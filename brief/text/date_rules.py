"""The rules for date expressions: each a pattern of a whole expression and what it means.

A rule gets its match and a `Setting` (the day of writing, the tense around, the last date named before). A rule
that cannot tell gives None, and the next is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from brief.models import ResolvedDate
from brief.text.date_spans import (
    add_months,
    month_span,
    narrowed,
    on_day,
    quarter_span,
    season_span,
    shifted,
    span,
    unit_span,
    year_span,
)
from brief.text.date_words import COUNT, DAYPART, MONTH, ORDINAL, PART, SEASONS, UNIT, WEEKDAY, counted
from brief.text.explicit_dates import MONTHS, WEEKDAYS, find_explicit, make_date
from brief.text.holidays import HOLIDAYS, holiday


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    base: date
    tense: str | None = None
    anchor: date | None = None
    """The date named last before the expression in its sentence, for "that day" and "a week later"."""


Rule = Callable[[re.Match[str], Setting], ResolvedDate | None]
RULES: list[tuple[re.Pattern[str], Rule]] = []

NEAR = 92
"""Days. A day or month without a year is the coming one if it is at most so near (half as near where a verb looks
back): the one of the year before would be named with its year."""


def rule(pattern: str) -> Callable[[Rule], Rule]:
    """Add a rule for expressions (case-folded, without times of day) that match `pattern` as a whole."""

    def add(function: Rule) -> Rule:
        RULES.append((re.compile(pattern, re.VERBOSE), function))
        return function

    return add


def _yearless(at: Setting, in_year: Callable[[int], date | None]) -> date | None:
    """The year's day that is meant where no year stands: the tense decides, else the nearer with a lean to the past."""
    days = [d for d in (in_year(at.base.year + i) for i in (-1, 0, 1)) if d is not None]
    past = max((d for d in days if d <= at.base), default=None)
    coming = min((d for d in days if d >= at.base), default=None)
    if past is None or coming is None:
        return past or coming
    ahead, ago = (coming - at.base).days, (at.base - past).days
    if at.tense == "ahead" and ahead <= 300:
        return coming
    near = NEAR // 2 if at.tense == "back" else NEAR
    return coming if ahead <= near and ago > ahead else past


# --------------------------------------------------------------------------------------------- rules


@rule(rf"(?P<weekday>{WEEKDAY}),?\s+(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}){ORDINAL}")
def _weekday_month_day(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    weekday = WEEKDAYS[m["weekday"].rstrip(".")]
    month, day = MONTHS[m["month"].rstrip(".")], int(m["day"])
    days = [d for d in (make_date(at.base.year + i, month, day) for i in (0, -1, 1, -2, 2)) if d]
    fitting = [d for d in days if d.weekday() == weekday]
    best = min(fitting, key=lambda d: abs((d - at.base).days), default=None)
    best = best or _yearless(at, lambda year: make_date(year, month, day))
    return on_day(best, "month-day") if best else None


@rule(rf"(?P<month>{MONTH})\s+(?P<day>\d{{1,2}}){ORDINAL}(?:\s*(?:-|–|to|and|through|or)\s*(?P<last>\d{{1,2}}){ORDINAL})?"
      rf"|(?P<day2>\d{{1,2}}){ORDINAL}(?:\s*(?:-|–|to|and)\s*(?P<last2>\d{{1,2}}){ORDINAL})?\s+(?:of\s+)?(?P<month2>{MONTH})"
      rf"|(?P<day3>\d{{1,2}})-(?P<month3>{MONTH})")  # fmt: skip
def _month_day(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    month = MONTHS[(m["month"] or m["month2"] or m["month3"]).rstrip(".")]
    day = int(m["day"] or m["day2"] or m["day3"])
    first = _yearless(at, lambda year: make_date(year, month, day))
    if first is None:
        return None
    last_day = m["last"] or m["last2"]
    last = make_date(first.year, month, int(last_day)) if last_day else first
    return span(first, last, "day", "month-day") if last and last >= first else on_day(first, "month-day")


@rule(rf"(?:{PART}[\s-]+(?:of\s+|in\s+)?)?(?:(?P<which>last|this|next|this\ past|this\ coming)\s+)?(?P<month>{MONTH})"
      rf"(?:,?\s+(?:of\s+)?(?P<year>(?:1[0-9]|20)\d\d)|\s+(?:of\s+)?(?P<rel>last|this|next)\s+year)?")  # fmt: skip
def _month(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    month = MONTHS[m["month"].rstrip(".")]
    if m["year"]:
        found = month_span(int(m["year"]), month, "explicit")
    elif m["rel"]:
        found = month_span(at.base.year + {"last": -1, "this": 0, "next": 1}[m["rel"]], month, "relative")
    elif m["which"] in ("last", "this past"):
        found = month_span(at.base.year - (month >= at.base.month), month, "relative")
    elif m["which"] in ("next", "this coming"):
        found = month_span(at.base.year + (month <= at.base.month), month, "relative")
    elif m["which"] == "this":
        found = month_span(at.base.year, month, "relative")
    elif month == at.base.month:
        found = month_span(at.base.year, month, "month")
    else:
        day = _yearless(at, lambda year: date(year, month, 1))
        found = month_span(day.year if day else at.base.year, month, "month")
    return narrowed(found, m["part"], at.base)


@rule(rf"(?:(?:early|late|later|earlier)\s+(?:on\s+)?)?(?:(?P<which>last|next|this|this\ past|past|this\ coming"
      rf"|coming)\s+)?"
      rf"(?P<weekday>{WEEKDAY}){DAYPART}(?:\s+of\s+(?P<rel>last|this|next)\s+week)?")  # fmt: skip
def _weekday(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    weekday = WEEKDAYS[m["weekday"].rstrip(".")]
    back = (at.base.weekday() - weekday) % 7
    if m["rel"]:
        monday = at.base - timedelta(at.base.weekday())
        return on_day(monday + timedelta(weekday + 7 * {"last": -1, "this": 0, "next": 1}[m["rel"]]), "weekday")
    which = m["which"] or ""
    if which in ("last", "this past", "past"):
        return on_day(at.base - timedelta(back or 7), "weekday")
    if which in ("next", "coming", "this coming"):
        return on_day(at.base + timedelta(7 - back), "weekday")
    if back == 0:
        return on_day(at.base, "weekday")
    if at.tense == "ahead" or (which == "this" and at.tense != "back"):
        return on_day(at.base + timedelta(7 - back), "weekday")
    return on_day(at.base - timedelta(back), "weekday")


@rule(rf"(?:the\ )?(?:{COUNT}\s+)?(?P<unit>day|week)s?\s+(?P<way>before|after|from)\s+(?P<rest>.+)")
def _beside_another(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    """ "the day before last Tuesday", "a week from Friday"."""
    other = apply_rules(m["rest"], Setting(at.base, "ahead" if m["way"] == "from" else at.tense, at.anchor))
    if other is None or other.date is None:
        return None
    days = (7 if m["unit"] == "week" else 1) * counted(m["n"] or "a")
    return on_day(other.date + timedelta(-days if m["way"] == "before" else days), "relative")


_TODAY = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1, "overnight": 0,
    "day before yesterday": -2, "day after tomorrow": 2,
}  # fmt: skip


@rule(
    r"(?:(?:earlier|later|early|late)\s+)?(?P<word>today|tonight|yesterday|tomorrow|last\ night|overnight"
    r"|(?:the\ )?day\ before\ yesterday|(?:the\ )?day\ after\ tomorrow)(?:\s+(?:morning|afternoon|evening|night))?"
    r"|(?:earlier\s+|later\s+)?(?:this|the)\ (?P<part>morning|afternoon|evening)"
    r"|(?:earlier|later|late|early)\s+in\s+the\s+day|at\ midday|midday|noon|at\ noon|midnight"
)
def _today(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    word = (m["word"] or "today").removeprefix("the ")
    return on_day(at.base + timedelta(_TODAY[word]), "relative")


@rule(
    rf"(?:(?P<half>first|second)\ half\ of\ )?(?:{PART}[\s-]+(?:of\ |in\ )?)?(?:the\ )?(?P<which>last|this|next"
    rf"|past|previous|current|coming|same|that)"
    r"\s+(?P<unit>week|weekend|month|quarter|year|decade|century)"
)
def _this_last_next(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    which, unit = m["which"], m["unit"]
    base, step = at.base, {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if which in ("same", "that"):
        if at.anchor is None:
            return None
        base = at.anchor
    return narrowed(unit_span(base, unit, step), m["part"], at.base)


@rule(r"(?:over\ |on\ |during\ )?(?:the|this|last|next|this\ past)\ weekend")
def _weekend(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    found = unit_span(at.base, "weekend", 1 if "next" in m[0] else 0)
    if "last" in m[0] or (at.tense != "ahead" and found.first > at.base and "next" not in m[0]):
        found = span(found.first - timedelta(7), found.last - timedelta(7), "week", "weekend")
    return found


@rule(
    rf"(?:{PART}[\s-]+(?:of\ |in\ |-)?)?(?:the\ |this\ )?(?:(?P<unit>week|month|quarter"
    rf"|year)(?:['’]s)?(?:\s?-?\s?(?P<end>end))?)"
)
def _of_the_unit(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    """ "the end of the year", "year-end", "later in the month"."""
    part = "end" if m["end"] else m["part"]
    if not part:
        return None
    return narrowed(unit_span(at.base, m["unit"], 0), part, at.base)


@rule(rf"(?:(?:about|almost|nearly|around|some|roughly|more\ than|over|less\ than|exactly|just|only"
      rf"|just\ over)\s+)?{COUNT}"
      rf"(?:\s+of)?[\s-]+{UNIT}\s+(?P<way>ago|earlier|before|previously|later|afterward|from\ now|hence)"
      rf"|(?:in|within)\s+{COUNT.replace('?P<n>', '?P<n2>')}\s+{UNIT.replace('?P<unit>', '?P<unit2>')}"
      r"(?:['’]?\s+time)?")  # fmt: skip
def _ago(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    count, unit = counted(m["n"] or m["n2"]), (m["unit"] or m["unit2"])
    way = m["way"] or "from now"
    base = at.base
    if way in ("earlier", "before", "previously", "later", "afterward"):
        if at.anchor is None:
            return None
        base = at.anchor
    sign = -1 if way in ("ago", "earlier", "before", "previously") else 1
    return shifted(base, sign * count, unit)


@rule(rf"{COUNT}\s+(?P<unit>week|month|year)s?\s+ago\s+(?:(?P<today>today)|(?P<weekday>{WEEKDAY}))")
def _ago_to_the_day(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    """ "a year ago today", "two weeks ago Friday": the same day then; so many weeks before the last such day."""
    count = counted(m["n"])
    try:
        if m["today"]:
            months = count * {"month": 1, "year": 12}.get(m["unit"], 0)
            return on_day(add_months(at.base, -months) if months else at.base - timedelta(7 * count), "relative")
        if m["unit"] != "week":
            return None
        back = (at.base.weekday() - WEEKDAYS[m["weekday"].rstrip(".")]) % 7
        return on_day(at.base - timedelta(back + 7 * count), "relative")
    except (OverflowError, ValueError):
        return None


@rule(r"(?:the\ )?(?P<which>same|that|following|next|previous)\s+(?:(?P<unit>day|week|month|year)|morning|afternoon"
      r"|evening|night)"
      rf"|(?:earlier|later)\ (?:that|the\ same)\ (?P<unit2>day|week|month|year)"
      rf"|(?:the\ )?following\ (?P<weekday>{WEEKDAY})|a\ (?P<unit3>day|week|month|year)\ (?P<way>earlier|later"
      rf"|before|after)"
      r"|the\ day\ (?P<way2>before|after)")  # fmt: skip
def _anaphor(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    """What counts from the date named before it; None where none was."""
    if at.anchor is None:
        return None
    if m["weekday"]:
        ahead = (WEEKDAYS[m["weekday"].rstrip(".")] - at.anchor.weekday() - 1) % 7 + 1
        return on_day(at.anchor + timedelta(ahead), "anaphor")
    way = m["way"] or m["way2"]
    if way:
        return shifted(at.anchor, -1 if way in ("earlier", "before") else 1, m["unit3"] or "day")
    step = {"following": 1, "next": 1, "previous": -1}.get(m["which"] or "", 0)
    return shifted(at.anchor, step, m["unit"] or m["unit2"] or "day")


_SEASON = "|".join(SEASONS)
_HOLIDAY = "|".join(re.escape(h).replace("'", "['’]") for h in sorted(HOLIDAYS, key=len, reverse=True))


@rule(
    rf"(?:(?:{PART})[\s-]+(?:in\ )?)?(?:(?P<which>last|this|next|past)\s+)?(?P<season>{_SEASON})"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d\d))?"
)
def _season(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    month = SEASONS[m["season"]]
    if not (m["which"] or m["year"] or m["part"]) and m["season"] in ("spring", "fall"):
        return None  # more often a verb or a thing
    year = int(m["year"]) if m["year"] else at.base.year
    found = season_span(year, month)
    if m["which"] in ("last", "past") and found.last >= at.base:
        found = season_span(year - 1, month)
    elif m["which"] == "next" and found.first <= at.base:
        found = season_span(year + 1, month)
    elif not m["which"] and not m["year"] and found.first > at.base and at.tense == "back":
        found = season_span(year - 1, month)
    return narrowed(found, m["part"], at.base)


@rule(r"(?:the\ )?(?:(?P<nth>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-]quarter|q(?P<q>[1-4]))"
      r"(?:\s+(?:of\s+)?(?:(?P<year>(?:19|20)\d\d)|(?P<rel>last|this|next)\s+year))?")  # fmt: skip
def _quarter(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    index = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2}.get(m["nth"] or "", 3)
    if m["q"]:
        index = int(m["q"]) - 1
    if m["nth"] == "last" and not (m["year"] or m["rel"]):
        return None
    if m["year"]:
        return quarter_span(int(m["year"]), index, "explicit")
    if m["rel"]:
        return quarter_span(at.base.year + {"last": -1, "this": 0, "next": 1}[m["rel"]], index, "relative")
    found = quarter_span(at.base.year, index, "quarter")
    if found.first > at.base and at.tense != "ahead":
        found = quarter_span(at.base.year - 1, index, "quarter")
    return found


@rule(
    rf"(?:{PART}[\s-]+)?(?:the\ )?(?:{PART.replace('?P<part>', '?P<part2>')}[\s-]+)?(?:(?P<century>1[0-9]"
    rf"|20)?['’]?(?P<decade>\d0)['’]?s)"
)
def _decade(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    century = (
        int(m["century"])
        if m["century"]
        else (at.base.year // 100 if int(m["decade"]) <= at.base.year % 100 else at.base.year // 100 - 1)
    )
    first = century * 100 + int(m["decade"])
    size = 10 if int(m["decade"]) or century == 20 else 100
    found = span(date(first, 1, 1), date(first + size - 1, 12, 31), "decade", "explicit")
    return narrowed(found, m["part"] or m["part2"], at.base)


@rule(
    rf"(?:{PART}[\s-]+(?:of\ |in\ )?|fiscal(?:\ year)?\ |the\ year\ |post-|pre-)?(?P<year>(?:1[0-9]"
    rf"|20)\d\d)(?:\s?[-–]\s?(?P<last>\d\d(?:\d\d)?))?"
)
def _year(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    year = int(m["year"])
    if m["last"]:
        last = int(m["last"]) if len(m["last"]) == 4 else year // 100 * 100 + int(m["last"])
        return span(date(year, 1, 1), date(last, 12, 31), "year", "explicit") if last > year else None
    return narrowed(year_span(year, "explicit"), m["part"], at.base)


@rule(r"(?:on\ )?the\ (?P<day>\d{1,2})(?:st|nd|rd|th)(?:\ of\ (?:the|this)\ month)?")
def _the_15th(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    """The day of the month nearest in the direction of the tense, else the nearest of all."""
    months = [add_months(at.base.replace(day=1), i) for i in (-1, 0, 1)]
    days = [d for d in (make_date(x.year, x.month, int(m["day"])) for x in months) if d]
    if at.tense == "ahead":
        days = [d for d in days if d >= at.base] or days
    elif at.tense == "back":
        days = [d for d in days if d <= at.base] or days
    best = min(days, key=lambda d: abs((d - at.base).days), default=None)
    return on_day(best, "day-of-month") if best else None


@rule(rf"(?:(?P<which>last|this|next)\s+)?(?P<name>{_HOLIDAY})(?:,?\s+(?P<year>(?:19|20)\d\d))?")
def _holiday(m: re.Match[str], at: Setting) -> ResolvedDate | None:
    name = m["name"].replace("’", "'")
    if m["year"]:
        return on_day(holiday(name, int(m["year"])), "holiday")
    which = m["which"]
    tense = "back" if which == "last" else "ahead" if which == "next" else at.tense
    day = _yearless(Setting(at.base, tense), lambda year: holiday(name, year))
    return on_day(day, "holiday") if day else None


# ------------------------------------------------------------------------------------------- applying

_LEAD = re.compile(
    r"(?:(?:on|in|at|by|until|till|since|from|before|after|during|around|about|through|for|of|as\s+of|as\s+early\s+as|as\s+soon\s+as|the|up\s+until)\s+)+"
)
_CLOCK = re.compile(
    r"(?:at\s+|around\s+|about\s+)?\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.?\s?m\b\.?|o['’]clock)(?:\s+\(?(?:[a-z]{2,4}|eastern|local(?:\s+time)?)\)?(?=\s|,|$))?"
    r"(?:\s+\([^)]*\))?[\s,]*(?:on\s+)?"
)


def normalised(expression: str) -> str:
    """An expression case-folded, with single spaces, without clock times, possessives and closing punctuation."""
    text = re.sub(r"\s+", " ", expression.casefold().replace("’", "'")).strip(" \t\"'“”,;:()")
    text = re.sub(r"'s$|(?<=[a-z\d])\.$(?<!\bjan\.)", "", text)
    return _CLOCK.sub("", text).strip(" ,") or text


def apply_rules(text: str, at: Setting) -> ResolvedDate | None:
    """What the first rule that fits makes of a normalised expression, with and without its leading words."""
    explicit = find_explicit(text)
    if explicit and explicit[2] - explicit[1] >= len(text) - 24:
        return on_day(explicit[0], "explicit")
    bare = _LEAD.sub("", text) if _LEAD.match(text) else text
    for candidate in dict.fromkeys((text, bare)):
        for pattern, function in RULES:
            match = pattern.fullmatch(candidate)
            found = _inside_the_calendar(function, match, at) if match else None
            if found is not None:
                return found
    return None


def _inside_the_calendar(function: Rule, match: re.Match[str], at: Setting) -> ResolvedDate | None:
    """What a rule says; None for what lies before the year 1 or after 9999 ("next week" of a record of 9999-12-31)."""
    try:
        return function(match, at)
    except (OverflowError, ValueError):
        return None
