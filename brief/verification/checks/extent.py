"""The claim says a thing of all or of one alone only where its source does."""

from __future__ import annotations

from collections.abc import Iterator

from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register
from brief.verification.scope import listed


@register(Kind.EXTENT, Severity.DOUBT, "say how far it holds as the source does")
def extent(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding for a universal or exclusive quantifier of the claim where the sources have none."""
    have = frozenset[str]().union(*(a.lemmas for a in evidence.context))
    if have & listed("universal"):
        return
    for token in claim.analysis.tokens:
        if token.word and token.lemma in listed("universal"):
            yield Finding(f"the source does not say “{token.lower}”", token.start, token.end)
            return
