"""Every number of the claim is stated in the sources, with its unit, or follows from the claim's own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from brief.text.analysis import Analysis
from brief.text.numbers import NumberMention
from brief.text.rounding import rounding
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register
from brief.verification.figures import figures, same_number

_BOTH = frozenset("both pair couple twice duo double twins twin two".split())
_LONGER = {"decade": (10, "year"), "century": (100, "year"), "week": (7, "day"), "year": (12, "month")}
_KNOWN = re.compile(r"\b(?:the|these|those|both|all)\s+$", re.IGNORECASE)
_COUNTED = Decimal(12)
"""Up to this many things are counted rather than read as a figure."""


@register(Kind.NUMBER, Severity.BLOCKING, "give the number as the source does, or cite the sentence that states it")
def numbers(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each number that nothing cited, nor a sum or difference of two stated ones, gives."""
    every = figures(claim.analysis)
    if not every:
        return
    sources = [a for a in evidence.context if a.numbers or a.names or a.lowers & _BOTH]
    stated = [n for n in every if any(_is_stated(m, claim.text, sources) for m in _units(n, every))]
    for number in every:
        if number not in stated and not _follows(number, stated):
            yield Finding(f"{number.text} is not in the source", number.start, number.end)


def _units(number: NumberMention, every: Sequence[NumberMention]) -> list[NumberMention]:
    """A number as it is, and where it has no unit ("3 points, and 2") also with that of another one of the claim."""
    if number.unit is not None or number.noun is not None:
        return [number]
    return [number, *(replace(number, unit=n.unit) for n in every if n.unit is not None)]


def _is_stated(number: NumberMention, text: str, sources: Sequence[Analysis]) -> bool:
    if number.spelled and number.value in (0, 1):
        return True  # "one" and "first" are too common as words to be numbers
    if number.spelled and number.unit is None and number.value <= _COUNTED and _KNOWN.search(text[: number.start]):
        return True  # "the two countries" counts what was named before
    if any(_stands_in(number, text, a) for a in sources):
        return True
    return number.spelled and number.value <= _COUNTED and any(_lists(a, int(number.value)) for a in sources)


def _follows(number: NumberMention, stated: Sequence[NumberMention]) -> bool:
    """Whether it is the sum or difference of two stated numbers of the claim with its unit."""
    values = [n.value for n in stated if n.unit == number.unit or number.unit in (None, "pp")]
    return any(number.value in (a + b, abs(a - b)) for a, b in pairwise(values))


def _stands_in(number: NumberMention, text: str, source: Analysis) -> bool:
    word = rounding(text, number.start)
    have = figures(source)
    if any(same_number(number, n, word) for n in have):
        return True
    if number.value == 2 and number.unit is None and source.lowers & _BOTH:
        return True
    if number.unit is None and any(number.value in (d.day, d.year) for d in source.dates):
        return number.noun is None
    if any(_unit_once(number, n, have) for n in have):
        return True
    few = number.spelled and number.unit is None and number.value <= _COUNTED
    if few and any(n.unit == "th" and n.value == number.value for n in have):
        return True  # a third failure makes three
    return any(
        number.unit == unit and number.value == value and long in source.lowers | source.lemmas
        for long, (value, unit) in _LONGER.items()
    )


def _unit_once(claim: NumberMention, have: NumberMention, every: Sequence[NumberMention]) -> bool:
    """Whether a source number is the claim's, its unit said once for several ("$64 million, up from 41 million")."""
    plain = have.unit is None and not have.vague and have.noun is None
    return claim.unit is not None and plain and claim.value == have.value and any(n.unit == claim.unit for n in every)


_JOINS = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or|&)\s+(?:[\w'’-]+\s+){0,2}")


def _lists(source: Analysis, count: int) -> bool:
    """Whether a sentence names `count` things in a row ("A, B and C"), which a writer may count."""
    run = 1
    for left, right in pairwise(source.names):
        if _JOINS.fullmatch(source.text[left.end : right.start]):
            run += 1
        elif run == count > 1:
            return True
        else:
            run = 1
    return run == count > 1
