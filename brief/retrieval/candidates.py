"""Sentences that may be evidence, each scored by how well it answers a question.

Pure. Each sentence is scored by what it covers of the question, by the kind of answer it gives and by the passage it
stands in.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from brief.articles.instructions import gives_orders
from brief.models import ArticleInfo, Hit, LineKind, Sentence
from brief.retrieval.answer_types import gives, wanted
from brief.retrieval.antecedents import antecedent
from brief.retrieval.days import WEEK
from brief.retrieval.likeness import are_twins, wording
from brief.retrieval.question import MOST_CHARACTERS, Question
from brief.retrieval.scoring import Weighted, headline_tokens
from brief.retrieval.tokens import token_set

COVERED = 1.0
"""What covering the whole question is worth,"""
PASSAGE = 2.0
"""standing in the best passage,"""
KIND = 0.2
"""giving the kind of answer that is asked for,"""
OTHER_DAYS = -0.6
"""or standing in an article of other days than those that the question speaks of, or a week from them."""
MOST = COVERED + PASSAGE + KIND
NEWEST = 0.5
"""What opening the newest article is worth, as a share of all, where the newest is asked for,"""
BODY = 0.7
"""what is left of it below the opening,"""
NEWS_DAYS = 7
"""and the days after which that is worth 1/e of it."""
ON_TOPIC = 0.7
"""What a place has to cover to be on the matter, as a share of the most that any place covers."""
CONSIDERED = 100
"""Best sentences that are looked at for the kind of answer they give."""
NEAR = 2
"""Sentences to either side that a sentence is read with."""


@dataclass(slots=True)
class Candidate:
    """A sentence under consideration, with what it is judged by."""

    sentence: Sentence
    article: ArticleInfo
    tokens: frozenset[str]
    passage: float
    """The score of its passage over that of the best, 0 ... 1."""
    lead: bool = False
    """It opens its article."""
    covered: float = 0.0
    around: float = 0.0
    """What it covers of the question together with its neighbours and the headline."""
    score: float = 0.0
    twins: list[Candidate] = field(default_factory=list)


def about_it(
    weighted: Weighted, hits: Sequence[Hit], sentences: Mapping[tuple[str, int], Sequence[Sentence]]
) -> Sequence[Hit]:
    """The hits of articles in which a telling word of the question was found, where there are any.

    A passage found by "last" or "day" alone may lead in a small library, where these are rare, and tells nothing.
    """
    told: set[str] = set()
    for hit in hits:
        if hit.article.version not in told:
            of_chunk = sentences.get((hit.chunk.version, hit.chunk.ordinal), ())
            found = headline_tokens(hit.article).union(*(token_set(s.text) for s in of_chunk))
            if weighted.tells(found):
                told.add(hit.article.version)
    return [h for h in hits if h.article.version in told] if told else hits


def citable(hit: Hit, sentences: Mapping[tuple[str, int], Sequence[Sentence]]) -> list[tuple[int, Sentence]]:
    """The sentences of a hit that can be evidence, each with its place among the passage's body sentences."""
    of_chunk = sentences.get((hit.chunk.version, hit.chunk.ordinal), ())
    body = enumerate(s for s in of_chunk if s.kind is LineKind.BODY)
    return [(place, s) for place, s in body if not gives_orders(s.text)]


