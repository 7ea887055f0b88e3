"""Full text in a large library: the short cuts, taken here by a small one, do not change what is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from brief.library import lexical
from brief.library.library import Library
from brief.models import Query
from tests.support.ledger import OPEN, open_ledger, reading

MATCH = ("granite", "slate", "clerk", "ledger", "noted")
QUERIES = (
    OPEN,
    Query("", as_of=date(2021, 1, 20)),
    Query("", as_of=date(2021, 1, 2)),
    Query("", since=date(2021, 1, 5), until=date(2021, 1, 25)),
    Query("", sources=("none",)),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("full-text") / "library"
    with open_ledger(path) as library:
        stones = ("granite " * (n % 3) + "slate " * (n % 5 == 0) for n in range(200))
        library.add(
            [
                reading(n, stone, sentences=1 + n % 4, published=date(2021, 1, 1 + n % 28))
                for n, stone in enumerate(stones)
            ]
        )
    return path


@pytest.fixture
def library(filled: Path) -> Iterator[Library]:
    with open_ledger(filled) as library:
        yield library


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("k", [3, 40, 500])
def test_two_threads_find_what_one_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch, query: Query, k: int
) -> None:
    """The halves, merged, are the whole."""
    alone = library.lexical(MATCH, query, k)
    library.close()
    monkeypatch.setattr(lexical, "_SHARED_FROM", 1)
    assert library.lexical(MATCH, query, k) == alone


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("k", [3, 40, 500])
def test_ranking_deeper_and_thinning_is_filtering_before_ranking(
    library: Library, monkeypatch: pytest.MonkeyPatch, query: Query, k: int
) -> None:
    """Whether a filter is looked up for each match or thins a deeper ranking, the result is one."""
    thinned = library.lexical(MATCH, query, k)
    monkeypatch.setattr(lexical, "_DEEPER", 0)
    assert library.lexical(MATCH, query, k) == thinned


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("shared_from", [1, 1_000_000])
@pytest.mark.parametrize("k", [3, 40, 500])
def test_rare_words_choose_and_common_words_still_count(
    library: Library, monkeypatch: pytest.MonkeyPatch, query: Query, shared_from: int, k: int
) -> None:
    """What has a rare word is found, ranked by all words but the commonest, with their scores."""
    monkeypatch.setattr(lexical, "_SHARED_FROM", shared_from)
    rare = {key for key, _ in library.lexical(["slate"], query, 500)}
    expected = [pair for pair in library.lexical(["slate", "granite"], query, 500) if pair[0] in rare]
    library.close()
    monkeypatch.setattr(lexical, "_POSTINGS", 50)
    monkeypatch.setattr(lexical, "_COMMON", 0.8)
    assert library.lexical(MATCH, query, k) == expected[:k]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("shared_from", [1, 1_000_000])
def test_both_searches_at_once_find_what_each_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch, query: Query, shared_from: int
) -> None:
    """Words and vectors, one after the other or side by side."""
    monkeypatch.setattr(lexical, "_SHARED_FROM", shared_from)
    vector = library.embed(["granite ledger"])[0]
    words = [library.lexical(match, query, 20) for match in (MATCH, ["slate"])]
    assert library.both([MATCH, ["slate"]], vector, query, 20) == (words, library.nearest(vector, query, 20))
    assert library.both([], None, query, 20) == ([], [])


def test_where_only_common_words_are_left_they_are_searched(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question of common words is answered, however many chunks have them; and so is one within a filter."""
    monkeypatch.setattr(lexical, "_POSTINGS", 50)
    assert len(library.lexical(["clerk", "ledger"], OPEN, 500)) == 200
    monkeypatch.setattr(lexical, "_COMMON", 2.0)
    one_day = Query("", articles=(reading(1, "granite ", sentences=2, published=date(2021, 1, 2)).article.info.id,))
    assert library.lexical(["slate"], one_day, 5) == []
    assert len(library.lexical(["slate", "clerk"], one_day, 5)) == 1


@pytest.mark.parametrize("postings", [1, 1_000_000])
@pytest.mark.parametrize(
    "text",
    [
        "DEAL OR NO DEAL",
        'granite" OR "slate',
        "a NEAR(b, 2)",
        "title : x",
        "-x ^y z*",
        '"',
        "…",
        "\0",
        "a\0b",
        "",
        "OR",
    ],
)
def test_whatever_is_searched_for_is_text(
    library: Library, monkeypatch: pytest.MonkeyPatch, text: str, postings: int
) -> None:
    """No word or phrase is an expression, in a small library or in a large one, alone or beside another."""
    monkeypatch.setattr(lexical, "_POSTINGS", postings)
    alone = library.lexical([text], OPEN, 500)
    assert alone == []
    assert library.lexical([text, "slate"], OPEN, 500) == library.lexical(["slate"], OPEN, 500)


def test_a_phrase_is_found_as_a_whole(library: Library) -> None:
    """The words of a phrase one after the other, and not each anywhere."""
    assert len(library.lexical(["clerk noted"], OPEN, 500)) == 200
    assert library.lexical(["noted clerk"], OPEN, 500) == []


@pytest.mark.parametrize("question", ['"DEAL OR NO DEAL"', 'What was “granite OR "slate" OR basalt” about?'])
def test_a_quotation_with_an_or_is_searched_in_a_large_library(
    library: Library, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    """From the words that a person types to what is found."""
    from brief.workflows.search import search

    monkeypatch.setattr(lexical, "_POSTINGS", 1)
    assert len(search(library, question, k=3)) == 3
