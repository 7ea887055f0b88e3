"""The claim gives no reason that its source does not."""

from __future__ import annotations

from collections.abc import Iterator

from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register
from brief.verification.scope import listed

_REASON = frozenset(("because", "due", "therefore", "consequently", "hence", "thus"))


@register(Kind.REASON, Severity.DOUBT, "give a reason only where the source gives it")
def reasons(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding where only the claim joins two things by a reason."""
    lemmas = frozenset[str]().union(*(a.lemmas for a in evidence.analyses))
    if claim.analysis.lowers & _REASON and not lemmas & listed("cause"):
        yield Finding("the source gives no such reason")
