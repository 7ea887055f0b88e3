"""The days that a page prints beside words of a quoted sentence: only those that have one reading.

A false date that is printed as a checked fact is worse than none. Each reading of an expression (`possible_days`) is a
candidate; what makes one certain is evidence of independent kinds:

- the clause: a past verb rules out days to come, a future one days gone by; without either nothing is certain;
- the distance: a weekday is named within the week, and best within a few days; a day without its year belongs to
  the year of writing, by the rules of news styles (or to the one next to it around New Year);
- the construction: a day stands as an adverbial ("on Friday", "died Friday") or possessive; not within a name, a
  noun phrase ("the Jan. 6 committee", "Friday prayers"), a range or a list;
- the surroundings: no other year, nothing in the past tense that lies after the stamp.

Nothing is said of what names its year, nor inside quotations, whose day of speaking is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from brief.models import ShownDate
from brief.text.dates import DateMention, Span, find_dates, possible_days
from brief.text.lemmas import is_ordinary
from brief.text.quotations import quotations
from brief.text.tense import Tense, has_present, is_past, tense
from brief.text.tokens import is_stop_word

NEAR = 3
"""Days. A weekday further away is rather one of the next or last week: stamps and texts are a day or two apart."""
NEAREST = 2
"""Days. So near, the same weekday of another week is so far away that no verb is needed to tell them apart."""
NEW_YEAR = 92
"""Days. So near, a day without its year may belong to the year before or after that of writing."""
WEEK = 7
"""Days. So near, a day is not taken for that of another year which is named in the sentence."""
EDITED = 60
"""Days. What lies so shortly after the stamp, in the past tense, was written after it."""
HALF_YEAR = 182
"""Days. The same of what the very sentence tells: of its years, that after the stamp is nearer than that before."""
_POSSESSIVE = re.compile(r"['’]s\b|['’](?=\s)")
_JOINED = re.compile(r"\s*(?:[-–—/&]|,?\s*\b(?:to|through|thru|until|and|or|on)\b|,)?\s*")
_WORD_BEFORE = re.compile(r"([\w.'’]+)[\s(]*$")
_WORD_AFTER = re.compile(r"\s*([\w'’]+)")
_MARK = re.compile(r"[\"“”]")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_LEADS = frozenset("on by until till through since from before after for of in late early as at during".split())
_AHEAD = frozenset("to for into before until till by".split())
"""Prepositions of what is still to come."""
_ENDING = re.compile(r"\b(?:by|until|till|through)(?:\s+[\w:.]+){0,2}\s+(?:on\s+)?$")
_DETERMINERS = frozenset("a an the every each any some most many all that this one no per another own".split())
_FRAMES = frozenset("in since of during by until from before after".split())


@lru_cache(maxsize=4096)
def printed_dates(sentence: str, published: date, before: str = "") -> tuple[ShownDate, ...]:
    """The days that a page prints beside the words of a sentence of an article of `published`, by start.

    Of each, `sentence[start:end]` are the words, with their 's; `first` ... `last`, inclusive, is a day, or the week,
    month or year that relative words ("last month") mean. Each span once.

    Args:
        sentence: A sentence of the article.
        published: The day of the article.
        before: The sentence before it, where known.
    """
    found: dict[Span, ShownDate] = {}
    for mention in find_dates(sentence):
        span = None if mention.explicit else certain_days(sentence, mention, published, before)
        if span is not None and span not in found:
            end = with_possessive(sentence, mention)
            found[span] = ShownDate(mention.start, end, span.first, span.last, mention.unit)
    return tuple(found.values())


def agreed_days(sentence: str, mention: DateMention, written: Sequence[date | None], before: str = "") -> Span | None:
    """The one span of days that a mention certainly means on each of the days that are known of `written`: that of
    publication and that of a later change, either of which the sentence may be from."""
    spans = {certain_days(sentence, mention, day, before) for day in written if day is not None}
    return spans.pop() if len(spans) == 1 else None


def with_possessive(sentence: str, mention: DateMention) -> int:
    """Where a mention ends, with its 's."""
    owned = _POSSESSIVE.match(sentence, mention.end)
    return owned.end() if owned else mention.end


def certain_days(sentence: str, mention: DateMention, published: date, before: str = "") -> Span | None:
    """The one span of days that a mention of a sentence means, or None where that is not certain."""
    if mention.explicit:
        return next(iter(possible_days(mention, published)), None)
    if mention.anchored or mention.plural or mention.holiday or mention.unit in ("quarter", "season"):
        return None  # a quarter may be that of a match, a season begins on many days
    if _is_quoted(sentence, mention) or _is_edited(sentence, before, published):
        return None
    use = _use(sentence, mention)
    if use is None:
        return None
    if mention.step is not None:
        return _counted(sentence, mention, published) if use == "adverb" else None
    at = _tense(sentence, mention)
    if mention.month is not None:
        return _yearless(sentence, before, mention, published, at) if use == "adverb" else None
    if mention.weekday is None:
        return None
    span = _weekday(sentence, mention, published, at)
    if span is None or span.first == published:
        return span
    far = abs((span.first - published).days) > NEAREST
    return None if use != "adverb" or (far and _has_other(span, sentence, before, published)) else span


