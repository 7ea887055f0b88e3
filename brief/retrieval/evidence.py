"""From passages to the numbered sentences that a writer is shown, within its limits.

Pure. The best candidates are chosen greedily, the next one of the same article for a little less than the first, so
that several articles are heard. A sentence that cannot stand alone brings the one along that says who or what it is
about. A model reads passages, not single sentences: for it a chosen sentence brings its neighbours and the opening of
its article along, and the newest articles on the matter are heard whatever they score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from brief.models import Evidence, EvidenceSentence, Hit, Sentence, SourcedSentence
from brief.retrieval.candidates import (
    MOST,
    Bodies,
    Candidate,
    about_it,
    best_first,
    citable,
    gather_twins,
    on_topic,
    score_all,
)
from brief.retrieval.confidence import THRESHOLD, how_sure
from brief.retrieval.question import Question
from brief.retrieval.scoring import weigh

SAME_ARTICLE = 0.3 / MOST
"""What each sentence already taken from an article costs its next."""
LABEL_TOKENS = 6
"""What a label takes beside its sentence."""
NEWEST_ARTICLES = 3
"""The newest articles on the matter that a model is shown, whatever they score."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a writer is shown: tokens, sentences and articles at most.

    `beside`: how many sentences to either side a chosen sentence brings along, with the opening of its article; 0 for
    a writer that quotes single sentences.
    """

    tokens: int = 2000
    sentences: int = 24
    articles: int = 24
    beside: int = 0


def select_evidence(
    question: Question,
    hits: Sequence[Hit],
    sentences: Mapping[tuple[str, int], Sequence[Sentence]],
    *,
    articles: Mapping[str, Sequence[Sentence]] | None = None,
    limits: Limits | None = None,
    count: Callable[[str], int] = lambda text: len(text) // 3 + 1,
) -> Evidence:
    """The evidence for a question, from its hits (best first) and their sentences by (version, chunk ordinal).

    Sentences are labelled S1 ... Sn article by article, the article of the best sentence first, in text order
    within it. `articles` has all sentences of the hits' articles by version, where antecedents and neighbours are
    looked for; without it they are looked for in the hits alone. `count` counts tokens.
    """
    weighted = weigh(question)
    # A passage of nothing but instructions, or of none but what is no body text, gives nothing to cite.
    hits = [hit for hit in hits if citable(hit, sentences)]
    hits = about_it(weighted, hits, sentences)
    scored = score_all(question, weighted, hits, sentences)
    chosen = _Choice(limits or Limits(), Bodies(scored, articles), count).choose(scored)
    return Evidence(question.text, label(chosen), how_sure(question, weighted, scored, hits), THRESHOLD)


class _Choice:
    """Sentences chosen so far, and what is left of the limits."""

    def __init__(self, limits: Limits, bodies: Bodies, count: Callable[[str], int]) -> None:
        self._limits, self._bodies, self._count = limits, bodies, count
        self._left = limits.tokens
        self._chosen: dict[str, Candidate] = {}
        self._from: Counter[str] = Counter()
        self._said: set[str] = set()
        self._leaders: dict[str, Candidate] = {}
        """By ref: the candidate that a twin stands under."""

    def choose(self, scored: Sequence[Candidate]) -> list[Candidate]:
        """The chosen sentences, best first, each with its twins, followed by those that it brings along."""
        pool = gather_twins(sorted(scored, key=best_first)[: max(100, 4 * self._limits.sentences)])
        self._leaders = {twin.sentence.ref: c for c in pool for twin in c.twins}
        if self._limits.beside:
            for c in _newest(pool):
                self._take(c)
        while pool and self._left > 0 and len(self._chosen) < self._limits.sentences:
            at = max(range(len(pool)), key=lambda i: pool[i].score - SAME_ARTICLE * self._from[pool[i].article.id])
            self._take(pool.pop(at))
        return list(self._chosen.values())

    def _take(self, best: Candidate) -> None:
        """Take a sentence with those it needs, if all of them fit; then its neighbours, as far as they fit."""
        if best.sentence.ref in self._chosen.keys() | self._said or self._is_one_too_many(best):
            return
        if not self._add([best, self._bodies.antecedent(best)]):
            return
        self._from[best.article.id] += 1
        if self._limits.beside:
            for near in (self._bodies.opening(best), *self._bodies.beside(best, self._limits.beside)):
                if near is not None and not self._is_told(near):
                    self._add([near])

    def _is_told(self, c: Candidate) -> bool:
        """Whether a twin of another article says it already."""
        leader = self._leaders.get(c.sentence.ref)
        return leader is not None and leader.sentence.ref in self._chosen

    def _is_one_too_many(self, c: Candidate) -> bool:
        return not self._from[c.article.id] and len(+self._from) >= self._limits.articles

    def _add(self, wanted: Sequence[Candidate | None]) -> bool:
        needed = [n for n in wanted if n is not None and n.sentence.ref not in self._chosen]
        cost = sum(self._count(n.sentence.text) + LABEL_TOKENS for n in needed)
        if cost > self._left or len(self._chosen) + len(needed) > self._limits.sentences:
            return False
        self._left -= cost
        for n in needed:
            self._chosen[n.sentence.ref] = n
            self._stand_for(n)
        return True

    def _stand_for(self, twin: Candidate) -> None:
        """A twin that is brought along stands for those that say the same, in place of the one it stood under."""
        leader = self._leaders.get(twin.sentence.ref)
        if leader is not None and leader.sentence.ref not in self._chosen:
            twin.twins = [leader, *(t for t in leader.twins if t is not twin)]
            self._said.add(leader.sentence.ref)


def _newest(pool: Sequence[Candidate]) -> Iterator[Candidate]:
    """The best sentence of each of the newest articles that cover about as much of the question as any does."""
    best: dict[str, Candidate] = {}
    for c in on_topic(pool):
        best.setdefault(c.article.id, c)
    yield from sorted(best.values(), key=lambda c: (c.article.published, c.score), reverse=True)[:NEWEST_ARTICLES]


def label(chosen: Sequence[Candidate]) -> tuple[EvidenceSentence, ...]:
    """The chosen sentences as numbered evidence."""
    order = {version: i for i, version in enumerate(dict.fromkeys(c.article.version for c in chosen))}
    shown = sorted(chosen, key=lambda c: (order[c.article.version], c.sentence.start))
    return tuple(
        EvidenceSentence(
            f"S{n}",
            c.sentence,
            c.article,
            round(c.score, 4),
            tuple(SourcedSentence(t.sentence, t.article) for t in c.twins),
            lead=c.lead,
        )
        for n, c in enumerate(shown, 1)
    )


def merge(found: Sequence[Evidence]) -> Evidence:
    """What several searches found as one evidence, the articles in the order in which they were found, each sentence
    once (with its better score). Its question is the first one's, its confidence that of the surest."""
    best: dict[str, EvidenceSentence] = {}
    for e in (e for evidence in found for e in evidence.sentences):
        known = best.get(e.sentence.ref)
        best[e.sentence.ref] = e if known is None else replace(known, score=max(known.score, e.score))
    order = {version: i for i, version in enumerate(dict.fromkeys(e.article.version for e in best.values()))}
    shown = sorted(best.values(), key=lambda e: (order[e.article.version], e.sentence.start))
    sentences = tuple(replace(e, label=f"S{n}") for n, e in enumerate(shown, 1))
    return replace(found[0], sentences=sentences, confidence=max(e.confidence for e in found))


def with_origins(evidence: Evidence, names: Mapping[str, str]) -> Evidence:
    """The evidence with the origins of each sentence's articles, by the name that each article version's origin has in
    `names`."""
    return replace(
        evidence,
        sentences=tuple(
            replace(e, origin_names=tuple(dict.fromkeys(names[c.article.version] for c in e.carriers)))
            for e in evidence.sentences
        ),
    )
