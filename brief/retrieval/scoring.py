"""How well a sentence answers a question: weighted coverage of its words.

Words are weighted alike but for those so usual that finding them says little. Inverse document frequencies of the
library were tried in their place: on a large library they chose no better, and on a small one they know nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from brief.models import ArticleInfo
from brief.retrieval.question import Question, Term
from brief.retrieval.tokens import token_set

PLAIN = 0.5
"""The weight of a usual word, where a telling one has 1."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A question's terms with their weights; `total` is the weight of all."""

    terms: tuple[tuple[Term, float], ...]
    total: float

    def covered(self, stems: frozenset[str] | set[str]) -> float:
        """The share of the question's weight that stands among `stems`, 0 ... 1."""
        if not self.total:
            return 0.0
        return sum(w for term, w in self.terms if term.stands_in(stems)) / self.total

    def tells(self, stems: frozenset[str] | set[str]) -> bool:
        """Whether a word of the question that is not a usual one stands among `stems`."""
        return any(w > PLAIN and term.stands_in(stems) for term, w in self.terms)


def weigh(question: Question) -> Weighted:
    """Weigh the question's words. Words of time that mean known days weigh nothing: dates tell, not words."""
    telling = [t for t in question.terms if not (t.time and question.span)] or question.terms
    weighted = tuple((t, PLAIN if t.plain or t.time else 1.0) for t in telling)
    return Weighted(weighted, sum(w for _, w in weighted))


def headline_tokens(info: ArticleInfo) -> frozenset[str]:
    return token_set(info.title or "")