# -------------------------------------------------------------------------------------- each kind


def _counted(sentence: str, mention: DateMention, published: date) -> Span | None:
    """ "yesterday", "last month": what they count from is the day of writing."""
    if mention.unit not in ("day", "week", "month", "year") or mention.text.endswith("ago"):
        return None
    if "past" in mention.text.casefold().split():
        return None  # "the past week" ends now and is none of the calendar
    if mention.unit == "week" and published.weekday() == 6:
        return None  # some weeks begin on Sunday
    if mention.unit == "day" and _FIRST_PERSON.search(sentence):
        return None  # someone speaks, on a day that is not known
    if mention.unit == "day" and mention.step == 0:
        at = _tense(sentence, mention)
        if at is not Tense.FUTURE and (at is not Tense.PAST or has_present(sentence)):
            return None  # "where we are today"
    span = next(iter(possible_days(mention, published)), None)
    return None if span and mention.part == "earlier" and _has_hardly_begun(span, published) else span


def _has_hardly_begun(span: Span, published: date) -> bool:
    """Whether so little of a span is over that what happened in it was rather in another one, or the text was changed
    after its stamp."""
    return span.first <= published and 7 * (published - span.first).days < (span.last - span.first).days


def _weekday(sentence: str, mention: DateMention, published: date, at: Tense | None) -> Span | None:
    spans = {(s.first - published).days: s for s in possible_days(mention, published)}
    if mention.order in ("last", "next"):
        # "last Wednesday" is none of the days just past, which need no "last".
        distances = [d for d in spans if mention.of or abs(d) >= NEAR]
        if len(distances) == 1 and at is (Tense.PAST if distances[0] < 0 else Tense.FUTURE):
            return spans[distances[0]]
        return None
    owns = _POSSESSIVE.match(sentence, mention.end) is not None
    verb = tense(sentence[: mention.end], mention.start, mention.end)
    if owns and verb not in (None, Tense.PAST) and min(spans, key=abs, default=0) < 0:
        return None  # "is well placed to win Sunday's run-off"
    said_when = owns or _before(sentence, mention).casefold() in _LEADS
    if 0 in spans and at is None and not said_when:
        return None  # "in theaters Friday" may have been written a week before
    if not spans or 0 in spans:
        return spans.get(0)
    nearest = min(spans, key=abs)
    if owns and at is Tense.PAST and nearest > 0 and not _lies_ahead(sentence, mention):
        return None  # "led the delegation in Tuesday's talks"
    if owns or (at is Tense.OPEN and not _ENDING.search(sentence[: mention.start])):
        return spans[nearest] if abs(nearest) <= NEAREST else None
    if at not in (Tense.PAST, Tense.FUTURE) or abs(nearest) > NEAR or (nearest > 0) is not (at is Tense.FUTURE):
        return None
    return spans[nearest]


def _lies_ahead(sentence: str, mention: DateMention) -> bool:
    """Whether what a day owns is still to come: "advanced to Tuesday's final"."""
    ahead = tense(sentence[mention.start :], 0, 0) is Tense.FUTURE
    return ahead or _before(sentence, mention).casefold() in _AHEAD


def _yearless(sentence: str, before: str, mention: DateMention, published: date, at: Tense | None) -> Span | None:
    """A month, or a day of one, without its year: that of writing, or the one next to it around New Year."""
    spans = possible_days(mention, published)
    if mention.order is not None:
        return spans[0] if len(spans) == 1 else None
    if mention.weekday is not None and len(spans) == 1 and spans[0].first.weekday() == mention.weekday:
        return spans[0]  # no other year near has that day on that weekday
    if at not in (Tense.PAST, Tense.FUTURE, Tense.OPEN):
        return None
    if at is Tense.OPEN and _before(sentence, mention).casefold() not in _LEADS:
        return None  # "began to celebrate July 4"
    if at is Tense.PAST:
        spans = tuple(s for s in spans if s.first <= published)
        if mention.day is None and spans and _has_hardly_begun(spans[-1], published):
            return None
    elif at is Tense.FUTURE:
        spans = tuple(s for s in spans if s.last >= published)
    span = min(spans, key=lambda s: abs((s.first - published).days), default=None)
    if span is None:
        return None
    distance = abs((span.first - published).days)
    if distance > NEW_YEAR and (span.first.year != published.year or at is Tense.OPEN):
        return None
    if any(m.anchored for m in find_dates(sentence)):
        return None  # "Two months later, on June 4, ..." counts from another date
    return span if distance <= WEEK or _frames(sentence, before) <= {span.first.year} else None


