"""No word of the claim stands where the source has its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from brief.data import lines
from brief.text.analysis import analyse, term
from brief.text.lemmas import base_forms, lemma
from brief.text.tokens import Token
from brief.verification import scope
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_BESIDE = 2
"""How many content words away a word counts as standing beside another."""


@cache
def _table() -> dict[str, frozenset[str]]:
    """WordNet's direct antonyms, both ways."""
    out: dict[str, set[str]] = {}
    for line in lines("wordnet/antonyms.tsv"):
        word, _, others = line.partition("\t")
        for other in others.split():
            out.setdefault(word, set()).add(other)
            out.setdefault(other, set()).add(word)
    return {word: frozenset(others) for word, others in out.items()}


@lru_cache(maxsize=1 << 14)
def opposites_of(word: str) -> frozenset[str]:
    """The direct antonyms in WordNet of a word in normal form."""
    return frozenset[str]().union(*(_table().get(base, frozenset()) for base in base_forms(word)))


def opposite(one: str, other: str) -> bool:
    """Whether two words in normal form are opposites."""
    others = opposites_of(one)
    return bool(others) and lemma(one) != lemma(other) and (other in others or bool(base_forms(other) & others))


@register(Kind.OPPOSITE, Severity.DOUBT, "use the source's word, not its opposite")
def opposites(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A word that no cited sentence has, beside a word that has its opposite beside it in the source."""
    mine = claim.analysis
    small = _small_turned(claim.text, evidence)
    if small:
        yield small
        return
    own = [
        (i, token)
        for i, (token, term) in enumerate(mine.content)
        if term not in evidence.terms and opposites_of(token.lower)
    ]
    if not own:
        return
    for source in evidence.analyses:
        rest = [(j, token) for j, (token, term) in enumerate(source.content) if term not in mine.terms]
        for i, token in own:
            turned = next(
                (other for j, other in rest if _turned((claim.text, i, token), (source.text, j, other))), None
            )
            if turned:
                yield Finding(f"“{token.text}” where the source says “{turned.text}”", token.start, token.end)
                return


def _turned(mine: tuple[str, int, Token], theirs: tuple[str, int, Token]) -> bool:
    """Whether two words (sentence, place, token) are opposites beside the same word, and neither is negated."""
    (text, i, one), (source, j, other) = mine, theirs
    if not opposite(one.lower, other.lower) or not _beside(text, i) & _beside(source, j):
        return False
    return (one.lemma in scope.negation(text).under) == (other.lemma in scope.negation(source).under)


def _beside(sentence: str, place: int) -> set[str]:
    around = analyse(sentence).content[max(0, place - _BESIDE) : place + _BESIDE + 1]
    return {term for _, term in around}


@cache
def _small_opposites() -> dict[str, frozenset[str]]:
    """Small words that are opposites ("before", "after"), both ways."""
    out: dict[str, set[str]] = {}
    for one, other in (row.split("/") for row in scope.rows("opposite")):
        out.setdefault(one, set()).add(other)
        out.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in out.items()}


@lru_cache(maxsize=8192)
def _small_words(sentence: str) -> dict[tuple[str, str], int]:
    """Each such word with the content term after it, and the place of its token."""
    tokens = analyse(sentence).tokens
    found: dict[tuple[str, str], int] = {}
    for i, token in enumerate(tokens):
        if token.lower in _small_opposites():
            after = next((t for t in tokens[i + 1 : i + 4] if t.content), None)
            if after is not None:
                found[token.lower, term(after)] = i
    return found


def _small_turned(text: str, evidence: EvidenceView) -> Finding | None:
    """A small word of the claim before a word that has its opposite before it in the source, and never itself."""
    theirs = {pair for a in evidence.analyses for pair in _small_words(a.text)}
    for (word, following), place in _small_words(text).items():
        turned = [
            o for o in _small_opposites()[word] if (o, following) in theirs and (o, following) not in _small_words(text)
        ]
        if turned and (word, following) not in theirs:
            token = analyse(text).tokens[place]
            return Finding(f"“{token.text}” where the source says “{turned[0]}”", token.start, token.end)
    return None
