"""A text's sources as one pool of sentences: which of them support a sentence, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brief.models import Reason, Status, Verdict
from brief.verification import score
from brief.verification.checks import Passage, check_passages
from brief.verification.facts import Facts, read_facts


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences that may support a text, read once for all its sentences."""

    passages: tuple[Passage, ...]
    facts: tuple[Facts, ...]
    idf: dict[str, float]


def make_pool(passages: Sequence[Passage]) -> Pool:
    facts = tuple(read_facts(p.text) for p in passages)
    return Pool(tuple(passages), facts, score.document_weights(facts))


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict with the passages it rests on: their places in the pool, best first."""

    verdict: Verdict
    evidence: tuple[int, ...]


def check_sentence(text: str, pool: Pool, *, most: int = 5) -> Found:
    """Check `text` against the `most` sentences of the pool that support it best, and no others."""
    claim = read_facts(text)
    ranked = score.rank(claim, pool.facts, most=most, idf=pool.idf)
    places = tuple(r.index for r in ranked)
    if not places:
        return Found(Verdict(Status.UNSUPPORTED, 0.0, (Reason("coverage", "no sentence speaks of it"),)), ())
    return Found(check_passages(text, [pool.passages[i] for i in places]), places)
