"""Articles, sentences and chunks as rows of the catalog. Functions over an open Catalog; writing happens inside a
transaction of the caller."""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from brief.articles.chunks import sentences_in
from brief.articles.repeats import outlet_key
from brief.errors import ConfigError, NotFound
from brief.library import acronyms, outlets, repeats, words
from brief.library.catalog import Catalog, Meta
from brief.library.outlets import OUTLET
from brief.models import Article, ArticleInfo, Chunk, LineKind, Reading, Sentence

_KINDS = (
    LineKind.BODY,
    LineKind.HEADLINE,
    LineKind.BYLINE,
    LineKind.DATELINE,
    LineKind.BOILERPLATE,
    LineKind.ITEM,
)
"""A sentence's kind is stored as its place in here: only ever add at the end."""
_KIND_CODES = {kind: code for code, kind in enumerate(_KINDS)}

INFO = (
    f"v.article, v.version, v.title, {OUTLET}, v.source, v.origin, v.authors, v.published, v.published_basis, "
    "v.published_reason, v.url, v.path, v.record_id, v.sha256, v.language, v.form, v.updated, v.sections"
)
"""The columns that `to_info` reads, of a `versions AS v`."""
_INFO_COLUMNS = 18


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one reading: the keys of its chunks, and those of the chunks it replaced."""

    first_chunk: int
    replaced: tuple[int, ...]
    was_there: bool


def to_info(row: Sequence[object]) -> ArticleInfo:
    """The article of a row of INFO. What is damaged in it is left out: `damaged` finds it, and one bad record
    stops no command that reads many."""
    (article, version, title, source, stated, origin, authors, published, basis, reason, *rest) = row
    url, path, record, sha, language, form, updated, sections = rest
    return ArticleInfo(
        id=article,  # type: ignore[arg-type]
        version=version,  # type: ignore[arg-type]
        title=title,  # type: ignore[arg-type]
        source=source,  # type: ignore[arg-type]
        origin=source if origin in (stated, None) else origin,  # type: ignore[arg-type]
        authors=_strings(authors) or (),
        published=_day(published),
        published_basis=basis,  # type: ignore[arg-type]
        published_reason=reason,  # type: ignore[arg-type]
        url=url,  # type: ignore[arg-type]
        path=path,  # type: ignore[arg-type]
        record_id=record,  # type: ignore[arg-type]
        sha256=sha,  # type: ignore[arg-type]
        language=language,  # type: ignore[arg-type]
        form=form,  # type: ignore[arg-type]
        updated=_day(updated),
        sections=_strings(sections or "[]") or (),
    )


def _strings(stored: object) -> tuple[str, ...] | None:
    """Authors or sections as they are stored; None where that is damaged."""
    try:
        values = json.loads(str(stored))
    except ValueError:
        return None
    return tuple(values) if isinstance(values, list) and all(isinstance(v, str) for v in values) else None


def _day(stored: object) -> date | None:
    try:
        return date.fromisoformat(str(stored)) if stored else None
    except ValueError:
        return None


def damaged(catalog: Catalog) -> list[str]:
    """The ids of the articles of which a version cannot be read as it was written."""
    sql = (
        "SELECT v.article, v.version, v.authors, v.sections, v.published, v.updated, v.sha256, t.raw, t.sentences "
        "FROM versions AS v LEFT JOIN texts AS t ON t.version = v.key ORDER BY v.key"
    )
    found: dict[str, None] = {}
    for article, version, authors, sections, published, updated, sha256, raw, packed in catalog.each(sql):
        whole = isinstance(raw, str) and hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest() == sha256
        days = all(stored is None or _day(stored) for stored in (published, updated))
        lists = _strings(authors) is not None and _strings(sections or "[]") is not None
        if not (whole and days and lists and _are_sentences(packed, raw, version)):
            found[str(article)] = None
    return list(found)


def _are_sentences(packed: bytes, raw: str, version: str) -> bool:
    try:
        sentences = unpack_sentences(packed, raw, version)
    except ConfigError:
        return False
    return all(0 <= s.start < s.end <= len(raw) for s in sentences)


def _columns(info: ArticleInfo) -> tuple[object, ...]:
    return (
        info.title,
        info.source,
        info.origin,
        json.dumps(info.authors, ensure_ascii=False),
        info.published.isoformat() if info.published else None,
        info.published_basis,
        info.published_reason,
        info.url,
        info.path,
        info.record_id,
        info.sha256,
        info.language,
        info.form,
        info.updated.isoformat() if info.updated else None,
        json.dumps(info.sections, ensure_ascii=False),
        info.source.casefold() if info.source else None,
        info.origin.casefold() if info.origin else None,
    )


def pack_sentences(sentences: Sequence[Sentence]) -> bytes:
    """All starts, all ends (32-bit, little-endian), then a byte of kind each: nine bytes a sentence."""
    numbers = array("I", [s.start for s in sentences])
    numbers.extend(s.end for s in sentences)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes() + bytes(_KIND_CODES[s.kind] for s in sentences)


def unpack_sentences(packed: bytes, raw: str, version: str) -> tuple[Sentence, ...]:
    """What `pack_sentences` packed.

    Raises:
        ConfigError: it is not what was packed.
    """
    count = len(packed) // 9
    numbers = array("I", packed[: 8 * count])
    if sys.byteorder == "big":
        numbers.byteswap()
    try:
        kinds = [_KINDS[code] for code in packed[8 * count :]]
        spans = zip(numbers[:count], numbers[count:], kinds, strict=True)
        return tuple(Sentence(version, start, end, raw[start:end], kind) for start, end, kind in spans)
    except (IndexError, ValueError):
        raise ConfigError(f"the sentences of article version {version} are damaged: run `brief reindex`") from None


def is_current(catalog: Catalog, version: str) -> bool:
    return bool(catalog.rows("SELECT 1 FROM versions WHERE version = ? AND current = 1", (version,)))


def store(catalog: Catalog, reading: Reading, first_chunk: int) -> Stored:
    """Make this reading the current version of its article: text, sentences, chunks and words.

    A version that was there before (an edit taken back) becomes current again.
    """
    info = reading.article.info
    before = catalog.rows("SELECT version, key FROM versions WHERE article = ? AND current = 1", (info.id,))
    replaced: tuple[int, ...] = ()
    for version, key in before:
        replaced += forget_chunks(catalog, key)
        if version != info.version:
            catalog.run("UPDATE versions SET current = 0 WHERE key = ?", (key,))
    columns = (info.version, info.id, *_columns(info), first_chunk, len(reading.chunks))
    catalog.run(
        "INSERT INTO versions (version, article, title, source, origin, authors, published, published_basis, "
        "published_reason, url, path, record_id, sha256, language, form, updated, sections, source_key, origin_key, "
        "first_chunk, chunks, current) "
        f"VALUES ({', '.join('?' * len(columns))}, 1) ON CONFLICT (version) DO UPDATE SET "
        "title = excluded.title, source = excluded.source, origin = excluded.origin, authors = excluded.authors, "
        "published = excluded.published, published_basis = excluded.published_basis, "
        "published_reason = excluded.published_reason, language = excluded.language, "
        "form = excluded.form, updated = excluded.updated, sections = excluded.sections, "
        "source_key = excluded.source_key, origin_key = excluded.origin_key, "
        "first_chunk = excluded.first_chunk, chunks = excluded.chunks, current = 1",
        columns,
    )
    key = catalog.rows("SELECT key FROM versions WHERE version = ?", (info.version,))[0][0]
    catalog.run(
        "INSERT INTO texts VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sentences = excluded.sentences",
        (key, reading.article.raw, pack_sentences(reading.sentences)),
    )
    catalog.run_many(
        "INSERT INTO chunks VALUES (?, ?, ?, ?, ?)",
        ((first_chunk + c.ordinal, key, c.ordinal, c.start, c.end) for c in reading.chunks),
    )
    words.add(catalog, ((first_chunk + c.ordinal, info.title or "", c.text) for c in reading.chunks))
    outlets.place(catalog, key, info.source, info.url)
    if reading.chunks:
        acronyms.learn(catalog, key, reading.article.raw)
        outlets.learn(catalog, info.source, info.url)
        repeats.learn(catalog, reading.sentences, outlet_key(info.url, info.source))
    return Stored(first_chunk, replaced, bool(before))


def forget_chunks(catalog: Catalog, key: int) -> tuple[int, ...]:
    """Take the chunks of one version out of what is searched; their keys, for the vectors to follow."""
    found = catalog.rows('SELECT key, "start", "end" FROM chunks WHERE version = ?', (key,))
    if not found:
        return ()
    title, url, source, raw, packed = catalog.rows(
        "SELECT v.title, v.url, v.source, t.raw, t.sentences FROM versions AS v JOIN texts AS t ON t.version = v.key "
        "WHERE v.key = ?",
        (key,),
    )[0]
    words.forget(catalog, ((chunk, title or "", raw[start:end]) for chunk, start, end in found))
    catalog.run("DELETE FROM chunks WHERE version = ?", (key,))
    acronyms.forget(catalog, key)
    outlets.forget(catalog, source, url)
    repeats.forget(catalog, unpack_sentences(packed, raw, ""), outlet_key(url, source))
    catalog.run("UPDATE versions SET chunks = 0 WHERE key = ?", (key,))
    return tuple(int(row[0]) for row in found)


def forget_all_chunks(catalog: Catalog) -> None:
    """Take everything out of what is searched, whatever state the full-text index is in."""
    words.forget_all(catalog)
    catalog.run("DELETE FROM chunks")
    for table in ("acronyms", "outlets", "repeats"):
        catalog.run(f"DELETE FROM {table}")
    catalog.run("UPDATE versions SET chunks = 0")


def repeated(catalog: Catalog, sentences: Sequence[Sentence], version: str) -> list[int]:
    """For each sentence of a version in how many articles of its outlet it stands, where these are many; else 0."""
    found = catalog.rows("SELECT url, source FROM versions WHERE version = ?", (version,))
    return repeats.counts(catalog, sentences, outlet_key(*found[0])) if found else [0] * len(sentences)


def learn_outlets(catalog: Catalog) -> None:
    """Learn sites, names and repeated sentences from a library made before these were kept. Inside a transaction."""
    for key, chunks in catalog.rows("SELECT key, chunks FROM versions"):
        ((url, source, raw, packed),) = catalog.rows(
            "SELECT v.url, v.source, t.raw, t.sentences FROM versions AS v JOIN texts AS t ON t.version = v.key "
            "WHERE v.key = ?",
            (key,),
        )
        outlets.place(catalog, key, source, url)
        if chunks:
            outlets.learn(catalog, source, url)
            repeats.learn(catalog, unpack_sentences(packed, raw, ""), outlet_key(url, source))


def remove(catalog: Catalog, article: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Delete all versions of an article: their names, and the keys of the chunks that were searched."""
    versions = catalog.rows("SELECT version, key FROM versions WHERE article = ?", (article,))
    chunks: tuple[int, ...] = ()
    for _, key in versions:
        chunks += forget_chunks(catalog, key)
        catalog.run("DELETE FROM texts WHERE version = ?", (key,))
        catalog.run("DELETE FROM versions WHERE key = ?", (key,))
    return tuple(str(row[0]) for row in versions), chunks


