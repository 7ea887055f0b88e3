"""Articles and an embedder for tests of the library: small, quick, and every article can be found by its own word."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from brief.articles.reading import read_article
from brief.library.library import Library
from brief.models import Article, Query, Reading
from brief.sources.identity import make_article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPEN = Query("")
PLACES = ("harbor", "orchard", "viaduct", "archive", "lighthouse", "quarry", "meadow", "foundry")


class WordEmbedder:
    """An Embedder that hashes words into a vector: same text, same vector; shared words, near vectors."""

    def __init__(self, dimension: int = 32, name: str = "words") -> None:
        self.dimension = dimension
        self.id = f"{name}:{dimension}"
        self.texts = 0
        """How many texts were embedded."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.texts += len(texts)
        vectors = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.lower().split():
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                row[int.from_bytes(digest[:2], "big") % self.dimension] += 1 if digest[2] % 2 else -1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def word(number: int) -> str:
    """A word that only article `number` has, which no stemming touches."""
    return f"zq{number}x"


def article(
    number: int,
    extra: str = "",
    *,
    published: date | None = date(2021, 5, 3),
    source: str | None = "Tern Gazette",
    title: str | None = None,
    sentences: int = 3,
) -> Article:
    """Article `number`, of `sentences` sentences and `extra`."""
    place = PLACES[number % len(PLACES)]
    lines = [f"The clerk noted {word(number)} at the {place} in entry {n} of the ledger." for n in range(sentences)]
    return make_article(
        "\n".join([*lines, extra]).strip(),
        title=title or f"Ledger of the {place}, part {number}",
        source=source,
        published=published,
        published_basis="record" if published else None,
        record_id=f"r{number}",
        path="/news/ledger.jsonl",
    )


@cache
def reading(number: int, extra: str = "", **given: object) -> Reading:
    return read_article(article(number, extra, **given))  # type: ignore[arg-type]


def assert_whole(library: Library, expected: dict[int, str | None] | None = None) -> None:
    """Catalog, full text, flat file and Chroma agree; and `expected` (number -> version) is exactly what is found."""
    findings = library.doctor()
    assert [f for f in findings if f.level != "ok"] == []
    for number, version in (expected or {}).items():
        found = library.chunks([k for k, _ in library.lexical([word(number)], OPEN, 50)])
        assert {chunk.version for chunk, _ in found.values()} == ({version} if version else set())
    for info in library.articles():
        for sentence in library.sentences(info.version):
            assert library.resolve(sentence.ref)[1] == sentence


_TAKEN_BACK = (
    "DROP TABLE acronyms; DROP INDEX versions_by_day;",
    "ALTER TABLE versions DROP COLUMN form; ALTER TABLE versions DROP COLUMN updated;",
    "DROP TABLE sources; DROP TABLE source_entries; DROP TABLE source_articles; DROP TABLE topics;",
    "DROP TABLE outlets; DROP TABLE repeats; DROP INDEX versions_by_site;"
    "ALTER TABLE versions DROP COLUMN site; ALTER TABLE versions DROP COLUMN own;",
    "DROP TABLE deliveries; ALTER TABLE digests DROP COLUMN subject; ALTER TABLE digests DROP COLUMN message;",
    "",
    "ALTER TABLE versions DROP COLUMN sections;",
)
"""For each step of the schema but the first, what takes it back."""


def take_back(folder: Path, schema: int) -> None:
    """Make the catalog of a library what an earlier version made it: of schema 1 or later. Its articles stay."""
    db = sqlite3.connect(folder / "catalog.sqlite3")
    for step in _TAKEN_BACK[schema - 1 :]:
        db.executescript(step)
    db.execute(f"PRAGMA user_version = {schema}")
    db.close()


def open_ledger(path: Path, **given: object) -> Library:
    return Library(path, WordEmbedder(), **given)  # type: ignore[arg-type]
