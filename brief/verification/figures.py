"""Numbers of a claim among those of its sources: the same value and unit in any form, never rounded unasked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from brief.text.numbers import NumberMention
from brief.verification.facts import Facts

_ROUNDS = re.compile(
    r"(?:\b(about|around|roughly|approximately|some|nearly|almost|close to|over|more than|at least|above|exceeding|"
    r"just under|under|less than|fewer than|below|up to|an estimated|estimated)\s+|~)(?:an?\s+|the\s+|[$€£¥₩]|US\$)*$",
    re.IGNORECASE,
)
_DOWN = frozenset(("over", "more than", "at least", "above", "exceeding"))
_UP = frozenset(("nearly", "almost", "close to", "just under", "under", "less than", "fewer than", "below", "up to"))
_TWO = frozenset("both pair couple twice duo double twins twin".split())
_LONG = {"decade": (Decimal(10), "year"), "century": (Decimal(100), "year"), "week": (Decimal(7), "day")}
_COUNTED = Decimal(12)


def stated_number(number: NumberMention, text: str, sources: Sequence[Facts]) -> bool:
    """Whether a number of the claim `text` needs no source, or one of `sources` states it or lists as many things."""
    if _needs_none(number) or any(number_in(number, text, f) for f in sources):
        return True
    return number.spelled and number.value <= _COUNTED and any(_lists(f, int(number.value)) for f in sources)


def _needs_none(number: NumberMention) -> bool:
    """ "one" and "first" are too common as words to be numbers; a vague "hundreds" is left to the words."""
    return (number.spelled and number.value in (0, 1) and number.kind != "score") or (
        number.kind == "ordinal" and number.value == 1
    )


def number_in(number: NumberMention, text: str, source: Facts) -> bool:
    """Whether a number of the claim `text` is one that the source sentence states."""
    rounding = _ROUNDS.search(text[max(0, number.start - 28) : number.start])
    word = rounding.group(1).lower() if rounding and rounding.group(1) else "about" if rounding else ""
    if any(_same_number(number, have, word) and not _other_things(number, have, source) for have in source.numbers):
        return True
    if number.value == 2 and number.unit is None and source.lows & _TWO:
        return True
    if number.kind == "score" and number.other is not None:
        values = {n.value for n in source.numbers}
        return number.value in values and number.other in values
    if number.kind == "cardinal" and any(d.decade is None and number.value in (d.day, d.year) for d in source.dates):
        return number.unit is None and number.noun is None
    if any(_unit_left_out(number, have, source) or _unit_lent(number, have) for have in source.numbers):
        return True
    few = number.spelled and number.kind == "cardinal" and number.value <= _COUNTED
    if few and any(n.kind == "ordinal" and n.value == number.value for n in source.numbers):
        return True  # a third failure makes three
    for long, (value, unit) in _LONG.items():
        if number.unit == unit and number.value == value and long in source.stems | source.lows:
            return True
    return any(number.value == n.value and number.kind == "ordinal" == n.kind for n in source.numbers)


_THINGS = re.compile(r"\s+[a-z]{3,}s(?!\w)")


def _other_things(claim: NumberMention, have: NumberMention, source: Facts) -> bool:
    """Whether the claim's money is a count of other things there: "480 million euros" for "480 million marks"."""
    return claim.kind == "money" and have.unit is None and _THINGS.match(source.text, have.end) is not None


def _unit_left_out(claim: NumberMention, have: NumberMention, source: Facts) -> bool:
    """Whether a source number is the claim's, its unit said once for several ("$64 million, up from 41 million")."""
    if claim.unit is None or have.unit is not None or have.kind != "cardinal" or claim.value != have.value:
        return False
    return have.noun is None and any(n.unit == claim.unit for n in source.numbers)


_CURRENCY = re.compile(r"[$€£¥₩]|[A-Z]{3}|[a-z]{4,}s\b")


def _unit_lent(claim: NumberMention, have: NumberMention) -> bool:
    """Whether a source number only has its unit from the one before it ("paid $2 million to 40 million people")."""
    lent = have.kind == "money" and _CURRENCY.search(have.text) is None
    return lent and claim.unit is None and claim.value == have.value


def _same_number(claim: NumberMention, source: NumberMention, rounding: str) -> bool:
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
    if not exact or not like:
        return exact
    digits = len(like.normalize().as_tuple().digits)
    step = Decimal(1).scaleb(like.adjusted() - digits + 1)
    if like.adjusted() - exact.adjusted() not in (0, 1):
        return exact
    mode = "ROUND_FLOOR" if word in _DOWN else "ROUND_CEILING" if word in _UP else "ROUND_HALF_UP"
    return (exact / step).quantize(Decimal(1), rounding=mode) * step


def _same_unit(claim: NumberMention, source: NumberMention) -> bool:
    if claim.unit == source.unit:
        return all((claim.kind == kind) == (source.kind == kind) for kind in ("ordinal", "time"))
    pair = {claim.unit, source.unit}
    if pair <= {"year", "year-old", None}:
        return claim.kind != "ordinal" and source.kind != "ordinal"
    if pair <= {"pp", "point", "%"} and "%" not in pair:
        return True
    if claim.kind == "fraction" or source.kind == "fraction":
        return False
    if claim.unit is None:
        return source.kind == "quantity" and claim.noun is None
    if source.unit is None:
        return (claim.kind == "quantity" and source.noun is None) or (claim.kind == "money" and source.noun is not None)
    return False


_JOINS = re.compile(r"\s*(?:,\s*(?:and|or)?|and|or|&)\s+(?:[\w'’-]+\s+){0,2}")


def _lists(source: Facts, count: int) -> bool:
    """Whether a sentence names `count` things in a row ("A, B and C"), which a writer may count."""
    run = 1
    for left, right in pairwise(source.names):
        if _JOINS.fullmatch(source.text[left.end : right.start]):
            run += 1
            continue
        if run == count > 1:
            return True
        run = 1
    return run == count > 1