def take_keys(catalog: Catalog, count: int) -> int:
    """Set `count` chunk keys aside, for good; the first of them."""
    first = catalog.number(Meta.NEXT_CHUNK)
    catalog.set(Meta.NEXT_CHUNK, first + count)
    return first


def read_article(catalog: Catalog, version: str) -> Article:
    """Any stored version, old ones too. Raises NotFound."""
    found = catalog.rows(
        f"SELECT {INFO}, t.raw FROM versions AS v JOIN texts AS t ON t.version = v.key WHERE v.version = ?",
        (version,),
    )
    if not found:
        raise NotFound(f"no article version {version} in the library")
    return Article(to_info(found[0][:_INFO_COLUMNS]), found[0][_INFO_COLUMNS])


def read_sentences(catalog: Catalog, version: str) -> tuple[Sentence, ...]:
    """All sentences of a stored version, in text order. Raises NotFound."""
    found = sentences_by_version(catalog, [version])
    if version not in found:
        raise NotFound(f"no article version {version} in the library")
    return found[version]


def sentences_within(catalog: Catalog, chunks: Iterable[Chunk]) -> dict[tuple[str, int], tuple[Sentence, ...]]:
    """For each chunk, by (version, ordinal), the sentences that lie in it, in text order."""
    wanted = list(chunks)
    every = sentences_by_version(catalog, list(dict.fromkeys(c.version for c in wanted)))
    return {(c.version, c.ordinal): sentences_in(c, every.get(c.version, ())) for c in wanted}


