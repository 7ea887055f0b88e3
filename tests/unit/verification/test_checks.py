"""What each check finds, and what it lets pass because it means the same."""

from __future__ import annotations

from datetime import date

import pytest

from brief.verification.check import ClaimView, EvidenceView, Passage, registered, run

DAY = date(2019, 11, 15)  # a Friday


def flags(claim: str, *sources: str | Passage) -> set[str]:
    passages = tuple(s if isinstance(s, Passage) else Passage(s, published=DAY) for s in sources)
    return {f.check.kind.value for f in run(ClaimView(claim), EvidenceView(passages), registered())}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ruiz called it “a mistake of many years”.", "“It was a mistake of many years,” Ruiz said."),
        ("Ruiz spoke of “a mistake … of years”.", "It was a mistake, Ruiz said, the fault of years."),
        ("It is known as the “iron road”.", Passage("The line opened.", headline="The 'iron road' opens")),
    ],
)
def test_quotations_that_are_in_the_source(claim: str, source: str | Passage) -> None:
    """Word for word, with gaps that are marked; a headline counts."""
    assert "quotation" not in flags(claim, source)


def test_an_altered_quotation() -> None:
    """One other word is found."""
    assert "quotation" in flags("Ruiz called it “a mistake of many months”.", "“It was a mistake of many years.”")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The dam cost 40 million dollars.", "The dam cost $40 million."),
        ("Turnout fell by two percentage points.", "Turnout fell by 200 basis points."),
        ("Rates rose by 0.5 percentage points.", "Rates rose by 50 basis points."),
        ("About 1.2 million people voted.", "In all 1,214,302 people voted."),
        (
            "Prices rose 3 percentage points and 2 in Orle.",
            "Prices rose 3 percentage points, in Orle 2 percentage points.",
        ),
        ("Damages were $25 billion to $40 billion.", "Damages were between $25 and $40 billion."),
        ("The two countries signed.", "Norway and Finland signed."),
        ("Four men were held, one of them later.", "Three men were held on Monday and 1 on Tuesday; 4 men in all."),
        ("The vote was 9 to 4.", "The council voted 9-4."),
    ],
)
def test_numbers_that_mean_the_same(claim: str, source: str) -> None:
    """In figures or letters, in another unit that is the same, rounded where it says so."""
    assert "number" not in flags(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The dam cost $50 million.", "The dam cost $40 million."),
        ("The dam cost 40 million euros.", "The dam cost $40 million."),
        ("Turnout was 41 percent.", "Turnout was 41.6 percent."),
        ("Twelve people were hurt.", "Eleven people were hurt."),
    ],
)
def test_numbers_that_are_not_in_the_source(claim: str, source: str) -> None:
    """Another value, another unit, or a rounding that is not said."""
    assert "number" in flags(claim, source)


def test_a_sum_of_two_stated_numbers_of_the_claim_is_stated() -> None:
    """Arithmetic that the claim itself shows."""
    source = "In Orle 30 houses burnt, in Norvik 12."
    assert "number" not in flags("In Orle 30 houses burnt and in Norvik 12, 42 in all.", source)
    assert "number" in flags("In Orle 30 houses burnt and in Norvik 12, 45 in all.", source)


