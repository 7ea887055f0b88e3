"""The add workflow: what is new goes in, what is known is not read again, what is bad is named."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from brief.errors import SourceError
from brief.library.library import AddProgress, Library
from brief.workflows.add import add
from tests.support.shelf import WordEmbedder


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
        monkeypatch.setattr("brief.news.reading.read_article", None)
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
