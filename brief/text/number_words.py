"""The words and signs that numbers are written with: values, scales, and the units they count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from brief.data import lines

ONES = {w: i for i, w in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split())}  # fmt: skip
TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000, "b": 10**9, "crore": 10**7, "lakh": 10**5,
}  # fmt: skip
ORDINALS = {w: i for i, w in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)} | {"thirtieth": 30}  # fmt: skip
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_ROWS = [row.split("\t") for row in lines("units.tsv") if not row.startswith("#")]
UNITS = {form: unit for form, unit, _ in _ROWS}
"""The unit that a name, an abbreviation, a sign or a currency's code means (brief/data/units.tsv)."""
SINGULAR = frozenset(form for form, _, note in _ROWS if "singular" in note)
MONEY = frozenset(unit for _, unit, note in _ROWS if "money" in note)


def alternatives(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


SMALL = alternatives([*ONES, *TENS])
BIG = "hundred|thousand|million|billion|trillion|dozen"
WORDED = rf"(?:{SMALL})(?:[-\s]+(?:(?:and\s+)?(?:{SMALL})|{BIG})(?![a-z]))*"


def value_of_words(words: str) -> Decimal:
    """The number that WORDED has matched."""
    total = current = 0
    for word in re.split(r"[-\s]+", words.casefold()):
        if word in ("hundred", "dozen"):
            current = max(current, 1) * SCALES[word]
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
        else:
            current += ONES.get(word, 0) + TENS.get(word, 0)
    return Decimal(total + current)


NUMBER_WORDS = frozenset((*ONES, *TENS, *SCALES, *ORDINALS, *PARTS)) | {
    f"{word}s" for word in (*BIG.split("|"), *PARTS)
}
"""Words without one of which, and without a figure, a text has no number."""
