"""Which texts say the same."""

from __future__ import annotations

import pytest

from brief.retrieval.likeness import are_twins, near_copies, overlap, wording

WIRE = (
    "The harbour council of Port Marlow voted on Thursday to deepen the eastern basin before the winter storms arrive. "
    "Dredging vessels from two neighbouring countries will remove silt along the northern embankment for several "
    "months. Fishermen protested outside the building while councillors debated the environmental assessment. "
    "Engineers promised weekly measurements of heavy metals throughout the operation and a public register of them."
)


SIGNED = "The two countries signed the pact in the old town hall after midnight."
USED = "The navy used the pact 29 times in the first years."
FLEW = "The minister flew from Lisbon to meet the fleet commanders at noon."


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (SIGNED, SIGNED, True),
        (f"“{SIGNED}”", f'"{SIGNED}"', True),
        (SIGNED, SIGNED.replace("countries", "states"), True),
        (SIGNED, SIGNED.replace("signed", "never signed"), False),
        (USED, USED.replace("29", "26"), False),
        (FLEW, FLEW.replace("Lisbon", "Geneva"), False),
        (FLEW, FLEW.replace("Lisbon", "the capital"), True),
        ("Prices rose.", "Prices fell sharply in every town on the northern coast.", False),
    ],
)
def test_twins_differ_in_no_number_negation_or_name(a: str, b: str, same: bool) -> None:
    """Nearly the same words are the same statement, unless what differs is a fact."""
    assert are_twins(wording(a), wording(b)) is same
    assert are_twins(wording(b), wording(a)) is same


def test_an_edited_copy_in_another_article_is_found() -> None:
    """A cut and a changed word leave a near-copy; the same words in the same article are none."""
    edited = WIRE.replace("voted on Thursday", "voted").removesuffix(" and a public register of them.") + "."
    assert near_copies([("a", WIRE), ("b", edited)]) == [None, 0]
    assert near_copies([("a", WIRE), ("a", edited)]) == [None, None]


def test_a_passage_that_adds_much_is_no_copy_of_the_short_one_it_holds() -> None:
    """Only what has little of its own is a copy."""
    longer = WIRE + " " + WIRE.replace("harbour", "airport").replace("the", "every").replace("e", "o")
    assert near_copies([("a", WIRE), ("b", longer)]) == [None, None]
    assert near_copies([("b", longer), ("a", WIRE)]) == [None, 0]


def test_copies_point_to_the_first_original() -> None:
    """A copy of a copy counts for the original."""
    assert near_copies([("a", WIRE), ("b", WIRE), ("c", WIRE), ("d", "something else entirely, and short")]) == [
        None,
        0,
        0,
        None,
    ]


def test_short_notes_that_differ_in_their_number_are_not_copies() -> None:
    """Forms with one changed number are different notes."""
    notes = [(str(i), f"The committee published note number {i} about the canal on Monday.") for i in range(5)]
    assert near_copies(notes) == [None] * 5


def test_overlap_looks_at_content_words() -> None:
    """Stop words do not make two sentences alike."""
    assert overlap(wording("The pier is in the bay."), wording("The boat is in the town.")) == 0
    assert overlap(wording("Boats leave the pier."), wording("The pier: boats leave!")) == 1
