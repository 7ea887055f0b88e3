"""How much of a claim its sentences cover, 0 ... 1, and which sentences of a source cover it best.

Coverage by content words and by pairs of neighbouring words, weighted by how much a word tells (names and
numbers most), greedily over the sentences.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from brief.verification.facts import Facts

SUPPORTED = 0.45
"""Coverage from which a claim without a flag is supported."""
WEAK = 0.25
FAILED = 0.4
"""What remains of the coverage of a claim that failed a must-pass check."""
FLAGGED = 0.7


def weight(low: str, capital: bool) -> float:
    if low[0].isdigit() or capital:
        return 2.0
    return 1.0


def coverage(
    claim: Facts,
    cited: Sequence[Facts],
    headlines: Sequence[Facts] = (),
    failed: Sequence[tuple[int, int]] = (),
) -> float:
    """The weighted share of the claim's content words that stand in the cited sentences.

    Words of a name, number or date count as covered, however they are written there, unless they stand in one
    of the `failed` spans. A word that only a headline has counts half.
    """
    stems: set[str] = set().union(*(f.stems for f in cited))
    extra: set[str] = set().union(*(f.stems for f in headlines)) if headlines else set()
    exact = claim.spans
    total = got = 0.0
    for token in claim.tokens:
        if not token.content:
            continue
        worth = weight(token.low, token.capital and not token.first)
        total += worth
        if any(a <= token.start < b for a, b in failed):
            continue
        if token.stem in stems or any(a <= token.start < b for a, b in exact):
            got += worth
        elif token.stem in extra:
            got += 0.5 * worth
    return got / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A source sentence by its place in the list given, with what it adds to the coverage."""

    index: int
    gain: float
    own: float


def document_weights(sentences: Sequence[Facts]) -> dict[str, float]:
    """Inverse document frequency of each stem over the sentences of a source."""
    seen: Counter[str] = Counter()
    for facts in sentences:
        seen.update(facts.stems)
    n = len(sentences)
    return {stem: math.log((n + 1) / (count + 0.5)) for stem, count in seen.items()}


def rank(
    claim: Facts, sentences: Sequence[Facts], *, most: int = 5, idf: dict[str, float] | None = None
) -> list[Ranked]:
    """The sentences that support the claim best, best first: the best one, then what adds most to it."""
    idf = document_weights(sentences) if idf is None else idf
    content = [t for t in claim.tokens if t.content]
    top = max(idf.values(), default=1.0)
    weights: dict[str, float] = {}
    for t in content:
        weights[t.stem] = max(weights.get(t.stem, 0.0), idf.get(t.stem, top) * weight(t.low, t.capital and not t.first))
    pairs = {(a.stem, b.stem) for a, b in pairwise(content)}
    total = sum(weights.values()) or 1.0
    scored: list[tuple[float, int, frozenset[str]]] = []
    for i, facts in enumerate(sentences):
        common = frozenset(weights.keys() & facts.stems)
        if common:
            words = [t.stem for t in facts.tokens if t.content]
            joint = sum((idf.get(a, top) + idf.get(b, top)) / 2 for a, b in pairwise(words) if (a, b) in pairs)
            own = (sum(weights[s] for s in common) + 0.5 * joint) / total
            scored.append((own, i, common))
    scored.sort(key=lambda x: (-x[0], x[1]))
    return _greedy(scored, weights, total, most)


def _greedy(
    scored: list[tuple[float, int, frozenset[str]]], weights: dict[str, float], total: float, most: int
) -> list[Ranked]:
    left = dict(weights)
    out: list[Ranked] = []
    pool = scored[:60]
    while pool and len(out) < most:
        best = max(pool, key=lambda x: (sum(left[s] for s in x[2]) / total + 0.35 * x[0], -x[1]))
        pool.remove(best)
        gain = sum(left[s] for s in best[2]) / total
        for s in best[2]:
            left[s] *= 0.25
        out.append(Ranked(best[1], gain, best[0]))
    return out