def score_all(
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
        for index, sentence in citable(hit, sentences):
            if sentence.start not in group:
                lead = index == 0 and hit.chunk.ordinal == 0
                tokens = token_set(sentence.text)
                group[sentence.start] = Candidate(sentence, hit.article, tokens, max(0.0, hit.score / best), lead)
    every: list[Candidate] = []
    for group in by_article.values():
        ordered = [group[start] for start in sorted(group)]
        _score(question, weighted, ordered)
        every += ordered
    asked_for = wanted(question.text[:MOST_CHARACTERS])
    for c in sorted(every, key=best_first)[:CONSIDERED]:
        c.score += (
            KIND / MOST * gives(asked_for, c.sentence.text) * min(1.0, 2 * c.around) * (1.0 if c.covered else 0.5)
        )
    if question.newest:
        _prefer_newest(every)
    return every


def on_topic(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of dated articles that cover, with what stands around them, about as much of the question as any does."""
    enough = ON_TOPIC * max((c.around for c in candidates), default=0.0)
    return [c for c in candidates if c.article.published and c.around >= enough]


def _prefer_newest(candidates: Sequence[Candidate]) -> None:
    """Raise what the newest articles tell of the matter."""
    days = {c.sentence.ref: c.article.published.toordinal() for c in on_topic(candidates) if c.article.published}
    newest = max(days.values(), default=0)
    for c in candidates:
        if (day := days.get(c.sentence.ref)) is not None:
            c.score += (1 if c.lead else BODY) * NEWEST * math.exp((day - newest) / NEWS_DAYS)


def _score(question: Question, weighted: Weighted, ordered: Sequence[Candidate]) -> None:
    headline = headline_tokens(ordered[0].article)
    published = ordered[0].article.published
    # Which day or year a thing was done is asked of what was done before the days that the question speaks of.
    span = None if question.kind == "day" else question.span
    outside = OTHER_DAYS if published and span and span.away(published) > WEEK else 0.0
    for place, c in enumerate(ordered):
        c.covered = weighted.covered(c.tokens)
        if c.lead:  # it says in other words what its headline says
            c.covered = weighted.covered(c.tokens | headline)
        near = ordered[max(0, place - NEAR) : place + NEAR + 1]
        c.around = weighted.covered(headline.union(*(n.tokens for n in near)))
        if question.overview:  # of whatever kind: what opens an article is its news
            c.covered = c.around = 1.0 if c.lead else 0.0
        # The reason for a thing is often told beside the sentence that names the thing.
        covered = (c.covered + c.around) / 2 if question.kind in ("why", "how") else c.covered
        c.score = max(0.0, COVERED * covered + PASSAGE * c.passage + outside) / MOST


class Bodies:
    """The body sentences of the candidates' articles: what stands before and after a candidate, and what opens it."""

    def __init__(self, candidates: Sequence[Candidate], articles: Mapping[str, Sequence[Sentence]] | None) -> None:
        self._known = {c.sentence.ref: c for c in candidates}
        self._articles = dict(articles or {})
        if articles is None:
            for c in candidates:
                self._articles[c.article.version] = (*self._articles.get(c.article.version, ()), c.sentence)
        self._bodies: dict[str, list[Sentence]] = {}

    def antecedent(self, c: Candidate) -> Candidate | None:
        """The sentence that `c` needs to be understood (it says who "he" is), or None."""
        body, at = self._place(c)
        found = antecedent(body, at) if at < len(body) else None
        return self._candidate(c, body[found]) if found is not None else None

    def beside(self, c: Candidate, reach: int) -> list[Candidate]:
        """The `reach` sentences to either side of `c`, in text order, without those that give orders."""
        body, at = self._place(c)
        near = [*body[max(0, at - reach) : at], *body[at + 1 : at + 1 + reach]]
        return [n for s in near if (n := self._candidate(c, s)) is not None]

    def opening(self, c: Candidate) -> Candidate | None:
        """The first sentence of the article of `c`."""
        body, _ = self._place(c)
        return self._candidate(c, body[0]) if body else None

    def _place(self, c: Candidate) -> tuple[list[Sentence], int]:
        version = c.article.version
        if version not in self._bodies:
            self._bodies[version] = [s for s in self._articles.get(version, ()) if s.kind is LineKind.BODY]
        body = self._bodies[version]
        return body, bisect_left(body, c.sentence.start, key=lambda s: s.start)

    def _candidate(self, c: Candidate, sentence: Sentence) -> Candidate | None:
        if gives_orders(sentence.text):
            return None
        known = self._known.get(sentence.ref)
        return known or Candidate(sentence, c.article, token_set(sentence.text), 0.0)


def best_first(c: Candidate) -> tuple[float, str, int]:
    return (-c.score, c.sentence.version, c.sentence.start)


def gather_twins(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that repeat a better one; a repeat in another article becomes its twin."""
    leaders: list[Candidate] = []
    holders: dict[str, list[int]] = {}
    for c in ranked:
        # Twins share most of their tokens, and so one at least of the rarer half: only what does is compared.
        by_holders = sorted(c.tokens, key=lambda t: len(holders.get(t, ())))
        rarer = by_holders[: (len(by_holders) + 1) // 2]
        sharing = (leaders[i] for i in sorted(set(chain.from_iterable(holders.get(t, ()) for t in rarer))))
        near = (o for o in sharing if 2 * len(c.tokens & o.tokens) > max(len(c.tokens), len(o.tokens)))
        leader = next((o for o in near if are_twins(wording(o.sentence.text), wording(c.sentence.text))), None)
        if leader is None:
            for token in c.tokens:
                holders.setdefault(token, []).append(len(leaders))
            leaders.append(c)
        elif c.article.id != leader.article.id and all(c.article.id != t.article.id for t in leader.twins):
            leader.twins.append(c)
    return leaders
