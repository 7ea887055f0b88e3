"""Fusing the two searches into one ranking of passages.

Plain rank fusion (RRF; Cormack et al. 2009) was measured to be worse than full-text search alone: it throws away how
much better the first hit is than the tenth. So scores are fused: BM25 relative to its best, plus a share of the
cosine similarity, plus a soft sign of time. As of a day, a passage is worth more when it is fresh. Where no day is
given, news comes in bursts: it is worth more when other good hits are from the same days (a density estimate over the
dates of the hits, weighted by their scores, after Efron and Golovchinsky, "Estimation methods for ranking recent
information", SIGIR 2011). News tells the main thing first (the inverted pyramid), so a passage is also worth more the
nearer it stands to the opening of its article.
What each weight buys is in docs/results/retrieval.md.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from brief.models import Place
from brief.retrieval.question import Question

VECTOR = 0.2
"""The share of similarity (0 ... 1 over the hits) beside BM25 (1 for its best hit)."""
OPENING = 0.15
"""What opening its article is worth; the second passage has half of it, the third a third."""
FRESH = 0.6
"""What being published on the day of the question is worth, as of a day, or on the newest where that is asked for."""
FRESH_DAYS = 20
"""Days after which freshness is worth 1/e of that."""
BURST = 0.25
"""What standing in the middle of the hits' densest days is worth, where no day is given."""
BURST_DAYS = 4
"""Days apart at which two articles help each other by 1/e."""
_NEAR_DAYS = tuple(math.exp(-days / BURST_DAYS) for days in range(8 * BURST_DAYS))
BURST_POOL = 60
"""Best passages that the density is estimated from."""
SPOKEN_OF = 0.6
"""What being from the days that the question speaks of is worth."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage by its key, its fused score (higher is better), and its rank (from 1) in each search or None."""

    key: int
    score: float
    lexical: int | None
    vector: int | None


def fuse(
    lexical: Sequence[tuple[int, float]],
    nearest: Sequence[tuple[int, float]],
    places: Mapping[int, Place],
    question: Question,
) -> list[Fused]:
    """The passages of both searches, best first.

    `lexical` and `nearest` are (key, score), best first: BM25 (higher is better) and cosine similarity; `places`
    tells where the passage of each key stands. Ties keep the order of the keys, so the
    result is deterministic.
    """
    lexical_rank = {key: rank for rank, (key, _) in enumerate(lexical, 1)}
    vector_rank = {key: rank for rank, (key, _) in enumerate(nearest, 1)}
    scores = {key: score + OPENING / (1 + places[key].ordinal) for key, score in _both(lexical, nearest).items()}
    today = question.query.as_of or max((p.published for p in places.values() if p.published), default=None)
    timely = {key: _timeliness(places[key].published, question, today) for key in scores}
    scores = {key: score + timely[key] for key, score in scores.items()}
    if question.query.as_of is None:
        burst = _burst(scores, places)
        scores = {key: score + BURST * burst.get(places[key].article, 0.0) for key, score in scores.items()}
    fused = [Fused(key, score, lexical_rank.get(key), vector_rank.get(key)) for key, score in scores.items()]
    return sorted(fused, key=lambda f: (-f.score, f.key))


def _both(lexical: Sequence[tuple[int, float]], nearest: Sequence[tuple[int, float]]) -> dict[int, float]:
    scores: dict[int, float] = {}
    absent = 0.0
    if lexical:
        best = max(lexical[0][1], 1e-9)
        scores = {key: score / best for key, score in lexical}
        # A passage that only similarity found has fewer of the words than the last one listed.
        absent = 0.9 * max(0.0, lexical[-1][1]) / best
    if nearest:
        top, low = nearest[0][1], min(nearest[-1][1], nearest[0][1] - 0.05)
        for key, cosine in nearest:
            scores[key] = scores.get(key, absent) + VECTOR * max(0.0, (cosine - low) / (top - low))
    return scores


def _timeliness(published: date | None, question: Question, today: date | None) -> float:
    """What a passage's date is worth for this question; `today` is the day it is asked, else the newest hit's."""
    if published is None or today is None:
        return 0.0
    if question.past is not None:
        return SPOKEN_OF * math.exp(-question.past.away(published).days / FRESH_DAYS)
    if question.query.as_of is None and not question.newest:
        return 0.0
    return FRESH * math.exp(-max(0, (today - published).days) / FRESH_DAYS)


def _burst(scores: Mapping[int, float], places: Mapping[int, Place]) -> dict[int, float]:
    """Article -> how densely the good hits lie around its day, 0 ... 1; its own weight does not count."""
    best: dict[int, float] = {}
    for key, score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        place = places[key]
        if len(best) < BURST_POOL and place.article not in best and place.published is not None:
            best[place.article] = score
    dated = (places[key] for key in scores)
    day = {place.article: place.published.toordinal() for place in dated if place.published is not None}
    low, high = min(best.values(), default=0.0), max(best.values(), default=0.0)
    per_day: dict[int, float] = defaultdict(float)
    weight = {article: ((score - low) / (high - low)) ** 2 if high > low else 1.0 for article, score in best.items()}
    for article, w in weight.items():
        per_day[day[article]] += w
    around = {
        at: sum(w * _NEAR_DAYS[abs(at - d)] for d, w in per_day.items() if abs(at - d) < len(_NEAR_DAYS))
        for at in set(day.values())
    }
    density = {article: max(0.0, around[at] - weight.get(article, 0.0)) for article, at in day.items()}
    most = max((1.0, *density.values()))
    return {article: dense / most for article, dense in density.items()}
