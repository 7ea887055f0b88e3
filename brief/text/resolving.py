"""What a date expression in the news means: rules for what journalists write, dateparser for the rest.

Bare weekdays, days without a year and months are steered by the tense of their clause ("met on Friday", "will
travel on Friday"); all is counted from the day of writing. Half-known dates stay spans with their precision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from brief.models import ResolvedDate
from brief.text.date_rules import Setting, apply_rules, normalised
from brief.text.date_spans import on_day, span
from brief.text.explicit_dates import MONTH, MONTHS
from brief.text.tense import tense


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression in a text and what it means there: `source[start:end] == text`."""

    start: int
    end: int
    text: str
    resolved: ResolvedDate


def resolve_date(expression: str, base: date, sentence: str | None = None) -> ResolvedDate | None:
    """What `expression` means in a text written on `base`, or None if that cannot be told.

    `sentence` is what it stands in: its tense decides between the last Friday and the next, and a date before
    the expression is what "that day" counts from. Where the expression occurs twice in it, the occurrence
    nearest the middle is meant.
    """
    expression = expression.strip()
    if not expression or len(expression) > 200:
        return None
    start, end, around = 0, len(expression), expression
    if sentence:
        at = _occurrence(expression, sentence)
        if at is not None:
            start, end, around = at, at + len(expression), sentence
    return _resolve(expression, base, around, start, end)


def _occurrence(expression: str, sentence: str) -> int | None:
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(expression)}(?!\w)", sentence)]
    middle = (len(sentence) - len(expression)) / 2
    return min(places, key=lambda p: abs(p - middle), default=None)


def _resolve(expression: str, base: date, around: str, start: int, end: int) -> ResolvedDate | None:
    text = normalised(expression)
    if text.isdigit() and len(text) <= 2:
        return _listed_day(int(text), base, around, start, end)
    setting = Setting(
        base, tense(around, start, end), _anchor(base, around, start) if _COUNTS_ON.search(text) else None
    )
    found = apply_rules(text, setting)
    if found is not None:
        return found
    year = re.fullmatch(r"(?:the )?(1[5-9]\d\d|20\d\d)(?: [a-z'-]+){1,3}", text)  # "the 1965 accord"
    if year:
        return apply_rules(year[1], setting)
    worth = _WORTH_PARSING.search(text) and not _DURATION.fullmatch(text)
    return _by_dateparser(text, base) if worth else None


_COUNTS_ON = re.compile(r"\b(?:that|same|following|next|previous|earlier|later|before|after|previously|afterward)\b")
_WORTH_PARSING = re.compile(rf"\d|\b(?:{MONTH}|ago|week|month|year|day)\b", re.IGNORECASE)
_DURATION = re.compile(r"(?:[\w-]+ ){0,3}(?:hour|day|week|month|year|decade)s?|\d+")
_DAY_IN_LIST = re.compile(
    rf"({MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:,|-|–|to|and|or|through)\s*(?:\d{{1,2}})?)*\s*$", re.IGNORECASE
)


def _listed_day(day: int, base: date, around: str, start: int, end: int) -> ResolvedDate | None:
    """The "25" of "April 24 and 25"."""
    before = _DAY_IN_LIST.search(around[:start])
    if before is None:
        return None
    return apply_rules(f"{before[1].casefold()} {day}", Setting(base, tense(around, before.start(), end)))


def _anchor(base: date, around: str, start: int) -> date | None:
    """The last day that is named before `start` in the same sentence or text."""
    last = None
    for found in _SCAN.finditer(around[max(0, start - 300) : start]):
        if _COUNTS_ON.search(found[0].casefold()):
            continue
        at = max(0, start - 300) + found.start()
        resolved = _resolve(found[0], base, around, at, at + len(found[0]))
        if resolved is not None and resolved.date is not None:
            last = resolved.date
    return last


def _by_dateparser(text: str, base: date) -> ResolvedDate | None:
    from dateparser.date import DateDataParser

    settings = {"RELATIVE_BASE": datetime.combine(base, time(12)), "PREFER_DATES_FROM": "current_period"}
    try:
        found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    except (ValueError, OverflowError, RecursionError):
        return None
    if found.date_obj is None:
        return None
    day: date = found.date_obj.date()
    if found.period in ("month", "year"):
        wide = apply_rules(
            str(day.year) if found.period == "year" else f"{_NAME_OF[day.month]} {day.year}", Setting(base)
        )
        return wide and span(wide.first, wide.last, wide.precision, "dateparser")
    return on_day(day, "dateparser")


