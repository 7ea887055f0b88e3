"""Changes between two briefings: which statement takes the place of which, and which two cannot both stand."""

from __future__ import annotations

import pytest

from brief.stories.changes import agree, disagree, goes_on, overtakes, revisions, says_the_same

TOLL = "The flood in the Lune valley has killed 12 people, the province said."


@pytest.mark.parametrize(
    ("now", "revised"),
    [
        (TOLL, False),
        ("The province said the flood in the Lune valley has killed twelve people.", False),
        ("The flood in the Lune valley has killed 19 people, the province said.", True),
        ("The flood in the Lune valley has not killed 12 people, the province said.", True),
        ("The flood in the Lune valley may have killed 12 people, the province said.", True),
        ("The flood in the Lune valley has killed 12 people and swept away the old mill, the province said.", False),
        ("The flood in the Lune valley has killed more than 12 people, the province said.", False),
        ("The flood in the Lune valley, the worst in 30 years, has killed 12 people, the province said.", False),
        ("Army engineers built a bridge of boats at Harrow Ford.", False),
    ],
)
def test_against_one_earlier_statement(now: str, revised: bool) -> None:
    """Another number, a denial or less certainty revises it; other words, more words and other news do not."""
    assert revisions([TOLL], [now]) == ({0: 0} if revised else {})


def test_the_same_words_may_mean_another_day() -> None:
    """Days beside words of time are compared where both sides have them, and are no words of the statement."""
    said = "The two finance ministers met in Graz on Friday{} and agreed on the toll."
    first, second, bare = (said.format(day) for day in (" (2021-05-07)", " (2021-05-14)", ""))
    assert revisions([first], [second]) == {0: 0}
    assert revisions([first], [first]) == revisions([first], [bare]) == revisions([bare], [second]) == {}


@pytest.mark.parametrize(("one", "other"), [("Friday", "Sunday"), ("Nov. 23", "Nov. 24"), ("in May", "in June")])
def test_dates_are_compared(one: str, other: str) -> None:
    """A meeting that moves to another day or month has changed, and the older statement is overtaken."""
    before, now = (f"The two finance ministers will meet in Graz again {when}." for when in (one, other))
    assert revisions([before], [now]) == {0: 0} and overtakes(before, now)


def test_the_same_people_on_another_day() -> None:
    """What they do next takes the place of nothing."""
    before = (
        "Ana Ruiz took office as the new president of the Lune Council on Wednesday, after the council ousted Ivo Lund."
    )
    now = "The new president of the Lune Council, Ana Ruiz, ruled out a vote on Thursday, her first day after Ivo Lund."
    assert revisions([before], [now]) == {}


def test_not_until_a_day_is_that_day() -> None:
    """No denial."""
    later = "The council of Lune will not vote on the new bridge toll until May 3."
    assert revisions(["The council of Lune will vote on the new bridge toll on May 3."], [later]) == {}


def test_each_statement_takes_the_place_of_one() -> None:
    """Two statements of today cannot both replace yesterday's one: the closer does."""
    closer = TOLL.replace("12", "15")
    assert revisions([TOLL], ["The flood in the Lune valley has killed 300 sheep and goats.", closer]) == {1: 0}


def test_the_same_figures_find_each_other() -> None:
    """Of two alike statements each keeps to the one with its own number."""
    old = ["The valley counted 12 dead on Monday.", "The valley counted 15 dead on Monday."]
    assert revisions(old, list(reversed(old))) == {}


def test_a_few_words_are_not_a_matter() -> None:
    """A short statement whose words are in another may be about something else."""
    assert not overtakes("Neither did so in 1990.", "Neither agreed in 1991.")
    assert revisions(["Nine ships wait off the harbour."], ["Fourteen ships wait off the harbour."]) == {0: 0}


def test_two_things_told_of_the_same_people_are_two_matters() -> None:
    """Names alone make no counterpart."""
    before = "Mayor Edda Lunt of Port Marlow told Councillor Bo Strand on Friday that she finds the price too high."
    now = "Councillor Bo Strand arrives in Port Marlow on Thursday and is to see Mayor Edda Lunt on Friday."
    assert revisions([before], [now]) == {} and not says_the_same(before, now)


def test_a_story_goes_on() -> None:
    """Where a statement is on the same matter, or most of its people and places are the same."""
    flood = (TOLL, "Governor Ilse Marten of Harrow Ford asked the army of Velland for boats.")
    assert goes_on(flood, ("Ilse Marten left Harrow Ford in a boat that the army of Velland had sent.",))
    assert goes_on(flood, (TOLL.replace("12", "19"),))
    assert not goes_on(flood, ("The parliament of Ostrava Bay voted to tax sugared drinks from January.",))


@pytest.mark.parametrize(
    ("other", "disputed"),
    [
        ("The flood in the Lune valley has killed 19 people, rescue crews said.", True),
        ("The flood in the Lune valley has killed 12 people, rescue crews said.", False),
        ("The flood in the Lune valley has killed 300 sheep, rescue crews said.", False),
        ("The fire in the Orle hills has killed 19 people, rescue crews said.", False),
    ],
)
def test_sources_disagree(other: str, disputed: bool) -> None:
    """Only where both count the same thing of one event, and count it otherwise."""
    assert disagree(TOLL, other) is disputed is disagree(other, TOLL)


def test_agree() -> None:
    """May the verb is no month, and 1,200 is 1200."""
    assert agree("It may cost 1,200 crowns.", "The cost was 1200 crowns.")
    assert not agree("It opens in May.", "It opens in June.")
