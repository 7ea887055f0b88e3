"""The days that a claim's words mean ("Friday", "last month"), to be printed beside them.

What is printed here a reader takes for known, so it is said only where the words stand in the cited sentences, each
of these was published on a known day, and all of them mean the same by it; and of kinds of words that are rarely
misread. Nothing is said of what names its year already, nor within a quotation, which is printed as it was spoken.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brief.models import ResolvedDate, ShownDate
from brief.text.quotations import quotations
from brief.text.resolving import DateMention, find_dates


@dataclass(frozen=True, slots=True)
class DatedText:
    """A cited sentence and the day its article was published."""

    text: str
    published: date | None
    inferred: bool = False


PRINTED = re.compile(r"(?<=\w|[.’'])\s\((?P<days>\d{4}(?:-\d\d(?:-\d\d)?)?(?: to \d{4}-\d\d-\d\d)?)(?:, inferred)?\)")
"""The days of words of time, as a page prints them behind the words (brief.render.phrases.resolved)."""

_MAY_DATE = re.compile(
    r"""day\b|\bto(?:night|morrow)\b|\b(?:week|month|quarter|year)s?\b|\bweekend\b|\bmorning\b|\d(?:st|nd|rd|th)\b
      |\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)""",
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d,.$£€])(?:1[5-9]|20)\d\d(?![\d%]|,\d|\.\d)")
# Told of a day in general, or a name: "every Friday", "Black Friday", "the Sunday Times".
_NO_DAY_BEFORE = re.compile(
    r"\b(?:an?|any|each|every|one|some|most|many|per|all|Black|Good|Bloody|Cyber|Easter|Palm|Ash|Holy|Fat|Super|Maundy"
    r"|Boxing)\s+(?:\w+\s+)?$|\b(?:day|week|month)s?\s+(?:before|after|from|of)\s+$|\bago\s+$"
)
_ENDING_NOW = re.compile(r"\b[Tt]he\s+$")  # "for the last week": the seven days that end now
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)")
_RECENT = timedelta(2)
"""Of "Saturday's game" no verb says whether it was played: it is taken for played where Saturday is just past."""
_NO_DAY_AFTER = re.compile(r"\s+(?:Times|Post|Mail|Mirror|Express|Telegraph|Herald|Journal|Magazine|Night|Star|Sun)\b")
# Counted from another date or in round numbers.
_LOOSE = re.compile(
    r"\b(?:same|that|following|previous|next day|several|few|couple|more than|almost|nearly|about)\b"
    r"|\b(?:day|week|month|year|decade)s? (?:earlier|later)\b|\b(?:months?|years?|decades?) ago\b",
    re.IGNORECASE,
)
_BASES = frozenset(("weekday", "weekend", "relative", "month-day", "month", "quarter", "day-of-month"))
_PRECISIONS = frozenset(("day", "week", "month", "quarter", "year"))
_TAKES_A_YEAR = frozenset(("month-day", "month", "quarter", "day-of-month"))
"""Their year is worked out; where the sentence names another year it may be that one."""


def dates_beside(text: str, cited: Sequence[Sequence[DatedText]]) -> tuple[ShownDate, ...]:
    """The words of the claim `text` that count from a cited article's date, with the days they mean, by start.

    Each member of `cited` is one sentence as its articles carry it: of the carriers the dated ones count, but a
    sentence that has the words and no dated carrier leaves them unresolved.
    """
    if not _MAY_DATE.search(text):
        return ()
    dated = [[d for d in carriers if d.published is not None] or carriers[:1] for carriers in cited]
    base = next((d.published for carriers in dated for d in carriers if d.published), None)
    if base is None:
        return ()
    quoted = [(q.start, q.end) for q in quotations(text)]
    found: list[ShownDate] = []
    mentions = find_dates(text, base)
    for n, mention in enumerate(mentions):
        if any(start < mention.end and mention.start < end for start, end in quoted) or _is_plain(text, mention):
            continue
        meant = _meant(text, mentions, n, dated)
        if meant and not any((meant.first, meant.last) == (d.first, d.last) for d in found):
            found.append(meant)
    return tuple(found)


def _is_plain(text: str, mention: DateMention) -> bool:
    """Whether a mention needs no day beside it: it has one, names its year, or is no certain day."""
    return bool(
        _YEAR.search(mention.text)
        or _LOOSE.search(mention.text)
        or re.match(r"\s*\(", text[mention.end :])
        or _NO_DAY_BEFORE.search(text, 0, mention.start)
        or (_ENDING_NOW.search(text, 0, mention.start) and mention.resolved.precision != "day")
        or _NO_DAY_AFTER.match(text, mention.end)
    )


def _meant(
    text: str, mentions: Sequence[DateMention], n: int, cited: Sequence[Sequence[DatedText]]
) -> ShownDate | None:
    """What the `n`th mention means, if all cited sentences that have its words say the same."""
    mention = mentions[n]
    owned = _POSSESSIVE.match(text, mention.end)
    spans: set[tuple[date, date, str]] = set()
    inferred = True
    for sentence in (s for carriers in cited for s in carriers):
        if sentence.published is None:
            if _key(mention.text) in _key(sentence.text):
                return None
            continue
        for resolved in _same_words(text, mentions, n, sentence):
            span = _span(resolved)
            if owned and resolved.basis == "weekday" and sentence.published - resolved.first > _RECENT:
                return None
            if span is None or _other_year(resolved, text, sentence.text):
                return None
            spans.add(span)
            inferred = inferred and sentence.inferred
    if len(spans) != 1:
        return None
    first, last, precision = spans.pop()
    return ShownDate(mention.start, owned.end() if owned else mention.end, first, last, precision, inferred)


def _same_words(text: str, mentions: Sequence[DateMention], n: int, sentence: DatedText) -> Iterator[ResolvedDate]:
    """What the mention's words mean in a cited sentence: all their occurrences, or where the claim is that sentence
    the one in the same place."""
    assert sentence.published is not None
    own = [m for m in find_dates(sentence.text, sentence.published) if _key(m.text) == _key(mentions[n].text)]
    if _key(text) == _key(sentence.text):
        before = sum(_key(m.text) == _key(mentions[n].text) for m in mentions[:n])
        own = own[before : before + 1]
    for mention in own:
        yield mention.resolved


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _span(resolved: ResolvedDate) -> tuple[date, date, str] | None:
    """The days to print: "early August" is printed as the whole month, since the words say what part of it."""
    if resolved.basis not in _BASES or resolved.precision not in _PRECISIONS:
        return None
    first, last = resolved.first, resolved.last
    if resolved.precision == "month":
        first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
    elif resolved.precision == "year":
        first, last = date(first.year, 1, 1), date(last.year, 12, 31)
    return first, last, resolved.precision


def _other_year(resolved: ResolvedDate, *texts: str) -> bool:
    """Whether a sentence names years, and not the one that was worked out for a month or day without any."""
    if resolved.basis not in _TAKES_A_YEAR:
        return False
    named = {int(m[0]) for text in texts for m in _YEAR.finditer(text)}
    return bool(named) and resolved.first.year not in named
