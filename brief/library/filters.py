"""Filters in SQL: what a Query lets through is decided before anything is ranked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from brief.library.catalog import Catalog
from brief.library.outlets import NAMED, sites
from brief.library.rows import INFO, to_info
from brief.models import ArticleInfo, Query


def condition(query: Query | None, *, dates: bool = True) -> tuple[str, list[str]]:
    """A condition on `versions AS v`, with its values: current, and all that the query asks.

    `as_of`, `since` and `until` leave out what carries no date; `dates=False` ignores these three. What its page or its
    text says was changed in these days passes too, though it was published before them.
    """
    parts, values = ["v.current = 1"], []
    if query is not None:
        if dates:
            for day in (query.as_of, query.until):
                if day is not None:
                    parts.append("v.published <= ?")
                    values.append(day.isoformat())
            if query.since is not None:
                last = min((d for d in (query.as_of, query.until) if d is not None), default=date.max)
                parts.append("(v.published >= ? OR v.updated BETWEEN ? AND ?)")
                values += [query.since.isoformat(), query.since.isoformat(), last.isoformat()]
        if query.sources:
            folded = json.dumps([s.casefold() for s in query.sources])
            parts.append(
                "(v.source_key IN (SELECT value FROM json_each(?)) OR v.origin_key IN (SELECT value FROM json_each(?)) "
                f"OR {NAMED})"
            )
            values += [folded, folded, json.dumps(sites(query.sources)), folded]
        if query.articles:
            parts.append("v.article IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(query.articles))
    return " AND ".join(parts), values


def is_open(query: Query | None) -> bool:
    """Whether the query lets every article through."""
    return query is None or not (query.as_of or query.since or query.until or query.sources or query.articles)


def articles(
    catalog: Catalog, query: Query | None, further: tuple[str, Sequence[str]] = ("1", ())
) -> Iterator[ArticleInfo]:
    """What passes, and meets a `further` condition, the oldest first, then what has no date; each group by id."""
    where, values = condition(query)
    sql = f"SELECT {INFO} FROM versions AS v WHERE {where} AND {further[0]} "
    order = "ORDER BY v.published IS NULL, v.published, v.article"
    return map(to_info, catalog.each(sql + order, [*values, *further[1]]))


def count(catalog: Catalog, query: Query | None) -> int:
    where, values = condition(query)
    return int(catalog.rows(f"SELECT count(*) FROM versions AS v WHERE {where}", values)[0][0])


def newest(catalog: Catalog, query: Query | None) -> str | None:
    where, values = condition(query)
    found: str | None = catalog.rows(f"SELECT max(v.published) FROM versions AS v WHERE {where}", values)[0][0]
    return found


def undated(catalog: Catalog, query: Query) -> int:
    """How many articles the dates of the query leave out only because they carry none."""
    if not (query.as_of or query.since or query.until):
        return 0
    where, values = condition(query, dates=False)
    return int(catalog.rows(f"SELECT count(*) FROM versions AS v WHERE v.published IS NULL AND {where}", values)[0][0])
