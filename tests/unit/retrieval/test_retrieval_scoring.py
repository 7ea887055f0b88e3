"""What a sentence covers, and whether it can stand alone."""

from __future__ import annotations

import pytest

from brief.retrieval.question import read_question
from brief.retrieval.scoring import weigh
from brief.retrieval.tokens import place_key, token_set
from brief.text.standing import leans_on_another


def test_usual_words_weigh_less_than_telling_ones() -> None:
    """ "People" and "year" are in every article; the ferry is not."""
    weighted = weigh(read_question("How many people took the ferry this year?"))
    assert weighted.covered(token_set("A ferry sank.")) > weighted.covered(token_set("People travel."))
    assert weighted.covered(token_set("This year many people took a ferry.")) == 1
    assert weighted.covered(frozenset()) == 0


def test_a_question_without_telling_words_is_covered_by_nothing() -> None:
    """There is nothing to cover."""
    assert weigh(read_question("why?")).covered(token_set("why not")) == 0


@pytest.mark.parametrize("name", ["S. Korea", "South Korean", "South Koreans", "Seoul"])
def test_all_names_of_a_country_give_one_token(name: str) -> None:
    """Country, people and capital are one party in the news."""
    assert "=south korea" in token_set(f"Officials of {name} agreed.")
    assert place_key(name) == "south korea"


def test_a_pronoun_is_no_country() -> None:
    """ "Told us" is not the United States; "US" and "the U.S." are."""
    assert "=united states" not in token_set("They told us.")
    assert "=united states" in token_set("They told the U.S. so.")
    assert "=united states" in token_set("The US agreed.")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("His trip came as the pact ran out.", False),
        ("They last met in May.", False),
        ("The two agreed to meet again.", False),
        ("But Tokyo opposes it.", False),
        ("“This is wrong,” the captain said.", False),
        ("Thessaly is in Greece.", True),
        ("The ferry sank.", True),
    ],
)
def test_sentences_that_need_another_one_are_known_by_how_they_begin(text: str, alone: bool) -> None:
    """A pronoun, a connective or "the two agreed" at the head points back."""
    assert leans_on_another(text) is not alone
