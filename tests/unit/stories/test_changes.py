"""Changes between two briefings: new, changed, repeated, dropped."""

from __future__ import annotations

import pytest

from brief.models import Change, ChangeKind
from brief.stories.changes import agree, changes, likeness, taken_up

NEW, CHANGED, REPEATED, DROPPED = ChangeKind.NEW, ChangeKind.CHANGED, ChangeKind.REPEATED, ChangeKind.DROPPED

TOLL = "The flood in the Lune valley has killed 12 people, the province said."


def kinds(before: list[str], now: list[str]) -> list[ChangeKind]:
    return [c.kind for c in changes(before, now)]


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (TOLL, REPEATED),
        ("The province said the flood in the Lune valley has killed 12 people.", REPEATED),
        ("The province said the flood in the Lune valley has killed twelve people.", REPEATED),
        ("The flood in the Lune valley has killed 19 people, the province said.", CHANGED),
        ("The flood in the Lune valley has not killed 12 people, the province said.", CHANGED),
        ("The flood in the Lune valley has killed 12 people and swept away the old mill, police chiefs fear.", CHANGED),
        ("The flood in the Lune valley may have killed 12 people, the province said.", CHANGED),
        ("Army engineers built a bridge of boats at Harrow Ford.", NEW),
    ],
)
def test_against_one_earlier_statement(now: str, kind: ChangeKind) -> None:
    """Another number, a denial or clearly other words make a change; another order of words does not."""
    assert changes([TOLL], [now])[0].kind is kind


def test_the_same_words_may_mean_another_day() -> None:
    """Days beside words of time are compared where both sides have them, and are no words of the statement."""
    said = "The two finance ministers met in Graz on Friday{} and agreed on the toll."
    first, second, bare = (said.format(day) for day in (" (2021-05-07)", " (2021-05-14)", ""))
    assert kinds([first], [second]) == [CHANGED]
    assert kinds([first], [first]) == kinds([first], [bare]) == kinds([bare], [second]) == [REPEATED]


def test_a_few_common_words_make_no_counterpart() -> None:
    """A short statement whose words are all in a long one may be about something else."""
    long = (
        "Velland will end its agreement on security with Harrow over the curbs that its neighbour put on glass, timber "
        "and salt in July, said Ilse Marten, who has recalled two envoys for trade from the capital."
    )
    assert kinds([long], ["Harrow has kept trade and security apart."]) == [NEW, DROPPED]


def test_only_stories_that_are_told_again_have_dropped_anything() -> None:
    """A story goes on where a statement is on the same matter, or most of its people and places are the same."""
    flood = (TOLL, "Governor Ilse Marten of Harrow Ford asked the army of Velland for boats.")
    tax = ("The parliament of Ostrava Bay voted to tax sugared drinks from January.",)
    again = ("Ilse Marten left Harrow Ford in a boat that the army of Velland had sent.",)
    assert taken_up([flood, tax], [again]) == flood
    assert taken_up([flood, tax], [tax]) == tax
    assert taken_up([flood, tax], []) == ()


@pytest.mark.parametrize(("one", "other"), [("Friday", "Sunday"), ("Nov. 23", "Nov. 24"), ("in May", "in June")])
def test_dates_are_compared(one: str, other: str) -> None:
    """A meeting that moves to another day or month has changed."""
    before, now = (f"The two finance ministers will meet in Graz again {when}." for when in (one, other))
    assert changes([before], [now]) == (Change(CHANGED, now, before),)


def test_what_is_gone_is_dropped() -> None:
    """Statements without a counterpart are new on one side and dropped, in their order, on the other."""
    old = ["A curfew holds in Lune from dusk.", "Schools in the valley stay closed this week.", TOLL]
    found = changes(old, [TOLL, "Trains run again between Graz and Lune."])
    assert [(c.kind, c.text) for c in found] == [
        (REPEATED, TOLL),
        (NEW, "Trains run again between Graz and Lune."),
        (DROPPED, old[0]),
        (DROPPED, old[1]),
    ]


def test_each_statement_has_one_counterpart() -> None:
    """Two statements of today cannot both be yesterday's one: the closer keeps it."""
    closer, other = TOLL, "The flood in the Lune valley has killed 12 people and 300 sheep."
    found = changes([TOLL], [other, closer])
    assert [c.kind for c in found] == [NEW, REPEATED]


def test_the_same_figures_find_each_other() -> None:
    """Of two alike statements each keeps to the one with its own number."""
    old = ["The valley counted 12 dead on Monday.", "The valley counted 15 dead on Monday."]
    assert kinds(old, list(reversed(old))) == [REPEATED, REPEATED]


def test_a_few_words_are_not_a_matter() -> None:
    """Short sentences match only when they are the same."""
    assert kinds(["Neither did so."], ["Neither agreed."]) == [NEW, DROPPED]
    assert kinds(["Nobody was hurt."], ["Nobody was hurt."]) == [REPEATED]


def test_nothing_before_or_now() -> None:
    """A first briefing is all new, an empty one drops everything."""
    assert kinds([], [TOLL]) == [NEW] and kinds([TOLL], []) == [DROPPED] and kinds([], []) == []


def test_agree() -> None:
    """May the verb is no month, and 1,200 is 1200."""
    assert agree("It may cost 1,200 crowns.", "The cost was 1200 crowns.")
    assert not agree("It opens in May.", "It opens in June.")


def test_few_words_with_another_number_are_a_change() -> None:
    """Where all other words agree, three are enough: "Nine" became "Fourteen"."""
    before, now = ["Nine ships wait off the harbour."], ["Fourteen ships wait off the harbour."]
    assert kinds(before, now) == [CHANGED]
    assert kinds(["Neither did so in 1990."], ["Neither did so in 1991."]) == [NEW, DROPPED]


def test_two_things_told_of_the_same_people_are_two_matters() -> None:
    """Names alone make no counterpart: one statement is new, the other was dropped."""
    before = "Mayor Edda Lunt of Port Marlow told Councillor Bo Strand on Friday that she finds the price too high."
    now = "Councillor Bo Strand arrives in Port Marlow on Thursday and is to see Mayor Edda Lunt on Friday."
    assert kinds([before], [now]) == [NEW, DROPPED]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "The ferry company will stop its night boats on Monday.",
            "The ferry company will stop its night boats on Friday.",
        ),
        ("The harbour opens in January after repairs.", "The harbour opens in August after repairs."),
    ],
)
def test_another_day_or_month_is_a_change_and_no_other_matter(before: str, now: str) -> None:
    """Days and months are compared as such, not as words of the matter."""
    assert kinds([before], [now]) == [CHANGED]
    assert likeness(before, now) == 1.0
