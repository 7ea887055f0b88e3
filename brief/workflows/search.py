"""search: Question -> Query -> Hits, and on to the Evidence. The driver shared by `search` and `ask`.

Everything that is decided is decided in `brief.retrieval`, which is pure; here the library is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from brief.articles.chunks import sentences_in
from brief.errors import SourceError
from brief.models import ArticleInfo, Chunk, Evidence, Hit, Query, Sentence
from brief.retrieval.evidence import Limits, select_evidence, with_origins
from brief.retrieval.found import Stretch, found_words
from brief.retrieval.fusion import Fused, fuse
from brief.retrieval.likeness import near_copies
from brief.retrieval.question import Question, acronym_keys, read_question, with_acronyms, with_newest
from brief.stopping import checkpoint
from brief.text.acronyms import short_key

if TYPE_CHECKING:
    from brief.library.library import Library

POOL = 200
"""Passages taken from each search before they are fused."""
COMPARED = 80
"""Best passages that are looked through for near-copies, at most; for few hits, twice as many as are wanted."""
COPIES = 4
"""Near-copies of one passage that the evidence still reads, for their citations and origins."""

_Found = Mapping[int, tuple[Chunk, ArticleInfo]]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage with the near-copies of it in other articles, best first."""

    hit: Hit
    copies: tuple[Hit, ...] = ()


def search(library: Library, query: Query | str, k: int = 10) -> list[Hit]:
    """The `k` best passages for a query (its text alone, or with days and sources), best first, near-copies after
    everything else.

    Raises:
        LibraryBusy, EmbedderMismatch: see brief.errors.
    """
    return search_and_read(library, query, k)[0]


def search_and_read(library: Library, query: Query | str, k: int = 10) -> tuple[list[Hit], Question]:
    """What `search` finds, and the question as it was searched for (see `words_of`)."""
    question = informed(library, read_query(query if isinstance(query, Query) else Query(query)))
    return _best(rank(library, question, k), k), question


def words_of(question: Question) -> Callable[[str], list[Stretch]]:
    """What gives the words of a text that a question finds, each as its first character and the one after its last."""
    return partial(found_words, question)


def read_query(query: Query) -> Question:
    """A query as a question that was read."""
    return read_question(
        query.text,
        as_of=query.as_of,
        since=query.since,
        until=query.until,
        sources=query.sources,
        articles=query.articles,
    )


def find(library: Library, question: Question, k: int) -> list[Hit]:
    """The `k` best passages for a question that was read, best first, near-copies after everything else."""
    return _best(rank(library, informed(library, question), k), k)


def rank(library: Library, question: Question, k: int, vector: Any = None) -> list[Ranked]:
    """The passages of both searches, fused, near-copies gathered under the best of them; enough for `k` hits."""
    checkpoint()
    depth = max(POOL, k)
    query = question.query
    if vector is None and query.text.strip():
        vector = library.embed([query.text])[0]
    matches = [match for match in (question.match, question.other_match) if match]
    by_words, nearest = library.both(matches, vector, query, depth)
    lexical = by_words[0] if by_words else []
    for other in by_words[1:]:
        lexical = best_of(lexical, other)[:depth]
    # Ranking needs no texts; only what ranks high has its text read. A passage can be gone between the search and
    # either look-up when another process edits the library.
    places = library.places(key for key, _ in [*lexical, *nearest])
    lexical = [pair for pair in lexical if pair[0] in places]
    nearest = [pair for pair in nearest if pair[0] in places]
    compared = min(COMPARED, 2 * k + 20)
    fused = fuse(lexical, nearest, places, question)[: max(compared, k)]
    found = library.chunks(f.key for f in fused)
    return _gather_copies([_hit(f, found) for f in fused if f.key in found], compared)


