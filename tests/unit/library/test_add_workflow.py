"""The add workflow: what is new goes in, what is known is not read again, what is bad is named."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from brief.errors import SourceError
from brief.library.library import AddProgress, Library
from brief.models import Query
from brief.workflows.add import add
from tests.support.ledger import WordEmbedder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("The granary opened on Monday.\n")
    (folder / "two.txt").write_text("The granary closed on Friday.\n")
    (folder / "bad.txt").write_bytes(bytes(range(256)) * 40)
    return folder


def test_good_sources_go_in_and_bad_ones_are_named(folder: Path, tmp_path: Path) -> None:
    """The problem is passed on as it is found, and is in the outcome."""
    seen: list[SourceError] = []
    with Library(tmp_path / "library", WordEmbedder()) as library:
        outcome = add(library, [folder, tmp_path / "nowhere"], on_problem=seen.append)
        assert tuple(seen) == outcome.problems
        assert sorted(Path(p.where).name for p in seen) == ["bad.txt", "nowhere"]
        assert set(outcome.articles) == {i.id for i in library.articles()}
        assert outcome.summary == "2 articles: 2 added; 2 sources could not be read"


def test_what_is_known_is_not_read_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither split nor embedded, and the library is not even locked; the articles are named all the same."""
    with Library(tmp_path / "library", WordEmbedder()) as library:
        first = add(library, [folder])
    (folder / "two.txt").write_text("The granary closed on Saturday.\n")
    embedder = WordEmbedder()
    with Library(tmp_path / "library", embedder) as library:
        second = add(library, [folder])
        assert second.articles == first.articles
        assert second.summary == "2 articles: 1 updated, 1 unchanged; 1 source could not be read"
        assert embedder.texts == 1
        monkeypatch.setattr("brief.articles.reading.read_article", None)
        third = add(library, [folder, folder / "one.txt"])
        assert third.summary == "2 articles: 2 unchanged; 1 source could not be read"


def test_records_from_standard_input(tmp_path: Path) -> None:
    """JSON Lines on stdin; a record given twice is one article, the later text of one id wins."""
    records = [
        {"id": "a", "text": "The kiln cooled.", "title": "Kiln"},
        {"id": "b", "text": "The mill turned.", "title": "Mill"},
        {"id": "a", "text": "The kiln cooled.", "title": "Kiln"},
        {"id": "b", "text": "The mill stopped.", "title": "Mill", "url": "https://example.org/mill"},
        {"id": "b", "text": "The mill burned.", "title": "Mill", "url": "https://example.org/mill"},
    ]
    data = "".join(json.dumps(r) + "\n" for r in records).encode()
    with Library(tmp_path / "library", WordEmbedder()) as library:
        outcome = add(library, ["-"], stdin=io.BytesIO(data))
        texts = {library.article(i.version).raw for i in library.articles()}
    assert not outcome.problems
    assert {"The kiln cooled.", "The mill burned."} <= texts
    assert "The mill stopped." not in texts


def test_of_two_texts_of_one_article_the_last_is_taken_and_the_next_add_changes_nothing(tmp_path: Path) -> None:
    """Both stand in the folder for good: the second add must not take the first text for an edit."""
    address = "https://example.org/mill"
    texts = ("The mill turned.", "The mill stopped.", "The mill burned.")
    path = tmp_path / "two.jsonl"
    path.write_text("".join(json.dumps({"text": t, "title": "Mill", "url": address}) + "\n" for t in texts))
    with Library(tmp_path / "library", WordEmbedder()) as library:
        first = add(library, [path])
        assert first.overtaken == 1 and first.summary.endswith("1 article came in several versions, the last was used")
        for _ in range(2):
            again = add(library, [path])
            assert again.summary == "1 article: 1 unchanged; 1 article came in several versions, the last was used"
            (info,) = library.articles()
            assert library.article(info.version).raw == "The mill burned."


def test_an_edit_taken_back_is_current_again(tmp_path: Path) -> None:
    """A text that was there before waits for a later one of its article; where none comes it counts."""
    path = tmp_path / "mill.txt"
    with Library(tmp_path / "library", WordEmbedder()) as library:
        for said, summary in (
            ("The mill turned.\n", "1 article: 1 added"),
            ("The mill stopped.\n", "1 article: 1 updated"),
            ("The mill turned.\n", "1 article: 1 updated"),
        ):
            path.write_text(said)
            assert add(library, [path]).summary == summary
            (info,) = library.articles()
            assert library.article(info.version).raw == said


def test_an_undated_article_is_dated_by_what_it_belongs_with(tmp_path: Path) -> None:
    """By what was there before or comes later; marked as inferred; and undated again when that is removed."""
    body = (
        "The granary of Orle opened its doors on the old market square to two hundred guests from the valley.\n\n"
        "Its builder, Hugo Sand, said the oak for the roof had come from the hills above the village.\n"
    )
    records = [{"id": "known", "text": body, "title": "Granary", "published": "2021-03-04", "source": "Gull"}]
    dated = tmp_path / "dated.jsonl"
    dated.write_text("".join(json.dumps(r) + "\n" for r in records))
    copy = tmp_path / "copy.txt"
    copy.write_text("A granary\n\n" + body)
    with Library(tmp_path / "library", WordEmbedder()) as library:
        assert add(library, [copy]).inferred == 0
        assert add(library, [dated]).inferred == 1
        info = library.info(str(copy))
        assert (info.published, info.published_basis) == (date(2021, 3, 4), "inferred")
        assert "nearly the same text as the one of Gull, 2021-03-04 (article " in (info.published_reason or "")
        assert library.count(Query("", as_of=date(2021, 3, 4))) == 2
        library.remove([library.info(str(dated)).id])
        info = library.info(str(copy))
        assert (info.published, info.published_basis, info.published_reason) == (None, None, None)
        assert library.undated(Query("", as_of=date(2021, 3, 4))) == 1


def test_nothing_to_add_makes_no_library(tmp_path: Path) -> None:
    """An empty folder is no problem and leaves nothing behind."""
    (tmp_path / "empty").mkdir()
    with Library(tmp_path / "library", WordEmbedder()) as library:
        outcome = add(library, [tmp_path / "empty"])
    assert outcome.articles == () and outcome.summary.startswith("0 articles: nothing to add")
    assert not (tmp_path / "library").exists()


def test_progress_counts_what_is_safe(tmp_path: Path) -> None:
    """Each report says how many articles are in by then; the last says all."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        "".join(json.dumps({"id": str(n), "text": f"The clerk wrote line {n}."}) + "\n" for n in range(1300))
    )
    seen: list[AddProgress] = []
    with Library(tmp_path / "library", WordEmbedder()) as library:

        def progress(now: AddProgress) -> None:
            seen.append(now)
            assert library.count() >= now.articles

        add(library, [path], on_progress=progress)
    assert [p.articles for p in seen] == sorted(p.articles for p in seen)
    assert len(seen) > 1 and seen[-1] == AddProgress(1300, 1300)
