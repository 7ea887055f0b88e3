"""What a date expression in the news means: rules for what journalists write, dateparser for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from brief.models import ResolvedDate
from brief.news.explicit_dates import find_explicit


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression in a text and what it means there."""

    start: int
    end: int
    text: str
    resolved: ResolvedDate


def resolve_date(expression: str, base: date, sentence: str | None = None) -> ResolvedDate | None:
    """What `expression` means in a text written on `base`, or None."""
    explicit = find_explicit(expression)
    if explicit:
        return ResolvedDate(explicit[0], explicit[0], explicit[0], "day", "explicit")
    return _by_dateparser(expression, base)


def _by_dateparser(expression: str, base: date) -> ResolvedDate | None:
    import dateparser

    settings = {"RELATIVE_BASE": datetime.combine(base, time(12)), "PREFER_DATES_FROM": "current_period"}
    found = dateparser.parse(expression, languages=["en"], settings=settings)
    return ResolvedDate(found.date(), found.date(), found.date(), "day", "dateparser") if found else None


def find_dates(text: str, base: date) -> list[DateMention]:
    """The date expressions of `text` and what they mean, by start."""
    found: list[DateMention] = []
    at = 0
    while explicit := find_explicit(text, at):
        day, start, end = explicit
        found.append(DateMention(start, end, text[start:end], ResolvedDate(day, day, day, "day", "explicit")))
        at = end
    return found