def best_of(first: Sequence[tuple[int, float]], other: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Two full-text searches for one question in two wordings, each passage with its better score.

    A name written out is rarer than its acronym and so scores higher for saying the same: the other wording's scores
    are brought down to the level of the first one's.
    """
    level = min(1.0, first[0][1] / other[0][1]) if first and other and other[0][1] > 0 else 1.0
    scores = dict(first)
    for key, score in other:
        scores[key] = max(level * score, scores.get(key, level * score))
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def informed(library: Library, question: Question) -> Question:
    """The question with what the library's articles, as of its day, say that its acronyms and names stand for, and
    with the days that it means where only the newest article tells them."""
    if question.open_days:
        question = with_newest(question, library.newest(question.query))
    shorts, longs = acronym_keys(question)
    return with_acronyms(question, library.acronyms(shorts, longs, Query("", question.query.as_of)))


def _hit(fused: Fused, found: _Found) -> Hit:
    chunk, info = found[fused.key]
    return Hit(chunk, info, fused.score, fused.lexical, fused.vector)


def _gather_copies(hits: Sequence[Hit], compared: int) -> list[Ranked]:
    originals = near_copies([(h.article.id, h.chunk.text) for h in hits[:compared]])
    copies: dict[int, list[Hit]] = {}
    for index, original in enumerate(originals):
        if original is not None:
            copies.setdefault(original, []).append(hits[index])
    ranked = [Ranked(h, tuple(copies.get(i, ()))) for i, h in enumerate(hits[:compared]) if originals[i] is None]
    return ranked + [Ranked(h) for h in hits[compared:]]


def with_copies(ranked: Sequence[Ranked]) -> list[Hit]:
    """The hits, each followed by a few of its near-copies."""
    return [h for r in ranked for h in (r.hit, *r.copies[:COPIES])]


def gather_evidence(
    library: Library,
    question: Question,
    *,
    k: int = 24,
    limits: Limits | None = None,
    count: Callable[[str], int] | None = None,
) -> Evidence:
    """The sentences of the `k` best passages that answer, within the limits, tokens as `count` counts them.

    Without `count` a token is taken to be three characters, which is more than it is.
    """
    question = informed(library, question)
    hits = with_copies(rank(library, question, k)[:k])
    articles = library.sentences_by_version(dict.fromkeys(h.chunk.version for h in hits))
    sentences = {
        (h.chunk.version, h.chunk.ordinal): sentences_in(h.chunk, articles.get(h.chunk.version, ())) for h in hits
    }
    evidence = select_evidence(question, hits, sentences, articles=articles, limits=limits, count=count or _at_most)
    return with_origins(evidence, _origins(library, evidence, articles, question.query.as_of))


def _origins(
    library: Library, evidence: Evidence, articles: Mapping[str, tuple[Sentence, ...]], as_of: date | None
) -> dict[str, str]:
    """The name of each article's origin, by version. Texts are compared only of articles that share a sentence."""
    from brief.stories.article_text import ArticleText
    from brief.stories.origins import origin_by_version

    infos = {c.article.version: c.article for e in evidence.sentences for c in e.carriers}
    sharing = {t.article.version for e in evidence.sentences if e.twins for t in e.carriers}
    texts = [ArticleText(info, articles[v] if v in sharing else ()) for v, info in infos.items()]
    named = {short_key(a.origin or a.source or "") for a in infos.values()}
    return origin_by_version(texts, library.acronyms(named, (), Query("", as_of)))


def _at_most(text: str) -> int:
    return len(text) // 3 + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a `--queries` file."""

    id: str
    question: Question


def read_rows(lines: Iterable[str], *, where: str = "queries", within: Query | None = None) -> Iterator[Row]:
    """The rows of a JSON Lines file `{"id", "query", "as_of"?, "since"?, "until"?}`, each with the filters of `within`;
    a row's own dates win.

    Raises:
        SourceError: a line is not such an object; the message names the line.
    """
    import json

    within = within or Query("")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            own: dict[str, Any] = {
                name: date.fromisoformat(row[name]) for name in ("as_of", "since", "until") if row.get(name)
            }
            text = row["query"]
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError):
            why = 'not an object {"id", "query"} with optional ISO dates "as_of", "since", "until"'
            raise SourceError(f"{where}, line {number}", why) from None
        yield Row(str(row.get("id", number)), read_query(replace(within, text=text, **own)))


def search_many(library: Library, rows: Iterable[Row], k: int = 10) -> Iterator[tuple[Row, list[Hit]]]:
    """Each row with its `k` best passages, in the order of the rows; all questions are embedded in one go."""
    every = list(rows)
    texts = [row.question.text for row in every if row.question.text.strip()]
    vectors = iter(library.embed(texts) if texts else ())
    for row in every:
        vector = next(vectors) if row.question.text.strip() else None
        yield row, _best(rank(library, informed(library, row.question), k, vector), k)


def _best(ranked: Sequence[Ranked], k: int) -> list[Hit]:
    return ([r.hit for r in ranked] + [copy for r in ranked for copy in r.copies])[:k]
