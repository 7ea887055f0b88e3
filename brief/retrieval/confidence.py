"""How likely it is that the evidence answers: a logistic model over seven signs.

`support` is the best of: what a place in an article (a sentence, its neighbours, the headline) covers of the question,
less if the article is old as of the day of the question, since news that is asked about is mostly new, and less if a
year that is asked about stands nowhere. `names` is how much of the question's names and numbers is known to the
article of that place. `telling` is how much the question tells: half of five words found by chance says less than half
of twelve. `answer` is the best of: how far a sentence has the kind of answer asked for, times what its place covers.
`both` is how far up both searches, by words and by vectors, have one of the best passages; among few passages that
means little. `passage` is the fused score of the best passage. `absent` is how many telling words of the question, at
most two, stand in nothing that was found. How the weights were fitted, and what risk is run at each coverage, is in
docs/retrieval.md.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.models import ArticleInfo, Hit
from brief.retrieval.question import Question
from brief.retrieval.scoring import PLAIN, Weighted, headline_tokens

if TYPE_CHECKING:
    from brief.retrieval.candidates import Candidate

THRESHOLD = 0.5
INTERCEPT = -5.75
SUPPORT, TELLING, ANSWER, BOTH, PASSAGE, ABSENT = 3.6, 1.9, 2.2, 1.7, 2.6, -1.1
"""What support times names, and the other signs, weigh."""
NEWS_OF_DAYS = 0.9
"""The confidence where whatever news of some days is asked for and there is some."""
LOOKED_AT = 6
"""Best sentences, and best passages, that are looked at."""
AGE_DAYS = 20
"""Days after which what freshness adds to support has sunk to 1/e."""
STALE = 0.5
"""What the support of an old article counts, as of a day,"""
STALE_NOW = 0.3
"""and when the question asks for the present state of things."""
OTHER_YEAR = 0.3
"""What is left of a sign where the year that is asked about stands nowhere."""
MOST_ABSENT = 2
"""Absent words that are counted at most."""
MANY_WORDS = 12
"""The weight of a question's words from which it tells all that a question can."""
BEST_SCORE = 2.0
"""About what a passage scores that leads both searches, opens its article and is of the day."""
ENOUGH_PASSAGES = 20
"""Passages among which being found by both searches means something."""


_YEAR = re.compile(r"(?:1[89]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of an answer, each 0 ... 1 (see the module)."""

    support: float
    names: float
    telling: float
    answer: float
    both: float
    passage: float
    absent: float


NONE = Signs(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def signs(question: Question, weighted: Weighted, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> Signs:
    """The signs of an answer among the candidates and the hits they come from, both in any order."""
    best = sorted(candidates, key=lambda c: -c.score)[:LOOKED_AT]
    if not best or not weighted.total:
        return NONE
    place = max(best, key=lambda c: c.around * freshness(question, c.article))
    support = place.around * freshness(question, place.article)
    names = [(term, w) for term, w in weighted.terms if term.name]
    known = frozenset().union(*(c.tokens for c in candidates if c.article.version == place.article.version))
    total = sum(w for _, w in names)
    share = sum(w for term, w in names if term.stands_in(known)) / total if total else 1.0
    answer = max(c.gives * c.around * freshness(question, c.article) for c in best)
    less = 1.0 if _year_is_told(question, best) else OTHER_YEAR
    return Signs(
        less * support,
        share,
        min(1.0, weighted.total / MANY_WORDS),
        less * answer,
        _both(question, hits),
        min(1.0, max(h.score for h in hits) / BEST_SCORE),
        _absent(weighted, frozenset().union(*(c.tokens for c in candidates))),
    )


def _absent(weighted: Weighted, found: frozenset[str]) -> float:
    missed = sum(not term.stands_in(found) for term, w in weighted.terms if w > PLAIN)
    return min(1.0, missed / MOST_ABSENT)


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
    if as_of is None or published is None or question.past is not None or question.kind == "year":
        return 1.0
    stale = STALE_NOW if question.latest else STALE
    return stale + (1 - stale) * math.exp(-max(0, (as_of - published).days) / AGE_DAYS)


def _both(question: Question, hits: Sequence[Hit]) -> float:
    found = (
        freshness(question, h.article) / math.sqrt(h.lexical * h.vector)
        for h in hits
        if h.lexical is not None and h.vector is not None
    )
    return max(found, default=0.0) * min(1.0, len(hits) / ENOUGH_PASSAGES)


def confidence(found: Signs) -> float:
    """The probability, 0 ... 1, that there is an answer; 0 when nothing of the question is covered."""
    if found.support == 0:
        return 0.0
    x = INTERCEPT + SUPPORT * found.support * found.names + TELLING * found.telling
    x += ANSWER * found.answer + BOTH * found.both + PASSAGE * found.passage + ABSENT * found.absent
    return round(1 / (1 + math.exp(-x)), 4)


def how_sure(question: Question, weighted: Weighted, candidates: Sequence[Candidate], hits: Sequence[Hit]) -> float:
    """The confidence of an answer from these candidates. The news of some days is answered by any news of them."""
    if question.overview:
        return NEWS_OF_DAYS if candidates else 0.0
    return confidence(signs(question, weighted, candidates, hits))
