"""What a library leaves behind when its catalog is lost: then the folder is not taken for an empty one."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

CATALOG = "catalog.sqlite3"
_RUN = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}\.json")
_PAGE = re.compile(r"\d{4}-\d\d-\d\d(?:-\d+)?\.\w+")


def has_catalog(library: Path) -> bool:
    """Whether a catalog with anything in it is there (whatever that is)."""
    try:
        return (library / CATALOG).stat().st_size > 0
    except OSError:
        return False


def remains(library: Path) -> str:
    """What else of a library is in the folder, in words; empty for a folder that never was one.

    Files of other programs that happen to be in folders of these names are none.
    """
    found = []
    if (library / "vectors.f32").exists() or (library / "chroma" / "chroma.sqlite3").exists():
        found.append("vectors")
    if runs := _count(library / "runs", _RUN):
        found.append(f"{runs} run{'s' if runs > 1 else ''}")
    pages = _count(library / "digests", _PAGE)
    if pages or (library / "digest.said.json").exists():
        found.append(f"{pages or 1} digest{'s' if pages > 1 else ''}")
    return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))


def lost(library: Path) -> str:
    """What to say of a library whose catalog is gone."""
    how = "empty" if (library / CATALOG).exists() else "missing"
    return (
        f"{library / CATALOG} is {how}, though {remains(library)} of the library are there: put it back from a copy, "
        f"or move {library} away and add the articles again"
    )


def _count(folder: Path, names: re.Pattern[str]) -> int:
    with suppress(OSError):
        return sum(names.fullmatch(path.name) is not None for path in folder.iterdir())
    return 0
