"""What has changed between two briefings: which statement takes the place of which, and which two cannot both stand.

Two statements are about one thing when they share most of their telling words, numbers and dates apart; they then say
the same when their numbers, dates and denials agree.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from brief.articles.beside import PRINTED
from brief.text.analysis import analyse
from brief.text.lemmas import stem
from brief.text.names import names
from brief.text.numbers import numbers
from brief.text.rounding import rounding
from brief.text.tokens import stems, words

SAME_MATTER = 0.6
"""Share of the stems of the shorter statement that the other has too, from which both are about one matter."""
SAME_WORDING = 0.8
"""Likeness (Dice) of the stems from which a statement is only worded anew."""
LEAST_LIKENESS = 0.35
"""Likeness (Dice) below which two statements are on two matters: five common words are in any long sentence."""
SAME_DEEDS = 0.3
"""The same share without the words of names, below which two statements tell two things of the same people."""
FEWEST_STEMS, FEWEST_SAME = 4, 3
"""Stems below which two statements are on one matter only where they are alike, and below which only where all is."""
SHARED_NAMES, SAME_ACTORS = 3, 0.5
"""Names, and the share of the names of the story that has fewer, by which two stories go on with each other."""

SAME_STORY = 0.5
"""Likeness (Dice) of two statements that tell one thing, but for a figure."""

_UNSURE = re.compile(r"\b(?:may|might|could|perhaps|possibly|reportedly|alleged(?:ly)?|likely)\b")
_DENIALS = frozenset(("not", "no", "never", "neither", "nor", "without", "cannot"))
_DAYS = frozenset(day.casefold() for day in calendar.day_name) | {"yesterday", "today", "tomorrow"}
_MONTHS = frozenset(m.casefold() for m in (*calendar.month_name, *calendar.month_abbr) if m) | {"sept"}
_TIMES = frozenset(map(stem, _DAYS | _MONTHS))


@dataclass(frozen=True, slots=True)
class _Statement:
    stems: frozenset[str]
    deeds: frozenset[str]
    """Its stems without those of names: what is told of whom it names."""
    figures: frozenset[str]
    times: frozenset[str]
    """Weekdays, months, days of months and years that it names."""
    names: frozenset[str]
    denied: bool
    unsure: bool
    """It says what may be."""
    days: frozenset[str]
    """The days that stand beside its words of time, where a page would print them."""


def goes_on(before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether a story, given by its statements, goes on with an earlier one: they have a statement on one matter, or
    most of the names of the one that has fewer."""
    return _goes_on([_read(t) for t in before], [_read(t) for t in now])


