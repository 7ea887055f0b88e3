"""Full-text search by BM25 that stays quick in a large library.

FTS5 scores every chunk that has any of the words, at about 1 µs each: 30 ms for a question to 50,000 chunks, 160 ms to
250,000, nearly all of it for the question's commonest words. So in a large library words that stand in three chunks of
ten are left out (BM25 gives them next to nothing, and nothing at all from half of the chunks on), of the others the
rarer ones choose the candidates, the rest only add to their scores; and two threads share the chunks. What that
changes was measured on 75 news questions and 51,000 chunks: of the best 10 passages 98 % stay.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from brief.library import filters
from brief.library.catalog import Catalog
from brief.library.current import CurrentChunks
from brief.models import Query

_WORDS = re.compile(r'"[^"]*"(?: OR "[^"]*")*')
_POSTINGS = 12_000
"""Candidates are chosen by the rarest words, as many as have together no more postings than this."""
_COMMON = 0.3
"""The share of chunks from which a word is left out."""
_SHARED_FROM = 100_000
"""Keys from which two threads are worth their start."""

_DEEPER = 4
"""With a filter that lets through more than a quarter: how many times more are ranked, and thinned."""


class FullText:
    """Searches one generation of the catalog."""

    def __init__(self, catalog: Catalog, generation: int) -> None:
        self.generation = generation
        self._catalog = catalog
        self._keys = int(catalog.rows("SELECT coalesce(max(key), 0) + 1 FROM chunks")[0][0])
        self._counts: dict[str, int] = {}
        self._second: Catalog | None = None
        self._pool: ThreadPoolExecutor | None = None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        if self._second is not None:
            self._second.close()
        self._pool = self._second = None

    def search(self, match: str, query: Query | None, k: int, current: CurrentChunks) -> list[tuple[int, float]]:
        """The `k` best chunks among those that pass the filters, best first: (key, BM25 score), equals by key."""
        match, choosing = self._thinned(match)
        found = self._passing(match, choosing, query, k, current)
        if choosing and not found:  # the filters leave only chunks with the common words
            found = self._passing(match, None, query, k, current)
        return found

    def _passing(
        self, match: str, choosing: str | None, query: Query | None, k: int, current: CurrentChunks
    ) -> list[tuple[int, float]]:
        if filters.is_open(query):
            return self._ranked(match, choosing, None, k)
        # Looking up the article of every match costs more than ranking it. So rank all, deeper, and leave out what
        # does not pass: where k are left these are the k best of what passes.
        passing = current.passing(self._catalog, query)
        if len(passing) * _DEEPER > self._keys:
            ranked = self._ranked(match, choosing, None, _DEEPER * k)
            kept = set(current.among([key for key, _ in ranked], passing).tolist())
            if len(kept) >= k or len(ranked) < _DEEPER * k:
                return [pair for pair in ranked if pair[0] in kept][:k]
        return self._ranked(match, choosing, query, k)

    def _thinned(self, match: str) -> tuple[str, str | None]:
        """What to score, and the part of it that chooses candidates (None: all of it)."""
        if self._keys <= _POSTINGS or not _WORDS.fullmatch(match):
            return match, None
        counts = {term: self._postings(term) for term in match.split(" OR ")}
        ranked = sorted(counts, key=lambda t: (counts[t], t))
        kept = [t for t in ranked if counts[t] < _COMMON * self._keys] or ranked[:1]
        total = 0
        for place, term in enumerate(kept):
            total += counts[term]
            if place and total > _POSTINGS:
                return " OR ".join(kept), " OR ".join(kept[:place])
        return " OR ".join(kept), None

    def _postings(self, term: str) -> int:
        """How many chunks have the term, counted no further than needed."""
        known = self._counts.get(term)
        if known is None:
            sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
            most = max(_POSTINGS, round(_COMMON * self._keys)) + 1
            known = self._counts[term] = int(self._catalog.rows(sql, (term, most))[0][0])
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
