"""Whether a sentence can be read by itself: by what it opens and ends with, and to whom it speaks."""

from __future__ import annotations

import pytest

from brief.text.rounding import rounding
from brief.text.standing import (
    addresses_reader,
    adds,
    asks,
    attributes,
    opens_as_question,
    presumed,
    says_he,
    stands_alone,
)


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


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The committee meets on Friday.", ("committee",)),
        ("The letter, sent on Monday, names three pilots.", ("letter",)),
        ("The captain who left the channel was asleep.", ()),
        ("The price of herring rose.", ()),
        ("The Senate met on Monday.", ()),
        ("The island’s oldest ferry ran aground.", ()),
        ("A committee meets on Friday.", ()),
        ("The end", ()),
    ],
)
def test_what_a_sentence_takes_for_known(sentence: str, words: tuple[str, ...]) -> None:
    """What it opens with as if it had been named, unless a name or what follows says which it is."""
    assert presumed(sentence) == words


@pytest.mark.parametrize(
    ("headline", "question"),
    [
        ("Is the bridge at Lune safe ...", True),
        ("Will the mayor resign ...", True),
        ("Will President Ruiz's pardon win the ...", True),
        ("Will Ruiz, who built the bridge, dies at ...", False),
        ("Will Ruiz resign over the ...", True),
        ("Is Ruiz the next mayor of …", True),
        ("May Day marches fill the ...", False),
        ("Do Kwon extradited to Montenegro", False),
        ("Do Kwon extradited to ...", False),
        ("Might of the army on show ...", False),
        ("May says the bridge ...", False),
        ("Is the bridge safe", False),
        ("Is the bridge safe? Engineers say yes", False),
        ("The bridge is safe, engineers ...", False),
    ],
)
def test_a_question_that_was_cut_off(headline: str, question: bool) -> None:
    """Its verb stands before its subject."""
    assert opens_as_question(headline) is question


def test_the_time_of_the_text_points_nowhere() -> None:
    """ "This year" is told by the day of the text, "this" and "that day" by what stands before."""
    assert stands_alone("This year's prize goes to a baker of Lune.")
    assert not stands_alone("This goes to a baker of Lune.") and not stands_alone("That day a baker of Lune won.")


def test_what_points_back_or_to_somebody() -> None:
    """A connective near the head, a pronoun as the speaker, a verb of saying."""
    assert adds("Ruiz, however, left on Monday.") and not adds("Ruiz and Osei left, however late.")
    assert says_he("The sound was “a trap,” she said.") and not says_he("The sound was “a trap,” Ana Ruiz said.")
    assert attributes("The sound is safe, according to the mayor.") and not attributes("The sound is safe.")


def test_a_numeral_is_no_pronoun() -> None:
    """Of the two, only one is the writer."""
    assert not addresses_reader("The launch of the Orla I mission was put off.")
    assert addresses_reader("When I saw the launch, it was late.")


def test_a_text_that_speaks_of_itself() -> None:
    """It is no statement of the news."""
    assert not stands_alone("A version of this story appeared in the Gull on Monday.")
    assert stands_alone("The version of the treaty that Kalle signed on Monday has nine pages.")


@pytest.mark.parametrize(
    ("text", "word"), [("nearly 40 years", "nearly"), ("~40 years", "about"), ("40 years", ""), ("the last 40", "")]
)
def test_a_rough_number(text: str, word: str) -> None:
    """By the word before it."""
    assert rounding(text, text.index("40")) == word
