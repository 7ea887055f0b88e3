"""The acronyms that the searched articles write out, by article version. Functions over an open Catalog."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from brief.text.acronyms import Acronym, find_acronyms, short_key

if TYPE_CHECKING:
    from brief.library.catalog import Catalog

_MEANINGS = 2
"""An acronym's commonest meanings that count, and a name's commonest acronyms."""


def learn(catalog: Catalog, version: int, text: str) -> None:
    """Keep the acronyms that the text of a version (by its row) writes out."""
    found = find_acronyms(text)
    if found:
        catalog.run_many(
            "INSERT OR IGNORE INTO acronyms VALUES (?, ?, ?, ?)",
            ((short_key(a.short), a.key, version, a.long) for a in found),
        )


def forget(catalog: Catalog, version: int) -> None:
    catalog.run("DELETE FROM acronyms WHERE version = ?", (version,))


def learn_all(catalog: Catalog) -> None:
    """Learn from every searched article of a library made before acronyms were kept. Inside a transaction."""
    for (version,) in catalog.rows("SELECT key FROM versions WHERE current = 1 AND chunks > 0"):
        ((raw,),) = catalog.rows("SELECT raw FROM texts WHERE version = ?", (version,))
        learn(catalog, version, raw)


def known(
    catalog: Catalog, shorts: Iterable[str], longs: Iterable[str], where: str, values: Sequence[str]
) -> tuple[Acronym, ...]:
    """The pairs that have one of these short forms (brief.text.acronyms.short_key) or long ones (long_key): of each
    form the commonest, by articles that pass the condition `where` on `versions AS v`."""
    found: list[Acronym] = []
    for column, other, wanted in (("short", "long", list(shorts)), ("long", "short", list(longs))):
        if not wanted:
            continue
        rows = catalog.rows(
            f"SELECT a.short, a.long, min(a.written), count(*) AS n FROM json_each(?) AS j "
            f"JOIN acronyms AS a ON a.{column} = j.value JOIN versions AS v ON v.key = a.version WHERE {where} "
            f"GROUP BY a.short, a.long ORDER BY a.{column}, n DESC, a.{other}",
            (json.dumps(list(dict.fromkeys(wanted))), *values),
        )
        taken: dict[str, int] = {}
        for short, long, written, _ in rows:
            form = short if column == "short" else long
            taken[form] = taken.get(form, 0) + 1
            if taken[form] <= _MEANINGS:
                found.append(Acronym(short, written, long))
    return tuple(dict.fromkeys(found))
