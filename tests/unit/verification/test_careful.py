"""Which draft checks best."""

from __future__ import annotations

import pytest

from brief.models import ArticleInfo, CheckedClaim, Claim, Evidence, EvidenceSentence, Sentence
from brief.verification.careful import best, rate
from brief.verification.repair import Failed, examine

TEXTS = (
    "The ferry strike ended on Friday.",
    "Night pay is restored.",
    "A vote follows in May.",
    "Fares stay as they are.",
)
INFO = ArticleInfo(id="a" * 16, version="b" * 16)
EVIDENCE = Evidence(
    "q",
    tuple(
        EvidenceSentence(f"S{i}", Sentence("b" * 16, 50 * i, 50 * i + len(t), t), INFO, 1.0)
        for i, t in enumerate(TEXTS)
    ),
    1.0,
)
ENDED, PAY, VOTE, FARES = TEXTS
WRONG = "Exactly 97 llamas crossed."
QUESTION = "When did the ferry strike end?"


def draft(*texts: str) -> list[CheckedClaim | Failed]:
    return [examine(Claim(text, ()), EVIDENCE) for text in texts]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((ENDED,), (WRONG,)),
        ((ENDED,), ()),
        ((ENDED,), (ENDED, WRONG, WRONG)),
        ((ENDED, PAY), (ENDED,)),
        ((ENDED, PAY), (PAY, ENDED)),
        ((WRONG, ENDED), (WRONG, PAY)),
        ((), (WRONG,)),
    ],
)
def test_a_better_draft_rates_higher(better: tuple[str, ...], worse: tuple[str, ...]) -> None:
    """More that passes, less that fails, and first what answers."""
    assert rate(draft(*better), QUESTION) > rate(draft(*worse), QUESTION)
    assert best([draft(*worse), draft(*better)], QUESTION) == 1


def test_a_long_draft_is_no_better() -> None:
    """Beyond three claims that pass nothing is gained; of equal drafts the first is kept."""
    three, four = draft(ENDED, PAY, VOTE), draft(ENDED, PAY, VOTE, FARES)
    assert rate(three, QUESTION) == rate(four, QUESTION)
    assert best([three, four], QUESTION) == 0
