"""Every date of the claim is one that the sources state, or mean on the day they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from brief.text.analysis import analyse
from brief.text.dates import DateMention, Span, possible_days
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Passage, Severity, register


@register(Kind.DATE, Severity.DOUBT, "give the date as the source does, or cite the sentence that states it")
def dates(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each date that no cited sentence, nor the one before it, states or means."""
    mentions = claim.analysis.dates
    if not mentions:
        return
    have = list(_dated(evidence.passages))
    for mention in mentions:
        if mention.plural or any(_agrees(mention, source, span) for source, span in have):
            continue
        if _on_the_day(mention, evidence.passages):
            continue
        if _has_parts(mention):
            yield Finding(f"{mention.text} is not in the source", mention.start, mention.end)


def _has_parts(mention: DateMention) -> bool:
    """Whether it states a year, month, day or weekday: what only counts from another day is left to the words."""
    return any(x is not None for x in (mention.year, mention.month, mention.day, mention.weekday))


def _dated(passages: Iterable[Passage]) -> Iterator[tuple[DateMention, Span | None]]:
    """The dates of the passages, each with every span of days that it may mean (None: not known)."""
    for passage in passages:
        for text in filter(None, (passage.text, passage.before, passage.headline)):
            anchor: date | None = None
            for mention in analyse(text).dates:
                spans = possible_days(mention, passage.published, anchor or passage.published)
                yield from ((mention, span) for span in (*spans, *_to_the_day(mention, passage.published)) or (None,))
                if len(spans) == 1 and not mention.anchored:
                    anchor = spans[0].first


def _to_the_day(mention: DateMention, published: date | None) -> tuple[Span, ...]:
    """The very day that "a year ago" counts back to."""
    if published is None or mention.unit != "year" or not mention.step or mention.anchored:
        return ()
    try:
        day = published.replace(year=published.year + mention.step)
    except ValueError:  # 29 February
        return ()
    return (Span(day, day),)


def _agrees(claim: DateMention, source: DateMention, span: Span | None) -> bool:
    """Whether a source date states all that the claim's does, or means days that the claim's describes."""
    if span is not None and _has_parts(claim) and _describes(claim, span):
        return True
    if claim.step is not None or claim.anchored:
        return source.step == claim.step and source.unit == claim.unit
    parts = ((claim.year, source.year), (claim.month, source.month), (claim.day, source.day))
    known = claim.weekday is None or claim.weekday == source.weekday
    return known and claim.unit in (source.unit, "day", "month", "year") and all(c in (None, s) for c, s in parts)


def _describes(claim: DateMention, span: Span) -> bool:
    """Whether all days of a span are among those that the claim's date describes, its year left out or not."""
    first, last = span
    if claim.unit in ("decade", "century"):
        return claim.year is not None and claim.year <= first.year <= last.year < claim.year + _YEARS[claim.unit]
    if claim.year is not None and not first.year == last.year == claim.year:
        return False
    if claim.month is not None:
        months = 3 if claim.unit in ("quarter", "season") else 1
        if any((day.month - claim.month) % 12 >= months for day in (first, last)):
            return False
        if months == 1 and first.month != last.month:
            return False
    one = first == last
    if claim.day is not None and not (one and first.day == claim.day):
        return False
    return claim.weekday is None or (one and first.weekday() == claim.weekday)


_YEARS = {"decade": 10, "century": 100}


def _on_the_day(mention: DateMention, passages: Iterable[Passage]) -> bool:
    """Whether it is the day on which an article was published: news reports its own day without naming it."""
    days = {p.published for p in passages if p.published is not None}
    return any(_describes(mention, Span(day, day)) for day in days)
