"""How much of a claim its evidence covers, and the graded score made of it, 0 ... 1.

The weights of the score were fitted by logistic regression on claims that people wrote and labelled (WiCE, development
part), never on artificial edits, which makes it worse on natural errors; docs/verification.md has the figures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from brief.text.analysis import Analysis
from brief.text.tokens import Token
from brief.verification.check import ClaimView, EvidenceView

STRONG = 2.0
"""How much a figure or a capitalised word counts, against 1 for another content word."""
BESIDE = 0.5
"""How much of its worth a word counts that is only near the passages: in a headline, in the sentence before."""
BIAS, TERMS, BEST, MISSING, BLOCKING, DOUBT = -2.2, 1.8, 1.75, -0.6, -0.5, -0.25
"""The weights of the score: a constant, the shares of a claim that all passages and that the best one have, each figure
or capitalised word that none has (at most MOST count), each blocking finding, and each doubt."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of a claim's content that the passages have together, and that the best of them has alone, 0 ... 1."""

    terms: float
    best: float
    missing: int
    """How many figures and capitalised words no passage has."""


def strong(token: Token) -> bool:
    """Whether a token is a figure, or a capital where a small letter would do: the words that identify most."""
    return token.text[0].isdigit() or (token.capital and not token.opens)


def exact_spans(analysis: Analysis) -> list[tuple[int, int]]:
    """Where the names, numbers and dates of a sentence stand."""
    names = [(x.start, x.end) for x in analysis.names]
    return names + [(x.start, x.end) for x in analysis.numbers] + [(x.start, x.end) for x in analysis.dates]


def worths(analysis: Analysis, strong_worth: float = STRONG) -> dict[str, float]:
    """The content of a sentence, term by term, with what each counts."""
    worth: dict[str, float] = {}
    for token, term in analysis.content:
        worth[term] = max(worth.get(term, 1.0), strong_worth if strong(token) else 1.0)
    return worth


def cover(claim: ClaimView, evidence: EvidenceView) -> Coverage:
    """How much of the claim the evidence covers, term by term."""
    worth = worths(claim.analysis)
    total = sum(worth.values()) or 1.0
    beside = frozenset[str]().union(*(a.terms for a in evidence.context))
    got = sum(w for term, w in worth.items() if term in evidence.terms)
    got += BESIDE * sum(w for term, w in worth.items() if term in beside and term not in evidence.terms)
    best = max((sum(worth[term] for term in worth.keys() & a.terms) for a in evidence.analyses), default=0.0)
    missing = sum(w > 1.0 and term not in evidence.terms for term, w in worth.items())
    return Coverage(got / total, best / total, missing)


def support(covered: Coverage, blocking: int, doubts: int) -> float:
    """The graded score, 0 ... 1: a logistic sum over coverage and the numbers of findings."""
    total = BIAS + TERMS * covered.terms + BEST * covered.best + MISSING * min(MOST, covered.missing)
    return round(1.0 / (1.0 + math.exp(-total - BLOCKING * blocking - DOUBT * doubts)), 4)
