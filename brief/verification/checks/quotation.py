"""Quotations are in the cited sentences word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief.text.tokens import fold
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_GAP = re.compile(r"\s*(?:\.\.\.|…|\. \. \.|\[[^\]]*\])\s*")
"""Where a writer left words out of a quotation, or put some in brackets."""


@register(Kind.QUOTATION, Severity.BLOCKING, "quote word for word, or take the quotation marks away", any_language=True)
def quotation(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each quotation that no cited sentence, headline or sentence before a cited one has."""
    quoted = claim.analysis.quotations
    if not quoted:
        return
    have = [_plain(text) for p in evidence.passages for text in (p.text, p.before, p.headline) if text]
    have.append(" ".join(_plain(p.text) for p in evidence.passages))
    for q in quoted:
        parts = (_plain(part).strip(" .,;:!?-—–") for part in _GAP.split(q.inner))
        if any(part and not any(_stands_in(part, text) for text in have) for part in parts):
            yield Finding(f"“{q.inner.strip()}” is not in the source word for word", q.start, q.end)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\"'`«»„]", "", fold(text))).strip()


def _stands_in(part: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) is not None
