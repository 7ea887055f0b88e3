"""The catalog: the SQLite file that is the truth of a library. rows.py knows what is in its tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from brief.errors import ConfigError, LibraryBusy
from brief.library import acronyms, schema, words

_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Meta(StrEnum):
    """What is kept of the library as a whole."""

    LIBRARY = "library"
    """A random name, made with the library: whose vectors these are."""
    EMBEDDER = "embedder"
    DIMENSION = "dimension"
    GENERATION = "generation"
    """Counts the changes to what is searched."""
    NEXT_CHUNK = "next_chunk"
    VECTORS_AT = "vectors_at"
    """Where Chroma was when it last had every vector: `local` or a server's address."""
    EPOCH = "epoch"
    """Counts the times that all vectors were made again: the flat file's must be the same."""
    UNFINISHED = "unfinished"
    """`1` while the vectors may differ from the catalog: a writer is at work, or was killed."""


class Catalog:
    """One connection to a catalog. Reading needs no lock (WAL); writing is for the holder of the library's lock.

    Every method raises ConfigError where the file cannot be used (damaged, disk full, not writable, made by a
    newer brief) and LibraryBusy where SQLite's own lock stays taken.
    """

    def __init__(self, path: Path, *, wait: float = 30.0) -> None:
        """Open `path`, which need not exist yet. `wait` is in seconds, for SQLite's own locks: at least two, since
        they are held for moments (longest while the file is made), and a reader must get by without waiting."""
        wait = max(wait, 2.0)
        self.path = path
        self._wait = wait
        with self._explained():
            # The library uses a connection from one thread at a time, not always the same one.
            self._db = sqlite3.connect(
                _address(path), uri=True, timeout=wait, isolation_level=None, check_same_thread=False
            )
        with self._explained():
            self._db.execute("PRAGMA secure_delete = ON")
            self._db.execute("PRAGMA cache_size = -65536")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    @property
    def schema(self) -> int:
        """0: nothing is in it yet.

        Raises:
            ConfigError: written by a newer brief.
        """
        version = int(self.rows("PRAGMA user_version")[0][0])
        if version > len(schema.LADDER):
            raise ConfigError(
                f"the library at {self.path.parent} was written by a newer brief (schema {version}, this one knows "
                f"{len(schema.LADDER)}): upgrade brief, or use another --library"
            )
        return version

    @property
    def is_current(self) -> bool:
        return self.schema == len(schema.LADDER)

    def migrate(self) -> None:
        """Take every step that is missing, each in a transaction. For the holder of the exclusive lock.

        A new catalog takes all of them in one, so that no reader finds it half made.
        """
        if self.schema == 0:
            self.rows("PRAGMA journal_mode = WAL")
            with self.transaction():
                for step in range(len(schema.LADDER)):
                    self._take(step)
        while (step := self.schema) < len(schema.LADDER):
            with self.transaction():
                self._take(step)

    def _take(self, step: int) -> None:
        for statement in _statements(schema.LADDER[step]):
            self._db.execute(statement)
        if step == schema.LEARNS_ACRONYMS:
            acronyms.learn_all(self)
        if step == schema.LEARNS_OUTLETS:
            from brief.library import rows

            rows.learn_outlets(self)
        if step == schema.LEARNS_PAIRS:
            words.learn_pairs(self)
        self._db.execute(f"PRAGMA user_version = {step + 1}")

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query."""
        with self._explained():
            return self._db.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of a query as they are found; close the generator, or read to the end."""
        with self._explained():
            cursor = self._db.execute(sql, values)
        try:
            while True:
                with self._explained():
                    row = cursor.fetchone()
                if row is None:
                    return
                yield row
        finally:
            cursor.close()

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; the number of rows it changed."""
        with self._explained():
            return self._db.execute(sql, values).rowcount

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        with self._explained():
            self._db.executemany(sql, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing, whatever happens inside or to the process."""
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._explained():
                self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                with suppress(sqlite3.Error):  # on a broken disk; what was not committed is undone when it is closed
                    self._db.rollback()
            raise

    def get(self, name: Meta) -> str | None:
        found = self.rows("SELECT value FROM meta WHERE name = ?", (name,))
        return str(found[0][0]) if found else None

    def number(self, name: Meta) -> int:
        """A counter; 0 where it was never set.

        Raises:
            ConfigError: what is kept is no number (the file is damaged).
        """
        value = self.get(name) or "0"
        if not (value.isascii() and value.isdigit()):
            raise ConfigError(
                f"{self.path} is damaged ({name} is {value!r}): move it away and add the articles again, "
                "or restore a copy"
            )
        return int(value)

    def set(self, name: Meta, value: str | int | None) -> None:
        if value is None:
            self.run("DELETE FROM meta WHERE name = ?", (name,))
        else:
            self.run(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, str(value))
            )

    def damage(self) -> list[str]:
        """What SQLite's own check of the file and of the full-text index finds; empty: nothing."""
        try:
            found = [str(row[0]) for row in self.rows("PRAGMA integrity_check(5)")]
            self._db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except (ConfigError, sqlite3.DatabaseError) as error:
            return [str(error)]
        return [line for line in found if line != "ok"]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error
        except UnicodeError as error:
            raise ConfigError(f"a text cannot be stored: {error}") from error

    def _explain(self, error: sqlite3.DatabaseError) -> Exception:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        place = self.path.parent
        if code in _LOCKED:
            return LibraryBusy(
                f"another process is writing to the library at {place} (waited {self._wait:g} s): try again"
            )
        if code in _DAMAGED:
            return ConfigError(
                f"{self.path} is damaged ({error}): move it away and add the articles again, or restore a copy"
            )
        if code in _FULL:
            return ConfigError(f"the library at {place} cannot be written ({error}): what was added before is safe")
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
            return ConfigError(f"the library at {place} cannot be opened for writing ({error})")
        if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)) or code == sqlite3.SQLITE_ERROR:
            return error  # a mistake of ours, not of the library's
        return ConfigError(f"the library at {place} cannot be used: {error}")


def _address(path: Path) -> str:
    """The file as SQLite's URI. Where its folder cannot be written, as one that nobody changes: reading with WAL
    makes files beside it otherwise. (Not where a writer has left its WAL: what is in that must be read too.)"""
    address = path.absolute().as_uri()
    wal = path.with_name(f"{path.name}-wal")
    settled = path.exists() and not wal.exists() and not os.access(path.parent, os.W_OK)
    return f"{address}?immutable=1" if settled else address


def _statements(script: str) -> Iterator[str]:
    """The statements of a script (executescript would commit in between)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        raise ValueError(f"half a statement: {pending!r}")
