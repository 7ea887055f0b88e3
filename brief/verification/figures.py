"""The numbers of a sentence that stand for themselves, and when two of them are the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brief.text.analysis import Analysis
from brief.text.number_words import MONEY
from brief.text.numbers import NumberMention

_DOWN = frozenset(("over", "more than", "at least", "above", "exceeding"))
_UP = frozenset(("nearly", "almost", "close to", "just under", "under", "less than", "fewer than", "below", "up to"))


def figures(analysis: Analysis) -> list[NumberMention]:
    """The numbers of a sentence, basis points as the percentage points they are."""
    return [replace(n, value=n.value / 100, unit="pp") if n.unit == "bp" else n for n in analysis.numbers]


def same_number(claim: NumberMention, source: NumberMention, rounding: str) -> bool:
    """Whether a source number is the claim's: the same value and unit, or what `rounding`, the word before the claim's
    number ("about", "nearly"; may be empty), makes of it."""
    if not _same_unit(claim, source):
        return False
    if claim.value == source.value:
        return True
    if claim.vague:
        return claim.value * 2 <= source.value < claim.value * 10
    if not rounding or claim.unit in ("th", "o'clock") or source.vague:
        return False
    return claim.value == _rounded(source.value, claim.value, rounding)


def _rounded(exact: Decimal, like: Decimal, word: str) -> Decimal:
    """`exact` to as many places as `like` shows, in the direction that the word before it says."""
    if not exact or not like or like.adjusted() - exact.adjusted() not in (0, 1):
        return exact
    digits = len(like.normalize().as_tuple().digits)
    step = Decimal(1).scaleb(like.adjusted() - digits + 1)
    mode = "ROUND_FLOOR" if word in _DOWN else "ROUND_CEILING" if word in _UP else "ROUND_HALF_UP"
    return (exact / step).quantize(Decimal(1), rounding=mode) * step


def _same_unit(claim: NumberMention, source: NumberMention) -> bool:
    pair = {claim.unit, source.unit}
    if len(pair) == 1 or pair <= {"pp", "point", "%"} or pair <= {"year", None}:
        return True
    if None not in pair or pair & {"th", "o'clock", "%"}:
        return False
    # One says what it counts, and the other what it is paid in, or nothing.
    money = claim.unit in MONEY
    return (source.noun is None) != money if source.unit is None else claim.noun is None
