"""What kind of answer a question asks for, and how far a sentence gives one of that kind.

A number for "how many", a day for "when", a name for "who" and "which", a reason for "why". A name or number that the
question already has answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brief.retrieval.question import asking_part, kind_of
from brief.text.analysis import Analysis, analyse
from brief.text.dates import find_dates
from brief.text.lemmas import stem
from brief.text.tokens import is_stop_word, words

ANY = 0.5
"""What every sentence counts where any kind of answer may be given,"""
OTHER = 0.3
"""and an answer of another unit, or less exact than what is asked for."""

_PERCENT = re.compile(r"\b(?:percent(?:age)?|share|proportion)\b", re.IGNORECASE)
_MEASURE = re.compile(r"\bhow (?!many\b|did\b|do\b|does\b|is\b|are\b|was\b|were\b)\w+", re.IGNORECASE)
"""How old, long, far, much: a number with a unit."""
_WHO_IS = re.compile(r"^\W*(?:who|what) (?:is|are|was|were) (?:an? |the )?(?P<what>[A-Z][^,?]*?)\W*$", re.IGNORECASE)
_SAYS_WHAT = r"(?:\s*\([^)]*\))?(?:,| (?:is|are|was|were)) (?:an?|the|one|who|which)\b"
"""An apposition or a copula behind a name."""
_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|in (?:response|protest|retaliation|return)|so that|in order to|after"
    r"|following|amid)\b",
    re.IGNORECASE,
)
_NO_COUNT = frozenset(("o'clock", "th"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The answer that a question asks for."""

    kind: str
    """As brief.retrieval.question.kind_of gives it."""
    asked: frozenset[str]
    """The question's words in normal form."""
    telling: frozenset[str]
    """Stems of the telling words of the sentence that asks: what "how many" counts is among them."""
    unit: str = ""
    """What a number has to have: `percent`, or `any` unit; else empty."""
    defined: re.Pattern[str] | None = None
    """How a sentence says who or what something is, where that alone is asked."""

    def has(self, found: str) -> bool:
        """Whether the question itself has these words."""
        return self.asked.issuperset(words(found))


def wanted(text: str) -> Wanted:
    """The answer that the question `text` asks for."""
    kind, asking = kind_of(text), asking_part(text)
    unit = "percent" if _PERCENT.search(asking) else "any" if _MEASURE.search(asking) else ""
    who = _WHO_IS.match(asking)
    defined = re.compile(re.escape(who["what"]) + _SAYS_WHAT) if who and who["what"][0].isupper() else None
    telling = frozenset(stem(w) for w in words(asking) if not is_stop_word(w))
    return Wanted(kind, frozenset(words(text)), telling, unit, defined)


def gives(asked_for: Wanted, text: str) -> float:
    """How far a sentence has what is asked for, 0 ... 1; 0.5 where any sentence may."""
    sentence = analyse(text)
    if asked_for.defined is not None:
        return 1.0 if asked_for.defined.search(text) else OTHER
    if asked_for.kind == "why":
        return 1.0 if _REASON.search(text) else 0.0
    if asked_for.kind in ("how many", "how much"):
        found = _numbers(asked_for, sentence)
    elif asked_for.kind in ("when", "year"):
        found = _days(asked_for, text)
    elif asked_for.kind in ("who", "where", "which"):
        found = (1.0 for n in sentence.names if not asked_for.has(n.text))
    else:
        return ANY
    return max(found, default=0.0)


def _numbers(asked_for: Wanted, sentence: Analysis) -> Iterator[float]:
    """How well each number that counts something fits."""
    for number in sentence.numbers:
        if number.unit in _NO_COUNT or asked_for.has(number.text):
            continue
        if asked_for.unit:
            fits = number.unit == "%" if asked_for.unit == "percent" else number.unit is not None
        else:
            fits = number.noun in asked_for.telling or number.unit is None
        yield 1.0 if fits else OTHER


def _days(asked_for: Wanted, text: str) -> Iterator[float]:
    """How exact each date is that the question does not have."""
    for mention in find_dates(text):
        if not asked_for.has(mention.text) and (asked_for.kind != "year" or mention.year):
            yield 1.0 if mention.day or mention.year else OTHER * 2
