"""Full-text search by BM25 that stays quick in a large library.

FTS5 scores every chunk that has any of the words, at about 1 µs each: 30 ms for a question to 50,000 chunks, 160 ms to
250,000, nearly all of it for the question's commonest words. So in a large library words that stand in three chunks of
ten are left out (BM25 gives them next to nothing, and nothing at all from half of the chunks on), of the others the
rarer ones choose the candidates, the rest only add to their scores; and two threads share the work, beside whatever
the caller does meanwhile. What that changes was measured on 75 news questions and 51,000 chunks: of the best 10
passages 98 % stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from brief.library import filters
from brief.library.catalog import Catalog
from brief.library.current import CurrentChunks
from brief.models import Query
from brief.text.unspaced import has_unspaced, in_pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Ranking = list[tuple[int, float]]
"""(chunk key, BM25 score), best first, equals by key."""
Match = Sequence[str]
"""Words and phrases, any of which is to be found. Only this module writes FTS5's syntax."""
_Part = tuple[str, int, int]
"""An FTS5 expression, and the first and the last key that it is searched for."""

_POSTINGS = 12_000
"""Candidates are chosen by the rarest words, as many as have together no more postings than this."""
_COMMON = 0.3
"""The share of chunks from which a word is left out."""
_SHARED_FROM = 100_000
"""Keys from which two threads are worth their start."""

_DEEPER = 1.5
"""With a filter: how many times more are ranked than would do if what passes were spread evenly."""
_ALL = -1
"""SQLite's LIMIT for no limit."""


