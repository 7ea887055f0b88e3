"""How likely it is that the evidence answers: a logistic model over two signs, each 0 ... 1.

*Support* is the best of: what a place in an article (a sentence, its neighbours, the headline) covers of the question,
less if the article is old as of the day of the question, since news that is asked about is mostly new, less if a year
that is asked about stands nowhere, and less by the names and numbers of the question that the article of that place
does not know. *Passage* is the fused score of the best passage as of a day, which tells whether what fits best is also
fresh. How the weights were fitted, and what was left out, is in docs/results/retrieval.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from brief.models import ArticleInfo, Hit
from brief.retrieval.question import Question
from brief.retrieval.scoring import Weighted, headline_tokens

if TYPE_CHECKING:
    from brief.retrieval.candidates import Candidate

THRESHOLD = 0.5
INTERCEPT = -3.8
SUPPORT, PASSAGE = 3.8, 2.8
NEWS_OF_DAYS = 0.9
"""The confidence where whatever news of some days is asked for and there is some."""
LOOKED_AT = 6
"""Best sentences that are looked at."""
AGE_DAYS = 20
"""Days after which what freshness adds to support has sunk to 1/e."""
STALE = 0.5
"""What the support of an old article counts, as of a day,"""
STALE_NOW = 0.3
"""and when the question asks for the present state of things."""
OTHER_YEAR = 0.3
"""What is left of support where the year that is asked about stands nowhere."""
UNDATED = 0.65
"""What the best passage counts where no day is given: it always scores about the same then."""
BEST_SCORE = 2.0
"""About what a passage scores that leads both searches, opens its article and is of the day."""

_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def how_sure(question: Question, weighted: Weighted, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> float:
    """The probability, 0 ... 1, that these candidates (from these hits, both in any order) hold an answer; 0 when
    nothing of the question is covered. The news of some days is answered by any news of them."""
    if question.overview:
        return NEWS_OF_DAYS if candidates else 0.0
    best = sorted(candidates, key=lambda c: -c.score)[:LOOKED_AT]
    place = max(best, key=lambda c: c.around * freshness(question, c.article), default=None)
    if place is None or not place.around:
        return 0.0
    support = place.around * freshness(question, place.article) * _names_known(weighted, candidates, place)
    if not _year_is_told(question, best):
        support *= OTHER_YEAR
    passage = min(1.0, max(h.score for h in hits) / BEST_SCORE) if question.query.as_of else UNDATED
    x = INTERCEPT + SUPPORT * support + PASSAGE * passage
    return round(1 / (1 + math.exp(-x)), 4)


def _names_known(weighted: Weighted, candidates: Sequence[Candidate], place: Candidate) -> float:
    """How much of the question's names and numbers stands in the article of a place."""
    known = frozenset().union(*(c.tokens for c in candidates if c.article.version == place.article.version))
    names = tuple((term, w) for term, w in weighted.terms if term.name)
    return Weighted(names, sum(w for _, w in names)).covered(known) if names else 1.0


def _year_is_told(question: Question, best: Sequence[Candidate]) -> bool:
    """Whether a year of the question, if it has any, stands in one of the best sentences or is that of its article."""
    years = {t.text for t in question.terms if _YEAR.fullmatch(t.text)}
    if not years:
        return True
    told = (c.tokens | headline_tokens(c.article) | {str(c.article.published)[:4]} for c in best)
    return any(not years.isdisjoint(tokens) for tokens in told)


def freshness(question: Question, article: ArticleInfo) -> float:
    """1 for an article of the day of the question, sinking to STALE; 1 where no day, or a past one, is asked about."""
    as_of, published = question.query.as_of, article.published
    if as_of is None or published is None or question.past is not None or question.kind == "day":
        return 1.0
    stale = STALE_NOW if question.latest else STALE
    return stale + (1 - stale) * math.exp(-max(0, (as_of - published).days) / AGE_DAYS)
