"""No word of the claim is where the source has its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from brief.data import lines
from brief.text.analysis import analyse, term
from brief.text.lemmas import base_forms, lemma
from brief.text.tokens import STOP_WORDS, Token
from brief.verification import scope
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_BESIDE = 2
"""How many content words away a word counts as standing beside another."""
_Placed = tuple[Token, frozenset[str], bool]
"""A word, the terms beside it, and whether it is negated."""


@cache
def _table() -> dict[str, frozenset[str]]:
    """WordNet's direct antonyms, and small words that are opposites ("before", "after"), both ways."""
    rows = (row.partition("\t") for row in lines("wordnet/antonyms.tsv"))
    pairs = {(word, other) for word, _, others in rows if word not in STOP_WORDS for other in others.split()}
    pairs |= {(one, other) for one, _, other in (row.partition("/") for row in scope.rows("opposite"))}
    out: dict[str, set[str]] = {}
    for one, other in pairs:
        out.setdefault(one, set()).add(other)
        out.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in out.items()}


@lru_cache(maxsize=1 << 14)
def opposites_of(word: str) -> frozenset[str]:
    """The opposites of a word in normal form, or of what it is an inflection of."""
    return frozenset[str]().union(*(_table().get(base, frozenset()) for base in {word, *base_forms(word)}))


def opposite(one: str, other: str) -> bool:
    """Whether two words in normal form are opposites."""
    others = opposites_of(one)
    return bool(others) and lemma(one) != lemma(other) and bool({other, *base_forms(other)} & others)


@register(Kind.OPPOSITE, Severity.DOUBT, "use the source's word, not its opposite")
def opposites(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A word that no cited sentence has beside the same words, where one has its opposite beside them."""
    theirs = [placed for a in evidence.analyses for placed in _placed(a.text)]
    for mine in _placed(claim.text):
        word, beside, _ = mine
        alike = [(other, near) for other, near, _ in theirs if other.lemma == word.lemma]
        if any(near & beside for _, near in alike) or (alike and word.content):
            continue
        turned = next((other[0] for other in theirs if _turned(mine, other)), None)
        if turned:
            yield Finding(f"“{word.text}” where the source says “{turned.text}”", word.start, word.end)
            return


def _turned(mine: _Placed, theirs: _Placed) -> bool:
    (one, beside, negated), (other, near, denied) = mine, theirs
    return negated == denied and bool(beside & near) and opposite(one.lower, other.lower)


@lru_cache(maxsize=8192)
def _placed(sentence: str) -> tuple[_Placed, ...]:
    """The words of a sentence that have opposites; beside a small word only the next word counts."""
    found = analyse(sentence)
    negated = scope.negation(sentence).under
    out: list[_Placed] = []
    for token in found.tokens:
        if token.word and opposites_of(token.lower):
            before = [t for t in found.content if t[0].end <= token.start][-_BESIDE:] if token.content else []
            after = [t for t in found.content if t[0].start >= token.end][: _BESIDE if token.content else 1]
            out.append((token, frozenset(term for _, term in (*before, *after)), term(token) in negated))
    return tuple(out)
