"""Which sentence gives the answer that most articles give.

Several articles tell the same fact in different words, and near the words that ask for it the same name, number or day
stands in most of them (redundancy; Lin, "An exploration of the principles underlying redundancy-based factoid question
answering", ACM TOIS 25(2), 2007). Pure.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from brief.models import EvidenceSentence
from brief.retrieval.answer_types import Wanted, answers
from brief.retrieval.question import MOST_CHARACTERS, Question, asking_part, read_question
from brief.retrieval.scoring import Weighted, weigh
from brief.retrieval.tokens import token_set
from brief.text.analysis import analyse

REACH = 5
"""Words (a standard deviation) over which a word of the question speaks for what stands near it."""


def agreement(question: Question, asked_for: Wanted, sentences: Sequence[EvidenceSentence]) -> dict[str, float]:
    """By label how far a sentence gives the answer that most articles give, 0 ... 1; 0 where it gives none of the kind
    asked for.

    An article speaks for an answer with the sentence of it that has most of the asking words near that answer.
    """
    asking = weigh(read_question(asking_part(question.text[:MOST_CHARACTERS])))
    spoken: dict[str, dict[str, float]] = defaultdict(dict)
    given: dict[str, set[str]] = {}
    for s in sentences:
        given[s.label] = set()
        for key, near in _answers(asking, asked_for, s.sentence.text):
            given[s.label].add(key)
            for carrier in s.carriers:
                known = spoken[key].get(carrier.article.id, 0.0)
                spoken[key][carrier.article.id] = max(known, near * s.score)
    votes = {key: sum(by_article.values()) for key, by_article in spoken.items()}
    most = max(votes.values(), default=0.0) or 1.0
    return {label: max((votes[key] for key in keys), default=0.0) / most for label, keys in given.items()}


def _answers(asking: Weighted, asked_for: Wanted, text: str) -> Iterator[tuple[str, float]]:
    """Each answer in a sentence by its key, and the share of the asking words that stand near it."""
    found = answers(asked_for, text)
    if not found:
        return
    spoken = [t for t in analyse(text).tokens if t.word]
    starts = [t.start for t in spoken]
    places = [[n for n, t in enumerate(spoken) if term.stands_in(token_set(t.text))] for term, _ in asking.terms]
    for key, start, end in found:
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        near = 0.0
        for (_, weight), where in zip(asking.terms, places, strict=True):
            away = min((max(0, min(abs(n - first), abs(n - last)) - 1) for n in where), default=None)
            near += weight * math.exp(-((away / REACH) ** 2) / 2) if away is not None else 0.0
        yield key, near / (asking.total or 1.0)
