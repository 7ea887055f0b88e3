"""The day an undated article was written, where its own text gives it away. Better no date than a wrong one.

A full date in a story is far more often the date of something it tells of than its own: of 278 articles whose latest
full date is in the past tense, 46 were published within three days of it. So only two count: the day of the dateline,
where a full date of the same days gives the year; and a full date that the opening tells as news, with its right
weekday ("said Friday, Nov. 22, 2019"). And only where nothing later is named: no later date, year or anniversary.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from brief.models import LineKind, Sentence
from brief.text.dates import find_dates, make_date
from brief.text.tense import Tense, tense

OPENING = 2
"""Sentences in which a report says what happened and when."""
DATELINE_NEAR = 3
"""Days between a dateline and a full date of the text that gives it its year."""


def date_from_text(sentences: Sequence[Sentence], month_day: tuple[int, int] | None = None) -> tuple[date, str] | None:
    """The day a text was written, and how that is known, in words; None where it does not give it away.

    `month_day` is what its dateline says.
    """
    body = [s.text for s in sentences if s.kind is LineKind.BODY]
    dates = [(place, text, m) for place, text in enumerate(body) for m in find_dates(text)]
    newest = max((m.year for _, _, m in dates if m.year), default=0)
    full = [(place, text, m, date(m.year, m.month, m.day)) for place, text, m in dates if m.year and m.month and m.day]
    latest = max((day for _, _, _, day in full), default=date.min)
    looks_back = any(m.anchored or m.text.endswith("ago") for _, _, m in dates)
    for place, text, m, day in full:
        if day != latest or day.year < newest:
            continue
        stamp = make_date(day.year, *month_day) if month_day else None
        if stamp is not None and abs((stamp - day).days) <= DATELINE_NEAR:
            return stamp, f"its dateline has the day, and “{m.text}” in its text the year"
        reported = place < OPENING and tense(text, m.start, m.end) is Tense.PAST
        if reported and m.weekday == day.weekday() and not looks_back and "anniversary" not in " ".join(body):
            return day, f"its opening reports of “{m.text}”"
    return None
