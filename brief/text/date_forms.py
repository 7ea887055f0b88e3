"""The words that dates are made of, and the forms of date expressions in English, joined to one regular expression."""

from __future__ import annotations

import re

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

MONTHS = {m[:3]: n for n, m in enumerate(_MONTHS, 1)} | {m: n for n, m in enumerate(_MONTHS, 1)} | {"sept": 9}
"""Month names and their abbreviations, case-folded, without the dot -> 1 ... 12."""
WEEKDAYS = {d[:3]: n for n, d in enumerate(_WEEKDAYS)} | {d: n for n, d in enumerate(_WEEKDAYS)}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3}
"""Weekday names and their abbreviations, case-folded, without the dot -> 0 (Monday) ... 6, as `date.weekday`."""
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
"""The first month of each."""
COUNTS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
COUNTS |= {"a": 1, "an": 1, "a couple of": 2}
NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
STEPS = {"last": -1, "past": -1, "previous": -1, "yesterday": -1, "night": -1, "ago": -1, "earlier": -1,
         "next": 1, "coming": 1, "following": 1, "tomorrow": 1, "later": 1}  # fmt: skip
"""Where words lead: -1 back, 1 ahead; others ("this", "today") nowhere."""
HOLIDAYS = {
    "new year's day": (1, 1), "martin luther king jr. day": (1, 1, 0, 3), "presidents' day": (2, 1, 0, 3),
    "memorial day": (5, 25, 0, 1), "juneteenth": (6, 19), "independence day": (7, 4), "labor day": (9, 1, 0, 1),
    "columbus day": (10, 1, 0, 2), "election day": (11, 2, 1, 1), "veterans day": (11, 11),
    "thanksgiving day": (11, 1, 3, 4), "thanksgiving": (11, 1, 3, 4), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "new year's eve": (12, 31),
}  # fmt: skip
"""Holidays of the United States (5 U.S.C. 6103, 2 U.S.C. 7): month and day, or the n-th weekday from that day on."""


def _any(words: object) -> str:
    return "(?i:" + "|".join(sorted(words, key=len, reverse=True)).replace("'", "['’]") + ")"  # type: ignore[call-overload]


MONTH = _any(MONTHS)
"""A regular expression without groups of a month's name in any case, without the dot of an abbreviation."""
DAY_NAME = _any(_WEEKDAYS)
"""The same for a weekday's full name."""

_ERA = r"(?:1[5-9]|20)\d\d"
_Y = rf"(?P<year>{_ERA})(?![\w%]|[,.:]\d)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_M = rf"(?P<month>{MONTH})\b(?:(?<!y)(?<!ne)(?<![a-z]{{5}})\.)?"  # the dot of an abbreviation, not of a sentence
_UNCOUNTED = r"(?![\w%]|[,.:]\d|\s*(?:percent|per\s+cent|[mb]illion|[ap]\.?m\b))"  # no "May 5 percent", "to 5 p.m."
_WEEKDAY = rf"(?:(?P<weekday>{_any(WEEKDAYS)})\b\.?,?\s+(?:the\s+)?)?"
_LIST = rf"(?P<list>(?:,\s*[0-3]?\d)*,?\s*(?:[-–—]|to|through|and|or)\s*[0-3]?\d(?:st|nd|rd|th)?{_UNCOUNTED})"
_BEFORE = (
    r"(?P<before>(?<![$€£¥#.,:/])[0-3]?\d(?:,\s*[0-3]?\d)*,?\s*(?:[-–—]|to|through|and|or)\s*"
    rf"(?!\d+\s+(?:{MONTH})\b\.?\s+[0-3]?\d\b))?"  # no score before another day: "won 3-1 April 5"
)
_OF_YEAR = r",?\s+(?:of\s+)?(?P<ofyear>last|this|next)\s+year\b"
_PART = r"(?:(?:the\s+)?(?P<part>early|mid|middle|late|later|earlier|beginning|start|end)[\s-]+(?:(?:of|in)\s+)?)?"
_ORDER = r"(?P<order>last|this\s+past|past|previous|this\s+coming|this|current|coming|next)"
_UNIT = r"(?P<unit>day|week|weekend|month|quarter|year|decade|centur(?=y|ies))(?:ies|y|s)?\b"
_DAYPART = r"(?:\s+(?:morning|afternoon|evening|night)\b)?"

