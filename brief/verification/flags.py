"""Typed doubts about a claim whose facts all stand in its sources: they escalate, they never decide alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.models import Reason
from brief.verification.facts import Facts

NEGATIONS = frozenset("not no never nor neither none nobody nothing cannot without n't".split())


def negated(facts: Facts) -> bool:
    return any(t.low in NEGATIONS or t.low.endswith("n't") for t in facts.words.tokens if t.word)


def raised(claim: Facts, cited: Sequence[Facts]) -> Iterable[Reason]:
    """One reason for each doubt."""
    nearest = max(cited, key=lambda f: len(f.stems & claim.stems), default=None)
    if nearest is None:
        return
    if negated(claim) and not any(negated(f) for f in cited):
        yield Reason("negation", "it says no where the cited sentences do not")
