"""What kind of answer a question asks for, and which sentence gives one."""

from __future__ import annotations

import pytest

from brief.retrieval.answer_types import gives, wanted
from brief.retrieval.question import kind_of


def given(question: str, text: str) -> float:
    return gives(wanted(question), text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who won?", "name"),
        ("What did the man who fled the ferry say?", "other"),
        ("The ferry was sold, and to which company?", "name"),
        ("The captain was fined how much?", "number"),
        ("In what year did the ferry sink?", "day"),
        ("On which day did the ferry sink?", "day"),
        ("The ferry turned back due to what?", "why"),
        ("On what condition may the ferry sail?", "condition"),
        ("Under which circumstances would the ferry turn back?", "condition"),
        ("According to the mayor, how many ferries sank?", "number"),
        ("The ferry sank. What was it called?", "name"),
        ("Did the ferry sink?", "other"),
        ("ferry accident", "other"),
    ],
)
def test_what_opens_a_question_asks_else_what_comes_last(question: str, kind: str) -> None:
    """ "The man who" asks nothing; "... to which company?" does."""
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Why did the ferry turn back?", "The ferry turned back because its engine failed.", "The ferry turned back."),
        ("On what condition may it sail?", "It may sail only if the mayor agrees.", "It may sail, the mayor said."),
        ("How many passengers sailed?", "The boat carried 240 passengers.", "The boat carried passengers."),
        ("How many passengers sailed?", "It took 240 passengers.", "Passengers sailed in 2019."),
        ("How much did the crane cost?", "The crane cost $3 million.", "The crane was dear."),
        ("How much mud did they dig up?", "They dug up 800 tons of mud.", "They dug up mud."),
        ("When does the pact end?", "The pact ends next week.", "The pact ends."),
        ("Who voted no?", "The mayor, Edda Lunt, voted no.", "The mayor voted no."),
        ("Who is Edda Lunt?", "Edda Lunt, a former pilot, voted no.", "Then Edda Lunt voted no."),
        ("What is GSOMIA?", "GSOMIA is a pact on secrets.", "The end of GSOMIA is near."),
        ("Where was it found?", "It was found near Cape Verrin.", "It was found."),
        ("Which port closed?", "The first port to close was Marlow.", "The first port to close was ours."),
    ],
)
def test_the_kind_of_answer_is_recognised(question: str, better: str, worse: str) -> None:
    """A reason for why, a number of what is counted for how many, a day for when, a name for who."""
    assert given(question, better) > given(question, worse)


def test_a_name_or_number_of_the_question_answers_nothing() -> None:
    """Who is not answered by the person asked about."""
    assert given("Who met Edda Lunt?", "Then Edda Lunt voted no.") == 0
    assert given("Who met Lunt?", "Then Edda Lunt voted no.") == 0
    assert given("How many of the 240 passengers slept?", "The 240 passengers slept.") == 0
