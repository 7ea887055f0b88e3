"""How likely it is that the evidence answers: a logistic model over a few signs of an answer.

The signs are what is covered of the question in one place, whether its names are known there, whether the kind of
answer asked for is given, and how fresh the best passages are. How the weights were fitted, and what risk is run at
each coverage, is in docs/retrieval.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from brief.retrieval.question import Question
from brief.retrieval.scoring import Weighted

if TYPE_CHECKING:
    from brief.retrieval.evidence import Candidate

THRESHOLD = 0.5
AGE_DAYS = 20


def signs(question: Question, weighted: Weighted, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> dict[str, float]:
    """The signs of an answer, each 0 ... 1."""
    if not candidates or not weighted.total:
        return {}
    top = sorted(chosen, key=lambda c: -c.score)[:6]
    sentence = max(c.covered for c in top)
    around = max(c.around for c in top)
    union = weighted.covered(frozenset().union(*(c.stems for c in top)))
    names = [(t, w) for t, w in weighted.terms if t.name]
    known = 1.0
    if names:
        total = sum(w for _, w in names)
        near = max(top, key=lambda c: c.around)
        here = frozenset().union(*(c.stems for c in candidates if c.article.version == near.article.version))
        known = sum(w for t, w in names if not t.stems.isdisjoint(here)) / total
    ages = [
        math.exp(-max(0, (question.query.as_of - c.article.published).days) / AGE_DAYS)
        for c in top
        if question.query.as_of is not None and c.article.published is not None
    ]
    return {
        "sentence": sentence,
        "around": around,
        "union": union,
        "names": known,
        "fit": max(c.fit for c in top),
        "fresh": max(ages, default=0.0),
    }


def confidence(question: Question, weighted: Weighted, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> float:
    """The probability, 0 ... 1, that the chosen sentences answer the question; 0 when nothing was found."""
    found = signs(question, weighted, candidates, chosen)
    if not found or found["around"] == 0:
        return 0.0
    x = -4.0 + 3.0 * found["sentence"] + 4.0 * found["around"] + 1.0 * found["names"]
    return round(1 / (1 + math.exp(-x)), 4)
