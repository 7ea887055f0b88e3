"""The days a question speaks of, with and without a day on which it is asked."""

from __future__ import annotations

from datetime import date

import pytest

from brief.retrieval.days import Span
from brief.retrieval.question import Question, read_question, with_newest

NEWEST = date(2019, 11, 24)


def asked(text: str) -> Question:
    question = read_question(text)
    return with_newest(question, NEWEST) if question.open_days else question


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Why did Seoul leave in August?", date(2019, 8, 1), date(2019, 8, 31)),
        ("why did seoul leave in august?", date(2019, 8, 1), date(2019, 8, 31)),
        ("Why did Seoul leave in May?", date(2019, 5, 1), date(2019, 5, 31)),
        ("Why did Seoul leave in December?", date(2018, 12, 1), date(2018, 12, 31)),
        ("Why did Seoul leave on Nov. 22?", date(2019, 11, 22), date(2019, 11, 22)),
        ("Why did Seoul leave in August 2016?", date(2016, 8, 1), date(2016, 8, 31)),
        ("What has Seoul said since August?", date(2019, 8, 1), None),
        ("What did Seoul say before August?", None, date(2019, 7, 31)),
    ],
)
def test_a_month_without_a_year_is_the_newest_one(text: str, first: date | None, last: date | None) -> None:
    """Up to the newest article; a month that had not come then is that of the year before."""
    assert asked(text).span == Span(first, last)


@pytest.mark.parametrize(
    "text", ["Why did Seoul leave last week?", "Seoul may leave", "Why did Seoul leave on Friday?"]
)
def test_other_words_of_time_mean_no_days_where_no_day_is_given(text: str) -> None:
    """Nobody says when "last week" was."""
    assert asked(text).span is None


def test_as_of_a_day_the_newest_article_does_not_matter() -> None:
    """August is the one before that day."""
    question = read_question("Why did Seoul leave in August?", as_of=date(2017, 2, 1))
    assert not question.open_days
    assert question.span == Span(date(2016, 8, 1), date(2016, 8, 31))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("What happened in August?", date(2019, 8, 1), date(2019, 9, 1)),
        ("What happened on Nov. 22?", date(2019, 11, 22), date(2019, 11, 23)),
        ("What happened before August 2019?", None, date(2019, 8, 1)),
        ("What is new?", date(2019, 11, 17), date(2019, 11, 25)),
        ("latest news", date(2019, 11, 17), date(2019, 11, 25)),
        ("What happened to the pact in August?", None, None),
        ("August", None, None),
        ("What happened?", None, None),
    ],
)
def test_the_news_of_some_days_is_looked_for_in_them_alone(text: str, since: date | None, until: date | None) -> None:
    """A day later it is still told; a question with a matter of its own only prefers its days."""
    query = asked(text).query
    assert (query.since, query.until) == (since, until)
    assert asked(text).overview == (since is not None or until is not None)


def test_filters_that_are_given_stay() -> None:
    """The narrower of two bounds holds."""
    question = read_question("What happened in August 2019?", since=date(2019, 8, 10), until=date(2019, 8, 12))
    assert (question.query.since, question.query.until) == (date(2019, 8, 10), date(2019, 8, 12))


def test_without_any_dated_article_nothing_is_known_of_days() -> None:
    """The question stays as it was read."""
    question = read_question("What happened in August?")
    assert with_newest(question, None) is question


@pytest.mark.parametrize("text", ["Tell me about the cranes", "please tell me all about the cranes", "Describe cranes"])
def test_what_a_request_opens_with_is_not_looked_for(text: str) -> None:
    """ "Tell me" finds nothing."""
    assert [t.text for t in read_question(text).terms] == ["cranes"]
