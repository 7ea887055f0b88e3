"""The day an undated article was written, where its own text gives it away. Better no date than a wrong one.

A full date in a story is far more often the date of something it tells of than its own: of 278 articles whose latest
full date is told as past, 46 were published within three days of it. So only these count:

- "today, Tuesday, March 2, 2021";
- a stamp at its very beginning ("11:17 pm ET March 2, 2021");
- a full date with its right weekday in the opening, told as past by a report ("said Friday, Nov. 22, 2019");
- a document dated on the weekday that the opening tells of ("met on Friday", "a statement dated Nov. 15, 2019");
- the day of its dateline, where a full date of the same days gives the year.

And only where nothing later is told or named: no later date, no later year, no anniversary, no "years ago".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import LineKind, Sentence
from brief.text.explicit_dates import MONTH, find_explicit, make_date
from brief.text.tense import tense

OPENING = 3
"""Sentences in which a report says what happened and when."""
DATELINE_NEAR = 3
"""Days between a dateline and a full date of the text that gives it its year."""

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_FULL = re.compile(
    rf"(?<![\w-])(?:(?P<weekday>{_DAY}),?\s+)?"
    rf"(?P<date>{MONTH}\.?\s+\d{{1,2}},?\s+(?:19|20)\d\d|\d{{1,2}}\s+{MONTH}\.?,?\s+(?:19|20)\d\d)(?![\w-])"
)
_BARE = re.compile(rf"(?<![\w-])(?<!every )(?<!each )(?<!a ){_DAY}(?!\w|,?\s+(?:{MONTH}\.?\s+\d|\d))")
_YEAR = re.compile(r"(?<![\d,.$£€#-])(?:19|20)\d\d(?![\d%]|,\d|\.\d|-\d)")
_TODAY = re.compile(r"\b[Tt]oday,?\s+\(?$")
_STAMP = re.compile(
    r"^\W*(?:\w+\s+)?\d{1,2}:\d\d\s*[ap]\.?m\.?,?\s+(?:\(?[A-Z]{2,4}\)?,?\s+)?(?:on\s+)?$", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"\b(?:statement|release|notice|report|letter|note|order|memo|communiqu[eé]|dispatch|bulletin)\s+"
    r"(?:was\s+)?(?:dated|issued|released|published)\s+(?:on\s+)?$"
)
_REPORTS = re.compile(
    r"\b(?:said|told|announced|reported|confirmed|declared|warned|voted|ruled|approved|rejected|agreed|signed|opened"
    r"|closed|met|held|talked|launched|killed|died|arrested|began|ended|decided)\b"
)
_LOOKS_BACK = re.compile(
    r"\b(?:anniversary|(?:years|decades|a year|a decade|century|centuries)\s+(?:ago|later|after))\b"
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Full:
    """A full date in a sentence of the body: `place` counts its body sentences."""

    place: int
    day: date
    words: str
    weekday: str | None
    before: str
    ahead: bool
    reports: bool


def date_from_text(sentences: Sequence[Sentence], month_day: tuple[int, int] | None = None) -> tuple[date, str] | None:
    """The day a text was written, and how that is known, in words; None where it does not give it away.

    `month_day` is what its dateline says.
    """
    body = [s.text for s in sentences if s.kind is LineKind.BODY]
    found = [f for place, text in enumerate(body) for f in _full_dates(place, text)]
    if not found:
        return None
    latest = max(f.day for f in found if not f.ahead) if any(not f.ahead for f in found) else date.min
    newest_year = max((int(y[0]) for text in body for y in _YEAR.finditer(text)), default=0)
    now = [f for f in found if f.day >= latest and f.day.year >= newest_year]
    for f in now:
        if _TODAY.search(f.before) and _right_weekday(f):
            return f.day, f"its text says “today, {f.words}”"
        if f.place == 0 and _STAMP.search(f.before) and _right_weekday(f):
            return f.day, f"its text begins with the stamp “{f.before.strip()} {f.words}”"
        day = make_date(f.day.year, *month_day) if month_day else None
        if day and abs((day - f.day).days) <= DATELINE_NEAR:
            return day, f"its dateline has the day, and “{f.words}” in its text the year"
    if any(_LOOKS_BACK.search(text) for text in body):
        return None
    return _told_as_news(body, [f for f in now if not f.ahead])


def _told_as_news(body: Sequence[str], last: Sequence[_Full]) -> tuple[date, str] | None:
    for f in last:
        if f.weekday and _right_weekday(f) and (f.place == 0 or (f.place < OPENING and f.reports)):
            return f.day, f"its opening reports of “{f.words}”"
    told = {m[0] for text in body[:OPENING] for m in _BARE.finditer(text) if tense(text, *m.span()) == "back"}
    for f in last:
        weekday = _WEEKDAYS[f.day.weekday()]
        if told == {weekday} and _DOCUMENT.search(f.before):
            return f.day, f"its opening tells of {weekday}, and a document in it is dated “{f.words}”, a {weekday}"
    return None


def _full_dates(place: int, text: str) -> Iterator[_Full]:
    if "19" not in text and "20" not in text:
        return
    for m in _FULL.finditer(text):
        explicit = find_explicit(m["date"])
        if explicit:
            yield _Full(
                place,
                explicit[0],
                " ".join(m[0].split()),
                m["weekday"],
                text[: m.start()],
                tense(text, *m.span()) == "ahead",
                bool(_REPORTS.search(text)),
            )


def _right_weekday(f: _Full) -> bool:
    return f.weekday in (None, _WEEKDAYS[f.day.weekday()])
