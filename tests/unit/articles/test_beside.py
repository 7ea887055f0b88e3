"""The days that are printed beside a claim's words of time, and where none is."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from brief.articles.beside import DatedText, dates_beside
from brief.models import ShownDate

WEDNESDAY = date(2021, 3, 17)


def beside(text: str, *cited: DatedText) -> list[tuple[str, str, str]]:
    """The words and the span beside them; the claim is its own source, written on a Wednesday, if none is given."""
    carriers = [[c] for c in cited] or [[DatedText(text, WEDNESDAY)]]
    return [(text[d.start : d.end], d.first.isoformat(), d.last.isoformat()) for d in dates_beside(text, carriers)]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The ferry sank on Monday.", "Monday", "2021-03-15", "2021-03-15"),
        ("The ferry will sail on Monday.", "Monday", "2021-03-22", "2021-03-22"),
        ("The permit ends at midnight on Friday unless it is renewed.", "Friday", "2021-03-19", "2021-03-19"),
        ("Crews have until 9 a.m. Tuesday to leave.", "Tuesday", "2021-03-23", "2021-03-23"),
        ("It was sold last month.", "last month", "2021-02-01", "2021-02-28"),
        ("It was sold last year.", "last year", "2020-01-01", "2020-12-31"),
        ("It opened in August.", "August", "2020-08-01", "2020-08-31"),
        ("It opened in early February.", "February", "2021-02-01", "2021-02-28"),
        ("It opened on Nov. 23.", "Nov. 23", "2020-11-23", "2020-11-23"),
        ("The board met on the 15th.", "the 15th", "2021-03-15", "2021-03-15"),
        ("The harbour fee will rise far less come June.", "June", "2021-06-01", "2021-06-30"),
        ("Police looked into the Sept. 21 collision.", "Sept. 21", "2020-09-21", "2020-09-21"),
        ("Tuesday's storm sank the ferry.", "Tuesday's", "2021-03-16", "2021-03-16"),
        ("Last week’s storm sank the ferry.", "Last week’s", "2021-03-08", "2021-03-14"),
        ("The board met yesterday.", "yesterday", "2021-03-16", "2021-03-16"),
    ],
)
def test_words_that_count_from_the_article_have_their_days(text: str, words: str, first: str, last: str) -> None:
    """Days, and half-known dates as the whole month or year they name."""
    ((found, begins, ends),) = beside(text)
    assert words in found and (begins, ends) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sank on March 15, 2021.",
        "The ferry sank in 2019.",
        "The ferry sank in August 2019.",
        "Prices rose in the 1970s.",
        "Sales rose on Black Friday.",
        "The market is held every Friday.",
        "He wrote for the Sunday Times.",
        "A year ago today the ferry sank.",
        "The ferry sank a few days ago.",
        "The ferry sank about three weeks ago.",
        "In 2016 they signed the treaty, on Nov. 23, after long talks.",
        'The captain said, "We sail on Monday."',
        "The ferry sank on Monday (local time).",
        "Saturday's race between the two ferries starts at noon.",
        "The ferry sank.",
    ],
)
def test_nothing_stands_beside_what_is_dated_named_vague_or_quoted(text: str) -> None:
    """A year in the words, a name, a habit, a round number, another year in the sentence, someone's own words."""
    assert beside(text) == []


def test_the_words_are_read_in_the_cited_sentence_and_not_in_the_claim() -> None:
    """The source's tense decides: the claim may have lost it."""
    source = DatedText("The minister will open the lock on Friday, the town said.", WEDNESDAY)
    assert beside("The lock opened Friday.", source) == [("Friday", "2021-03-19", "2021-03-19")]


def test_sentences_that_disagree_or_are_undated_leave_the_words_alone() -> None:
    """Two articles of different weeks mean different Fridays, and an undated one means nobody knows which."""
    text = "The lock opened on Friday."
    earlier = DatedText("Engineers opened the lock on Friday.", date(2021, 3, 10))
    assert beside(text, DatedText(text, WEDNESDAY), earlier) == []
    assert beside(text, DatedText(text, WEDNESDAY), DatedText("On Friday the lock was full.", None)) == []
    assert beside(text, DatedText(text, None)) == []
    assert beside(text, DatedText(text, WEDNESDAY), DatedText("The lock is old.", None)) != []


def test_an_undated_copy_of_a_dated_sentence_does_not_hide_its_day() -> None:
    """The copies of one sentence are one statement; the dated ones say when."""
    text = "The lock opened on Friday."
    (found,) = dates_beside(text, [[DatedText(text, None), DatedText(text, WEDNESDAY)]])
    assert found == ShownDate(19, 25, date(2021, 3, 12), date(2021, 3, 12), "day")


def test_what_rests_on_an_inferred_date_is_marked() -> None:
    """An inferred date of the article makes every day that counts from it inferred too."""
    text = "The lock opened on Friday."
    (found,) = dates_beside(text, [[DatedText(text, WEDNESDAY, inferred=True)]])
    assert found.inferred


def test_one_day_is_said_once() -> None:
    """The second mention of the same day needs no second date."""
    text = "The lock opened on Friday, and on Friday it closed again."
    assert beside(text) == [("Friday", "2021-03-12", "2021-03-12")]


def test_a_claim_without_words_of_time_costs_no_date_parser() -> None:
    """dateparser takes long to import: neither this module nor a plain claim, nor plain words of time, load it."""
    code = (
        "import sys; from datetime import date; from brief.articles.beside import *;"
        "[dates_beside(t, [[DatedText(t, date(2021, 3, 17))]]) for t in"
        " ('The ferry sank.', 'The ferry sank on Friday, a month after the storm of Nov. 3.')];"
        "sys.exit('dateparser' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
