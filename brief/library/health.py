"""What is well and what is wrong with a library: a look that changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from brief.errors import BriefError, ConfigError, LibraryBusy
from brief.library import rows
from brief.library.catalog import Catalog, Meta
from brief.library.indexing import Store
from brief.library.locks import LibraryLock
from brief.library.runs import DIGEST_PENDING
from brief.library.vectors import VectorsDamaged

_REINDEX = "`brief reindex` rebuilds it"
_NEXT = "the next `brief add` or `brief reindex` finishes it"
_REPAIRS = "`brief reindex` repairs it"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what helps (empty where nothing is wrong)."""

    level: Literal["ok", "warn", "error"]
    what: str
    remedy: str = ""


def examine(
    path: Path,
    lock: LibraryLock,
    open_catalog: Callable[[], Catalog | None],
    open_store: Callable[[Catalog], Store | None],
) -> list[Finding]:
    """All findings about the library at `path`, catalog first."""
    try:
        catalog = open_catalog()
    except BriefError as error:
        return [Finding("error", str(error))]
    if catalog is None:
        return [Finding("ok", f"library: none yet at {path}", "`brief add PATH` creates it")]
    if not os.access(path, os.W_OK):
        # Looking for damage writes: the full text is compared by a statement that SQLite counts as a change.
        what = f"library: {path} is read-only: questions are answered, but nothing can be added and no run is recorded"
        return [Finding("warn", what)]
    findings = [*_of_catalog(path, catalog)]
    if findings[0].level == "error":
        return findings
    try:
        with lock.shared(wait=0):
            store = open_store(catalog)
            if store is not None:
                findings += _of_vectors(store)
    except LibraryBusy:
        findings.append(
            Finding("warn", "lock: another process is writing, so the vectors were not checked", "try again")
        )
    except BriefError as error:
        findings.append(Finding("error", str(error)))
    return findings


def _of_catalog(path: Path, catalog: Catalog) -> Iterator[Finding]:
    damage = catalog.damage()
    if damage:
        yield Finding("error", f"catalog: damaged ({damage[0]})", "move the library away and add the articles again")
        return
    articles, versions, chunks = catalog.rows(
        "SELECT (SELECT count(*) FROM versions WHERE current = 1), (SELECT count(*) FROM versions), "
        "(SELECT count(*) FROM chunks)"
    )[0]
    counts = f"{_count(articles, 'article')} in {_count(versions, 'version')}, {_count(chunks, 'chunk')}"
    yield Finding("ok", f"library: {path}, schema {catalog.schema}, {counts}")
    indexed = catalog.rows("SELECT count(*) FROM words_docsize")[0][0]
    if indexed != chunks:
        yield Finding("error", f"full text: {indexed} of {chunks} chunks are in the index", _REINDEX)
    if bad := rows.damaged(catalog):
        what = f"articles: damaged: {_count(len(bad), 'record')} ({', '.join(bad[:3])} …)"
        yield Finding("error", what, "remove these with `brief remove` and add them again")
    gone = [r[0] for r in catalog.rows("SELECT run_id FROM runs") if not (path / "runs" / f"{r[0]}.json").exists()]
    if gone:
        yield Finding("warn", f"runs: {len(gone)} files are missing ({gone[0]} …)", "these runs cannot be replayed")
    if (path / DIGEST_PENDING).exists():
        yield Finding("warn", "digest: a command was stopped before it finished", "`brief digest` finishes it")


def _of_vectors(store: Store) -> Iterator[Finding]:
    import numpy as np

    catalog = store.catalog
    yield Finding("ok", f"embedder: {catalog.get(Meta.EMBEDDER)}, {catalog.number(Meta.DIMENSION)} dimensions")
    wanted = np.array(rows.chunk_keys(catalog), dtype=np.int64)
    unfinished = catalog.get(Meta.UNFINISHED) is not None
    if unfinished:
        yield Finding("warn", "vectors: a command was stopped before it finished", _NEXT)
    elif not len(wanted):
        return  # a first `add` that was stopped in time leaves no vectors, and needs none
    if not store.flat.is_ours():
        yield Finding("error", "vectors: vectors.f32 is missing or belongs to another library", _REINDEX)
    else:
        missing = len(store.flat.missing(wanted))
        if missing:
            yield Finding("error", f"vectors: {missing} of {len(wanted)} are missing from vectors.f32", _REINDEX)
    if catalog.get(Meta.VECTORS_AT) not in (None, store.chroma.place):
        yield Finding(
            "warn", f"vectors: Chroma was at {catalog.get(Meta.VECTORS_AT)}, now at {store.chroma.place}", _NEXT
        )
        return
    try:
        store.chroma.open(create=False)
        have, answers = store.chroma.keys(), store.chroma.answers(store.flat.dimension)
    except VectorsDamaged as error:
        yield Finding("error", f"vectors: Chroma cannot read its folder ({error})", _REPAIRS)
        return
    missing, orphans = len(np.setdiff1d(wanted, have)), len(np.setdiff1d(have, wanted))
    if missing or orphans:
        yield Finding(
            "error",
            f"vectors: Chroma lacks {missing} and has {orphans} that belong to no chunk",
            _NEXT if unfinished else _REPAIRS,
        )
    elif not answers:
        yield Finding("error", "vectors: Chroma has them all, but its search does not find them", _REPAIRS)
    else:
        yield Finding("ok", f"vectors: {len(have)} in Chroma ({store.chroma.place}), one for each chunk")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def blame_damage(catalog: Catalog, error: BaseException) -> None:
    """Raise ConfigError where an error that nobody foresaw comes of a damaged catalog: of rows that must be there and
    are not. Damage is looked for only then, since that reads everything."""
    unforeseen = isinstance(error, (LookupError, ValueError, TypeError, AttributeError, AssertionError))
    if not unforeseen and type(error).__module__ != "sqlite3":
        return
    if damage := catalog.damage() or rows.damaged(catalog):
        raise ConfigError(
            f"{catalog.path} is damaged ({damage[0]}): `brief doctor` has details; restore a copy, or move it away and "
            "add the articles again"
        ) from error
