"""A library that lost its catalog is not taken for one that was never made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from brief.errors import ConfigError
from brief.library.catalog import Catalog
from brief.library.library import Library
from brief.library.rows import damaged
from tests.support.ledger import OPEN, open_ledger, reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of three articles, with a run and the page of a digest."""
    with open_ledger(tmp_path / "library") as library:
        library.add([reading(n) for n in range(3)])
        library.save_run("20210503-070000-0a1b", "ask", "what?", None, (), b"{}")
        (library.path / "digests").mkdir()
        (library.path / "digests" / "2021-05-03.md").write_text("Monday\n")
    return tmp_path / "library"


def lose(path: Path, how: str) -> None:
    for log in path.glob("catalog.sqlite3-*"):
        log.unlink()
    if how == "emptied":
        (path / "catalog.sqlite3").write_bytes(b"")
    else:
        (path / "catalog.sqlite3").unlink()


@pytest.mark.parametrize("how", ["emptied", "deleted"])
@pytest.mark.parametrize("left", ["everything", "chroma", "vectors.f32", "runs", "digests"])
def test_a_lost_catalog_is_named_by_everyone_and_nothing_is_made_over_it(path: Path, how: str, left: str) -> None:
    """Reading, adding and doctor say what is gone and what is there; a copy put back makes all well."""
    before = (path / "catalog.sqlite3").read_bytes()
    lose(path, how)
    for entry in path.iterdir():
        if left != "everything" and entry.name not in (left, "catalog.sqlite3"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    kept = sorted(p for p in path.rglob("*") if p.name != "lock")
    what = {"chroma": "vectors", "vectors.f32": "vectors", "runs": "1 run", "digests": "1 digest"}
    words = what.get(left, "vectors, 1 run and 1 digest")
    said = f"{'empty' if how == 'emptied' else 'missing'}, though {words} of the library are there"
    with open_ledger(path) as library:
        for use in (library.count, lambda: library.add([reading(9)]), lambda: library.lexical(["clerk"], OPEN, 3)):
            with pytest.raises(ConfigError, match=said):
                use()  # type: ignore[operator]
        (finding,) = library.doctor()
        assert finding.level == "error" and said in finding.what
    assert sorted(p for p in path.rglob("*") if p.name != "lock") == kept
    (path / "catalog.sqlite3").write_bytes(before)
    with open_ledger(path) as library:
        assert library.count() == 3
        library.add([reading(9)])
        assert [f for f in library.doctor() if f.level == "error"] == []


def test_a_log_that_may_hold_the_articles_is_left_alone(path: Path) -> None:
    """SQLite deletes the log beside an empty file that it opens: it is not opened."""
    (path / "catalog.sqlite3").write_bytes(b"")
    (path / "catalog.sqlite3-wal").write_bytes(b"what was written last")
    with open_ledger(path) as library, pytest.raises(ConfigError, match="is empty"):
        library.add([reading(9)])
    assert (path / "catalog.sqlite3-wal").read_bytes() == b"what was written last"


def test_folders_of_other_programs_are_no_remains(tmp_path: Path) -> None:
    """A library may be made in a folder that has runs and digests of something else."""
    for name in ("runs/exp1.json", "digests/readme.md", "chroma/notes.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(json.dumps({}))
    with Library(tmp_path) as library:
        assert library.is_empty() and [f.level for f in library.doctor()] == ["ok"]


def test_a_new_library_is_none_that_was_lost(tmp_path: Path) -> None:
    """An empty file that somebody made, with nothing beside it, becomes a catalog."""
    (tmp_path / "catalog.sqlite3").touch()
    with open_ledger(tmp_path) as library:
        assert library.is_empty()
        library.add([reading(1)])
        assert library.count() == 1


def test_an_error_that_comes_of_damage_is_blamed_on_it(path: Path) -> None:
    """A row that must be there and is not: exit 3, not a bug; on a whole library a bug stays a bug."""
    with pytest.raises(ValueError, match="ours"), open_ledger(path) as library:
        library.count()
        raise ValueError("a mistake of ours")
    with Catalog(path / "catalog.sqlite3") as catalog:
        catalog.run("DELETE FROM texts WHERE version = 2")
    with pytest.raises(ConfigError, match=r"is damaged .*brief doctor"), open_ledger(path) as library:
        library.reindex()
        raise ValueError("not enough values to unpack")


@pytest.mark.parametrize("column", ["authors", "sections"])
def test_a_damaged_list_is_found(path: Path, column: str) -> None:
    """It is left out of what is shown, so somebody has to say that it is damaged."""
    with Catalog(path / "catalog.sqlite3") as catalog:
        assert damaged(catalog) == []
        catalog.run(f"UPDATE versions SET {column} = '[1' WHERE key = 2")
        assert len(damaged(catalog)) == 1