def revisions(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """For places in `now` the place in `before` of the statement that it takes the place of: it tells the same thing,
    but counts another number of it, names another day, denies it, or is sure where the other was not (or the other way
    round). Other words alone are no revision, nor is a number that one of them only gives roughly. Days that stand
    beside words of time, as on a page, are compared where both have them."""
    read_before, read_now = [_read(t) for t in before], [_read(t) for t in now]
    return {j: i for j, i in _counterparts(read_before, read_now).items() if _revises(before[i], now[j])}


def _revises(before: str, now: str) -> bool:
    a, b = _read(before), _read(now)
    alike = _dice(a.stems, b.stems)
    if alike < SAME_STORY:
        return False
    then, today = _counted(before), _counted(now)
    if any(then[what] != today[what] for what in then.keys() & today.keys()):
        return True
    other_days = bool(a.days and b.days and a.days != b.days)
    other_times = bool(a.times - b.times and b.times - a.times)
    if alike < SAME_MATTER or _dice(a.deeds, b.deeds) < SAME_STORY:
        return False  # the same people, doing something else on another day
    return other_days or other_times or a.denied != b.denied or a.unsure != b.unsure


def disagree(a: str, b: str) -> bool:
    """Whether two statements, of different origins about one time, tell one thing with another figure of one kind."""
    one, other = _read(a), _read(b)
    if not _one_matter(one, other) or _dice(one.stems, other.stems) < SAME_STORY:
        return False
    ours, theirs = _counted(a), _counted(b)
    both = ours.keys() & theirs.keys()
    differing = [what for what in both if ours[what] != theirs[what]]
    return len(differing) == 1


def _counted(text: str) -> dict[str, str]:
    """What a statement counts (a unit, or the word behind the number), with the figure; what it counts twice, or only
    roughly, is out."""
    found: dict[str, list[str]] = {}
    for n in analyse(text).numbers:
        behind = stems(text[n.end :][:40])
        what = n.unit or (behind[0] if behind else "")
        if what and n.unit not in ("th", "o'clock") and not rounding(text, n.start):
            found.setdefault(what, []).append(f"{n.value.normalize():f}")
    return {what: values[0] for what, values in found.items() if len(values) == 1}


def _goes_on(before: Sequence[_Statement], now: Sequence[_Statement]) -> bool:
    """Whether two stories have a statement on one matter, or most of the names of the one that has fewer."""
    if any(_one_matter(a, b) for a in before for b in now):
        return True
    ours, theirs = (frozenset[str]().union(*(s.names for s in story)) for story in (before, now))
    return len(ours & theirs) >= SHARED_NAMES and _overlap(ours, theirs) >= SAME_ACTORS


def agree(a: str, b: str) -> bool:
    """Whether two statements have the same numbers, days, months and denials, and no name against another."""
    one, other = _read(a), _read(b)
    return _agree(one, other)


def says_the_same(a: str, b: str) -> bool:
    """Whether two statements are on one matter and say the same of it."""
    one, other = _read(a), _read(b)
    return _one_matter(one, other) and _says_the_same(one, other)


def overtakes(a: str, b: str) -> bool:
    """Whether two statements are on one matter and cannot both stand: another figure, day or denial."""
    one, other = _read(a), _read(b)
    return _one_matter(one, other) and (at_odds(a, b) or one.denied != other.denied)


def at_odds(a: str, b: str) -> bool:
    """Whether each of two statements has a number, day or month that the other has not."""
    one, other = _read(a), _read(b)
    return bool(one.figures - other.figures and other.figures - one.figures)


def contained(a: str, b: str) -> float:
    """The share of the shorter statement's telling words and figures that the longer one has too, 0 ... 1."""
    one, other = _read(a), _read(b)
    return _overlap(one.stems | one.figures, other.stems | other.figures)


def _counterparts(before: Sequence[_Statement], now: Sequence[_Statement]) -> dict[int, int]:
    """For statements of `now` (by place) their counterpart in `before`."""
    scored = []
    for j, statement in enumerate(now):
        for i, earlier in enumerate(before):
            if _one_matter(earlier, statement):
                # Among equals the one with the same figures: "29 times" stays with "29 times".
                same = len(earlier.figures & statement.figures)
                scored.append((-_dice(earlier.stems, statement.stems), -same, j, i))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, j, i in sorted(scored):
        if j not in pairs and i not in taken:
            pairs[j] = i
            taken.add(i)
    return pairs


def _one_matter(a: _Statement, b: _Statement) -> bool:
    # Two or three words ("Neither did so.") are in too many statements to say what one is about.
    if min(len(a.stems), len(b.stems)) < FEWEST_STEMS:
        return a == b or (a.stems == b.stems and len(a.stems) >= FEWEST_SAME)
    if _overlap(a.stems, b.stems) < SAME_MATTER or _dice(a.stems, b.stems) < LEAST_LIKENESS:
        return False
    return not (a.deeds and b.deeds) or _overlap(a.deeds, b.deeds) >= SAME_DEEDS


def _says_the_same(a: _Statement, b: _Statement) -> bool:
    return _agree(a, b) and a.unsure == b.unsure and _dice(a.stems, b.stems) >= SAME_WORDING


def _agree(a: _Statement, b: _Statement) -> bool:
    # A name that only one of them has may be left out in the other; one on each side is another actor.
    named_otherwise = a.names - b.names and b.names - a.names
    if a.days and b.days and a.days != b.days:
        return False  # the Friday of another week
    return a.figures == b.figures and a.denied == b.denied and not named_otherwise


@lru_cache(maxsize=4096)
def _read(text: str) -> _Statement:
    days = frozenset(m["days"] for m in PRINTED.finditer(text))
    text = PRINTED.sub("", text)
    figures: set[str] = set()
    times: set[str] = set()
    plain = []
    at = 0
    counting = {n.start for n in analyse(text).numbers}
    for n in numbers(text):
        (figures if n.start in counting else times).add(f"{n.value.normalize():f} {n.unit or ''}")
        plain.append(text[at : n.start])
        at = max(at, n.end)
    rest = " ".join([*plain, text[at:]])
    found = words(rest)
    times |= {w for w in found if w in _DAYS}
    # "may" is a month only with a capital.
    times |= {w.casefold()[:3] for w in re.findall(r"\b[A-Z][a-z]+\b", rest) if w.casefold() in _MONTHS}
    telling = frozenset(stems(rest)) - _TIMES
    mentioned = names(text)
    named = frozenset(n.key for n in mentioned if not n.initial)
    deeds = telling - frozenset(s for n in mentioned for s in stems(n.text))
    # "Not until Friday" tells of Friday.
    denied = (bool(_DENIALS & set(found)) or "n't" in text or "n’t" in text) and "until" not in found
    # "May" with a capital is a month.
    unsure = _UNSURE.search(rest) is not None
    return _Statement(telling, deeds, frozenset(figures | times), frozenset(times), named, denied, unsure, days)


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter else float(a == b)
