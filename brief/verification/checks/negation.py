"""What the claim negates the source negates too, and the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from brief.verification import scope
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_SAME = 0.5
"""A passage speaks of the same thing if it has this share of the claim's terms."""


@register(Kind.NEGATION, Severity.DOUBT, "say yes or no as the source does")
def negation(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding where one side negates what the other states, with no negation near it."""
    mine, terms = scope.negation(claim.text), claim.analysis.terms
    ranked = sorted(evidence.analyses, key=lambda a: -len(a.terms & terms))
    theirs = [scope.negation(a.text) for a in ranked]
    if mine.under and (not any(s.any for s in theirs) or (mine.under & theirs[0].free) - theirs[0].near):
        yield Finding("the claim negates what the source states")
        return
    free = frozenset[str]().union(*(s.free for s in theirs))
    for analysis, source in zip(ranked, theirs, strict=True):
        denied = (source.under & mine.free) - free - mine.near
        if denied and len(analysis.terms & terms) >= _SAME * len(terms):
            yield Finding("the claim states what the source negates")
            return
