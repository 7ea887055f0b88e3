"""The likeliest day that an expression means: a guess, for searching and sorting; what is printed must be certain.

Of the readings that are possible (`brief.text.dates.possible_days`) the tense of the clause picks the last one before
the day of writing or the next one after it; a month or day without its year is rather a recent one than one to come.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from brief.models import ResolvedDate
from brief.text.dates import DateMention, Span, find_dates, possible_days
from brief.text.printed_dates import certain_days
from brief.text.tense import Tense, tense

SOON = 92
"""Days. A month or day without a year is the coming one, without a verb that says so, only where it is so near."""
_UNTIL = re.compile(r"\b(?:until|till|by|through)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")


def resolve_date(expression: str, base: date, sentence: str | None = None) -> ResolvedDate | None:
    """What `expression` means in a text written on `base`, or None if that is not clear.

    `certain` of the result says whether the sentence leaves one reading only.

    Args:
        expression: Words that mean a day, at most 200 characters: "last Friday", "Nov. 3", "three weeks ago".
        base: The day on which the text was written.
        sentence: The sentence that the expression is part of: its tense decides between the last Friday and the next,
            and a date before the expression is what "that day" counts from. Where the expression occurs twice in it,
            the occurrence nearest the middle is meant.
    """
    expression = expression.strip()
    if not expression or len(expression) > 200:
        return None
    around, start = expression, 0
    if sentence:
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(expression)}(?!\w)", sentence)]
        middle = (len(sentence) - len(expression)) / 2
        if places:
            around, start = sentence, min(places, key=lambda at: abs(at - middle))
    end = start + len(expression)
    mentions = [m for m in find_dates(around) if m.start < end and start < m.end]
    mention = min(mentions, key=lambda m: m.unit != "day", default=None)
    span = likely_days(around, mention, base) if mention else None
    if mention is None or span is None:
        return None
    first, last = _part(span, mention.part, base)
    certain = mention.explicit or (bool(sentence) and certain_days(around, mention, base) == span)
    return ResolvedDate(first if first == last else None, first, last, mention.unit, _basis(mention), certain)


@lru_cache(maxsize=4096)
def likely_days(text: str, mention: DateMention, base: date) -> Span | None:
    """The likeliest reading of a mention of `text`, whole weeks, months and years; None where it has no reading."""
    spans = possible_days(mention, base, _anchor(text, mention, base) if mention.anchored else None)
    if len(spans) < 2:
        return spans[0] if spans else None
    at = tense(text, mention.start, mention.end)
    at = Tense.FUTURE if at is Tense.MODAL else at  # "said it would meet on Friday"
    past = max((s for s in spans if s.first <= base), default=spans[0])
    coming = min((s for s in spans if s.last >= base), default=spans[-1])
    if mention.order is not None:
        return past if mention.order == "last" else coming
    if _UNTIL.search(text[: mention.start]):
        at = Tense.OPEN if at is Tense.PAST else Tense.FUTURE
    if at is Tense.OPEN or (_POSSESSIVE.match(text, mention.end) and mention.weekday is not None):
        return min(spans, key=lambda s: abs((s.first - base).days))
    if mention.month is None:
        return coming if at is Tense.FUTURE else past
    ahead, ago = (coming.first - base).days, (base - past.last).days
    soon = {Tense.FUTURE: 3 * SOON, Tense.PAST: SOON // 2}.get(at, SOON) if at else SOON
    return coming if ahead <= soon and (at is Tense.FUTURE or ahead < ago) else past


def dates_in(text: str, base: date) -> tuple[tuple[DateMention, Span], ...]:
    """The dates of a text written on `base` with the likeliest days of each, by start."""
    return tuple((m, span) for m in find_dates(text) if (span := likely_days(text, m, base)) is not None)


def _anchor(text: str, mention: DateMention, base: date) -> date | None:
    """The day that is named last before a mention."""
    before = [m for m in find_dates(text) if m.end <= mention.start and m.unit == "day" and not m.anchored]
    span = likely_days(text, before[-1], base) if before else None
    return span.first if span else None


def _basis(mention: DateMention) -> str:
    if mention.explicit:
        return "explicit"
    if mention.step is not None:
        return "relative"
    if mention.month is not None:
        return "month-day" if mention.day is not None else mention.unit
    return "weekday" if mention.weekday is not None else "day-of-month"


def _part(span: Span, part: str | None, base: date) -> Span:
    """The early, middle or late third of a span, or what of it lies before ("earlier") or after ("later") `base`."""
    first, last = span
    third = timedelta((last - first).days // 3)
    if part in ("early", "beginning", "start"):
        return Span(first, first + third)
    if part in ("late", "end"):
        return Span(last - third, last)
    if part in ("mid", "middle"):
        return Span(first + third, last - third)
    if part == "earlier":
        return Span(first, max(first, min(last, base)))
    if part == "later":
        return Span(min(last, max(first, base)), last)
    return span
