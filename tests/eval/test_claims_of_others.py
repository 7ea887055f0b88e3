"""Floors of the checks on claims that others wrote and that no rule was written against.

The second halves of `benchmarks/checks.py`, split by document: what is decided is decided on the first ones. Without
the data, which is no part of the project, these are skipped.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.checks import Case, drafts, faithfulness, stopped

DATA = Path(os.environ.get("BRIEF_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "eval"
needs_data = pytest.mark.skipif(not (DATA / "drafts").is_dir(), reason="the claims of others are not here")


def shares(cases: list[Case]) -> dict[bool, float]:
    """The share of right and of wrong claims of the second half that pass all checks."""
    second = [case for case in cases if case.half == 1]
    passed = Counter(case.right for case in second if not stopped(case))
    every = Counter(case.right for case in second)
    return {right: passed[right] / every[right] for right in (True, False)}


@needs_data
def test_claims_about_news_in_a_models_own_words() -> None:
    """Nine of ten right ones pass (.92 measured), and at most four of ten subtly wrong ones (.36)."""
    found = shares(list(drafts(DATA)))
    assert found[True] >= 0.86
    assert found[False] <= 0.40


@needs_data
def test_edited_summaries() -> None:
    """A right summary is seldom doubted (.88 of 33 pass), and half of the edited ones are (.49 of 89)."""
    found = shares(list(faithfulness(DATA)))
    assert found[True] >= 0.84
    assert found[False] <= 0.55
