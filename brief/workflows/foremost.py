"""What is quoted beside the sentences that a small model writes, or rather copies: what the search puts first, and what
a copied sentence needs to be understood.

A small model often takes another sentence than the one that answers, or one of two that differ, though it is shown the
best one first. So that one is quoted too: before a claim whose sources cover less of the question, else after them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from brief.models import CheckedClaim, Evidence, EvidenceSentence
from brief.retrieval.antecedents import antecedent_among
from brief.retrieval.question import read_question
from brief.retrieval.scoring import weigh
from brief.retrieval.tokens import token_set
from brief.text.standing import leans_on_another
from brief.writing import Writer, with_model
from brief.writing.extractive import foremost


class Foremost:
    """`sentence` of an evidence, with the question it is to answer."""

    def __init__(self, question: str, sentence: EvidenceSentence) -> None:
        self._weighted = weigh(read_question(question))
        self.sentence = sentence

    def covers_more(self, others: Sequence[EvidenceSentence]) -> bool:
        """Whether it has more of the words of the question than these have together."""
        return self._covered([self.sentence]) > self._covered(others)

    def _covered(self, sentences: Sequence[EvidenceSentence]) -> float:
        return self._weighted.covered(frozenset().union(*(token_set(s.sentence.text) for s in sentences)))


def foremost_for(question: str, evidence: Evidence) -> Foremost | None:
    """What is to be quoted beside the draft of a small model: nothing where the evidence is not likely to answer."""
    sentence = foremost(question, evidence) if evidence.answers else None
    return Foremost(question, sentence) if sentence is not None else None


def needed_before(checked: CheckedClaim, evidence: Evidence) -> EvidenceSentence | None:
    """The sentence that says who "they" are in a claim that opens so, as the sentence that it rests on does."""
    if not checked.evidence or not leans_on_another(checked.claim.text):
        return None
    return antecedent_among(checked.evidence[0], evidence.sentences)


def is_small(writer: Writer) -> bool:
    """Whether a small model writes."""
    model = with_model(writer)
    return model is not None and model.chat.small
