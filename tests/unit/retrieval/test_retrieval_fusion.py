"""How two searches become one ranking."""

from __future__ import annotations

from datetime import date, timedelta

from brief.models import Place
from brief.retrieval.fusion import fuse
from brief.retrieval.question import read_question

TODAY = date(2020, 5, 20)


def ranking(lexical, nearest, days, text="storm damage", as_of=None):  # type: ignore[no-untyped-def]
    places = {key: Place(key, None if day is None else TODAY - timedelta(day), ordinal=1) for key, day in days.items()}
    return [f.key for f in fuse(lexical, nearest, places, read_question(text, as_of=as_of))]


def test_how_much_better_the_best_is_counts_and_not_only_its_rank() -> None:
    """A passage far ahead by words stays ahead of one that leads by similarity alone."""
    assert ranking([(1, 20.0), (2, 8.0)], [(2, 0.7), (1, 0.6)], {1: None, 2: None}) == [1, 2]


def test_similarity_decides_between_passages_with_the_same_words() -> None:
    """Equal by BM25, the more similar one comes first."""
    assert ranking([(1, 9.0), (2, 9.0)], [(2, 0.8), (1, 0.3)], {1: None, 2: None}) == [2, 1]


def test_as_of_a_day_the_fresher_of_two_like_passages_comes_first() -> None:
    """Freshness is soft: it beats a small lead in words, not a large one."""
    near = [(1, 0.5), (2, 0.5)]
    assert ranking([(1, 10.0), (2, 9.0)], near, {1: 400, 2: 1}, as_of=TODAY) == [2, 1]
    assert ranking([(1, 10.0), (2, 2.0)], near, {1: 400, 2: 1}, as_of=TODAY) == [1, 2]


def test_a_question_about_past_days_prefers_articles_of_those_days() -> None:
    """ "In March" as of May asks for March's articles, not for the newest."""
    near = [(1, 0.5), (2, 0.5)]
    days = {1: 1, 2: 60}
    assert ranking([(1, 10.0), (2, 9.5)], near, days, "storm damage in March", TODAY) == [2, 1]


def test_passages_from_the_days_when_most_good_hits_were_written_gain() -> None:
    """Of two like passages the one amid the burst of news comes first; alone it would not."""
    lexical = [(1, 10.0), (2, 9.9), (3, 9.8), (4, 9.7), (5, 9.6), (6, 2.0)]
    days = {1: 60, 2: 31, 3: 30, 4: 30, 5: 29, 6: 500}
    assert ranking(lexical, [], days)[0] in (3, 4)
    assert ranking(lexical[:2], [], days)[0] == 1


def test_without_a_day_fresh_matters_only_when_the_newest_is_asked_for() -> None:
    """Against the newest hit: nothing for any question, as much as as-of a day for "the latest"."""
    near = [(1, 0.5), (2, 0.5)]
    days = {1: 700, 2: 1}
    assert ranking([(1, 10.0), (2, 9.9)], near, days) == [1, 2]
    assert ranking([(1, 10.0), (2, 8.0)], near, days, "latest storm damage") == [2, 1]


def test_ranks_are_kept_and_absent_ones_are_none() -> None:
    """Each result says where each search had it."""
    places = {key: Place(key, None, 0) for key in (1, 2, 3)}
    fused = {f.key: f for f in fuse([(1, 5.0), (2, 4.0)], [(3, 0.9), (2, 0.8)], places, read_question("storm"))}
    assert [(fused[k].lexical, fused[k].vector) for k in (1, 2, 3)] == [(1, None), (2, 2), (None, 1)]


def test_nothing_found_is_nothing_ranked() -> None:
    """Empty searches give an empty ranking, and one of them is enough."""
    assert fuse([], [], {}, read_question("storm")) == []
    assert ranking([], [(1, 0.4)], {1: 3}) == [1]


def test_ties_are_broken_by_key() -> None:
    """The same input gives the same order whatever order it was found in."""
    places = {k: Place(1, None, 0) for k in (5, 3, 9)}
    assert [f.key for f in fuse([(9, 1.0), (3, 1.0), (5, 1.0)], [], places, read_question("storm"))] == [3, 5, 9]


def test_of_two_like_passages_the_one_nearer_to_its_articles_opening_comes_first() -> None:
    """News tells the main thing first; a clear lead in words still wins."""
    places = {1: Place(1, None, 6), 2: Place(2, None, 0)}
    question = read_question("storm")
    assert [f.key for f in fuse([(1, 10.0), (2, 9.5)], [], places, question)] == [2, 1]
    assert [f.key for f in fuse([(1, 10.0), (2, 5.0)], [], places, question)] == [1, 2]
