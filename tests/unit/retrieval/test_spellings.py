"""A question in American spelling finds what is written in British, and the other way round."""

from __future__ import annotations

import pytest

from brief.retrieval.question import read_question
from brief.retrieval.scoring import weigh
from brief.retrieval.tokens import spellings, token_set


@pytest.mark.parametrize(
    ("one", "other"),
    [("harbor", "harbour"), ("labour", "labor"), ("centre", "center"), ("metres", "meters"), ("defence", "defense"),
     ("organise", "organize")],
)  # fmt: skip
def test_both_spellings_are_one_word(one: str, other: str) -> None:
    """Each leads to the other."""
    assert spellings(one) == (one, other)
    assert spellings(other) == (other, one)


@pytest.mark.parametrize("word", ["four", "hour", "water", "doctor", "rise", "size", "fire"])
def test_words_of_one_spelling_stay(word: str) -> None:
    """What only ends alike is left alone."""
    assert spellings(word) == (word,)


def test_a_question_covers_the_other_spelling() -> None:
    """It is searched for in both, and counted as found in either."""
    question = read_question("What did the harbor labor cost?")
    assert "harbour" in question.match
    assert "labour" in question.match
    assert weigh(question).covered(token_set("The harbour labour cost 4 million.")) == 1.0
