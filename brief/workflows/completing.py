"""What the names in a library are, for a shell that completes one and for a reader who mistyped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.config import Settings
from brief.errors import BriefError

if TYPE_CHECKING:
    from brief.library.library import Library
    from brief.library.names import Named
    from brief.models import Query

MOST = 200
"""Names that are offered at most."""


def names(settings: Settings, kind: str, beginning: str) -> list[Named]:
    """The names of a kind that begin so (whatever the case of letters), each with what it names; none of a library that
    cannot be read, or that another version made. Nothing is repaired or created.

    Kinds: outlets, articles, refs, runs, topics and followed (sources).
    """
    from brief.library.catalog import Catalog
    from brief.library.names import Names

    path = settings.library / "catalog.sqlite3"
    if not path.exists():
        return []
    try:
        with Catalog(path, wait=0) as catalog:
            if not catalog.is_current:
                return []
            known = Names(catalog, settings.library / "runs")
            if kind == "articles":
                return known.articles(beginning, MOST)
            if kind == "refs":
                return known.refs(beginning)[:MOST]
            listed = {"outlets": known.outlets, "runs": known.runs, "topics": known.topics, "followed": known.followed}
            begins = beginning.casefold()
            return [named for named in listed[kind]() if named[0].casefold().startswith(begins)][:MOST]
    except (BriefError, OSError, ValueError, KeyError, TypeError):  # damaged, busy, of a newer version
        return []


def unknown_outlets(library: Library, query: Query) -> list[str]:
    """A line for each outlet that a query asks for and that no article is from."""
    from brief.library.names import meant
    from brief.models import Query as Filters

    unknown = [name for name in query.sources if not library.count(Filters("", sources=(name,)))]
    known = [name for name, _ in library.names.outlets()] if unknown else []
    return [f"no article is from {name!r}{meant(name, known)}" for name in unknown] if known else []
