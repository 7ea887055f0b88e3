"""Records kept beside the articles: runs (what a command did) and the committed editions of the digest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from brief import files
from brief.errors import ConfigError, NotFound
from brief.library.catalog import Catalog
from brief.library.locks import make_private
from brief.library.names import meant

DIGESTS = "digests"
"""The folder, in the library's, of digests that were not sent elsewhere."""
DIGEST_PENDING = "digest.pending.json"
"""A digest's page on its way to its place; a crash leaves it, and the next digest carries it out."""
DIGEST_SAID = "digest.said.json"
"""What the last committed digest said, for the next one to say what changed."""

_RUN_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run, as listed. `question` is what was asked, or the title of what was written."""

    run_id: str
    command: str
    question: str | None
    model: str | None


@dataclass(frozen=True, slots=True)
class DigestEdition:
    """A committed edition of the digest: the page (`path` is None where it was removed with an article that it
    quoted), and the article versions it was written from."""

    date: date
    edition: int
    versions: frozenset[str]
    path: str | None
    sha256: str
    committed_at: datetime
    subject: str | None = None
    message: str = ""
    """What is said of it where it is delivered (None, where nothing is: an edition of before that was possible)."""


def save_run(catalog: Catalog, folder: Path, row: RunRow, versions: Iterable[str], document: bytes) -> None:
    """Keep a run: a row, and `document` as a file of `folder` that appears whole or not at all.

    The row comes first: a file that no row knows could outlive the removal of an article it quotes.
    """
    if not _RUN_ID.fullmatch(row.run_id):
        raise ValueError(f"not a run id: {row.run_id!r}")
    with catalog.transaction():
        number = catalog.rows(
            "INSERT INTO runs (run_id, command, question, model) VALUES (?, ?, ?, ?) RETURNING number",
            (row.run_id, row.command, row.question, row.model),
        )[0][0]
        catalog.run_many("INSERT OR IGNORE INTO run_versions VALUES (?, ?)", ((number, v) for v in versions))
    path = _file(folder, row.run_id)
    try:
        files.put(path, document, mode=files.PRIVATE, over_folder=True)
        if not catalog.rows("SELECT 1 FROM runs WHERE run_id = ?", (row.run_id,)):
            files.discard(path)  # an article that it quotes was removed meanwhile
        make_private(folder.parent)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror or error}") from None


def list_runs(catalog: Catalog, folder: Path) -> list[RunRow]:
    """All runs whose record is there, the newest first: a run that was killed while it was kept has none."""
    try:
        there = {path.name for path in folder.iterdir()}
    except OSError:
        return []
    return [row for row in _rows(catalog) if f"{row.run_id}.json" in there]


def _rows(catalog: Catalog) -> list[RunRow]:
    found = catalog.rows("SELECT run_id, command, question, model FROM runs ORDER BY number DESC")
    return [RunRow(*row) for row in found]


def load_run(catalog: Catalog, folder: Path, name: str) -> bytes:
    """The document of the run of that name, or of the only one that begins so; `last` is the newest.

    Raises:
        NotFound: no run, or several, or its file is gone.
    """
    ids = [r.run_id for r in (list_runs(catalog, folder) if name == "last" else _rows(catalog))]
    found = (
        ids[:1] if name == "last" else [i for i in ids if i == name] or [i for i in ids if name and i.startswith(name)]
    )
    if len(found) != 1:
        why = f"{len(found)} runs begin with this" if found else f"no such run{meant(name, ids)}"
        raise NotFound(f"run {name}: {why} (see `brief runs`)")
    try:
        return _file(folder, found[0]).read_bytes()
    except OSError as error:
        raise NotFound(f"run {found[0]}: its record cannot be read ({error.strerror or error})") from None


def purge_runs(catalog: Catalog, folder: Path, versions: Iterable[str]) -> list[str]:
    """Delete the runs that quote any of these article versions, and what the digests beside them keep of these; the
    ids of the runs. Inside a transaction of the caller.

    The files go first: if the rest is undone, what is lost is a record, not a removal.
    """
    numbers: dict[int, str] = {}
    versions = tuple(versions)
    _purge_digests(catalog, folder.parent, versions)
    files.sweep(folder)
    for left in folder.glob("*.tmp"):  # by a version before 2, killed
        _discard(left)
    for version in versions:
        sql = "SELECT r.number, r.run_id FROM run_versions AS q JOIN runs AS r ON r.number = q.run WHERE q.version = ?"
        numbers.update(catalog.rows(sql, (version,)))
    for number, run_id in numbers.items():
        _discard(_file(folder, run_id))
        catalog.run("DELETE FROM run_versions WHERE run = ?", (number,))
        catalog.run("DELETE FROM runs WHERE number = ?", (number,))
    return list(numbers.values())


def _purge_digests(catalog: Catalog, library: Path, versions: Sequence[str]) -> None:
    """Delete the digests that were written from these versions: pages in the library's own folder (those that went
    elsewhere are their reader's), a page on its way, and what the last one said."""
    own = library / DIGESTS
    for version in versions:
        sql = "SELECT d.number, d.path FROM digest_versions AS v JOIN digests AS d ON d.number = v.digest "
        for number, path in catalog.rows(sql + "WHERE v.version = ? AND d.path IS NOT NULL", (version,)):
            # It quotes the article: what was not delivered yet is not any more.
            catalog.run("UPDATE digests SET subject = NULL, message = NULL WHERE number = ?", (number,))
            if Path(path).parent == own.absolute():
                _discard(Path(path))
                catalog.run("UPDATE digests SET path = NULL WHERE number = ?", (number,))
    for name in (DIGEST_PENDING, DIGEST_SAID):
        try:
            kept = json.loads((library / name).read_text(encoding="utf-8"))["versions"]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if not set(versions).isdisjoint(kept):
            _discard(library / name)


