"""Whose president is meant, by the countries named nearest to the office."""

from __future__ import annotations

import pytest

from brief.retrieval.offices import of_another_country
from brief.retrieval.tokens import token_set

SAID = (
    "President Moon spoke to his Cabinet in Seoul, and blamed Japan.",
    "South Korea's president, who had flown in, would not answer Japan.",
    "In Seoul the president slept.",
    "Japanese Prime Minister Abe wrote to him.",
)


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("Who is the president of Japan?", True),
        ("Who is the president of South Korea?", False),
        ("Who was president of the United States?", True),
        ("Who is the minister of Japan?", False),
        ("Who is the president of the ferry company?", False),
        ("What did the president of Japan say?", False),
    ],
)
def test_an_office_is_that_of_the_country_named_nearest(question: str, another: bool) -> None:
    """Much about a president and much about Japan make no president of Japan."""
    assert of_another_country(question, [(token_set(s), s) for s in SAID]) is another


def test_a_country_of_two_words_is_one() -> None:
    """ "South Korea" is no "Korea" beside the office."""
    said = ("He flew to South Korea to see the president.",) * 3
    assert not of_another_country("Who is the president of South Korea?", [(token_set(s), s) for s in said])


def test_a_few_mentions_tell_nothing() -> None:
    """Once or twice may be chance."""
    assert not of_another_country("Who is the president of Japan?", [(token_set(s), s) for s in SAID[:2]])
