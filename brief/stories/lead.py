"""What an article opens with: its news, and the day of it.

News is told from the top: the opening of a report says what happened and on which day, and that day is the day before
or the day of publication. Columns, guides, galleries and lists open otherwise, whatever they are about. So the dated
opening tells a report from the rest without a word list of subjects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from brief.models import Sentence
from brief.stories.article_text import ArticleText
from brief.text.resolving import dates_in
from brief.text.standing import stands_alone

OPENING = 3
"""Sentences in which a report says when."""
RECENT = timedelta(2)
"""Days between an event and a report of it: a Friday evening's is in the papers of Sunday."""
AHEAD = timedelta(1)
"""What is announced for tomorrow is news of today."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The sentence of an opening that tells the news by itself; `day`: when it happened, None where not said."""

    sentence: Sentence
    day: date | None


def lead(text: ArticleText, reading: int = OPENING) -> Lead | None:
    """The first dated sentence of the opening that stands alone, else the first that does; None if none does."""
    able = [s for s in text.body[:reading] if stands_alone(s.text)]
    published = text.info.published
    for sentence in able:
        day = event_day(sentence.text, published)
        if day is not None:
            return Lead(sentence, day)
    return Lead(able[0], None) if able else None


def has_news(text: ArticleText) -> bool:
    """Whether the opening tells of a day about the day of publication; an undated article cannot be known to."""
    return any(event_day(s.text, text.info.published) is not None for s in text.body[:OPENING])


def event_day(sentence: str, published: date | None) -> date | None:
    """The day about the day of publication that a sentence names, if it does."""
    if published is None:
        return None
    days = (span.first for m, span in dates_in(sentence, published) if m.unit == "day")
    return next((day for day in days if published - RECENT <= day <= published + AHEAD), None)


def newest_first(texts: Sequence[ArticleText]) -> list[ArticleText]:
    """By day of publication, the newest first; of one day those with news in their opening first, then as given."""
    return sorted(texts, key=lambda t: (-(t.info.published or date.min).toordinal(), not has_news(t)))
