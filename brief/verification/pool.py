"""A text's sources as one pool of sentences: which of them support a sentence, and whether they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from brief.models import Reason, Status, Verdict
from brief.verification import score
from brief.verification.checks import Passage, check_passages, must_pass
from brief.verification.facts import read_facts
from brief.verification.unchecked import claims_nothing
from brief.verification.words import Words, read_words


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences that may support a text, read once for all its sentences."""

    passages: tuple[Passage, ...]
    words: tuple[Words, ...]
    idf: dict[str, float]


def make_pool(passages: Sequence[Passage]) -> Pool:
    words = tuple(read_words(p.text) for p in passages)
    return Pool(tuple(passages), words, score.document_weights(words))


@dataclass(frozen=True, slots=True)
class Found:
    """A verdict with the passages it rests on: their places in the pool, best first."""

    verdict: Verdict
    evidence: tuple[int, ...]


def check_sentence(text: str, pool: Pool, *, most: int = 5) -> Found:
    """Check `text` against the `most` sentences of the pool that support it best, and no others."""
    places = best_places(text, pool, most=most)
    if not places:
        claim = read_facts(text)
        no_claim = None if any(must_pass(claim, ())) else claims_nothing(claim, ())
        if no_claim:
            return Found(Verdict(Status.WEAK, 0.0, (no_claim,)), ())
        return Found(Verdict(Status.UNSUPPORTED, 0.0, (Reason("coverage", "no sentence speaks of it"),)), ())
    return Found(check_passages(text, [pool.passages[i] for i in places]), places)


def best_places(text: str, pool: Pool, *, most: int = 5) -> tuple[int, ...]:
    """Where in the pool the sentences stand that support `text` best, best first.

    They are ranked by what they cover; then, for a fact that none of them states, the sentence that does and
    has most in common with the text takes the last place.
    """
    claim = read_facts(text)
    places = [r.index for r in score.rank(claim.words, pool.words, most=most, idf=pool.idf)]
    for _ in range(2):
        failed = next(iter(must_pass(claim, [pool.passages[i] for i in places])), None) if places else None
        if failed is None:
            break
        wanted = {x.term for x in claim.words.content if failed.start <= x.start < failed.end}
        others = [i for i, w in enumerate(pool.words) if wanted and wanted <= w.terms and i not in places]
        if not others:
            break
        best = max(others, key=lambda i: (sum(pool.idf[t] for t in claim.words.terms & pool.words[i].terms), -i))
        places = [*places[: most - 1], best]
    return tuple(places)
