"""Every number of the claim is stated in the sources, with its unit, or follows from the claim's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from brief.text.analysis import Analysis
from brief.text.number_words import MONEY
from brief.text.numbers import NumberMention
from brief.text.rounding import rounding
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_KNOWN = re.compile(r"\b(?:the|these|those|both|all)\s+$", re.IGNORECASE)
_COUNTED = Decimal(12)
"""Up to this many things are counted rather than read as a figure."""
_DOWN = frozenset(("over", "more than", "at least", "above", "exceeding"))
_UP = frozenset(("nearly", "almost", "close to", "just under", "under", "less than", "fewer than", "below", "up to"))


@register(Kind.NUMBER, Severity.BLOCKING, "give the number as the source does, or cite the sentence that states it")
def numbers(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each number that nothing cited, nor a sum or difference of two stated ones, gives."""
    every = claim.analysis.numbers
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
        have = source.numbers
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


def same_number(claim: NumberMention, source: NumberMention, rounded: str) -> bool:
    """Whether a source number is the claim's: the same value and unit, or what `rounded`, the word before the claim's
    number ("about", "nearly"; may be empty), makes of it."""
    if not _same_unit(claim, source):
        return False
    if claim.value == source.value:
        return True
    if claim.vague:
        return claim.value * 2 <= source.value < claim.value * 10
    if not rounded or not claim.value or claim.unit in ("th", "o'clock") or source.vague:
        return False
    digits = len(claim.value.normalize().as_tuple().digits)
    over = (source.value - claim.value) / Decimal(1).scaleb(claim.value.adjusted() - digits + 1)
    return 0 <= over < 1 if rounded in _DOWN else -1 < over <= 0 if rounded in _UP else abs(over) <= Decimal("0.5")


def _same_unit(claim: NumberMention, source: NumberMention) -> bool:
    pair = {claim.unit, source.unit}
    if len(pair) == 1 or pair <= {"pp", "point", "%"} or pair <= {"year", None}:
        return True
    if None not in pair or pair & {"th", "o'clock", "%"}:
        return False
    # One says what it counts, and the other what it is paid in, or nothing.
    money = claim.unit in MONEY
    return (source.noun is None) != money if source.unit is None else claim.noun is None
