"""Which sentences of a source support a claim best. By words alone: vectors were measured to add nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from brief.text.analysis import Analysis, analyse
from brief.verification.check import ClaimView, EvidenceView, Passage, registered, run
from brief.verification.coverage import worths

STRONG, BESIDE, NEAR, LENGTH, OWN, LEFT = 1.5, 0.3, 2, 0.02, 0.7, 0.7
"""Set on WiCE (development part): a figure or capital; a term that a sentence has not but one at most NEAR sentences
away has; the discount of each content word; a sentence's own score beside what it newly covers; what a term that is
covered already is still worth."""
_POOL = 60
"""How many sentences are weighed against each other."""


@dataclass(frozen=True)
class Pool:
    """Sentences that may support a text, in the order of their source."""

    passages: tuple[Passage, ...]

    @cached_property
    def analyses(self) -> tuple[Analysis, ...]:
        return tuple(p.analysis for p in self.passages)

    @cached_property
    def idf(self) -> Mapping[str, float]:
        """Inverse document frequency of each term over the sentences."""
        seen = Counter(term for a in self.analyses for term in a.terms)
        n = len(self.passages)
        return {term: math.log((n + 1) / (count + 0.5)) for term, count in seen.items()}


def best_places(text: str, pool: Pool, *, most: int = 5) -> tuple[int, ...]:
    """The places in the pool of the sentences that support `text` best, best first, at most `most`.

    They are ranked by what they cover; then, for a name, number or date that none of them states, the sentence that
    does and has most in common with the text takes the last place.
    """
    claim = analyse(text)
    places = rank(claim, pool, most=most)
    for _ in range(2):
        wanted = _lacking(text, claim, [pool.passages[i] for i in places]) if places else frozenset()
        others = [i for i, a in enumerate(pool.analyses) if wanted and wanted <= a.terms and i not in places]
        if not others:
            break
        best = max(others, key=lambda i: (sum(pool.idf[t] for t in claim.terms & pool.analyses[i].terms), -i))
        places = [*places[: most - 1], best]
    return tuple(places)


def _lacking(text: str, claim: Analysis, passages: Sequence[Passage]) -> frozenset[str]:
    """The terms of the first stretch of a claim that a check finds lacking in the passages."""
    found = run(ClaimView(text), EvidenceView(tuple(passages)), registered())
    spans = [(f.finding.start, f.finding.end) for f in found if f.finding.end]
    if not spans:
        return frozenset()
    start, end = spans[0]
    return frozenset(term for token, term in claim.content if start <= token.start < end)


def rank(claim: Analysis, pool: Pool, *, most: int = 5) -> list[int]:
    """The places of the sentences that support the claim best, best first: the best one, then what adds most to it."""
    idf = pool.idf
    top = max(idf.values(), default=1.0)
    worth = {term: idf.get(term, top) * strength for term, strength in worths(claim, STRONG).items()}
    total = sum(worth.values()) or 1.0
    every = [worth.keys() & a.terms for a in pool.analyses]
    scored: list[tuple[float, int, frozenset[str]]] = []
    for i, common in enumerate(every):
        if common:
            beside = set().union(*every[max(0, i - NEAR) : i + NEAR + 1]) - common
            own = sum(worth[t] for t in sorted(common)) + BESIDE * sum(worth[t] for t in sorted(beside))
            scored.append((own / total / (1 + LENGTH * len(pool.analyses[i].content)), i, frozenset(common)))
    scored.sort(key=lambda x: (-x[0], x[1]))
    return _greedy(scored[:_POOL], worth, total, most)


def _greedy(
    pool: list[tuple[float, int, frozenset[str]]], worth: dict[str, float], total: float, most: int
) -> list[int]:
    left = dict(worth)
    out: list[int] = []
    while pool and len(out) < most:
        best = max(pool, key=lambda x: (sum(left[t] for t in sorted(x[2])) / total + OWN * x[0], -x[1]))
        pool.remove(best)
        out.append(best[1])
        for term in best[2]:
            left[term] *= LEFT
    return out
