"""From passages to the sentences that answer, within a token budget, and how likely it is that they do.

Pure. Each sentence is scored by what it covers of the question, by what kind of answer it gives and by the passage
it stands in; the best are chosen greedily, the next one of the same article for a little less than the first, so
that several articles are heard. A sentence that cannot stand alone brings the one before it along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from brief.models import ArticleInfo, Evidence, EvidenceSentence, Hit, LineKind, Sentence, SourcedSentence
from brief.news.text import words
from brief.retrieval.confidence import THRESHOLD, confidence
from brief.retrieval.likeness import Wording, are_twins, wording
from brief.retrieval.question import Question
from brief.retrieval.scoring import Weighted, depends, fits, headline_stems, stem_set, weigh

MAX_SENTENCES = 24
COVERED = 1.0
"""What covering the whole question is worth,"""
PASSAGE = 1.5
"""standing in the best passage,"""
KIND = 0.2
"""giving the kind of answer that is asked for,"""
LEAD = 0.1
"""opening its article;"""
NOT_A_STATEMENT = -0.3
"""being too short for one, or a question itself."""
SAME_ARTICLE = 0.2
"""What each sentence already taken from an article costs its next."""
CONSIDERED = 100
"""Best sentences that are compared and chosen from."""
NEAR = 2
"""Sentences to either side that a sentence is read with."""


@dataclass(slots=True)
class Candidate:
    """A sentence under consideration, with what it is judged by."""

    sentence: Sentence
    article: ArticleInfo
    stems: frozenset[str]
    passage: float
    """The score of its passage over that of the best, 0 ... 1."""
    place: int
    """Its index among the candidates of its article, in text order."""
    covered: float = 0.0
    around: float = 0.0
    """What it covers of the question together with its neighbours and the headline."""
    fit: float = 0.0
    score: float = 0.0
    twins: list[Candidate] = field(default_factory=list)


def select_evidence(
    question: Question,
    hits: Sequence[Hit],
    sentences: Mapping[tuple[str, int], Sequence[Sentence]],
    *,
    max_sentences: int = MAX_SENTENCES,
    budget_tokens: int = 2000,
    count: Callable[[str], int] = lambda text: len(text) // 3 + 1,
    frequencies: Mapping[str, int] | None = None,
    passages: int = 0,
) -> Evidence:
    """The evidence for a question, from its hits (best first) and their sentences by (version, chunk ordinal).

    `frequencies` says in how many of the library's `passages` passages each word of the question stands; without
    it common words are known from a list alone. Sentences are labelled S1 ... Sn article by article, the article
    of the best sentence first, in text order within it.
    """
    weighted = weigh(question, frequencies, passages)
    candidates = _candidates(question, weighted, hits, sentences)
    chosen = _choose(candidates, max_sentences, budget_tokens, count)
    sure = confidence(question, weighted, candidates, chosen)
    return Evidence(question.text, _labelled(chosen), sure, THRESHOLD)


def _candidates(
    question: Question,
    weighted: Weighted,
    hits: Sequence[Hit],
    sentences: Mapping[tuple[str, int], Sequence[Sentence]],
) -> list[Candidate]:
    """Every body sentence of the hits once, scored, in text order within its article."""
    best = max((h.score for h in hits), default=0.0) or 1.0
    by_article: dict[str, dict[int, Candidate]] = {}
    for hit in hits:
        group = by_article.setdefault(hit.article.version, {})
        for sentence in sentences.get((hit.chunk.version, hit.chunk.ordinal), ()):
            if sentence.kind is LineKind.BODY and sentence.start not in group:
                stems = stem_set(sentence.text)
                group[sentence.start] = Candidate(sentence, hit.article, stems, max(0.0, hit.score / best), 0)
    asked = frozenset(words(question.text[:4000]))
    every: list[Candidate] = []
    for group in by_article.values():
        ordered = [group[start] for start in sorted(group)]
        _score(question, weighted, asked, ordered)
        every += ordered
    return every


def _score(question: Question, weighted: Weighted, asked: frozenset[str], ordered: Sequence[Candidate]) -> None:
    headline = headline_stems(ordered[0].article)
    for place, c in enumerate(ordered):
        c.place = place
        c.covered = weighted.covered(c.stems)
        near = ordered[max(0, place - NEAR) : place + NEAR + 1]
        c.around = weighted.covered(headline.union(*(n.stems for n in near)))
        c.fit = fits(question.kind, c.sentence.text, asked) * min(1.0, 2 * c.around)
        # The reason for a thing is often told beside the sentence that names the thing.
        covered = (c.covered + c.around) / 2 if question.kind in ("why", "how") else c.covered
        kind = KIND * (2 if question.kind == "why" else 1)
        c.score = COVERED * covered + PASSAGE * c.passage + kind * c.fit + LEAD / (1 + place / 3)
        if len(c.stems) < 5 or c.sentence.text.rstrip("”\"'’").endswith("?"):
            c.score += NOT_A_STATEMENT


def _choose(
    candidates: Sequence[Candidate], most: int, budget: int, count: Callable[[str], int]
) -> list[Candidate]:
    """The chosen sentences, best first, each with its twins; antecedents follow the sentence that needs them."""
    pool = _gather_twins(sorted(candidates, key=_best_first)[:CONSIDERED])
    before = {(c.article.version, c.place + 1): c for c in candidates}
    chosen: list[Candidate] = []
    taken: set[str] = set()
    from_article: Counter[str] = Counter()
    while pool and len(chosen) < most and budget > 0:
        at = max(range(len(pool)), key=lambda i: pool[i].score - SAME_ARTICLE * from_article[pool[i].article.id])
        best = pool.pop(at)
        needed = [best]
        if depends(best.sentence) and (previous := before.get((best.article.version, best.place))) is not None:
            needed.append(previous)
        needed = [n for n in needed if n.sentence.ref not in taken]
        cost = sum(count(n.sentence.text) + 6 for n in needed)
        if cost > budget or len(chosen) + len(needed) > most:
            continue
        budget -= cost
        chosen += needed
        taken |= {n.sentence.ref for n in needed}
        pool = [p for p in pool if p.sentence.ref not in taken]
        from_article[best.article.id] += 1
    return chosen


def _best_first(c: Candidate) -> tuple[float, str, int]:
    return (-c.score, c.sentence.version, c.sentence.start)


def _gather_twins(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that repeat a better one; a repeat in another article becomes its twin."""
    leaders: list[tuple[Candidate, Wording]] = []
    for c in ranked:
        said = wording(c.sentence.text)
        leader = next((other for other, w in leaders if are_twins(w, said)), None)
        if leader is None:
            leaders.append((c, said))
        elif c.article.id != leader.article.id and all(c.article.id != t.article.id for t in leader.twins):
            leader.twins.append(c)
    return [c for c, _ in leaders]


def _labelled(chosen: Sequence[Candidate]) -> tuple[EvidenceSentence, ...]:
    order = {version: i for i, version in enumerate(dict.fromkeys(c.article.version for c in chosen))}
    shown = sorted(chosen, key=lambda c: (order[c.article.version], c.sentence.start))
    most = COVERED + PASSAGE + 2 * KIND + LEAD
    return tuple(
        EvidenceSentence(
            f"S{n}",
            c.sentence,
            c.article,
            round(min(1.0, max(0.0, c.score / most)), 4),
            tuple(SourcedSentence(t.sentence, t.article) for t in c.twins),
        )
        for n, c in enumerate(shown, 1)
    )
