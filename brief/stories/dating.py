"""The day of an undated article by a dated one of nearly the same text. Better no date than a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from brief.models import ArticleInfo
from brief.stories.article_text import ArticleText
from brief.stories.changes import at_odds
from brief.stories.origins import COPIED, Copy, copies
from brief.text.dates import find_dates
from brief.text.tense import Tense, tense

OPENING = 2
"""Sentences that say what an article is about."""
COPIES_APART = timedelta(3)
"""Copies of one text are carried within days; where they lie further apart, nobody knows which this one is of."""


def date_by_kin(undated: ArticleText, others: Sequence[ArticleText]) -> tuple[date, str] | None:
    """The day `undated` was written, and how that is known, in words; None where the others do not tell.

    Only articles of `others` whose own date is known count, not those that were dated by inference themselves.
    """
    known = [t for t in others if t.info.published is not None and t.info.published_basis != "inferred"]
    year = _newest_year(undated)
    known = [t for t in known if _published(t.info).year >= year]
    shared = [c for c in copies([undated, *known]) if c.first == 0]
    same = [known[c.second - 1].info for c in shared if _is_copy(undated, c)]
    if not same:
        return None
    first = min(same, key=_published)
    if max(map(_published, same)) - _published(first) > COPIES_APART:
        return None
    return _published(first), f"it is nearly the same text as {_named(first)}"


def _is_copy(undated: ArticleText, copy: Copy) -> bool:
    """Whether most of the text is shared, its opening too, and no figure in it differs: the next number of a series
    ("the winning numbers of Tuesday") has its form from the last one, and another day."""
    opening = undated.body[:OPENING]
    return (
        copy.share >= COPIED
        and any(ours in opening for ours, _ in copy.pairs)
        and not any(at_odds(ours.text, theirs.text) for ours, theirs in copy.pairs)
    )


def _newest_year(text: ArticleText) -> int:
    """The latest year that the text names, plans for years to come left out; 0 if it names none."""
    said = [text.info.title or "", *(s.text for s in text.body)]
    years = (m.year for words in said for m in find_dates(words) if tense(words, m.start, m.end) is not Tense.FUTURE)
    return max((year for year in years if year is not None), default=0)


def _published(info: ArticleInfo) -> date:
    return info.published or date.max


def _named(info: ArticleInfo) -> str:
    """The article as a reason names it: nothing of its text, which may have to be removed from the library one day,
    and its id, by which `Library.remove` then finds the dates that rest on it."""
    outlet = info.source or info.origin
    return f"the one {f'of {outlet}, ' if outlet else 'of '}{info.published} (article {info.id})"
