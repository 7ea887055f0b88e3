"""Killed at any point: the next command finishes by itself, nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from brief.errors import EmbedderMismatch
from brief.library import storage
from brief.library.library import Library
from tests.support.ledger import OPEN, WordEmbedder, article, assert_whole, open_ledger, reading
from tests.support.ledger_worker import POINTS

ROOT = Path(__file__).resolve().parents[3]


def start(library: Path, *words: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.ledger_worker", str(library), *map(str, words)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str], expected: int = 0) -> None:
    _, err = process.communicate(timeout=120)
    assert process.returncode == expected, err


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of articles 0 ... 9. Copy it."""
    path = tmp_path_factory.mktemp("filled") / "library"
    with open_ledger(path) as library:
        library.add([reading(n, sentences=1) for n in range(10)])
    return path


def found(library: Library, number: int, extra: str = "") -> bool:
    """Whether the article is found by its own vector, at the very top."""
    it = reading(number, extra, sentences=1)
    from brief.articles.chunks import embedding_text

    vector = library.embed([embedding_text(it.chunks[0], it.article.info)])[0]
    (key, score), *_ = library.nearest(vector, OPEN, 1)
    return score > 0.999 and library.chunks([key])[key][0].version == it.article.info.version


@pytest.mark.parametrize(
    ("point", "next_command"),
    list(zip([p for p in POINTS if "new place" not in p], ("search", "add") * 9, strict=False)),
)
def test_an_add_killed_at_a_named_point(filled: Path, tmp_path: Path, point: str, next_command: str) -> None:
    """Articles 5 ... 14 were on their way, half of them edits: each is wholly the old, or wholly the new."""
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    finish(start(path, "add", 5, 15, "Edited.", DIE_AT=f"{point}:1"), -signal.SIGKILL)
    with open_ledger(path, wait=0.0) as library:
        if next_command == "add":
            library.add([reading(50, sentences=1)])
        assert all(found(library, n) for n in range(5))
        for n in range(5, 10):
            assert found(library, n, "Edited.") != found(library, n)
        assert_whole(library)
        library.add([reading(n, "Edited.", sentences=1) for n in range(5, 15)])
        assert library.count() == 15 + (next_command == "add")
        assert all(found(library, n, "Edited.") for n in range(5, 15))
        assert_whole(library, {n: article(n, "Edited.", sentences=1).info.version for n in range(5, 15)})


@pytest.mark.parametrize(
    "point", ["before replaced vectors go", "inside a transaction", "before it is noted as finished"]
)
def test_a_removal_killed_at_a_named_point(filled: Path, tmp_path: Path, point: str) -> None:
    """The article is wholly there or wholly gone, and removing again removes it."""
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    finish(start(path, "remove", 3, DIE_AT=f"{point}:1"), -signal.SIGKILL)
    with open_ledger(path, wait=0.0) as library:
        assert found(library, 3) == (library.count() == 10)
        library.remove([article(3).info.id])
        assert library.count() == 9 and not found(library, 3)
        assert_whole(library)


REINDEXING = (
    "inside a transaction:3",
    "when a new place is made:1",
    "after a new place is made:1",
    "before the flat file:1",
    "before the new place takes the old one's name:1",
    "after the new place took the old one's name:1",
    "before Chroma:1",
    "after Chroma:1",
    "before it is noted as finished:1",
)


@pytest.mark.parametrize("point", REINDEXING)
@pytest.mark.parametrize("embedder", ["words", "other"])
def test_a_reindex_killed_at_a_named_point(filled: Path, tmp_path: Path, point: str, embedder: str) -> None:
    """Every article is found at once, by the old vectors or by the new ones, and the next command does the rest."""
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    finish(start(path, "reindex", DIE_AT=point, EMBEDDER=embedder), -signal.SIGKILL)
    committed = REINDEXING.index(point) >= 4
    with Library(path, WordEmbedder(name=embedder if committed else "words"), wait=0.0) as library:
        assert all(found(library, n) for n in range(10))
        library.add([])
        assert all(found(library, n) for n in range(10))
        assert_whole(library)
        assert not list(path.glob("*.new.f32"))


def test_a_reindex_for_which_there_is_no_room_changes_nothing(filled: Path, tmp_path: Path) -> None:
    """Whichever write finds no room: exit 3, one line, every article found as before; with room it is done."""
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    for kilobytes in (2, 5, 9, 14, 30, 70, 100):
        process = start(path, "reindex", FILE_LIMIT=str(1000 * kilobytes), EMBEDDER="other")
        out, err = process.communicate(timeout=120)
        assert process.returncode == 3 and "Traceback" not in err, err
        assert out.splitlines()[-1].startswith("ConfigError: ")
        with open_ledger(path, wait=0.0) as library:
            if kilobytes > 14 and not works(library):
                break  # its own vectors are whole now: what is left is Chroma's
            assert all(found(library, n) for n in range(10))
            assert_whole(library)
    finish(start(path, "reindex", EMBEDDER="other"))
    with Library(path, WordEmbedder(name="other"), wait=0.0) as library:
        assert all(found(library, n) for n in range(10))
        assert_whole(library)


def works(library: Library) -> bool:
    try:
        return library.embed(["x"]).shape == (1, 32)
    except EmbedderMismatch:
        return False


