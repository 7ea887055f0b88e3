"""Whether a sentence can be read by itself: by what it opens and ends with, and to whom it speaks."""

from __future__ import annotations

import pytest

from brief.text.standing import asks, stands_alone


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Halcyon ran aground off Tern Island on Monday.",
        '"We have what we asked for," said Ana Ruiz, who leads the pilots.',
        "“I was asleep,” the captain, Rurik Osei, told the court.",
        "Tern Island’s council, which they had asked for help, met on Monday.",
        "9 ships wait off Kalle.",
        "Ana Ruiz said: “We have what we asked for.”",
        "In Kalle they build ships that the islands need.",
        "A man from Kalle said he had seen the ferry.",
    ],
)
def test_it_stands_alone(sentence: str) -> None:
    """A whole statement, whose "I" and "we" are quoted."""
    assert stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "He left the bridge at noon.",
        "It’s not easy being a captain.",
        "Late on Friday she left the bridge.",
        "However, the pilots went on.",
        "The two met again in Graz.",
        "Another ship waits off Kalle.",
        "“I was asleep,” he told the court in Solund.",
        "You can book your crossing here.",
        "We asked the harbour office what went wrong.",
        "Why did the ferry leave the channel?",
        "One small step closer to the island",
        "Editor’s note: The pilots of Kalle are back at work.",
        "and the pilots went on.",
        "The captain said “the buoy was missing.",
    ],
)
def test_it_does_not(sentence: str) -> None:
    """It leans on another sentence, speaks to the reader, asks, or is a heading or a piece."""
    assert not stands_alone(sentence)


@pytest.mark.parametrize(
    ("headline", "question"),
    [("Why the ferry sank", True), ("Will it float?", True), ("What’s next for Kalle…", True), ("Ferry sinks", False)],
)
def test_a_headline_asks(headline: str, question: bool) -> None:
    """By its mark or its first word."""
    assert asks(headline) is question
