"""The sentence that the search puts first, quoted beside what a small model writes.

A small model often takes another sentence than the one that answers, or one of two that differ, though it is shown the
best one first. So that one is quoted too: before a claim whose sources cover less of the question, else after them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.models import Citation, Claim, Evidence, EvidenceSentence
from brief.retrieval.question import read_question
from brief.retrieval.scoring import weigh
from brief.retrieval.tokens import token_set
from brief.writing import Writer, with_model
from brief.writing.extractive import foremost


class Foremost:
    """`sentence` of an evidence, with the question it is to answer."""

    def __init__(self, question: str, sentence: EvidenceSentence) -> None:
        self._weighted = weigh(read_question(question))
        self.sentence = sentence

    @property
    def claim(self) -> Claim:
        return Claim(self.sentence.sentence.text, (self.sentence.label,))

    def covers_more(self, others: Sequence[EvidenceSentence]) -> bool:
        """Whether it has more of the words of the question than these have together."""
        return self._covered([self.sentence]) > self._covered(others)

    def is_among(self, citations: Iterable[Citation]) -> bool:
        """Whether it, or one of its copies, is cited already."""
        refs = {c.sentence.ref for c in self.sentence.carriers}
        return any(c.sentence.ref in refs for c in citations)

    def _covered(self, sentences: Sequence[EvidenceSentence]) -> float:
        return self._weighted.covered(frozenset().union(*(token_set(s.sentence.text) for s in sentences)))


def foremost_for(writer: Writer, question: str, evidence: Evidence) -> Foremost | None:
    """What is to be quoted beside a draft of `writer`: nothing where its model is not small, or where the evidence is
    not likely to answer."""
    model = with_model(writer)
    if model is None or not model.chat.small or not evidence.answers:
        return None
    sentence = foremost(question, evidence)
    return Foremost(question, sentence) if sentence is not None else None
