"""The catalog: schema ladder, transactions, and what is said when the file cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from brief.errors import ConfigError, LibraryBusy
from brief.library import schema
from brief.library.catalog import Catalog, Meta
from tests.support.ledger import OPEN, open_ledger, reading

FIRST_RELEASE = Path(__file__).with_name("schema_v1.sql")


def make(path: Path) -> Catalog:
    catalog = Catalog(path)
    catalog.migrate()
    return catalog


def test_a_library_of_the_first_release_is_read_after_taking_every_step_since(tmp_path: Path) -> None:
    """The dump of a schema 1 library opens, migrates to today's schema and is searched."""
    library = tmp_path / "library"
    library.mkdir()
    with sqlite3.connect(library / "catalog.sqlite3") as db:
        db.executescript(FIRST_RELEASE.read_text(encoding="utf-8"))
    with open_ledger(library) as opened:
        assert [info.title for info in opened.articles()] == ["Ferry resumes"]
        ((key, _),) = opened.lexical(["ferry"], OPEN, 5)
        chunk, info = opened.chunks([key])[key]
        assert chunk.text == "The ferry resumed on Monday."
        assert [s.text for s in opened.sentences(info.version)] == ["The ferry resumed on Monday."]
        opened.add([reading(1)])
        assert opened.count() == 2
        assert [f for f in opened.doctor() if f.level == "error"] == []
    with Catalog(library / "catalog.sqlite3") as catalog:
        assert catalog.is_current


def test_every_step_of_the_ladder_is_taken_once_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that a later brief adds is taken by an older catalog when it is next opened, data kept."""
    path = tmp_path / "catalog.sqlite3"
    with make(path) as catalog:
        catalog.set(Meta.LIBRARY, "mine")
    step = "CREATE TABLE later (n INTEGER);\nINSERT INTO later VALUES (7);"
    monkeypatch.setattr(schema, "LADDER", (*schema.LADDER, step))
    for _ in range(2):
        with Catalog(path) as catalog:
            catalog.migrate()
            assert catalog.schema == len(schema.LADDER)
            assert catalog.rows("SELECT n FROM later") == [(7,)]
            assert catalog.get(Meta.LIBRARY) == "mine"


def test_a_step_that_fails_leaves_the_schema_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a migration is no migration."""
    path = tmp_path / "catalog.sqlite3"
    make(path).close()
    before = len(schema.LADDER)
    monkeypatch.setattr(schema, "LADDER", (*schema.LADDER, "CREATE TABLE later (n);\nINSERT INTO nowhere VALUES (1);"))
    with Catalog(path) as catalog:
        with pytest.raises(sqlite3.OperationalError):
            catalog.migrate()
        assert catalog.schema == before
        assert catalog.rows("SELECT 1 FROM sqlite_schema WHERE name = 'later'") == []


def test_a_newer_schema_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """A library of a newer brief is not touched, and the line says to upgrade."""
    with open_ledger(tmp_path) as library:
        library.add([reading(1)])
    with sqlite3.connect(tmp_path / "catalog.sqlite3") as db:
        db.execute("PRAGMA user_version = 99")
    with open_ledger(tmp_path) as library, pytest.raises(ConfigError, match=r"newer brief .*upgrade"):
        library.count()


@pytest.mark.parametrize(
    "garbage", [b"not a database at all, but some text " * 40, b"SQLite format 3\0" + b"\xff" * 9000]
)
def test_a_damaged_catalog_is_one_clear_line(tmp_path: Path, garbage: bytes) -> None:
    """Garbage in place of the catalog is a ConfigError that says which file."""
    (tmp_path / "catalog.sqlite3").write_bytes(garbage)
    with open_ledger(tmp_path) as library:
        with pytest.raises(ConfigError, match=r"catalog\.sqlite3 is damaged"):
            library.count()
        assert [f.level for f in library.doctor()] == ["error"]


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """A transaction that finds no room is undone whole; what was there is still there."""
    with make(tmp_path / "catalog.sqlite3") as catalog:
        catalog.set(Meta.LIBRARY, "mine")
        catalog.rows("PRAGMA max_page_count = 40")
        with pytest.raises(ConfigError, match=r"cannot be written .*full.*safe"), catalog.transaction():
            for n in range(1000):
                catalog.run("INSERT INTO texts VALUES (?, ?, ?)", (n, "x" * 4000, b""))
        assert catalog.rows("SELECT count(*) FROM texts") == [(0,)]
        assert catalog.get(Meta.LIBRARY) == "mine"


def test_another_process_in_a_transaction_is_busy(tmp_path: Path) -> None:
    """SQLite's own lock, held too long, is the library's busy."""
    path = tmp_path / "catalog.sqlite3"
    make(path).close()
    with Catalog(path) as one, Catalog(path, wait=0.05) as two, one.transaction():
        with pytest.raises(LibraryBusy), two.transaction():
            pass
        assert two.schema == len(schema.LADDER), "reading goes on beside a writer"


def test_a_transaction_is_undone_by_any_exception(tmp_path: Path) -> None:
    """All or nothing."""
    with make(tmp_path / "catalog.sqlite3") as catalog:
        with pytest.raises(KeyboardInterrupt), catalog.transaction():
            catalog.set(Meta.GENERATION, 5)
            raise KeyboardInterrupt
        assert catalog.number(Meta.GENERATION) == 0
