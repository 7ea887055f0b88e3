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
    mine, theirs = scope.negation(claim.text), [scope.negation(a.text) for a in evidence.analyses]
    free = frozenset[str]().union(*(s.free for s in theirs))
    near = frozenset[str]().union(*(s.near for s in theirs))
    if mine.under and (not any(s.any for s in theirs) or (mine.under & free) - near):
        yield Finding("the claim negates what the source states")
        return
    terms = claim.analysis.terms
    for analysis, source in zip(evidence.analyses, theirs, strict=True):
        denied = (source.under & mine.free) - free - mine.near
        if denied and len(analysis.terms & terms) >= _SAME * len(terms):
            yield Finding("the claim states what the source negates")
            return