def digest_editions(catalog: Catalog) -> list[DigestEdition]:
    """All committed editions, the oldest first."""
    columns = "number, date, edition, path, sha256, committed_at, subject, message"
    rows = catalog.rows(f"SELECT {columns} FROM digests ORDER BY number")
    try:
        return [
            DigestEdition(
                date.fromisoformat(day),
                int(edition),
                _covered(catalog, number),
                path,
                sha256,
                datetime.fromisoformat(committed),
                subject,
                message or "",
            )
            for number, day, edition, path, sha256, committed, subject, message in rows
        ]
    except (TypeError, ValueError) as error:  # never guessed: a digest must not be written twice
        raise ConfigError(f"{catalog.path} is damaged (digests: {error}): restore a copy") from None


def _covered(catalog: Catalog, number: int) -> frozenset[str]:
    return frozenset(r[0] for r in catalog.rows("SELECT version FROM digest_versions WHERE digest = ?", (number,)))


def commit_digest(catalog: Catalog, edition: DigestEdition) -> None:
    """Note that an edition is out, in one transaction.

    Raises:
        ConfigError: that edition of that day is committed already.
    """
    with catalog.transaction():
        day = edition.date.isoformat()
        if catalog.rows("SELECT 1 FROM digests WHERE date = ? AND edition = ?", (day, edition.edition)):
            raise ConfigError(f"edition {edition.edition} of the digest of {day} exists already")
        number = catalog.rows(
            "INSERT INTO digests (date, edition, path, sha256, committed_at, subject, message) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number",
            (
                day,
                edition.edition,
                edition.path,
                edition.sha256,
                edition.committed_at.isoformat(),
                edition.subject,
                edition.message,
            ),
        )[0][0]
        catalog.run_many("INSERT INTO digest_versions VALUES (?, ?)", ((number, v) for v in sorted(edition.versions)))


def _discard(path: Path) -> None:
    try:
        files.discard(path)
    except OSError as error:
        raise ConfigError(f"{path} cannot be deleted: {error.strerror or error}") from None


def _file(folder: Path, run_id: str) -> Path:
    return folder / f"{run_id}.json"
