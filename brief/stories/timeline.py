"""Dated statements: what happened or will happen when, by the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import ArticleInfo, EvidenceSentence, SourcedSentence
from brief.stories.central import Told, best_first
from brief.stories.changes import contained
from brief.text.dates import DateMention, Span, find_dates, possible_days
from brief.text.printed_dates import agreed_days
from brief.text.standing import stands_alone

UNITS = ("day", "week", "month")
"""What a timeline can place. A year ("the 1965 accord") names a thing more often than it dates an event."""
SAME_EVENT = 0.6
"""Share of telling words from which two statements of one day are one."""


@dataclass(frozen=True, slots=True)
class DatedStatement:
    """A sentence and the span (`first` ... `last`, inclusive) that its `words` mean; `evidence` has its twins."""

    first: date
    last: date
    words: str
    evidence: EvidenceSentence


def timeline(things: Sequence[Told], *, limit: int) -> tuple[DatedStatement, ...]:
    """At most `limit` dated statements of a story, the most central ones, ordered by date and told once.

    A sentence stands at the first of its days, else at its week or month, where these are certain. Sentences of an
    undated article count only where their date is complete in itself.
    """
    kept: list[DatedStatement] = []
    for statement in (s for t in sorted(things, key=best_first) for s in _dated(t)):
        if len(kept) == limit:
            break
        if not any(_same_event(statement, k) for k in kept):
            kept.append(statement)
    return tuple(sorted(kept, key=lambda s: (s.first, s.last, s.evidence.sentence.text)))


def _dated(thing: Told) -> Iterator[DatedStatement]:
    text = thing.sentence.text
    found = _main_date(text, thing.text.info) if stands_alone(text) else None
    if found is None:
        return
    mention, span = found
    # A twin that was published on another day may mean another Friday by the same words.
    twins = tuple(t for t in thing.twins if _agrees(t, span))
    evidence = EvidenceSentence("T", thing.sentence, thing.text.info, thing.score, twins)
    yield DatedStatement(span.first, span.last, mention.text, evidence)


def _main_date(text: str, article: ArticleInfo) -> tuple[DateMention, Span] | None:
    """The first day that a sentence certainly names, else week or month to come.

    In "she repeated that the curbs of July must go" the month dates what is spoken of; one to come is a plan.
    """
    dated = [(m, _days(text, m, article)) for m in find_dates(text) if m.unit in UNITS]
    certain = [
        (m, span)
        for m, span in dated
        if span is not None and (m.unit == "day" or (article.published is not None and span.first > article.published))
    ]
    return min(certain, key=lambda found: (UNITS.index(found[0].unit), found[0].start), default=None)


def _days(text: str, mention: DateMention, article: ArticleInfo) -> Span | None:
    if article.published is None or mention.explicit:
        return next(iter(possible_days(mention, None)), None)
    return agreed_days(text, mention, (article.published, article.updated))


def _agrees(twin: SourcedSentence, span: Span) -> bool:
    own = _main_date(twin.sentence.text, twin.article)
    return own is not None and own[1] == span


def _same_event(a: DatedStatement, b: DatedStatement) -> bool:
    overlap = a.first <= b.last and b.first <= a.last
    return overlap and contained(a.evidence.sentence.text, b.evidence.sentence.text) >= SAME_EVENT