_NAME_OF = {number: name for name, number in reversed(MONTHS.items())}

# ---------------------------------------------------------------------------------------- in a text

_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_N = r"(?i:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\ few|a\ couple\ of)"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_SCAN = re.compile(
    rf"""
    (?<![\w-])(?:
        (?:{_DAYS},?\s+)?(?:{MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|,\d|\.\d|:\d)(?:,?\s+(?:1[5-9]|20)\d\d(?!\d))?
          |\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?!\w)\.?(?:,?\s+(?:1[5-9]|20)\d\d(?!\d))?)
      | (?:19|20)\d\d-\d\d-\d\d(?!\d)
      | (?:[Tt]he\s+)?(?:(?:early|mid|late)[\s-])?(?:(?:last|next|this)\s+)?(?:January|February|March(?=\s+(?:\d{{4}}
          |of))|April|June|July|August
          |September|October|November|December|(?<=[Ii]n\ )(?:March|May)|(?:Jan|Feb|Aug|Sept|Oct|Nov
              |Dec)\.)(?!\w|\s+\d{{1,2}}(?![\d,]))(?:,?\s+(?:of\s+)?(?:(?:1[5-9]|20)\d\d(?!\d)|(?:last|this|next)\s+year))?
      | (?:(?:[Ll]ast|[Nn]ext|[Tt]his(?:\s+(?:past|coming))?)\s+)?{_DAYS}(?:\s+(?:morning|afternoon|evening
          |night))?(?:\s+of\s+(?:last|this|next)\s+week)?(?!\w)
      | (?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast\ night|[Tt]his\ (?:morning|afternoon|evening)
          |[Ll]ater\ in\ the\ day)(?!\w)
      | (?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate)\s+)?(?:[Ll]ast|[Tt]his|[Nn]ext)\s+(?:week|weekend|month|quarter
          |year|decade|century|{_SEASON})(?!\w)
      | (?:[Tt]he\s+)?(?:end|beginning)\s+of\s+(?:the|this|next)\s+(?:week|month|year|quarter)(?!\w)
      | (?:[Mm]ore\ than\s+|[Aa]lmost\s+|[Nn]early\s+|[Aa]bout\s+)?{_N}\s+(?:day|week|month|year|decade)s?\s+(?:ago
          (?:\s+(?:today|{_DAYS}))?|earlier|later)(?!\w)
      | (?:[Tt]he\s+)?(?:same|following|next|previous)\s+day(?!\w) | (?:[Tt]hat)\ (?:same\ )?day(?!\w)
      | (?:[Tt]he\s+)?(?:first|second|third|fourth)[\s-]quarter(?:\s+of\s+(?:(?:19|20)\d\d|(?:last|this
          |next)\s+year))?(?!\w)
      | (?<=on\ )the\ \d{{1,2}}(?:st|nd|rd|th)(?!\w|\s+(?:anniversary|birthday|century|day|floor|time))
      | (?:Thanksgiving(?:\ Day)?|Christmas(?:\ (?:Day|Eve))?|New\ Year['’]s\ (?:Day|Eve)|Independence\ Day
          |Labor\ Day|Memorial\ Day|Election\ Day|Easter(?:\ Sunday)?)(?!\w)
      | (?:(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-])?(?:(?:the\ )(?=1))?(?:1[5-9]|20)\d0s(?!\w)
      | (?:(?:early|mid|late)[\s-])?(?:1[5-9]|20)\d\d(?:[-–]\d\d(?:\d\d)?)?(?![\w,]*\d|\w|[-–]\w|\s+(?:{MONTH}
          |percent|people|troops|miles|meters|km|dollars|won|euros)(?!\w)|%)
    )
    """,
    re.VERBOSE,
)


def find_dates(text: str, base: date) -> list[DateMention]:
    """The date expressions of `text`, written on `base`, and what they mean, by start and not overlapping.

    Expressions that mean no date of their own ("that day" with no date before it) are left out.
    """
    mentions: list[DateMention] = []
    for found in _SCAN.finditer(text):
        start, end = found.span()
        if found[0].isdigit() and not _is_year(text, start):
            continue
        if found[0] == "Today" and re.search(r"[A-Z]\w* $", text[max(0, start - 20) : start]):
            continue  # the newspaper
        resolved = _resolve(found[0], base, text, start, end)
        if resolved is not None:
            mentions.append(DateMention(start, end, found[0], resolved))
    return mentions


def _is_year(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start]
    return not re.search(r"(?:[$€£¥#]|No\.\s|than\s|about\s|some\s|nearly\s|[\d.,]\s?)$", before)
