"""The days a question speaks of: "in August", "since last week", "what is new".

As of a day, its words of time are meant on that day. Without one, what carries a year means that year; a month or a
day without a year ("in August") means the newest such one up to the newest article that is known, and other words of
time ("last week") mean nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brief.text.dates import DateMention, possible_days
from brief.text.resolving import likely_days

WEEK = timedelta(7)


@dataclass(frozen=True, slots=True)
class Span:
    """The days a question speaks of, inclusive; an open side is None."""

    first: date | None
    last: date | None

    def away(self, day: date) -> timedelta:
        """How far a day is from them; nothing where it is one of them."""
        if self.first is not None and day < self.first:
            return self.first - day
        return max(timedelta(0), day - self.last) if self.last is not None else timedelta(0)


def lacks_year(times: Sequence[DateMention]) -> bool:
    """Whether one of the words of time is a month, or a day of one, without a year."""
    return any(_is_yearless(t) for t in times)


def span_of(text: str, times: Sequence[DateMention], as_of: date | None) -> Span | None:
    """The days that the first words of time mean, or None; without `as_of` only what carries a year means any."""
    for mention in times:
        if as_of is None and not mention.explicit:
            continue
        days = likely_days(text, mention, as_of or date.min)
        if days is not None and (as_of is None or days.first <= as_of):
            return _from_or_until(text[: mention.start], days.first, days.last)
    return None


def newest_span(text: str, times: Sequence[DateMention], newest: date) -> Span | None:
    """The days that the first month, or day of one, without a year means where the newest article is of `newest`."""
    for mention in filter(_is_yearless, times):
        days = max((d for d in possible_days(mention, newest) if d.first <= newest), default=None)
        if days is not None:
            return _from_or_until(text[: mention.start], days.first, days.last)
    return None


def _is_yearless(mention: DateMention) -> bool:
    return mention.unit in ("day", "month") and mention.month is not None and not mention.explicit


def _from_or_until(before: str, first: date, last: date) -> Span:
    before = before.rstrip().casefold()
    if before.endswith(("since", "after", "from")):
        return Span(first, None)
    if before.endswith(("before", "until", "till", "by")):
        return Span(None, first - timedelta(1))
    return Span(first, last)
