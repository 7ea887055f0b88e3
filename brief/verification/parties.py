"""Doubts about who did what to whom: two parties, or two words and their neighbours, changed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from brief.models import Reason
from brief.verification.facts import Facts
from brief.verification.lexicon import MONTHS, MUTUAL, WEEKDAYS, is_past
from brief.verification.words import Item, Words

_REACH = 8


def roles(claim: Facts, source: Facts) -> Iterator[Reason]:
    """Two parties around the same verb that have changed places."""
    ours, theirs = claim.words, source.words
    for c, item in enumerate(ours.content):
        if item.strong or item.term in MUTUAL:
            continue
        for s, other in enumerate(theirs.content):
            if other.term != item.term or is_past(item.low) != is_past(other.low) or not _verb(ours, c, item):
                continue
            left, right = _around(ours, c)
            left_there, right_there = _around(theirs, s)
            gone_right = {t for t in left & right_there if t not in right and t not in left_there}
            gone_left = {t for t in right & left_there if t not in left and t not in right_there}
            if bool(gone_right) != bool(gone_left):
                # One of the two may be a thing ("the office", "a woman").
                gone_right = gone_right or _things(ours, c, -1) & _things(theirs, s, 1) - right - left_there
                gone_left = gone_left or _things(ours, c, 1) & _things(theirs, s, -1) - left - right_there
            if gone_right and gone_left and _passive(ours, c) == _passive(theirs, s):
                yield Reason("roles", f"{min(gone_right)} and {min(gone_left)} have changed places around “{item.low}”")
                return


def crossed(claim: Facts, source: Facts) -> Iterator[Reason]:
    """Two words that have changed their neighbours ("exporters criticized … savers welcomed")."""
    if _by(claim.words) != _by(source.words) or claim.words.terms & MUTUAL:
        return  # one of the two may be the passive of the other, or say the same of both
    for side in (-1, 1):
        mine, theirs = _neighbours(claim.words, side), _neighbours(source.words, side)
        both = [t for t in mine if t in theirs and mine[t] != theirs[t]]
        strong = {x.term for x in claim.words.content if x.strong}
        for i, one in enumerate(both):
            for other in both[i + 1 :]:
                alike = (mine[one] in strong) == (mine[other] in strong)
                if alike and mine[one] == theirs[other] and mine[other] == theirs[one]:
                    yield Reason("roles", f"“{mine[one]}” and “{mine[other]}” have changed places")
                    return


def _by(words: Words) -> bool:
    return any(x.low == "by" for x in words.items)


def _neighbours(words: Words, side: int) -> dict[str, str]:
    """The content term beside each content term that stands once."""
    count = Counter(x.term for x in words.content)
    out: dict[str, str] = {}
    for i, item in enumerate(words.content):
        if 0 <= i + side < len(words.content):
            other = words.content[i + side]
            if item.clause == other.clause and count[item.term] == count[other.term] == 1:
                out[item.term] = other.term
    return out


_BEFORE_NOUN = frozenset("a an the of its their his her our your my this that these those some any no".split())


def _verb(words: Words, c: int, item: Item) -> bool:
    """Whether a word is used as a verb, as far as its form and the word before it tell."""
    before = words.items[words.at[c] - 1].low if words.at[c] else ""
    if before in _BEFORE_NOUN or before.endswith("'s") or words.text[item.start - 1 : item.start] == "-":
        return False
    return is_past(item.low) or before in ("will", "would", "to", "may", "might", "could", "should", "can", "must")


def _around(words: Words, c: int) -> tuple[set[str], set[str]]:
    """The names that stand within reach before and after a place."""
    left = {x.term for x in words.content[max(0, c - _REACH) : c] if _party(x)}
    if c and words.content[0].start == words.items[0].start:
        left |= {x.term for x in words.content[max(0, c - _REACH) : c] if x.start == words.items[0].start}
    right = {x.term for x in words.content[c + 1 : c + 1 + _REACH] if _party(x)}
    return left, right


def _things(words: Words, c: int, side: int) -> set[str]:
    """The common words next to a place, on one side, up to a mark."""
    near = range(c - 1, max(-1, c - 4), -1) if side < 0 else range(c + 1, min(len(words.content), c + 1 + _REACH))
    return {words.content[i].term for i in near if words.content[i].clause == words.content[c].clause and not
            words.content[i].strong}  # fmt: skip


def _party(item: Item) -> bool:
    return item.strong and not item.low[0].isdigit() and item.low not in MONTHS and item.low not in WEEKDAYS


_BE = frozenset("is are was were be been being".split())
_NO_OBJECT = frozenset("in at on for due after amid from to with as over".split())
"""What follows the verb of a headline that leaves out "is" ("Ferries stopped in Orle")."""


def _passive(words: Words, c: int) -> bool:
    at = words.at[c]
    if is_past(words.items[at].low):
        after = words.items[at + 1].low if at + 1 < len(words.items) else ""
        if {x.low for x in words.items[max(0, at - 2) : at]} & _BE or after in _NO_OBJECT:
            return True
    return "by" in {x.low for x in words.items[at + 1 : at + 4]}
