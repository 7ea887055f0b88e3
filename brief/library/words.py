"""What the full-text index holds: title and text of each chunk. Functions over an open Catalog, inside a transaction.

Scripts without spaces are held as pairs of letters (brief.text.unspaced), since FTS5's tokenizer cuts at spaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from brief.text.unspaced import has_unspaced, in_pairs

if TYPE_CHECKING:
    from brief.library.catalog import Catalog

_Row = tuple[int, str, str]
"""A chunk's key, its article's title, its text."""


def add(catalog: Catalog, chunks: Iterable[_Row]) -> None:
    _add(catalog, ((key, in_pairs(title), in_pairs(text)) for key, title, text in chunks))


def forget(catalog: Catalog, chunks: Iterable[_Row]) -> None:
    """Take chunks out. A contentless index forgets only what it is given word for word."""
    _forget(catalog, ((key, in_pairs(title), in_pairs(text)) for key, title, text in chunks))


def forget_all(catalog: Catalog) -> None:
    """Empty the index, whatever state it is in."""
    catalog.run("INSERT INTO words (words) VALUES ('delete-all')")


def learn_pairs(catalog: Catalog) -> None:
    """Index by pairs of letters what a library made before that holds of scripts without spaces."""
    for key, title in catalog.rows("SELECT key, ifnull(title, '') FROM versions WHERE chunks > 0"):
        ((raw,),) = catalog.rows("SELECT raw FROM texts WHERE version = ?", (key,))
        if has_unspaced(title) or has_unspaced(raw):
            found = catalog.rows('SELECT key, "start", "end" FROM chunks WHERE version = ?', (key,))
            chunks = [(chunk, title, raw[start:end]) for chunk, start, end in found]
            _forget(catalog, chunks)
            add(catalog, chunks)


def _add(catalog: Catalog, rows: Iterable[_Row]) -> None:
    catalog.run_many("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", rows)


def _forget(catalog: Catalog, rows: Iterable[_Row]) -> None:
    catalog.run_many("INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)", rows)