FORMS = {
    "iso": rf"(?P<year>{_ERA})(?P<sep>[-/.])(?P<month>[01]?\d)(?P=sep)(?P<day>[0-3]?\d)(?![\d/-])",
    "figures": rf"(?P<month>[0-3]?\d)(?P<sep>[/.])(?P<day>[0-3]?\d)(?P=sep){_Y}",
    "monthday": rf"(?:{_ORDER}\s+)?{_WEEKDAY}{_M}\s+{_D}"
    rf"(?:{_OF_YEAR}|{_LIST}(?:,?\s+(?P<listyear>{_ERA})\b)?|,?\s+{_Y}|{_UNCOUNTED})",
    "daymonth": rf"{_BEFORE}{_WEEKDAY}{_D}[\s-]+(?:of\s+)?{_M}(?:,?[\s-]+{_Y}|{_OF_YEAR}|(?!\w))",
    "monthonly": rf"{_PART}(?:{_ORDER}\s+)?{_M}(?!\w|\.?\s+[0-3]?\d\b)(?:,?\s+(?:of\s+)?{_Y}|{_OF_YEAR})?",
    "weekdayonly": rf"(?:{_ORDER}\s+)?(?P<weekday>{DAY_NAME}|(?-i:Tues?|Wed|Thurs?|Fri))(?P<plural>s?)(?!\w)"
    rf"{_DAYPART}(?:\s+of\s+(?P<ofweek>last|this|next)\s+week\b)?",
    "holiday": rf"(?:{_ORDER}\s+)?(?P<name>{_any(HOLIDAYS)})(?!\w)(?:,?\s+{_Y})?",
    "now": r"(?:the\s+)?(?P<word>today|tonight|yesterday|tomorrow|last\s+night|this\s+(?:morning|afternoon|evening)"
    rf"|day\s+before\s+yesterday|day\s+after\s+tomorrow)\b{_DAYPART}",
    "beside": rf"{_PART}{_ORDER}\s+{_UNIT}",
    "partof": rf"{_PART}the\s+{_UNIT}",
    "ago": rf"(?P<count>\d{{1,3}}|{_any(COUNTS)})\s+{_UNIT}\s+(?P<way>ago|earlier|later)\b",
    "after": rf"(?:the\s+)?(?P<way>same|following|next|previous)\s+(?:{_UNIT}|morning\b|(?P<weekday>{DAY_NAME})\b)"
    r"|that\s+(?:same\s+)?day\b",
    "quarter": rf"(?:the\s+)?(?P<nth>{_any(NTH)})[\s-]quarter\b(?:\s+(?:of\s+)?{_Y}|{_OF_YEAR})?",
    "season": rf"{_PART}(?:{_ORDER}\s+)?(?P<season>{_any(SEASONS)})(?!\w)(?:\s+(?:of\s+)?{_Y})?",
    "ofmonth": r"(?<=on\s)the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?!\w|\s+[a-z])",
    "decade": rf"{_PART}(?:the\s+)?(?:(?P<year>{_ERA[:-4]}\d0)['’]?s|['’](?P<short>[1-9]0)s)\b",
    "yearonly": rf"{_PART}(?<![$€£¥#.,/]){_Y}(?:[-–](?P<list>\d\d(?:\d\d)?))?"
    r"(?![%/]|[-–]\w|\s+(?:percent|per\s+cent)\b)",
}  # fmt: skip
"""In the order in which they are tried at one place. A group's name means the same in every form that has it."""


_OPENERS = (*MONTHS, *WEEKDAYS, *SEASONS, *NTH, *(words.split()[0] for words in (*HOLIDAYS, *COUNTS)))
_OPENERS += tuple(
    """the this that last past previous current coming next same following early mid middle late later earlier beginning
    start end day today tonight yesterday tomorrow""".split()
)


def _joined() -> re.Pattern[str]:
    """All forms, each in a group of its name, the groups inside with the form's name before theirs; tried only at a
    word that one of them opens with, which takes half the time."""
    named = (re.sub(r"\(\?P([<=])", rf"(?P\1{name}_", form) for name, form in FORMS.items())
    every = "|".join(f"(?P<{name}>{form})" for name, form in zip(FORMS, named, strict=True))
    return re.compile(rf"(?<![\w-])(?=[\d'’]|{_any(set(_OPENERS))})(?:{every})", re.IGNORECASE)


SCAN = _joined()
