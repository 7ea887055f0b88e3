"""Dated statements: what happened or will happen when, by the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import EvidenceSentence, SourcedSentence
from brief.stories.central import Told
from brief.stories.changes import contained
from brief.text.resolving import DateMention, find_dates
from brief.text.standing import stands_alone

PRECISIONS = ("day", "week", "month")
"""What a timeline can place. A year ("the 1965 accord") names a thing more often than it dates an event."""
SAME_EVENT = 0.6
"""Share of telling words from which two statements of one day are one."""
READ = 80
"""Sentences of a story that are read for dates at most, the most central first: resolving dates is slow."""

_MAY_DATE = re.compile(
    r"""\b(?: jan | feb | mar | apr | may | june? | july? | aug | sept? | oct | nov | dec | january | february | march
      | april | august | september | october | november | december
      | (?:mon|tues|wednes|thurs|fri|satur|sun)day | today | yesterday | tomorrow | tonight
      | (?:this|last|next|later|earlier|the|each) \W (?:\w+\W)? (?:week|month|day|morning|evening|afternoon)
      | \d{4}-\d\d | \d{1,2}/\d{1,2} )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FIRST_BASE, _OTHER_BASE = date(2001, 2, 3), date(2019, 10, 24)


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """A sentence and the span (`first` ... `last`, inclusive) that its `words` mean; `evidence` has its twins."""

    first: date
    last: date
    words: str
    evidence: EvidenceSentence


def timeline(things: Sequence[Told], *, limit: int) -> tuple[DatedStatement, ...]:
    """At most `limit` dated statements of a story, the most central ones, ordered by date and told once.

    A sentence stands at the first of its days, else at its week or month. Sentences of an undated article count
    only where their date is complete in itself, so that it needs no article's date to be understood.
    """
    readable = [t for t in things if _MAY_DATE.search(t.sentence.text) and stands_alone(t.sentence.text)]
    best = sorted(readable, key=lambda t: (-t.score, t.sentence.ref))[:READ]
    kept: list[DatedStatement] = []
    for statement in (s for t in best for s in _dated(t)):
        if len(kept) == limit:
            break
        if not any(_same_event(statement, k) for k in kept):
            kept.append(statement)
    return tuple(sorted(kept, key=lambda s: (s.first, s.last, s.evidence.sentence.ref)))


def _dated(thing: Told) -> Iterator[DatedStatement]:
    mention = _main_date(thing.sentence.text, thing.text.info.published)
    if mention is None:
        return
    span = mention.resolved
    # A twin that was published on another day may mean another Friday by the same words.
    twins = tuple(t for t in thing.twins if _agrees(t, mention))
    yield DatedStatement(
        span.first,
        span.last,
        mention.text,
        EvidenceSentence("T", thing.sentence, thing.text.info, thing.score, twins),
    )


def _main_date(text: str, published: date | None) -> DateMention | None:
    # In "she repeated that the curbs of July must go" the month dates what is spoken of; one to come is a plan.
    mentions = [
        m
        for m in _mentions(text, published)
        if m.resolved.precision == "day"
        or (m.resolved.precision in PRECISIONS and published and m.resolved.first > published)
    ]
    return min(mentions, key=lambda m: (PRECISIONS.index(m.resolved.precision), m.start), default=None)


def _mentions(text: str, published: date | None) -> list[DateMention]:
    if published is not None:
        return list(find_dates(text, published))
    # Complete in itself: it means the same whenever it was written.
    other = {(m.start, m.end): m.resolved for m in find_dates(text, _OTHER_BASE)}
    return [m for m in find_dates(text, _FIRST_BASE) if _span(other.get((m.start, m.end))) == _span(m.resolved)]


def _span(resolved: object) -> tuple[object, object]:
    return getattr(resolved, "first", None), getattr(resolved, "last", None)


def _agrees(twin: SourcedSentence, mention: DateMention) -> bool:
    own = _main_date(twin.sentence.text, twin.article.published)
    return own is not None and _span(own.resolved) == _span(mention.resolved)


def _same_event(a: DatedStatement, b: DatedStatement) -> bool:
    overlap = a.first <= b.last and b.first <= a.last
    return overlap and contained(a.evidence.sentence.text, b.evidence.sentence.text) >= SAME_EVENT
