"""How much of a claim its sentences cover, 0 ... 1, and which sentences of a source cover it best.

Coverage by content terms and by pairs of neighbouring terms, greedily over the sentences. No vectors: they were
measured to add nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brief.verification import weights
from brief.verification.facts import Facts
from brief.verification.words import Words


@dataclass(frozen=True, slots=True)
class Coverage:
    """The shares of a claim's content terms, and of its pairs of neighbours, that the cited sentences have."""

    terms: float
    pairs: float
    plain: float = 1.0
    """The share of its words besides names, numbers and dates that is covered; 1 where it has none."""


def coverage(
    claim: Facts, cited: Sequence[Words], headlines: Sequence[Words] = (), failed: Sequence[tuple[int, int]] = ()
) -> Coverage:
    """How much of `claim` the cited sentences cover.

    Words of a name, number or date count as covered, however they are written there, unless they stand in one
    of the `failed` spans (start, end in characters of the claim). A word that only a headline has counts half.
    """
    terms: set[str] = set().union(*(w.terms for w in cited))
    extra: set[str] = set().union(*(w.terms for w in headlines)) if headlines else set()
    exact = claim.spans
    total = got = 0.0
    plain: list[bool] = []
    for item in claim.words.content:
        if not any(a <= item.start < b for a, b in exact):
            plain.append(item.term in terms or item.term in extra)
        worth = weights.STRONG if item.strong else 1.0
        total += worth
        if any(a <= item.start < b for a, b in failed):
            continue
        if item.term in terms or any(a <= item.start < b for a, b in exact):
            got += worth
        elif item.term in extra:
            got += 0.5 * worth
    pairs: set[tuple[str, str]] = set().union(*(w.pairs for w in cited))
    wanted = claim.words.pairs
    share = len(wanted & pairs) / len(wanted) if wanted else 0.0
    return Coverage(got / total if total else 0.0, share, sum(plain) / len(plain) if plain else 1.0)


def support(covered: Coverage, failed: Mapping[str, int], doubts: int) -> float:
    """The graded score, 0 ... 1: a logistic sum over coverage and what failed, with the weights of `weights`.

    `failed` counts must-pass failures by kind; `doubts` is how many flags were raised.
    """
    total = weights.BIAS + weights.TERMS * covered.terms + weights.PAIRS * covered.pairs
    total += sum(weights.FAILED.get(kind, weights.FAILED_OTHER) * count for kind, count in failed.items())
    total += weights.DOUBT * doubts
    return 1.0 / (1.0 + math.exp(-total))


# --------------------------------------------------------------------------------------- evidence


@dataclass(frozen=True, slots=True)
class Ranked:
    """A source sentence by its place in the list given; `gain` is what it newly covers of the claim, 0 ... 1."""

    index: int
    gain: float


def document_weights(sentences: Sequence[Words]) -> dict[str, float]:
    """Inverse document frequency of each term over the sentences of a source."""
    seen: Counter[str] = Counter()
    for words in sentences:
        seen.update(words.terms)
    n = len(sentences)
    return {term: math.log((n + 1) / (count + 0.5)) for term, count in seen.items()}


def rank(
    claim: Words, sentences: Sequence[Words], *, most: int = 5, idf: Mapping[str, float] | None = None
) -> list[Ranked]:
    """The sentences that support the claim best, best first: the best one, then what adds most to it.

    `sentences` stand in the order of their text: what is told beside a sentence counts a little for it.
    """
    idf = document_weights(sentences) if idf is None else idf
    top = max(idf.values(), default=1.0)
    worth: dict[str, float] = {}
    for item in claim.content:
        value = idf.get(item.term, top) * (weights.RANK_STRONG if item.strong else 1.0)
        worth[item.term] = max(worth.get(item.term, 0.0), value)
    total = sum(worth.values()) or 1.0
    every = [worth.keys() & words.terms for words in sentences]
    scored: list[tuple[float, int, frozenset[str]]] = []
    for i, (words, common) in enumerate(zip(sentences, every, strict=True)):
        if common:
            joint = sum((idf.get(a, top) + idf.get(b, top)) / 2 for a, b in claim.pairs & words.pairs)
            beside = set().union(*every[max(0, i - weights.RANK_NEAR) : i + weights.RANK_NEAR + 1]) - common
            own = sum(worth[t] for t in sorted(common)) + weights.RANK_BESIDE * sum(worth[t] for t in sorted(beside))
            own = (own + weights.RANK_PAIR * joint) / total
            own /= 1 + weights.RANK_LENGTH * len(words.content)
            scored.append((own, i, frozenset(common)))
    scored.sort(key=lambda x: (-x[0], x[1]))
    return _greedy(scored[:60], worth, total, most)


def _greedy(
    pool: list[tuple[float, int, frozenset[str]]], worth: dict[str, float], total: float, most: int
) -> list[Ranked]:
    left = dict(worth)
    out: list[Ranked] = []
    seen: set[str] = set()
    while pool and len(out) < most:
        best = max(pool, key=lambda x: (sum(left[t] for t in x[2]) / total + weights.RANK_OWN * x[0], -x[1]))
        pool.remove(best)
        out.append(Ranked(best[1], sum(worth[t] for t in best[2] - seen) / total))
        seen |= best[2]
        for term in best[2]:
            left[term] *= weights.RANK_LEFT
    return out
