"""Every number of the claim is stated in the sources, with its unit, or follows from the claim's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from brief.text.analysis import Analysis
from brief.text.numbers import NumberMention
from brief.text.rounding import rounding
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register
from brief.verification.figures import figures, same_number

_KNOWN = re.compile(r"\b(?:the|these|those|both|all)\s+$", re.IGNORECASE)
_COUNTED = Decimal(12)
"""Up to this many things are counted rather than read as a figure."""


@register(Kind.NUMBER, Severity.BLOCKING, "give the number as the source does, or cite the sentence that states it")
def numbers(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each number that nothing cited, nor a sum or difference of two stated ones, gives."""
    every = figures(claim.analysis)
    stated = [n for n in every if _is_stated(n, claim.text, evidence.context)]
    for number in every:
        if number not in stated and not _follows(number, stated):
            yield Finding(f"{number.text} is not in the source", number.start, number.end)


def _is_stated(number: NumberMention, text: str, sources: Sequence[Analysis]) -> bool:
    if number.spelled and number.value in (0, 1):
        return True  # "one" and "first" are too common as words to be numbers
    few = number.spelled and number.unit is None and number.value <= _COUNTED
    if few and _KNOWN.search(text[: number.start]):
        return True  # "the two countries" counts what was named before
    word = rounding(text, number.start)
    for source in sources:
        have = figures(source)
        if any(same_number(number, n, word) for n in have):
            return True
        if few and any(n.unit == "th" and n.value == number.value for n in have):
            return True  # a third failure makes three
        bare = number.unit is None and number.noun is None
        if bare and any(number.value in (d.day, d.year) for d in source.dates):
            return True
    return False


def _follows(number: NumberMention, stated: Sequence[NumberMention]) -> bool:
    """Whether it is the sum or difference of two stated numbers of the claim with its unit."""
    values = [n.value for n in stated if n.unit == number.unit or number.unit in (None, "pp")]
    return any(number.value in (a + b, abs(a - b)) for a, b in pairwise(values))
