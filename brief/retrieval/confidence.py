"""How likely it is that the evidence answers: a logistic model over three signs.

`support` is the best of: what a place in an article (a sentence, its neighbours, the headline) covers of the question,
less if the article is old as of the day of the question, since news that is asked about is mostly new. `names` is how
much of the question's names and numbers is known to the article of that place. `agreement` is how far up both
searches, by words and by vectors, have one of the best passages; among few passages that means little. How the weights
were fitted, and what risk is run at each coverage, is in docs/retrieval.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.models import ArticleInfo, Hit
from brief.retrieval.question import Question
from brief.retrieval.scoring import Weighted

if TYPE_CHECKING:
    from brief.retrieval.evidence import Candidate

THRESHOLD = 0.5
INTERCEPT, SUPPORTED, AGREED = -3.0, 6.4, 5.6
LOOKED_AT = 6
"""Best sentences, and best passages, that are looked at."""
AGE_DAYS = 20
"""Days after which what freshness adds to support has sunk to 1/e."""
STALE = 0.5
"""What the support of an old article counts, as of a day,"""
STALE_NOW = 0.3
"""and when the question asks for the present state of things."""
RANKS = 20
"""Ranks after which agreement has sunk to 1/e."""
ENOUGH_PASSAGES = 20
"""Passages among which being found by both searches means something."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of an answer, each 0 ... 1 (see the module)."""

    support: float
    names: float
    agreement: float


def signs(question: Question, weighted: Weighted, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> Signs:
    """The signs of an answer among the candidates and the hits they come from, both in any order."""
    best = sorted(candidates, key=lambda c: -c.score)[:LOOKED_AT]
    if not best or not weighted.total:
        return Signs(0.0, 0.0, 0.0)
    place = max(best, key=lambda c: c.around * freshness(question, c.article))
    support = place.around * freshness(question, place.article)
    names = [(term, w) for term, w in weighted.terms if term.name]
    known = frozenset().union(*(c.tokens for c in candidates if c.article.version == place.article.version))
    total = sum(w for _, w in names)
    share = sum(w for term, w in names if term.stands_in(known)) / total if total else 1.0
    return Signs(support, share, _agreement(question, hits))


def freshness(question: Question, article: ArticleInfo) -> float:
    """1 for an article of the day of the question, sinking to STALE; 1 where no day, or a past one, is asked about."""
    as_of, published = question.query.as_of, article.published
    if as_of is None or published is None or question.past is not None:
        return 1.0
    stale = STALE_NOW if question.latest else STALE
    return stale + (1 - stale) * math.exp(-max(0, (as_of - published).days) / AGE_DAYS)


def _agreement(question: Question, hits: Sequence[Hit]) -> float:
    best = sorted(hits, key=lambda h: -h.score)[:LOOKED_AT]
    both = (
        math.exp(-(h.lexical + h.vector - 2) / RANKS) * freshness(question, h.article)
        for h in best
        if h.lexical is not None and h.vector is not None
    )
    return max(both, default=0.0) * min(1.0, len(hits) / ENOUGH_PASSAGES)


def confidence(found: Signs) -> float:
    """The probability, 0 ... 1, that there is an answer; 0 when nothing of the question is covered."""
    if found.support == 0:
        return 0.0
    x = INTERCEPT + SUPPORTED * found.support * found.names + AGREED * found.support * found.agreement
    return round(1 / (1 + math.exp(-x)), 4)