def sentences_by_version(catalog: Catalog, versions: Sequence[str]) -> dict[str, tuple[Sentence, ...]]:
    """All sentences of these stored versions, in text order."""
    found = catalog.rows(
        "SELECT v.version, v.url, v.source, t.raw, t.sentences FROM versions AS v JOIN texts AS t ON t.version = v.key "
        "WHERE v.version IN (SELECT value FROM json_each(?))",
        (json.dumps(versions),),
    )
    return {
        version: repeats.marked(catalog, unpack_sentences(packed, raw, version), outlet_key(url, source))
        for version, url, source, raw, packed in found
    }


def read_chunks(catalog: Catalog, keys: Iterable[int]) -> dict[int, tuple[Chunk, ArticleInfo]]:
    """The chunks of these keys that are searched now, in the order asked, each with its article."""
    wanted = list(dict.fromkeys(int(k) for k in keys))
    found = {
        row[0]: row[1:]
        for row in catalog.rows(
            'SELECT c.key, c.version, c.ordinal, c."start", c."end" FROM json_each(?) AS j '
            "JOIN chunks AS c ON c.key = j.value",
            (json.dumps(wanted),),
        )
    }
    articles = {
        version: (to_info(columns), raw)
        for version, raw, *columns in catalog.rows(
            f"SELECT v.key, t.raw, {INFO} FROM json_each(?) AS j JOIN versions AS v ON v.key = j.value "
            "JOIN texts AS t ON t.version = v.key",
            (json.dumps(list({row[0] for row in found.values()})),),
        )
    }
    chunks = {}
    for key in wanted:
        if key not in found or found[key][0] not in articles:  # removed before, or between the two questions
            continue
        version, ordinal, start, end = found[key]
        info, raw = articles[version]
        chunks[key] = (Chunk(info.version, ordinal, start, end, raw[start:end]), info)
    return chunks


