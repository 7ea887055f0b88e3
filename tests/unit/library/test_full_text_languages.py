"""Full text in languages that set no space between words, or join what belongs to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.articles.reading import read_article
from brief.library.catalog import Catalog
from brief.library.words import forget
from brief.retrieval.question import read_question
from brief.sources.identity import make_article
from tests.support.languages import ARTICLES
from tests.support.ledger import OPEN, assert_whole, open_ledger, take_back

READINGS = {code: read_article(make_article(text, record_id=code, path="/n.jsonl")) for code, text in ARTICLES.items()}


def languages(library: Path, match: tuple[str, ...]) -> list[str]:
    with open_ledger(library) as opened:
        keys = [key for key, _ in opened.lexical(match, OPEN, 20)]
        return [info.language for _, info in opened.chunks(keys).values()]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("languages") / "library"
    with open_ledger(path) as library:
        library.add(list(READINGS.values()))
    return path


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("新港口的扩建工程什么时候完成？", "zh"),
        ("湿地", "zh"),
        ("港はいつ開業しますか", "ja"),
        ("항구", "ko"),
        ("الميناء", "ar"),
        ("Когда откроется порт?", "ru"),
        ("बंदरगाह", "hi"),
        ("Wann wird der Hafen eröffnet?", "de"),
        ("Quand le port ouvrira-t-il en mars ?", "fr"),
    ],
)
def test_a_question_finds_the_article_in_its_language(filled: Path, question: str, best: str) -> None:
    """By full text alone: the article in the question's language is the best of all."""
    assert languages(filled, read_question(question).match)[0] == best


def test_a_phrase_is_found_as_it_stands_and_a_single_letter_at_the_head_of_a_pair(filled: Path) -> None:
    """ "扩建工程" is one string of letters; "填" is the first of some pair."""
    assert languages(filled, ("扩建工程",)) == ["zh"]
    assert languages(filled, ("扩工建程",)) == []
    assert languages(filled, ("填",)) == ["zh"]


def test_an_older_library_is_indexed_by_pairs_when_it_is_opened(tmp_path: Path) -> None:
    """Before, such runs were one word each; afterwards they are found, and an article can be taken out whole."""
    path = tmp_path / "library"
    with open_ledger(path) as library:
        library.add([READINGS["zh"], READINGS["fr"]])
    with Catalog(path / "catalog.sqlite3") as catalog, catalog.transaction():
        for key, version, start, end in catalog.rows('SELECT key, version, "start", "end" FROM chunks'):
            ((title, raw),) = catalog.rows(
                "SELECT ifnull(v.title, ''), t.raw FROM versions AS v JOIN texts AS t ON t.version = v.key "
                "WHERE v.key = ?",
                (version,),
            )
            forget(catalog, [(key, title, raw[start:end])])
            catalog.run("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (key, title, raw[start:end]))
    take_back(path, 6)
    with open_ledger(path) as library:
        library.add([READINGS["ja"]])  # takes the step
        assert_whole(library)
    assert languages(path, ("湿地",)) == ["zh", "ja"]
    with open_ledger(path) as library:
        library.remove([READINGS["zh"].article.info.id])
        assert_whole(library)
    assert languages(path, ("湿地",)) == ["ja"]
