"""The claim names no things beside each other that its sources do not name."""

from __future__ import annotations

from collections.abc import Iterator

from brief.text.lemmas import is_noun
from brief.text.tokens import Token
from brief.verification.check import ClaimView, EvidenceView, Finding, Kind, Severity, register
from brief.verification.coverage import exact_spans

THINGS = 2
"""A stretch of words that no source has is an addition with so many nouns; with fewer it may only be other words."""


@register(Kind.ADDITION, Severity.DOUBT, "leave out what the source does not say")
def additions(claim: ClaimView, evidence: EvidenceView) -> Iterator[Finding]:
    """One finding for each stretch of the claim of which neither the passages nor what surrounds them has a word."""
    for run in _new_words(claim, evidence):
        if sum(is_noun(token.lower) for token in run) >= THINGS:
            start, end = run[0].start, run[-1].end
            yield Finding(f"“{claim.text[start:end]}” is not in the source", start, end)


def _new_words(claim: ClaimView, evidence: EvidenceView) -> list[list[Token]]:
    """The runs of content words that are in no source, names, numbers and dates left out."""
    known = frozenset[str]().union(*(a.terms | a.lemmas for a in evidence.context))
    exact = exact_spans(claim.analysis)
    runs: list[list[Token]] = [[]]
    for token, term in claim.analysis.content:
        is_exact = any(a <= token.start < b for a, b in exact)
        if is_exact or term in known or token.lemma in known:
            runs.append([])
        else:
            runs[-1].append(token)
    return runs
