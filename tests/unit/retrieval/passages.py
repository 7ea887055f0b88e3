"""Small articles, passages and hits for the tests of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from brief.models import ArticleInfo, Chunk, Hit, Sentence


def article(name: str, published: date | None = None, title: str = "", origin: str | None = None) -> ArticleInfo:
    return ArticleInfo(id=name, version=name, title=title or None, published=published, origin=origin)


def passage(
    info: ArticleInfo,
    texts: Sequence[str],
    *,
    ordinal: int = 0,
    start: int = 0,
    score: float = 1.0,
    lexical: int | None = 1,
    vector: int | None = 1,
) -> tuple[Hit, tuple[Sentence, ...]]:
    """A hit whose chunk is these sentences, a blank between each, from `start` of the article."""
    sentences = []
    at = start
    for text in texts:
        sentences.append(Sentence(info.version, at, at + len(text), text))
        at += len(text) + 1
    whole = " ".join(texts)
    return Hit(Chunk(info.version, ordinal, start, start + len(whole), whole), info, score, lexical, vector), tuple(
        sentences
    )
