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
"""How much a figure or a capitalised word counts in coverage, against 1 for another content word."""
BIAS, TERMS, BEST, MISSING, BLOCKING = -2.2, 1.8, 1.75, -0.9, -0.5
"""The weights of the score: a constant, the shares of terms that all and that the best passage have, each figure or
capitalised word that none has (at most MOST count), and each blocking finding."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of a claim's content that the passages have together, and that the best of them has alone."""

    terms: float
    best: float
    missing: int
    """How many figures and capitalised words no passage has."""


def strong(token: Token) -> bool:
    """Whether a token is a figure, or a capital where a small letter could stand: what tells most."""
    return token.text[0].isdigit() or (token.capital and not token.opens)


def exact_spans(analysis: Analysis) -> list[tuple[int, int]]:
    """Where the names, numbers and dates of a sentence stand."""
    names = [(x.start, x.end) for x in analysis.names]
    return names + [(x.start, x.end) for x in analysis.numbers] + [(x.start, x.end) for x in analysis.dates]


def cover(claim: ClaimView, evidence: EvidenceView) -> Coverage:
    """How much of the claim the evidence covers, word by word. A word that only stands beside the passages (in a
    headline, in the sentence before) counts half."""
    known = evidence.terms
    beside = frozenset[str]().union(*(a.terms for a in evidence.context))
    total = got = 0.0
    missing = 0
    for token, term in claim.analysis.content:
        is_strong = strong(token)
        worth = STRONG if is_strong else 1.0
        total += worth
        got += worth if term in known else 0.5 * worth if term in beside else 0.0
        missing += is_strong and term not in known
    terms = claim.analysis.terms
    best = max((len(terms & a.terms) for a in evidence.analyses), default=0)
    return Coverage(got / total if total else 0.0, best / len(terms) if terms else 0.0, missing)


def support(covered: Coverage, blocking: int) -> float:
    """The graded score, 0 ... 1: a logistic sum over coverage and the number of blocking findings."""
    total = BIAS + TERMS * covered.terms + BEST * covered.best + MISSING * min(MOST, covered.missing)
    return round(1.0 / (1.0 + math.exp(-total - BLOCKING * blocking)), 4)
