"""Which of several drafts of the same thing checks best."""

from __future__ import annotations

from collections.abc import Sequence

from brief.models import CheckedClaim
from brief.verification.repair import Failed
from brief.verification.words import read_words

ENOUGH = 3
"""Claims that pass beyond this many make a draft no better: a short answer is not a worse one."""


def rate(examined: Sequence[CheckedClaim | Failed], question: str) -> float:
    """How well a draft checks, higher is better.

    One point for each claim that passes (up to ENOUGH), one off for each that fails, and up to one for the share of
    the question's content words that the first claim that passes has: it is what answers.
    """
    passed = [c for c in examined if not isinstance(c, Failed)]
    asked = read_words(question).terms
    told = read_words(passed[0].claim.text).terms if passed else frozenset[str]()
    answers = len(asked & told) / len(asked) if asked else 0.0
    return min(len(passed), ENOUGH) - (len(examined) - len(passed)) + answers


def best(drafts: Sequence[Sequence[CheckedClaim | Failed]], question: str) -> int:
    """The place of the draft that checks best; of equal ones the first."""
    return max(range(len(drafts)), key=lambda place: (rate(drafts[place], question), -place))
