"""A date of one article and an event of another make no claim."""

from __future__ import annotations

from datetime import date

from brief.models import Status
from brief.verification.checks import Passage, check_passages

STRIKE = Passage("Dockworkers at the port of Kelmar walked off the job on March 4.", "Port shuts", date(2021, 3, 5))
VOTE = Passage(
    "The city council approved a new bridge over the harbor on April 9.", "Bridge approved", date(2021, 4, 10)
)


def test_a_date_of_another_article_is_doubted() -> None:
    """Both halves stand in cited sentences; together they say what no article says."""
    verdict = check_passages("Dockworkers at the port of Kelmar walked off the job on April 9.", [STRIKE, VOTE])
    assert verdict.status is Status.WEAK
    assert "mixed" in verdict.flags


def test_each_date_with_its_own_event_is_supported() -> None:
    """A claim may join two articles if each date stays with what happened on it."""
    text = (
        "Dockworkers at the port of Kelmar walked off the job on March 4, and the council approved a bridge on April 9."
    )
    assert "mixed" not in check_passages(text, [STRIKE, VOTE]).flags


def test_one_article_is_never_mixed() -> None:
    """Within one article a date may stand in one sentence and the event in the next."""
    opening = Passage("The strike began on March 4.", STRIKE.headline, STRIKE.published)
    rest = Passage("Dockworkers at the port of Kelmar walked off the job.", STRIKE.headline, STRIKE.published)
    verdict = check_passages("Dockworkers at the port of Kelmar walked off the job on March 4.", [opening, rest])
    assert "mixed" not in verdict.flags