def chunk_keys(catalog: Catalog) -> list[int]:
    """The keys of all chunks that are searched, ascending."""
    return [int(row[0]) for row in catalog.rows("SELECT key FROM chunks ORDER BY key")]


def find_infos(catalog: Catalog, name: str) -> list[ArticleInfo]:
    """What `name` names: an id (its current version), a version, a url or a path; two at most, so that many show."""
    for column in ("article", "version", "url", "path"):
        found = catalog.rows(
            f"SELECT {INFO} FROM versions AS v WHERE v.{column} = ? "
            f"{'' if column == 'version' else 'AND v.current = 1'} ORDER BY v.article LIMIT 2",
            (name,),
        )
        if found:
            return [to_info(row) for row in found]
    return []


def undated_infos(catalog: Catalog, most: int) -> list[ArticleInfo]:
    """The current versions without a date, those added last first."""
    sql = f"SELECT {INFO} FROM versions AS v WHERE v.current = 1 AND v.published IS NULL ORDER BY v.key DESC LIMIT ?"
    return [to_info(row) for row in catalog.rows(sql, (most,))]


def infer_date(catalog: Catalog, version: str, day: date, reason: str) -> None:
    """Date a version that has no date, marked as inferred."""
    catalog.run(
        "UPDATE versions SET published = ?, published_basis = 'inferred', published_reason = ? "
        "WHERE version = ? AND published IS NULL",
        (day.isoformat(), reason, version),
    )


def forget_inferences(catalog: Catalog, article: str) -> None:
    """Take back the dates that were inferred from an article: their reasons name its id."""
    catalog.run(
        "UPDATE versions SET published = NULL, published_basis = NULL, published_reason = NULL "
        "WHERE published_basis = 'inferred' AND instr(published_reason, ?) > 0",
        (f"(article {article})",),
    )


def current_articles(catalog: Catalog) -> Iterator[Article]:
    """Every current version with its text, in the order added; outlets under the names that the articles state."""
    keys = [row[0] for row in catalog.rows("SELECT key FROM versions WHERE current = 1 ORDER BY key")]
    for key in keys:
        ((*row, raw),) = catalog.rows(
            f"SELECT {INFO}, t.raw FROM versions AS v JOIN texts AS t ON t.version = v.key WHERE v.key = ?", (key,)
        )
        yield Article(replace(to_info(row), source=row[4], origin=row[5]), raw)
