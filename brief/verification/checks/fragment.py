"""The claim is a whole sentence: small models leave off, often at a quotation mark that they do not escape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief.articles.bare import says_nothing
from brief.text.tokens import is_stop_word
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register

_WHOLE = re.compile(r"[.!?…][\s\"'”’»)\]*_]*$")
_FEWEST = 4
"""Words of a sentence that has no mark at its end; with fewer it is a scrap."""


@register(Kind.FRAGMENT, Severity.DOUBT, "write a whole sentence", any_language=True)
def fragments(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """A finding where it has no mark at its end and ends in a small word, or where its source goes on with a
    quotation; and where it says that someone spoke, and nothing of what was said."""
    if says_nothing(claim.text):
        yield Finding("it says who spoke, and nothing of what was said")
    if _WHOLE.search(claim.text):
        return
    words = [t for t in claim.analysis.tokens if t.word]
    last = r"\W+".join(re.escape(t.text) for t in words[-2:])
    quoting = re.compile(rf"\b{last}\W{{0,2}}\s[\"'“‘«]", re.IGNORECASE)
    goes_on = any(quoting.search(a.text) for a in evidence.analyses)
    if len(words) < _FEWEST or is_stop_word(words[-1].lower) or goes_on:
        yield Finding("the sentence breaks off")