class FullText:
    """Searches one generation of the catalog."""

    def __init__(self, catalog: Catalog, generation: int) -> None:
        self.generation = generation
        self._catalog = catalog
        self._keys = int(catalog.rows("SELECT coalesce(max(key), 0) + 1 FROM chunks")[0][0])
        self._counts: dict[str, int] = {}
        self._own: tuple[Catalog, ...] = ()
        self._pool: ThreadPoolExecutor | None = None

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown()
        for catalog in self._own:
            catalog.close()
        self._pool, self._own = None, ()

    def begin(
        self, matches: Sequence[Match], query: Query | None, k: int, current: CurrentChunks
    ) -> Callable[[], list[Ranking]]:
        """Begin to search; what is returned waits for the `k` best chunks of each match that pass the filters.

        In a large library this goes on beside whatever the caller does meanwhile; one call at a time.
        """
        # Looking up the article of every match costs more than ranking it: what passes is looked up once.
        passing = None if filters.is_open(query) else current.passing(self._catalog, query)
        if self._keys < _SHARED_FROM:
            return lambda: [self._search(match, passing, k) for match in matches]
        if self._pool is None:
            self._own = (Catalog(self._catalog.path), Catalog(self._catalog.path))
            self._pool = ThreadPoolExecutor(2, "full-text")
        return self._pool.submit(lambda: [self._search(match, passing, k) for match in matches]).result

    def _search(self, match: Match, passing: NDArray[np.int64] | None, k: int) -> Ranking:
        rare, common = (_any_of(terms) for terms in self._thinned(_strings(match)))
        if not rare:
            return []
        if not common:
            middle = self._keys // 2
            return self._passing([(rare, 0, middle - 1), (rare, middle, self._keys)], passing, k)
        # What has a rare word is scored by these, and what has a common one as well by all: the better score is the
        # right one. (A chunk that is not among the k best by all of its words cannot be among them by the rare ones
        # alone.) Two expressions that exclude each other take longer: each counts all of the words again.
        whole = (0, self._keys)
        found = self._passing([(f"({rare}) AND ({common})", *whole), (rare, *whole)], passing, k)
        # Else the filters leave only chunks with the common words.
        return found or self._passing([(common, *whole)], passing, k)

    def _passing(self, parts: Sequence[_Part], passing: NDArray[np.int64] | None, k: int) -> Ranking:
        if passing is None:
            return self._ranked(parts, k)
        # Rank all, deeper, and leave out what does not pass: where k are left these are the k best of what passes.
        if not len(passing):
            return []
        depth = round(_DEEPER * k * self._keys / len(passing)) + k
        ranked = self._ranked(parts, depth)
        kept = set(CurrentChunks.among([key for key, _ in ranked], passing).tolist())
        if len(kept) < k and len(ranked) == depth:
            ranked = self._ranked(parts, _ALL)
            kept = set(CurrentChunks.among([key for key, _ in ranked], passing).tolist())
        return [pair for pair in ranked if pair[0] in kept][:k]

    def _thinned(self, terms: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
        """The rare terms, of which a chunk must have one, and the common ones that only add to its score."""
        if self._keys <= _POSTINGS or not terms:
            return terms, ()
        counts = {term: self._postings(term) for term in terms}
        ranked = sorted(counts, key=lambda t: (counts[t], t))
        kept = [t for t in ranked if counts[t] < _COMMON * self._keys] or ranked[:1]
        total = 0
        for place, term in enumerate(kept):
            total += counts[term]
            if place and total > _POSTINGS:
                return kept[:place], kept[place:]
        return kept, ()

    def _postings(self, term: str) -> int:
        """How many chunks have the term (a string as `_strings` makes it), counted no further than needed."""
        known = self._counts.get(term)
        if known is None:
            sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
            most = max(_POSTINGS, round(_COMMON * self._keys)) + 1
            catalog = self._own[0] if self._own else self._catalog
            known = self._counts[term] = int(catalog.rows(sql, (term, most))[0][0])
        return known

    def _ranked(self, parts: Sequence[_Part], k: int) -> Ranking:
        """The `k` best of what any of the parts finds, each chunk with its best score."""
        if self._pool is None:
            return _best([_ranked_part(self._catalog, part, k) for part in parts], k)
        mine, other = self._own
        begun = [self._pool.submit(_ranked_part, other, part, k) for part in parts[1:]]
        return _best([_ranked_part(mine, parts[0], k), *(b.result() for b in begun)], k)


def _strings(match: Match) -> list[str]:
    """The words and phrases as FTS5 strings, in which nothing is syntax; those that hold nothing to search for go.

    https://www.sqlite.org/fts5.html#fts5_strings: in quotation marks, with those inside doubled. SQLite reads an
    expression up to its first NUL. A single letter of a script without spaces is what some pair begins with.
    """
    plain = (" ".join(in_pairs(text).replace("\0", " ").split()) for text in match)
    return [
        f'"{text.replace(chr(34), chr(34) * 2)}"' + (" *" if len(text) == 1 and has_unspaced(text) else "")
        for text in dict.fromkeys(plain)
        if text
    ]


def all_of(text: str) -> tuple[str, list[str]]:
    """A condition on `versions AS v`, with its values: an article has every word of a text in its title or a chunk."""
    strings = _strings([word for word in text.split() if any(letter.isalnum() for letter in word)])
    has = "v.key IN (SELECT c.version FROM words JOIN chunks AS c ON c.key = words.rowid WHERE words MATCH ?)"
    return " AND ".join([has] * len(strings)) or "1", strings


def _any_of(strings: Sequence[str]) -> str:
    return " OR ".join(strings)


def _best(rankings: Sequence[Ranking], k: int) -> Ranking:
    scores: dict[int, float] = {}
    for ranking in rankings:
        for key, score in ranking:
            scores[key] = max(score, scores.get(key, score))
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return ranked if k == _ALL else ranked[:k]


def _ranked_part(catalog: Catalog, part: _Part, k: int) -> Ranking:
    """The `k` best of a part."""
    sql = (
        "SELECT rowid, -bm25(words, 2.0, 1.0) FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ? "
        "ORDER BY 2 DESC, 1 LIMIT ?"
    )
    return [(int(key), float(score)) for key, score in catalog.rows(sql, (*part, k))]
