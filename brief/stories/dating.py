"""The day of an undated article by the dated ones it clearly belongs with. Better no date than a wrong one.

Two ways only: it is nearly the same text as one whose day is known; or it tells, of a weekday, what one that it shares
sentences with announced for that weekday. Two reports that both look back on a Friday may be a week apart (so they
were in one of four cases tried), and texts of a yearly series have most of their sentences in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from brief.models import ArticleInfo
from brief.stories.article_text import ArticleText
from brief.stories.changes import at_odds, contained
from brief.stories.origins import COPIED, Copy, copies
from brief.text.resolving import find_dates
from brief.text.tense import tense

OPENING = 3
"""Sentences that say what an article is about."""
SAME_EVENT = 0.5
"""Share of the telling words of the shorter opening that the other one has too."""
AROUND = timedelta(6)
"""A bare weekday is told within the week."""
COPIES_APART = timedelta(3)
"""Copies of one text are carried within days; where they lie further apart, nobody knows which this one is of."""

_WEEKDAY = re.compile(r"(?<![\w-])(?<!every )(?<!each )(?<!a )(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!\w)")

_YEAR = re.compile(r"(?<![\d,.$£€#-])(?:19|20)\d\d(?![\d%]|,\d|\.\d|-\d)")


def date_by_kin(undated: ArticleText, others: Sequence[ArticleText]) -> tuple[date, str] | None:
    """The day `undated` was written, and how that is known, in words; None where the others do not tell.

    Only articles of `others` whose own date is known count, not those that were dated by inference themselves.
    """
    known = [t for t in others if t.info.published is not None and t.info.published_basis != "inferred"]
    year = _newest_year(undated)
    known = [t for t in known if _published(t.info).year >= year]
    shared = [c for c in copies([undated, *known]) if c.first == 0]
    same = [known[c.second - 1].info for c in shared if _is_copy(undated, c)]
    if same:
        first = min(same, key=_published)
        if max(map(_published, same)) - _published(first) > COPIES_APART:
            return None
        return _published(first), f"it is nearly the same text as {_named(first)}"
    found: dict[date, tuple[str, ArticleInfo]] = {}
    for one in (known[c.second - 1] for c in shared):
        for weekday, day in _told_day(undated, one):
            found.setdefault(day, (weekday, one.info))
    if len(found) != 1:
        return None
    ((day, (weekday, info)),) = found.items()
    return day, f"it tells of {weekday} what {_named(info)}, which it shares sentences with, announced for {day}"


def _is_copy(undated: ArticleText, copy: Copy) -> bool:
    """Whether most of the text is shared, its opening too, and no figure in it differs: the next number of a series
    ("the winning numbers of Tuesday") has its form from the last one, and another day."""
    opening = undated.body[: OPENING - 1]
    return (
        copy.share >= COPIED
        and any(ours in opening for ours, _ in copy.pairs)
        and not any(at_odds(ours.text, theirs.text) for ours, theirs in copy.pairs)
    )


def _told_day(undated: ArticleText, known: ArticleText) -> Iterator[tuple[str, date]]:
    """The weekday that the opening of `undated` tells of as past, and the one day for which `known` announces it."""
    opening = [s.text for s in undated.body[:OPENING]]
    told = {m[0] for text in opening for m in _WEEKDAY.finditer(text) if tense(text, *m.span()) == "back"}
    theirs = known.body
    if len(told) != 1 or known.info.published is None:
        return
    if contained(" ".join(opening), " ".join(s.text for s in theirs[:OPENING])) < SAME_EVENT:
        return
    (weekday,) = told
    days = {
        mention.resolved.date if tense(sentence.text, mention.start, mention.end) == "ahead" else None
        for sentence in theirs
        if weekday in sentence.text
        for mention in find_dates(sentence.text, known.info.published)
        if weekday in mention.text
    }
    day = days.pop() if len(days) == 1 else None
    if day and timedelta(0) <= day - known.info.published <= AROUND:
        yield weekday, day


def _newest_year(text: ArticleText) -> int:
    """The latest year that the text names, plans for years to come left out; 0 if it names none."""
    said = [text.info.title or "", *(s.text for s in text.body)]
    return max(
        (int(y[0]) for words in said for y in _YEAR.finditer(words) if tense(words, *y.span()) != "ahead"), default=0
    )


def _published(info: ArticleInfo) -> date:
    return info.published or date.max


def _named(info: ArticleInfo) -> str:
    """The article as a reason names it: nothing of its text, which may have to be removed from the library one day,
    and its id, by which `Library.remove` then finds the dates that rest on it."""
    outlet = info.source or info.origin
    return f"the one {f'of {outlet}, ' if outlet else 'of '}{info.published} (article {info.id})"
