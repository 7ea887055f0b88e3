"""The days that a claim's words mean ("Friday", "last month"), to be printed beside them.

What is printed here a reader takes for known. A claim's own words get a day only where the sentences it cites have
these words, each was published on a known day, and all of them certainly mean the same (`brief.text.printed_dates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import ShownDate
from brief.text.dates import DateMention, Span, find_dates
from brief.text.printed_dates import agreed_days, with_possessive
from brief.text.quotations import quotations


@dataclass(frozen=True, slots=True)
class DatedText:
    """A cited sentence, the day its article was published and that of its last change, and the sentence before it."""

    text: str
    published: date | None
    inferred: bool = False
    before: str = ""
    updated: date | None = None


PRINTED = re.compile(r"(?<=\w|[.’'])\s\((?P<days>\d{4}(?:-\d\d(?:-\d\d)?)?(?: to \d{4}-\d\d-\d\d)?)(?:, inferred)?\)")
"""The days of words of time, as a page prints them behind the words (brief.render.phrases.resolved)."""


def dates_beside(text: str, cited: Sequence[Sequence[DatedText]]) -> tuple[ShownDate, ...]:
    """The words of the claim `text` that count from a cited article's date, with the days they mean, by start.

    Each member of `cited` is one sentence as its articles carry it: of the carriers the dated ones count, but a
    sentence that has the words and no dated carrier leaves them alone. A span of days is given once.
    """
    sentences = [d for carriers in cited for d in ([c for c in carriers if c.published] or carriers[:1])]
    quoted = [(q.start, q.end) for q in quotations(text)]
    found: dict[Span, ShownDate] = {}
    for mention in find_dates(text):
        if mention.explicit or re.match(r"\s*\(", text[mention.end :]):
            continue
        if any(start < mention.end and mention.start < end for start, end in quoted):
            continue
        meant = {m for sentence in sentences for m in _meant(text, mention, sentence)}
        span = meant.pop() if len(meant) == 1 else None
        if span is not None and span not in found:
            inferred = all(s.inferred for s in sentences if s.published and _same(mention, s.text))
            end = with_possessive(text, mention)
            found[span] = ShownDate(mention.start, end, span.first, span.last, mention.unit, inferred)
    return tuple(found.values())


def _meant(text: str, mention: DateMention, sentence: DatedText) -> Iterator[Span | None]:
    """What the mention's words certainly mean in a cited sentence that has them, or None; of a claim that is that
    sentence, in the same place."""
    for own in _same(mention, sentence.text):
        if text == sentence.text and own.start != mention.start:
            continue
        written = (sentence.published, sentence.updated) if sentence.published else ()
        yield agreed_days(sentence.text, own, written, sentence.before)


def _same(mention: DateMention, text: str) -> list[DateMention]:
    words = mention.text.casefold().split()
    return [m for m in find_dates(text) if m.text.casefold().split() == words]
