"""Which sentences of a source support a claim best."""

from __future__ import annotations

from brief.text.analysis import analyse
from brief.verification.check import Passage
from brief.verification.ranking import Pool, rank


def ranked(claim: str, *sentences: str) -> list[int]:
    return rank(analyse(claim), Pool(tuple(map(Passage, sentences))))


def test_what_stands_beside_a_sentence_counts_for_it() -> None:
    """Of two sentences with the same words, the one whose neighbours speak of the claim's subject comes first."""
    claim = "The Norvik tunnel reopened after repairs to its pumps."
    order = ranked(
        claim,
        "The Norvik swimming hall was closed all winter.",
        "It reopened after long repairs.",
        "Visitors from the islands came by bus.",
        "Tickets cost six crowns on weekdays.",
        "Engineers replaced the pumps of the tunnel in March.",
        "It reopened after long repairs.",
        "Lorries had taken the coast road.",
    )
    assert order.index(5) < order.index(1)


def test_a_sentence_adds_what_the_best_one_lacks() -> None:
    """The second sentence is the one that covers the rest of the claim, not the one most like the first."""
    order = ranked(
        "The mayor resigned in March after the audit found missing money.",
        "The mayor resigned in March.",
        "The mayor of the town resigned.",
        "An audit found that money was missing.",
    )
    assert order[:2] == [2, 0] or order[:2] == [0, 2]