def test_a_reindex_in_which_chroma_finds_no_room(filled: Path, tmp_path: Path) -> None:
    """At whichever of its calls: exit 3 and one line; every article is found by its vector, and the next add mends."""
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    for count in range(1, 40):
        process = start(path, "reindex", FAIL_AT=str(count))
        out, err = process.communicate(timeout=120)
        if process.returncode == 0:
            break
        assert process.returncode == 3, err
        assert re.fullmatch(r"ConfigError: .*No space left on device.*", out.splitlines()[-1])
        with open_ledger(path, wait=0.0) as library:
            assert all(found(library, n) for n in range(10))
            library.add([])
            assert_whole(library)
    assert 5 < count < 39


@pytest.mark.parametrize("limit", [20_000, 3])
@pytest.mark.parametrize(
    ("words", "point"),
    [
        (("add", 5, 8, "Edited."), "before replaced vectors go"),
        (("remove", 3), "before replaced vectors go"),
        (("reindex",), "before Chroma"),
    ],
    ids=["edit", "remove", "reindex"],
)
def test_what_was_killed_is_finished_by_an_add_of_nothing_new(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...], point: str, limit: int
) -> None:
    """As doctor promises, in a library that is too large for readers to finish it too."""
    monkeypatch.setattr(storage, "_REPAIR_AT_ONCE", limit)
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    finish(start(path, *words, DIE_AT=f"{point}:1"), -signal.SIGKILL)
    with open_ledger(path, wait=0.0) as library:
        assert any("the next `brief add` or" in f.remedy for f in library.doctor())
        library.add([])
        assert_whole(library)
        flat = library._storage.flat(library._storage.existing("catalog"))
        assert flat is not None
        kept = np.flatnonzero(flat.read(np.arange(100, dtype=np.int64)).any(axis=1))
        assert len(kept) == library.count(), "no vector of a text that is gone"


def test_a_reader_of_a_large_library_finishes_what_is_little(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts is how much is to be made, not how much there is."""
    monkeypatch.setattr(storage, "_REPAIR_AT_ONCE", 3)
    path = Path(shutil.copytree(filled, tmp_path / "library"))
    finish(start(path, "remove", 3, DIE_AT="before replaced vectors go:1"), -signal.SIGKILL)
    with open_ledger(path, wait=0.0) as library:
        assert found(library, 5)
        assert_whole(library)
    shutil.rmtree(path / "chroma")
    with open_ledger(path, wait=0.0) as library:
        assert found(library, 5)
        assert not (path / "chroma").exists()
        library.add([])
        assert_whole(library)


def test_a_first_add_killed_again_and_again(tmp_path: Path) -> None:
    """Kills at random moments of a long add; added once more, every article is there once and found."""
    path, count, chance = tmp_path / "library", 2500, random.Random(7)
    kills = 0
    for _ in range(3):
        process = start(path, "add", 0, count)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(0.1 + 0.6 * chance.random())
        process.kill()
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
    assert kills
    with open_ledger(path) as library:
        before = library.count()
        report = library.add(reading(n, sentences=1) for n in range(count))
        assert (report.added, report.unchanged, library.count()) == (count - before, before, count)
        assert len({i.record_id for i in library.articles()}) == count
        assert all(library.lexical([article(n).raw.split()[3]], OPEN, 9) for n in range(0, count, 397))
        assert [f for f in library.doctor() if f.level != "ok"] == []


@pytest.mark.parametrize("kilobytes", [6, 100, 250, 400])
def test_a_disk_that_fills_up_is_one_clear_line_and_loses_nothing(tmp_path: Path, kilobytes: int) -> None:
    """Whichever of the files finds no more room, what was written stays, and adding again does the rest."""
    path = tmp_path / "library"
    process = start(path, "add", 0, 3000, FILE_LIMIT=str(1000 * kilobytes))
    out, err = process.communicate(timeout=120)
    assert process.returncode == 3 and "Traceback" not in err, err
    assert out.splitlines()[-1].startswith("ConfigError: ")
    with open_ledger(path) as library:
        before = library.count()
        library.add(reading(n, sentences=1) for n in range(700))
        assert library.count() == max(before, 700)
        assert all(found(library, n) for n in range(0, 700, 97))
        assert [f for f in library.doctor() if f.level != "ok"] == []


def test_two_processes_taking_turns_lose_no_vector(tmp_path: Path) -> None:
    """Both keep their library open, each adds article after article and asks in between: clients never go stale."""
    path = tmp_path / "library"
    processes = [start(path, "turns", 100 * n, 100 * n + 12) for n in range(2)]
    for process in processes:
        finish(process)
    with open_ledger(path) as library:
        assert library.count() == 24
        assert all(found(library, n) for n in (*range(12), *range(100, 112)))
        assert_whole(library)


def test_three_writers_and_a_reader_at_once(tmp_path: Path) -> None:
    """Each waits for its turn; the reader beside them never fails and never waits."""
    path = tmp_path / "library"
    processes = [start(path, "add", 1000 * n, 1000 * n + 60) for n in range(3)]
    with open_ledger(path, wait=0.0) as beside:
        vector = beside.embed(["the clerk noted"])[0]
        while any(p.poll() is None for p in processes):
            assert len(beside.nearest(vector, OPEN, 5)) <= 5
            beside.lexical(["clerk"], OPEN, 5)
            time.sleep(0.05)
    for process in processes:
        finish(process)
    with open_ledger(path) as library:
        assert library.count() == 180
        assert all(found(library, 1000 * w + n) for w in range(3) for n in range(0, 60, 7))
        assert_whole(library)
