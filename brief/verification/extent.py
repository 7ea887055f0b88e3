"""Doubts about how much of a thing a claim takes in: all or some, only this one, a sum or a difference, an age."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from brief.models import Reason
from brief.text.numbers import NumberMention
from brief.verification.facts import Facts
from brief.verification.words import Words

_ALL = frozenset("all every entire entirely".split())
_ANY = _ALL | frozenset(
    """everyone everybody everything each any both total totally full fully whole wholly complete completely no none
    never neither nobody nothing not across throughout nationwide only unanimous unanimously either without always
    everywhere anyone anything overall altogether rest 100 universal universally combined together""".split()
)
"""What a source may say where a claim says "all","""
_EACH = _ALL | frozenset("everyone everybody everything each any both whole wholly complete completely fully".split())
"""and what it may say in any sentence."""
_NOT_ALL = re.compile(
    r"\b(?:(?:at|after|of|above|for|in|not|nearly|almost|virtually|practically) all|all (?:but|over|along|around|day"
    r"|night|week|year|kinds|sorts|time|right|the same|the (?:more|better|way|time))|all-\w+)\b|\w-all\b",
    re.IGNORECASE,
)
_ONLY = frozenset("only alone solely sole".split())
_SINGLE = _ONLY | frozenset(
    """just single singly exclusive exclusively except but unless nothing no nobody none one not limited merely lone
    last unique isolated until nor restricted solitary without apart mere every""".split()
)
"""What a source may say where a claim says "only"."""
_IDLE = frozenset(
    "day night morning evening week weekend month year hour minute season time be been said too is are was were".split()
)
"""Words before which "all", "every" and "only" do not take in the whole of anything."""
_MOST = re.compile(r"\b(?:most of|(?:a|the|vast|large|great|overwhelming) majority of)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:most|majority|mostly|largely|mainly|predominantly|chiefly|primarily|half|bulk|percent|per cent|thirds"
    r"|quarters|nearly|almost|all|every|dominated?|overwhelming\w*|widely|out of|generally|usually|typically)\b|%",
    re.IGNORECASE,
)


def extent(claim: Facts, near: Sequence[Facts], cited: Sequence[Facts]) -> Iterator[Reason]:
    """ "All" that none of the `near` sentences bears out, "only" or "most of" that no cited one does."""
    wide = _spoken(claim.words, _ALL)
    if wide and not _lows(near[:1]) & _ANY and not _lows(near) & _EACH and not _NOT_ALL.search(claim.text):
        yield Reason("extent", f"it says “{wide}”, the cited sentences do not")
    sole = _spoken(claim.words, _ONLY)
    if sole and not _lows(cited) & _SINGLE:
        yield Reason("extent", f"it says “{sole}”, the cited sentences do not")
    if _MOST.search(claim.text) and not any(_MANY.search(f.text) for f in cited):
        yield Reason("extent", "it says “most”, the cited sentences do not")


_IDIOMS = (("each", "other"), ("one", "of"))


def _lows(sentences: Sequence[Facts]) -> set[str]:
    lows = ([x.low for x in f.words.items] for f in sentences)
    return {
        low for low, after in (pair for row in lows for pair in pairwise([*row, ""])) if (low, after) not in _IDIOMS
    }


def _spoken(words: Words, wanted: frozenset[str]) -> str:
    """The first of the wanted words, but "only 40" and what stands in a name."""
    for i, item in enumerate(words.items):
        after = words.items[i + 1].low if i + 1 < len(words.items) else ""
        if i and words.items[i - 1].low == "not":
            continue
        if item.low in wanted and not item.strong and not after[:1].isdigit() and after not in _IDLE:
            return item.low
    return ""


# ------------------------------------------------------------------------------- sums and differences

_AFTER = re.compile(r"\s+(?:[a-z]+\s+)?(?:more|less|fewer|extra|higher|lower|above|below|short|beyond)\b")
_MORE = frozenset(
    """more less fewer additional another extra further over above below up down by than beyond higher lower exceed
    exceeds exceeded exceeding overrun increase increased increases rise rose rises risen grew grown fall fell falls
    fallen drop dropped declined gap difference short shortfall add added adds top topped cut raised saved""".split()
)


def difference(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """A difference told as a sum ("it cost $22 million" of "$22 million more than planned"), or a sum as one."""
    lows = {x.low for x in claim.words.items}
    for number in claim.numbers:
        if number.kind in ("ordinal", "year", "time", "score"):
            continue
        same = [(f, n) for f in cited for n in f.numbers if n.value == number.value and n.unit == number.unit]
        if not same:
            continue
        if not lows & _MORE and all(_AFTER.match(f.text, n.end) for f, n in same):
            yield Reason("comparison", f"in the cited sentence {number.text} is a difference, not the whole")
        elif _MORE_THAN.match(claim.text, number.end) and not any(_compared(f.text, n) for f, n in same):
            yield Reason("comparison", f"in the cited sentence {number.text} is the whole, not a difference")


_MORE_THAN = re.compile(r"\s+(?:[a-z]+\s+)?(?:more|less|fewer|higher|lower) than\b")
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|above|below|over|under|than|by|up|down|rise|rose|increase\w*|fell|drop\w*|from"
    r"|additional|another|extra|further|short|beyond|times|twice|added|compared|against|gap|margin|difference)\b"
)


def _compared(text: str, number: NumberMention) -> bool:
    return _COMPARED.search(text[max(0, number.start - 30) : number.end + 30]) is not None


# ----------------------------------------------------------------------------------------------- ages

_AGED = re.compile(r"(?:\b(?:aged?|age of|turn(?:s|ed|ing)?|at|was|is)\s+|\w,\s+|\()$")
_AGE_ENDS = re.compile(r"\s*(?:[,.;)]|years? old\b|$)")
_SURELY_AGED = re.compile(r"(?:\b(?:aged|age|age of)\s+|[A-Z]\S+,\s+)$")


def ages(claim: Facts, cited: Sequence[Facts]) -> Iterator[Reason]:
    """A number given as somebody's age that counts something else, where the cited sentences tell another age."""
    theirs = [(f, n) for f in cited for n in f.numbers]
    for number in claim.numbers:
        if not _is_age(claim.text, number, surely=True):
            continue
        same = [(f, n) for f, n in theirs if n.value == number.value]
        others = [n for f, n in theirs if n.value != number.value and _is_age(f.text, n, surely=True)]
        if same and others and not any(_is_age(f.text, n, surely=False) for f, n in same):
            yield Reason("number", f"the age in the cited sentence is {others[0].text}, not {number.text}")


def _is_age(text: str, number: NumberMention, *, surely: bool) -> bool:
    if number.unit == "year-old":
        return True
    if number.unit not in (None, "year") or not 0 < number.value < 125 or number.kind in ("ordinal", "score", "time"):
        return False
    before = text[max(0, number.start - 24) : number.start]
    if not surely and _AGED.search(before):
        return True
    return _SURELY_AGED.search(before) is not None and _AGE_ENDS.match(text, number.end) is not None
