"""From checked claims to what a reader sees: numbered citations, shown claims, what was withheld.

Shared by `ask`, `summarize` and `replay`. Pure: given the same claims, the same numbers come out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set

from brief.articles.beside import DatedText, dates_beside
from brief.models import (
    Action,
    CheckedClaim,
    Citation,
    EvidenceSentence,
    Sentence,
    ShownClaim,
    SourcedSentence,
    Status,
    Withheld,
)

BETWEEN = 4
"""Characters between a sentence and the next at most: white space, a bullet."""
LineOf = Callable[[Sentence], int | None]
"""The line (from 1) of its article's raw text that a sentence starts on; None where it is not known."""


class Numbering:
    """Numbers citations in the order in which they are first shown; one sentence keeps one number."""

    def __init__(self, line_of: LineOf = lambda _: None) -> None:
        self._line_of = line_of
        self._numbers: dict[str, int] = {}
        self._citations: list[Citation] = []

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._citations)

    @property
    def cited(self) -> Set[str]:
        """The refs of the sentences that have a number."""
        return self._numbers.keys()

    def cite(self, sourced: SourcedSentence) -> int:
        """The number of this sentence, new or old."""
        ref = sourced.sentence.ref
        if ref not in self._numbers:
            self._numbers[ref] = len(self._citations) + 1
            self._citations.append(
                Citation(self._numbers[ref], sourced.sentence, sourced.article, self._line_of(sourced.sentence))
            )
        return self._numbers[ref]

    def cite_all(self, evidence: Sequence[EvidenceSentence]) -> tuple[int, ...]:
        """The numbers of these sentences and of their twins in other articles, in order, each once."""
        every = [s for e in evidence for s in e.carriers]
        return tuple(dict.fromkeys(self.cite(s) for s in every))


def is_withheld(checked: CheckedClaim) -> bool:
    return checked.action is Action.WITHHELD or checked.verdict.status is Status.UNSUPPORTED


def show(checked: CheckedClaim, numbering: Numbering, evidence: Iterable[EvidenceSentence] = ()) -> ShownClaim:
    """A claim as printed, with the count of origins that support the whole of it (one at least says each part).

    `evidence` is what it was written from: the sentence before a cited one may say which year it tells of.
    """
    carried = [e.origins for e in checked.evidence]
    origins = frozenset[str]().union(*carried) if checked.alone else frozenset[str].intersection(*carried)
    return ShownClaim(
        checked.claim.text,
        checked.verdict,
        numbering.cite_all(checked.evidence),
        max(1, len(origins)),
        checked.action,
        dates_beside(checked.claim.text, [dated(*e.carriers, among=evidence) for e in checked.evidence]),
    )


def dated(*carriers: SourcedSentence, among: Iterable[EvidenceSentence] = ()) -> list[DatedText]:
    """A sentence as its articles carry it, each with the days that count for its words of time."""
    every = [e.sentence for e in among]
    return [
        DatedText(
            c.sentence.text,
            c.article.published,
            c.article.published_basis == "inferred",
            next((s.text for s in every if _is_before(s, c.sentence)), ""),
            c.article.updated,
        )
        for c in carriers
    ]


def _is_before(one: Sentence, other: Sentence) -> bool:
    return one.version == other.version and 0 <= other.start - one.end <= BETWEEN


def withhold(checked: CheckedClaim) -> Withheld:
    return Withheld(checked.claim.text, checked.verdict)


def same_words(text: str) -> str:
    """A key under which two wordings that differ in case and white space only are the same."""
    return " ".join(text.casefold().split())
