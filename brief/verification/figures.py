"""The numbers of a sentence that stand for themselves, and when two of them are the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from brief.text.analysis import Analysis
from brief.text.numbers import NumberMention

_DOWN = frozenset(("over", "more than", "at least", "above", "exceeding"))
_UP = frozenset(("nearly", "almost", "close to", "just under", "under", "less than", "fewer than", "below", "up to"))


def figures(analysis: Analysis) -> list[NumberMention]:
    """The numbers of a sentence that are not part of a date."""
    dated = [(d.start, d.end) for d in analysis.dates if d.step is None]
    return [
        _in_points(n)
        for n in analysis.numbers
        if n.kind not in ("day", "decade") and not any(a <= n.start and n.end <= b for a, b in dated)
    ]


def _in_points(number: NumberMention) -> NumberMention:
    """Basis points as the percentage points they are."""
    return replace(number, value=number.value / 100, unit="pp") if number.unit == "bp" else number


def same_number(claim: NumberMention, source: NumberMention, rounding: str) -> bool:
    """Whether a source number is the claim's: the same value and unit, or what `rounding`, the word before the claim's
    number ("about", "nearly"; may be empty), makes of it."""
    if not _same_unit(claim, source):
        return False
    if claim.value == source.value:
        return claim.kind != "score" or claim.other == source.other
    if source.kind == "score" and claim.kind == "cardinal" and claim.value == source.other:
        return True
    if claim.kind == "vague":
        return claim.value * 2 <= source.value < claim.value * 10
    if not rounding or claim.kind in ("ordinal", "score", "time", "fraction") or source.kind == "vague":
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
    if claim.unit == source.unit:
        return all((claim.kind == kind) == (source.kind == kind) for kind in ("ordinal", "time"))
    pair = {claim.unit, source.unit}
    if pair <= {"pp", "point", "%"}:
        return True
    if pair <= {"year", "year-old", None}:
        return "ordinal" not in (claim.kind, source.kind)
    if "fraction" in (claim.kind, source.kind):
        return False
    if claim.unit is None:
        return source.kind == "quantity" and claim.noun is None
    if source.unit is None:
        return (claim.kind == "quantity" and source.noun is None) or (claim.kind == "money" and source.noun is not None)
    return False