def test_numbers_that_have_changed_places() -> None:
    """Each is in the source, but counts what the other does there."""
    source = "More than 4,500 flights were cancelled by Monday night after almost 7,000 flights were delayed on Sunday."
    assert "number" not in flags("Almost 7,000 flights were delayed on Sunday.", source)
    assert "number" in flags("Almost 4,500 flights were delayed on Sunday.", source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The bridge opened on 14 November.", "The bridge opened on Thursday."),
        ("The bridge opened on Thursday, November 14, 2019.", "The bridge opened on Thursday."),
        ("The bridge opened on November 15.", "The bridge opened to traffic."),
        ("As of November 2019 the bridge is open.", "The bridge is open."),
        ("The bridge opened in 2018.", "The bridge opened last year."),
        ("The bridge opened in October 2019.", "The bridge opened last month."),
        ("The bridge opened on June 3, 2018.", "In 2018 the bridge was done; on June 3 it opened."),
    ],
)
def test_dates_that_mean_the_same(claim: str, source: str) -> None:
    """A day that follows from the article's own, and the article's own day."""
    assert "date" not in flags(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The bridge opened on 13 November.", "The bridge opened on Thursday."),
        ("The bridge opened on Monday.", "The bridge opened on Thursday."),
        ("The bridge opened in 2017.", "The bridge opened last year."),
        ("The bridge opened on June 4.", "The bridge opened on June 3."),
    ],
)
def test_dates_that_are_not_in_the_source(claim: str, source: str) -> None:
    """Another day, month or year."""
    assert "date" in flags(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ana Ruiz resigned.", Passage("She resigned.", before="Mayor Ana Ruiz had been ill.")),
        ("Ana Ruiz resigned.", Passage("The mayor resigned.", headline="Ana Ruiz gives up")),
        ("The World Health Organization agreed.", "The WHO agreed."),
        ("The WHO agreed.", "The World Health Organization agreed."),
        ("Oslo agreed.", "Norway agreed."),
        ("The Norwegians agreed.", "Norway agreed."),
        ("Yesterday the Council met.", "The council met."),
    ],
)
def test_names_that_mean_the_same(claim: str, source: str | Passage) -> None:
    """In the headline or the sentence before, as initials, a people for its country."""
    assert "name" not in flags(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Olga Sool resigned.", "Ana Ruiz resigned."),
        ("Sweden agreed.", "Norway agreed."),
        ("A talk at the White House.", "A talk at the ministry."),
    ],
)
def test_names_that_are_not_in_the_source(claim: str, source: str) -> None:
    """Somebody or some place else."""
    assert "name" in flags(claim, source)


def test_a_negation_on_one_side_only() -> None:
    """In the claim or in the source; a "no" that is an answer by itself is none."""
    assert "negation" in flags("The council did not approve the bridge.", "The council approved the bridge.")
    assert "negation" in flags("The council approved the bridge.", "The council never approved the bridge.")
    assert "negation" not in flags("No, the council approved the bridge.", "The council approved the bridge.")
    assert "negation" not in flags("The council did not agree.", "The council refused to agree.")


def test_an_opposite_in_the_place_of_a_word() -> None:
    """Beside the same words, and not denied."""
    assert "opposite" in flags("The council accepted the plan on Monday.", "The council rejected the plan on Monday.")
    assert "opposite" in flags("It was signed before the vote.", "It was signed after the vote.")
    assert "opposite" not in flags("The council approved the plan.", "The council backed the plan.")


def test_more_certain_than_the_source() -> None:
    """What may be is stated as so."""
    assert "certainty" in flags("The dam floods the village.", "The dam may flood the village.")
    assert "certainty" not in flags("The dam might flood the village.", "The dam may flood the village.")


def test_an_addition() -> None:
    """Things beside each other that the source does not name."""
    source = "The council approved the bridge on Monday."
    assert "addition" in flags("The council approved the bridge on Monday after a trade union protest.", source)
    assert "addition" not in flags("The council agreed to the bridge.", source)


def test_all_where_the_source_does_not_say_so() -> None:
    """A quantifier that only the claim has."""
    assert "extent" in flags("All bridges of the town are closed.", "Bridges of the town are closed.")
    assert "extent" not in flags("All bridges of the town are closed.", "Every bridge of the town is closed.")


def test_a_sentence_about_something_else() -> None:
    """The right name, and nothing else of the claim."""
    assert "coverage" in flags("Ruiz resigned over the budget.", "Ruiz spoke about the trees of the old park.")


def test_a_sentence_that_breaks_off() -> None:
    """It ends in a small word, or where its source goes on; without a full stop alone it is whole."""
    source = 'The minister called the plan "a farce" on Monday.'
    assert "fragment" in flags("The minister called the", source)
    assert "fragment" in flags("The minister called the plan", source)
    assert "fragment" not in flags("The minister called the plan a farce on Monday", source)
