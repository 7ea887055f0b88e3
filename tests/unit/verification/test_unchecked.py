"""Sentences that claim nothing that could be checked."""

from __future__ import annotations

import pytest

from brief.models import Status
from brief.verification.checks import Passage, check_passages
from brief.verification.pool import check_sentence, make_pool
from brief.verification.remedies import remedy

SOURCES = [
    Passage("The council of Orle closed the old pier in May after a storm had broken two of its beams."),
    Passage("Repairs are to begin in June, and the council expects them to take a year."),
    Passage("Mayor Ana Ruiz called the state of the pier a disgrace."),
]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("question", "Why did the council of Orle close the old pier?"),
        ("question", "So what happens to the old pier now?"),
        ("opinion", "It was a foolish decision to close the old pier."),
        ("opinion", "We think the council closed the old pier too late."),
        ("opinion", "In my view the repairs will take far longer."),
        ("opinion", "Sadly, the council closed the old pier."),
        ("opinion", "It is time to build a new pier at Orle."),
    ],
)
def test_what_claims_nothing_is_named(kind: str, text: str) -> None:
    """A question and an opinion are called that, not badly supported, and there is nothing to mend."""
    verdict = check_sentence(text, make_pool(SOURCES)).verdict
    assert verdict.status is Status.WEAK and verdict.flags == (kind,) and verdict.no_claim
    assert remedy(verdict) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Repairs should begin in June and take a year.",
        "Ana Ruiz called the pier a disgrace.",
        "The state of the pier is a disgrace, Mayor Ana Ruiz said.",
        "The council closed the old pier after a storm.",
    ],
)
def test_what_is_claimed_is_checked(text: str) -> None:
    """An expectation of the source, and the opinion of somebody it quotes, are claims."""
    assert not check_passages(text, SOURCES).no_claim


def test_a_question_that_no_sentence_speaks_of_is_a_question_too() -> None:
    """Only what states a name, number or date is held to it even then."""
    pool = make_pool(SOURCES)
    assert check_sentence("Who knows?", pool).verdict.flags == ("question",)
    assert check_sentence("Did Kowalski steal $5 million?", pool).verdict.status is Status.UNSUPPORTED


def test_a_fact_that_is_not_there_fails_an_opinion_as_any_sentence() -> None:
    """What must be in the sources must be there."""
    verdict = check_sentence("It was foolish to close the old pier for 300 days.", make_pool(SOURCES)).verdict
    assert verdict.status is Status.UNSUPPORTED and "number" in verdict.flags
