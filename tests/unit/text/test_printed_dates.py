"""The days that a page prints beside a sentence's words: by kind of evidence, what is certain and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from brief import printed_dates

WEDNESDAY = date(2021, 3, 17)


def shown(sentence: str, published: date = WEDNESDAY, before: str = "") -> list[tuple[str, str]]:
    found = printed_dates(sentence, published, before)
    return [(sentence[d.start : d.end], str(d.first) if d.first == d.last else f"{d.first} to {d.last}") for d in found]


@pytest.mark.parametrize(
    ("sentence", "words", "days"),
    [
        ("The ferry sank on Monday.", "Monday", "2021-03-15"),
        ("The ferry sank Wednesday.", "Wednesday", "2021-03-17"),
        ("On Tuesday night, the board closed the pier.", "Tuesday night", "2021-03-16"),
        ("The board will meet on Friday.", "Friday", "2021-03-19"),
        ("The board plans to vote as soon as Thursday.", "Thursday", "2021-03-18"),
        ("Tuesday's storm sank the ferry.", "Tuesday's", "2021-03-16"),
        ("Crews helped to build the wall on Tuesday.", "Tuesday", "2021-03-16"),
        ("The pier fell last Friday.", "last Friday", "2021-03-12"),
        ("The board met yesterday.", "yesterday", "2021-03-16"),
        ("The board fired its head today.", "today", "2021-03-17"),
        ("The ferry sank on Jan. 9.", "Jan. 9", "2021-01-09"),
        ("The ferry sank on Dec. 30.", "Dec. 30", "2020-12-30"),
        ("The lease will end on Sept. 30.", "Sept. 30", "2021-09-30"),
        ("The show takes place Sunday, May 2, in the hall.", "Sunday, May 2", "2021-05-02"),
        ("The board renewed the lease through April 2.", "April 2", "2021-04-02"),
        ("It opened in early February.", "early February", "2021-02-01 to 2021-02-28"),
        ("It was sold last month.", "last month", "2021-02-01 to 2021-02-28"),
        ("Last week’s storm sank the ferry.", "Last week’s", "2021-03-08 to 2021-03-14"),
        ("Earlier this year, the town sold it.", "Earlier this year", "2021-01-01 to 2021-12-31"),
    ],
)
def test_tense_and_distance_leave_one_reading(sentence: str, words: str, days: str) -> None:
    """A past verb and a weekday of these days, a day of this year, what counts from the day of writing."""
    assert shown(sentence) == [(words, days)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Members of the Jan. 6 committee met.",
        "Sales rose on Black Friday.",
        "Thousands went to Monday prayers.",
        "He wrote for the Sunday Times and watched Saturday Night Live.",
        "The story ran in Florida Today.",
        "Doors open in the middle of the day.",
        "The number will only rise in coming years.",
        "The mural, in halls Friday, is new.",
        "The tradition continues today.",
    ],
)
def test_names_and_noun_phrases_are_no_days(sentence: str) -> None:
    """Institutions, papers, shows and what a day only describes."""
    assert shown(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The market is held every Friday.",
        "They meet on Fridays.",
        "The hall is open Monday through Thursday from 9 to 5.",
        "Doors open Friday and Saturday.",
        "Every year the day is marked on March 20.",
        "They began to celebrate July 4, the day of the vote.",
        "Call from 9 a.m. to 1 p.m. March 30.",
        "Monday: the final. Tuesday: rest.",
        "That is where we are today.",
    ],
)
def test_habits_hours_and_lists_are_no_days(sentence: str) -> None:
    """What recurs, and headings of a programme."""
    assert shown(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Two months later, on June 4, the senator won.",
        "In 2016 they signed the treaty, on Nov. 23, after long talks.",
        "The next day, Monday, they left.",
        "The ferry sank about three weeks ago.",
        "The ferry sank on March 15, 2021.",
        "The ferry sank on the 15th.",
    ],
)
def test_other_years_and_other_dates_to_count_from(sentence: str) -> None:
    """A story of the past has its own days; what names its year needs none beside it."""
    assert shown(sentence) == []


def test_a_year_in_the_sentence_before_counts_and_one_that_names_a_thing_does_not() -> None:
    told = "The pilot crashed on Jan. 9."
    assert shown(told, before="It was in 1971.") == []
    assert shown(told, before="Voters pass the 1971 memorial daily.") == [("Jan. 9", "2021-01-09")]


def test_a_text_that_was_changed_after_its_stamp_is_not_counted_from() -> None:
    """What is told as past and lies after the stamp was written later; so was perhaps the rest."""
    assert shown("The governor signed the bill on March 19.") == []
    assert shown("He praised it on Monday.", before="The governor signed the bill on March 19.") == []
    assert shown("The minister, who was shot at a rally, died Thursday.") == []


def test_a_day_that_is_named_otherwise_beside_it_is_not_the_weekdays() -> None:
    """A text that calls the last Sunday "March 14" means another one by "Sunday"."""
    assert shown("The court ruled on Sunday.") == [("Sunday", "2021-03-14")]
    assert shown("The court ruled on Sunday.", before="The clerk wrote on March 14 that he was ill.") == []


@pytest.mark.parametrize(
    "sentence",
    ['The captain said, "We sailed on Monday."', 'We sailed today," the captain said.', "I sailed yesterday, as ever."],
)
def test_what_someone_says_counts_from_the_day_of_speaking(sentence: str) -> None:
    """Also where a quotation began in the sentence before, or has lost its marks."""
    assert shown(sentence) == []


def test_a_weekday_far_away_and_a_week_on_a_sunday_stay_open() -> None:
    """Five days ago or two days ahead, where the stamp may be a day or two off; some weeks begin on Sunday."""
    assert shown("The ferry sank on Friday.") == []
    assert shown("The ferry sank this week.", date(2021, 3, 21)) == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("In Norvik Tuesday, the mayor spoke to the crew.", "Tuesday"),
        ("He told the OBC Tuesday that the pier was closed.", "Tuesday"),
        ("The mayor flew to France Tuesday.", "Tuesday"),
        ("The board fired Ada Lind Tuesday.", "Tuesday"),
        ("The mayor met Ada last Friday.", "last Friday"),
        ("The mayor came to Norvik Tuesday.", "Tuesday"),
        ("Tuesday marked the first day of the strike.", "Tuesday"),
    ],
)
def test_a_day_behind_a_name_or_in_front_of_a_verb_is_one(sentence: str, words: str) -> None:
    """A surname that is a weekday is rarer by far."""
    assert [found for found, _ in shown(sentence)] == [words]


def test_a_span_is_given_once() -> None:
    assert shown("The lock opened on Monday, and on Monday it closed again.") == [("Monday", "2021-03-15")]


@pytest.mark.parametrize(
    ("sentence", "published"),
    [
        ("Last week, at 6 a.m. on Tuesday, two boats came.", WEDNESDAY),
        ("The singer had a child on June 14, a friend said Tuesday.", WEDNESDAY),
        ("The party is well placed to win Monday's run-off.", WEDNESDAY),
        ("The player was hurt earlier this month.", date(2021, 3, 3)),
        ("The player was hurt in March.", date(2021, 3, 3)),
        ("She led the delegation in Friday's talks.", WEDNESDAY),
    ],
)
def test_what_stands_around_may_contradict_the_nearest_day(sentence: str, published: date) -> None:
    """A day after the stamp told as past, a verb ahead, no time gone by."""
    assert shown(sentence, published) == [] or shown(sentence, published)[0][0] == "Last week"


def test_a_perfect_infinitive_tells_of_what_is_over() -> None:
    """ "was believed to have started on Jan. 7", in October."""
    assert shown("The fire was believed to have started on Jan. 7.", date(2025, 5, 8)) == [("Jan. 7", "2025-01-07")]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("She advanced to Friday's final.", ["2021-03-19"]),
        ("The gala was held where Friday's talks will take place.", ["2021-03-19"]),
        ("She led the delegation in Tuesday's talks.", ["2021-03-16"]),
        ("The player was hurt in March.", ["2021-03-01 to 2021-03-31"]),
    ],
)
def test_what_a_day_owns_lies_ahead_only_where_the_words_say_so(sentence: str, days: list[str]) -> None:
    """A preposition of direction, a verb to come; else the nearest day of the tense."""
    assert [found for _, found in shown(sentence)] == days


@pytest.mark.parametrize(
    "sentence",
    [
        "The issue came up again this past week.",
        "He scored twice in the first quarter.",
        "The plant has been idle since last fall.",
    ],
)
def test_spans_without_certain_ends_are_not_printed(sentence: str) -> None:
    """The past week ends today, a quarter may be that of a match, and a season begins on many days."""
    assert shown(sentence) == []
