"""A claim laid beside a source sentence: which words of the one are which of the other, in order."""

from __future__ import annotations

from dataclasses import dataclass

from brief.verification.words import Item, Words

_NEAR = 0.4
"""What it adds to a pair that the pair before it is its neighbour on both sides."""
_GAP = 0.01
"""What each word costs that one side has between two pairs and the other has not."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of places in `claim.content` and `source.content`, rising on both sides."""

    claim: Words
    source: Words
    pairs: tuple[tuple[int, int], ...]

    @property
    def share(self) -> float:
        """The share of the claim's content words that are paired."""
        return len(self.pairs) / len(self.claim.content) if self.claim.content else 0.0

    @property
    def matches(self) -> tuple[tuple[int, int], ...]:
        """The pairs, and equal words out of order that stand once and unpaired on either side."""
        paired_source = {s for _, s in self.pairs}
        where: dict[str, list[int]] = {}
        for s, item in enumerate(self.source.content):
            if s not in paired_source:
                where.setdefault(item.term, []).append(s)
        more = [(c, found[0]) for c in self.unpaired_claim()
                if len(found := where.get(self.claim.content[c].term, [])) == 1]  # fmt: skip
        return (*self.pairs, *more)

    @property
    def neighbours(self) -> tuple[tuple[int, int], ...]:
        """The pairs that stand beside another pair on both sides."""
        known = set(self.pairs)
        return tuple((c, s) for c, s in self.pairs if (c - 1, s - 1) in known or (c + 1, s + 1) in known)

    def unpaired_claim(self) -> list[int]:
        paired = {c for c, _ in self.pairs}
        return [c for c in range(len(self.claim.content)) if c not in paired]

    def unpaired_source(self) -> list[int]:
        paired = {s for _, s in self.pairs}
        return [s for s in range(len(self.source.content)) if s not in paired]

    def slot(self, place: int) -> range:
        """The places of the source between the pairs that stand around a place of the claim."""
        before = max((s for c, s in self.pairs if c < place), default=-1)
        after = min((s for c, s in self.pairs if c > place), default=len(self.source.content))
        return range(before + 1, after)


def align(claim: Words, source: Words) -> Alignment:
    """The best chain of equal content words, in order, that favours neighbours (dynamic programming)."""
    places: dict[str, list[int]] = {}
    for j, item in enumerate(source.content):
        places.setdefault(item.term, []).append(j)
    points = [(i, j) for i, item in enumerate(claim.content) for j in places.get(item.term, ())]
    best: list[float] = []
    back: list[int] = []
    for n, (i, j) in enumerate(points):
        worth = _worth(claim.content[i])
        top, previous = worth, -1
        for m in range(n):
            h, k = points[m]
            if h < i and k < j:
                near = _NEAR if i - h == 1 and j - k == 1 else 0.0
                total = best[m] + worth + near - _GAP * abs((i - h) - (j - k))
                if total > top:
                    top, previous = total, m
        best.append(top)
        back.append(previous)
    chain: list[tuple[int, int]] = []
    at = max(range(len(points)), key=lambda n: best[n], default=-1)
    while at >= 0:
        chain.append(points[at])
        at = back[at]
    return Alignment(claim, source, tuple(reversed(chain)))


def _worth(item: Item) -> float:
    return 1.3 if item.strong else 1.0
