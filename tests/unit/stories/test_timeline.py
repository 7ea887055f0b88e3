"""Timelines: dated statements, resolved against their own article, in order, each once."""

from __future__ import annotations

from datetime import date

import pytest
from newsroom import article

from brief.stories.article_text import ArticleText
from brief.stories.central import told
from brief.stories.timeline import DatedStatement, timeline


def lines(*texts: ArticleText, limit: int = 20) -> list[tuple[str, str, str]]:
    return [(str(d.first), str(d.last), d.evidence.sentence.text[:12]) for d in dated(*texts, limit=limit)]


def dated(*texts: ArticleText, limit: int = 20) -> tuple[DatedStatement, ...]:
    return timeline(told(texts), limit=limit)


BRIDGE = """
Workers will close the iron bridge at Lune on Friday to replace its oldest girders.
The bridge at Lune was opened to coaches and carts on June 2, 1903, by a bishop.
Barges struck one of the piers of the bridge in March and a diver went down to look at it.
Engineers think that the new girders of the Lune bridge may last for ninety years.
"""


def test_statements_stand_at_the_days_they_mean() -> None:
    """A weekday and a full date are resolved against the article's date; a month that is past dates nothing."""
    found = dated(article("a", "Bridge to close", BRIDGE, published="2021-05-04"))
    assert [(d.first, d.last) for d in found] == [
        (date(1903, 6, 2), date(1903, 6, 2)),
        (date(2021, 5, 7), date(2021, 5, 7)),
    ]
    assert all(d.words in d.evidence.sentence.text for d in found)


def test_an_undated_article_gives_only_complete_dates() -> None:
    """Without a day of its own nobody knows which Friday or which March it means."""
    assert lines(article("a", "Bridge to close", BRIDGE)) == [("1903-06-02", "1903-06-02", "The bridge a")]


def test_copies_are_told_once() -> None:
    """A twin in another article is a citation of the same entry, not an entry."""
    found = dated(
        article("a", "Bridge to close", BRIDGE, published="2021-05-04"),
        article("b", "Lune bridge closes", BRIDGE, published="2021-05-05"),
    )
    assert len(found) == 2 and all(len(d.evidence.twins) == 1 for d in found)


def test_the_same_words_a_week_later_are_another_day() -> None:
    """A twin whose Friday is another Friday does not vouch for this one."""
    found = dated(
        article("a", "Bridge to close", BRIDGE, published="2021-05-04"),
        article("b", "Lune bridge closes", BRIDGE, published="2021-05-11"),
    )
    friday = next(d for d in found if d.first == date(2021, 5, 7))
    assert friday.evidence.article.version == "a" and friday.evidence.twins == ()


def test_one_event_in_other_words_is_told_once() -> None:
    """Two statements of one day that share most of their words are one entry."""
    one = "The council of Lune voted on Monday to close the iron bridge for repairs."
    other = "On Monday the Lune council voted to close the old iron bridge for a year of repairs."
    texts = [article("a", "A", one, published="2021-05-04"), article("b", "B", other, published="2021-05-04")]
    assert len(lines(*texts)) == 1


def test_a_sentence_that_leans_on_the_one_before_is_left_out() -> None:
    """Nobody in a timeline knows who "he" is."""
    text = "He met the engineers of the bridge on Monday.\nMayor Dana Kolar met the engineers on Tuesday."
    assert lines(article("a", "A", text, published="2021-05-06")) == [("2021-05-04", "2021-05-04", "Mayor Dana K")]


def test_years_alone_are_no_entries() -> None:
    """The 1965 treaty is a name, not an event of this story."""
    assert lines(article("a", "A", "The two towns share water under a treaty of 1965.", published="2021-05-06")) == []


def test_a_month_inside_what_somebody_says_dates_nothing() -> None:
    """The statement was made when it was made; the month belongs to what it is about."""
    text = "The mayor repeated that the toll of March on the Lune bridge had to go."
    assert lines(article("a", "A", text, published="2021-05-06")) == []


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_the_limit_keeps_the_most_central(limit: int) -> None:
    """No more than asked for."""
    assert len(lines(article("a", "Bridge", BRIDGE, published="2021-05-04"), limit=limit)) == limit
