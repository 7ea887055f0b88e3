"""Full-text search by BM25 that stays quick in a large library.

FTS5 scores every chunk that has any of the words, at about 1 µs each: 30 ms for a question to 50,000 chunks, 160 ms to
250,000, nearly all of it for the question's commonest words. So in a large library the rarer words choose the
candidates, the common ones only add to their scores; and two threads share the chunks. Choosing among 25,000 postings
keeps 99.7 % of the best 50 and all of the best 10 (75 news questions, 51,000 chunks, with postings cut in proportion).
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from brief.library import filters
from brief.library.catalog import Catalog
from brief.models import Query

_WORDS = re.compile(r'"[^"]*"(?: OR "[^"]*")*')
_POSTINGS = 25_000
"""Candidates are chosen by the rarest words, as many as have together no more postings than this."""
_SHARED_FROM = 100_000
"""Keys from which two threads are worth their start."""


class FullText:
    """Searches one generation of the catalog."""

    def __init__(self, catalog: Catalog, generation: int) -> None:
        self.generation = generation
        self._catalog = catalog
        self._keys = int(catalog.rows("SELECT coalesce(max(key), 0) + 1 FROM chunks")[0][0])
        self._frequent: dict[str, int] = {}
        self._second: Catalog | None = None
        self._pool: ThreadPoolExecutor | None = None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        if self._second is not None:
            self._second.close()
        self._pool = self._second = None

    def search(self, match: str, query: Query | None, k: int) -> list[tuple[int, float]]:
        """The `k` best chunks among those that pass the filters, best first: (key, BM25 score), equals by key."""
        choosing = self._choosing(match)
        found = self._ranked(match, choosing, query, k)
        if choosing and not found:  # the filters leave only chunks with the common words
            found = self._ranked(match, None, query, k)
        return found

    def _choosing(self, match: str) -> str | None:
        """The part of a match that chooses candidates; None: all of it."""
        if self._keys <= _POSTINGS or not _WORDS.fullmatch(match):
            return None
        terms = list(dict.fromkeys(match.split(" OR ")))
        counts = {term: self._postings(term) for term in terms}
        chosen: list[str] = []
        total = 0
        for term in sorted(terms, key=lambda t: (counts[t], t)):
            if total and total + counts[term] > _POSTINGS:
                break
            total += counts[term]
            chosen.append(term)
        return None if len(chosen) == len(terms) else " OR ".join(chosen)

    def _postings(self, term: str) -> int:
        """How many chunks have the term, counted no further than needed."""
        known = self._frequent.get(term)
        if known is None:
            sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
            known = self._frequent[term] = int(self._catalog.rows(sql, (term, _POSTINGS + 1))[0][0])
        return known

    def _ranked(self, match: str, choosing: str | None, query: Query | None, k: int) -> list[tuple[int, float]]:
        middle = self._keys // 2
        if self._keys < _SHARED_FROM:
            return _ranked_between(self._catalog, match, choosing, query, k, None)
        if self._pool is None or self._second is None:
            self._pool, self._second = ThreadPoolExecutor(1, "full-text"), Catalog(self._catalog.path)
        upper = self._pool.submit(_ranked_between, self._second, match, choosing, query, k, (middle, self._keys))
        lower = _ranked_between(self._catalog, match, choosing, query, k, (0, middle - 1))
        return sorted([*lower, *upper.result()], key=lambda pair: (-pair[1], pair[0]))[:k]


def _ranked_between(
    catalog: Catalog,
    match: str,
    choosing: str | None,
    query: Query | None,
    k: int,
    keys: tuple[int, int] | None,
) -> list[tuple[int, float]]:
    joins, conditions = "", ["words MATCH ?"]
    values: list[str | int] = [match]
    if keys is not None:
        conditions.append("words.rowid BETWEEN ? AND ?")
        values += list(keys)
    if choosing is not None:
        between = "" if keys is None else f" AND rowid BETWEEN {keys[0]} AND {keys[1]}"
        # The plus keeps SQLite from asking the full-text index once for each candidate.
        conditions.append(f"+words.rowid IN (SELECT rowid FROM words WHERE words MATCH ?{between})")
        values.append(choosing)
    if not filters.is_open(query):
        where, more = filters.condition(query)
        # CROSS JOIN keeps the full-text index in front: each match is looked up, not each article searched.
        joins = "CROSS JOIN chunks AS c ON c.key = words.rowid CROSS JOIN versions AS v ON v.key = c.version"
        conditions.append(where)
        values += more
    sql = (
        f"SELECT words.rowid, -bm25(words, 2.0, 1.0) FROM words {joins} WHERE {' AND '.join(conditions)} "
        "ORDER BY 2 DESC, 1 LIMIT ?"
    )
    return [(int(key), float(score)) for key, score in catalog.rows(sql, (*values, k))]
