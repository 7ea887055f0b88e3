"""Enough of what the claim says is in the cited sentences."""

from __future__ import annotations

from collections.abc import Iterator

from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register
from brief.verification.coverage import cover

LEAST = 0.5
"""The share of a claim's content that its sentences must have,"""
FEWEST = 2
"""and how many of its words at least: one word in common makes no support."""


@register(Kind.COVERAGE, Severity.DOUBT, "cite the sentence that says it, or say only what the source says")
def coverage(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding where less of the claim is covered."""
    terms = claim.analysis.terms
    shared = len(terms & evidence.terms)
    if cover(claim, evidence).terms < LEAST or shared < min(FEWEST, len(terms)):
        yield Finding("much of it is not in the source")
