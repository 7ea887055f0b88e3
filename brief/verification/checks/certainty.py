"""The claim is no more certain than its source."""

from __future__ import annotations

from collections.abc import Iterator

from brief.verification import scope
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_SAME = 0.5
"""A passage speaks of the same thing if it has this share of the claim's terms."""


@register(Kind.CERTAINTY, Severity.DOUBT, "be as sure as the source is, and no more")
def certainty(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding where the claim states, without any hedge, what every cited sentence that has it hedges."""
    mine = scope.hedge(claim.text)
    if mine.any:
        return
    theirs = [scope.hedge(a.text) for a in evidence.analyses]
    free = frozenset[str]().union(*(s.free for s in theirs))
    terms = claim.analysis.terms
    for analysis, source in zip(evidence.analyses, theirs, strict=True):
        if (source.under & terms) - free and len(analysis.terms & terms) >= _SAME * len(terms):
            yield Finding("the source only says it may happen, or may be so")
            return