def _tense(sentence: str, mention: DateMention) -> Tense | None:
    at = tense(sentence, mention.start, mention.end)
    if at is Tense.PAST and _ENDING.search(sentence[: mention.start]):
        return Tense.OPEN  # "renewed it through Friday", "had left by noon on Friday"
    return at


# ------------------------------------------------------------------------------- what stands around


def _use(sentence: str, mention: DateMention) -> str | None:
    """`adverb` where a mention says when; `noun` where it may belong to the noun behind it; None in a name, a range, a
    list, or behind a word that makes it no certain day ("every Friday")."""
    word = _before(sentence, mention)
    low = word.casefold()
    opens = not sentence[: mention.start].strip(" \"'“‘(")
    if _is_joined(sentence, mention) or low in _DETERMINERS:
        return None
    if mention.step is not None and mention.text[0].isupper() and not opens:
        return None  # "USA Today"
    if mention.unit != "day":
        return "adverb" if mention.step is not None or low in ("in", "since") else None
    if _is_lone_capital(sentence, mention, word):
        return None
    if _POSSESSIVE.match(sentence, mention.end):
        return "adverb" if mention.weekday is not None and mention.month is None else None
    if mention.step is not None:
        return "adverb"
    after = _WORD_AFTER.match(sentence, mention.end)
    if after is None or is_stop_word(after[1].casefold()) or is_past(after[1].casefold()) or after[1].endswith("ly"):
        return "adverb"
    if after[1][0].isupper():
        return "adverb" if low == "on" else None  # "on Friday Biden ...", "the Sunday Times"
    return "noun"


def _before(sentence: str, mention: DateMention) -> str:
    """The word before a mention, or nothing."""
    found = _WORD_BEFORE.search(sentence[: mention.start])
    return found[1] if found else ""


def _is_lone_capital(sentence: str, mention: DateMention, word: str) -> bool:
    """Whether an ordinary word before has a capital where it opens nothing and ends no longer name: "Black" Friday."""
    if not word[:1].isupper() or not is_ordinary(word.casefold()):
        return False
    front = sentence[: sentence.rindex(word, 0, mention.start)]
    earlier = _WORD_BEFORE.search(front)
    return bool(front.strip()) and (earlier is None or not earlier[1][0].isupper())


def _is_joined(sentence: str, mention: DateMention) -> bool:
    """Whether it is one of several: "Monday through Thursday", "June 3 and 4", "Friday, Saturday"."""
    dates = find_dates(sentence)
    at = dates.index(mention)
    beside = [(d.end, mention.start) for d in dates[:at][-1:]] + [
        (mention.end, d.start) for d in dates[at + 1 : at + 2]
    ]
    return any(_JOINED.fullmatch(sentence, *gap) for gap in beside)


def _is_quoted(sentence: str, mention: DateMention) -> bool:
    """Whether it stands in a quotation, also in one that began in a sentence before or goes on in the next."""
    if any(q.start < mention.end and mention.start < q.end for q in quotations(sentence)):
        return True
    marks = [m.start() for m in _MARK.finditer(sentence)]
    if len(marks) % 2 == 0:
        return False
    first, last = marks[0], marks[-1]
    closes = first > 0 and not sentence[first - 1].isspace() and sentence[first] != "“"
    return mention.end <= first if closes else mention.start > last


def _frames(*texts: str) -> set[int]:
    """The years that texts tell of ("in 2019", "on May 5, 1862"), not those that name a thing ("the 2020 ballot")."""
    dates = [(text, m) for text in texts for m in find_dates(text) if m.year is not None]
    return {m.year for text, m in dates if m.year and (m.month or _before(text, m).casefold() in _FRAMES)}


def _is_edited(sentence: str, before: str, published: date) -> bool:
    """Whether something in the past tense lies after the stamp: the text was written later than it says."""
    return any(
        0 < (span.first - published).days <= within
        for text, within in ((sentence, HALF_YEAR), (before, EDITED))
        for m in find_dates(text)
        if m.month is not None and m.day is not None and _tense(text, m) is Tense.PAST
        for span in possible_days(m, published)
    )


def _has_other(span: Span, sentence: str, before: str, published: date) -> bool:
    """Whether the very day that a weekday would mean is named by its month nearby: the weekday is another one."""
    dates = (m for text in (sentence, before) for m in find_dates(text) if m.month is not None and m.weekday is None)
    return any(span in possible_days(m, published) for m in dates)
