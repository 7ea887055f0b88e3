"""The days that are printed beside a claim's words of time, and where none is."""

from __future__ import annotations

from datetime import date

import pytest

from brief.articles.beside import DatedText, dates_beside
from brief.models import ShownDate

SATURDAY = date(2021, 3, 20)


def beside(text: str, *cited: DatedText) -> list[tuple[str, str, str]]:
    """The words and the span beside them; the claim is its own source, written on a Saturday, if none is given."""
    carriers = [[c] for c in cited] or [[DatedText(text, SATURDAY)]]
    return [(text[d.start : d.end], d.first.isoformat(), d.last.isoformat()) for d in dates_beside(text, carriers)]


def test_the_words_are_read_in_the_cited_sentence_and_not_in_the_claim() -> None:
    """The source's tense decides: the claim may have lost it."""
    source = DatedText("The minister will open the lock on Monday, the town said.", SATURDAY)
    assert beside("The lock opened Monday.", source) == [("Monday", "2021-03-22", "2021-03-22")]


def test_sentences_that_disagree_or_are_undated_leave_the_words_alone() -> None:
    """Two articles of different weeks mean different Fridays, and an undated one means nobody knows which."""
    text = "The lock opened on Friday."
    earlier = DatedText("Engineers opened the lock on Friday.", date(2021, 3, 13))
    assert beside(text, DatedText(text, SATURDAY), earlier) == []
    assert beside(text, DatedText(text, SATURDAY), DatedText("On Friday the lock was full.", None)) == []
    assert beside(text, DatedText(text, None)) == []
    assert beside(text, DatedText(text, SATURDAY), DatedText("The lock is old.", None)) != []


def test_an_undated_copy_of_a_dated_sentence_does_not_hide_its_day() -> None:
    """The copies of one sentence are one statement; the dated ones say when."""
    text = "The lock opened on Friday."
    (found,) = dates_beside(text, [[DatedText(text, None), DatedText(text, SATURDAY)]])
    assert found == ShownDate(19, 25, date(2021, 3, 19), date(2021, 3, 19), "day")


def test_what_rests_on_an_inferred_date_is_marked() -> None:
    """An inferred date of the article makes every day that counts from it inferred too."""
    text = "The lock opened on Friday."
    (found,) = dates_beside(text, [[DatedText(text, SATURDAY, inferred=True)]])
    assert found.inferred


def test_one_day_is_said_once() -> None:
    """The second mention of the same day needs no second date."""
    text = "The lock opened on Friday, and on Friday it closed again."
    assert beside(text) == [("Friday", "2021-03-19", "2021-03-19")]


@pytest.mark.parametrize("text", ['The captain said, "We sailed on Monday."', "The ferry sank on Monday (local time)."])
def test_nothing_stands_beside_what_is_quoted_or_explained(text: str) -> None:
    """Someone's own words; a bracket that stands there already."""
    assert beside(text) == []


def test_the_sentence_before_and_a_later_change_count() -> None:
    """A year told before, or an article changed on another day, leaves no single reading."""
    text = "The pilot landed on Jan. 9."
    assert beside(text) == [("Jan. 9", "2021-01-09", "2021-01-09")]
    assert beside(text, DatedText(text, SATURDAY, before="It was in 1971.")) == []
    monday, later = "The lock opened on Thursday, the board said.", date(2021, 3, 21)
    assert beside(monday, DatedText(monday, SATURDAY, updated=later)) == [("Thursday", "2021-03-18", "2021-03-18")]
    today = "The board opened the lock today."
    assert beside(today, DatedText(today, SATURDAY)) != []
    assert beside(today, DatedText(today, SATURDAY, updated=later)) == []
