"""The words that date expressions are made of, as patterns for case-folded text, and what they count."""

from __future__ import annotations

import re

from brief.text.explicit_dates import MONTHS, WEEKDAYS

MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
WEEKDAY = "(?:" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\.?"
DAYPART = r"(?:\s+(?:early |late )?(?:morning|afternoon|evening|night|noon|midday|midnight|overnight))?"
ORDINAL = r"(?:st|nd|rd|th)?"
_COUNTS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "several": 3, "few": 3, "a few": 3, "couple": 2, "a couple": 2, "a couple of": 2, "thirty": 30,
     "forty": 40, "fifty": 50, "half a dozen": 6, "a dozen": 12, "dozen": 12}  # fmt: skip
COUNT = r"(?P<n>\d+|" + "|".join(sorted(map(re.escape, _COUNTS), key=len, reverse=True)) + ")"
UNIT = "(?P<unit>day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
PART = r"(?P<part>early|mid|middle|late|earlier|later|beginning|start|end)"


def counted(words: str) -> int:
    """The number that COUNT has matched; 1 for what is none."""
    return int(words) if words.isdigit() else _COUNTS.get(words, 1)
