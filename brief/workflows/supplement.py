"""What is quoted with the sentences that a small model writes, or rather copies, so that they answer.

A small model often takes another sentence than the one that answers, or one of two that differ, though it is shown the
best one first; and it takes single sentences of what an article says in two.
"""

from __future__ import annotations

from collections.abc import Sequence

from brief.models import CheckedClaim, Evidence, EvidenceSentence
from brief.retrieval.answer_types import gives, wanted
from brief.retrieval.antecedents import antecedent_among
from brief.retrieval.question import read_question
from brief.retrieval.scoring import weigh
from brief.retrieval.tokens import token_set
from brief.text.standing import leans_on_another, opens_with_a_pronoun
from brief.writing import Writer, with_model
from brief.writing.extractive import foremost


class Supplement:
    """What to quote of an evidence with the claims of a draft. `foremost` is what the search puts first, where the
    evidence is likely to answer."""

    def __init__(self, question: str, evidence: Evidence) -> None:
        asked = read_question(question)
        self._weighted, self._wanted, self._counts = weigh(asked), wanted(question), asked.kind == "number"
        self.foremost = foremost(question, evidence) if evidence.answers else None

    def puts_first(self, cited: Sequence[EvidenceSentence]) -> EvidenceSentence | None:
        """The foremost sentence, where it is of another article than these, and has more of the words of the question
        than they have together. Of one article the model has seen both, and taken the other one."""
        first = self.foremost if self._is_of_another(cited) else None
        return first if first is not None and self._covered([first]) > self._covered(cited) else None

    def puts_last(self, cited: Sequence[EvidenceSentence]) -> EvidenceSentence | None:
        """The foremost sentence, where it is of another article than these, which differ in counts and in days, or has
        more of the words of the question than they have together."""
        first = self.foremost
        if first is None or self._is_of_another(cited):
            return first
        return first if self._covered([first]) > self._covered(cited) else None

    def _is_of_another(self, cited: Sequence[EvidenceSentence]) -> bool:
        return self.foremost is not None and all(s.article.id != self.foremost.article.id for s in cited)

    def needed_before(
        self, claim: CheckedClaim, cited: Sequence[EvidenceSentence], evidence: Evidence
    ) -> EvidenceSentence | None:
        """The sentence that a claim goes on from, as the one that it rests on does: where the claim opens with "they",
        or where that has more of the words of the question."""
        if not claim.evidence or not leans_on_another(claim.claim.text):
            return None
        found = antecedent_among(claim.evidence[0], evidence.sentences)
        if found is None or opens_with_a_pronoun(claim.claim.text):
            return found
        return found if self._covers_more(found, [*cited, *claim.evidence]) else None

    def goes_on(
        self, claim: CheckedClaim, cited: Sequence[EvidenceSentence], evidence: Evidence
    ) -> EvidenceSentence | None:
        """The sentence that goes on from the last one that a claim rests on ("Neither of them ..."), where it tells
        more of what is asked than all that are `cited`."""
        after = (s for s in evidence.sentences if claim.evidence and evidence.before(s) == claim.evidence[-1])
        found = next(after, None)
        more = found is not None and leans_on_another(found.sentence.text) and self._tells_more(found, cited)
        return found if more else None

    def _tells_more(self, sentence: EvidenceSentence, cited: Sequence[EvidenceSentence]) -> bool:
        """Whether it has a word of the question that these have not, or a number where one is asked for: counts
        differ."""
        if self._counts and gives(self._wanted, sentence.sentence.text):
            return True
        return self._covers_more(sentence, cited)

    def _covers_more(self, sentence: EvidenceSentence, cited: Sequence[EvidenceSentence]) -> bool:
        return self._covered([*cited, sentence]) > self._covered(cited)

    def _covered(self, sentences: Sequence[EvidenceSentence]) -> float:
        return self._weighted.covered(frozenset[str]().union(*(token_set(s.sentence.text) for s in sentences)))


def supplement_for(writer: Writer, question: str, evidence: Evidence) -> Supplement | None:
    """What is quoted with a draft of `writer`: nothing where its model is not small."""
    model = with_model(writer)
    return Supplement(question, evidence) if model is not None and model.chat.small else None
