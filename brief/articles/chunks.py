"""Chunks: what is embedded and searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from brief.models import ArticleInfo, Chunk, LineKind, Sentence


def make_chunks(raw: str, sentences: Iterable[Sentence], version: str, max_chars: int = 1000) -> tuple[Chunk, ...]:
    """Cut an article into runs of whole body sentences, each as long as fits into `max_chars` characters.

    A chunk holds one sentence at least, so one may be longer than `max_chars`, by what one sentence
    (`sentences.MAX_SENTENCE` at most) allows. Furniture between two sentences stays in a chunk's text; where it
    alone would make the chunk longer than twice `max_chars`, the chunk ends before it.
    """
    chunks: list[Chunk] = []
    start = end = -1
    for sentence in sentences:
        if sentence.kind is not LineKind.BODY:
            continue
        if start >= 0 and sentence.end - start <= max_chars:
            end = sentence.end
            continue
        if start >= 0:
            chunks.append(Chunk(version, len(chunks), start, end, raw[start:end]))
        start, end = sentence.start, sentence.end
    if start >= 0:
        chunks.append(Chunk(version, len(chunks), start, end, raw[start:end]))
    return tuple(chunks)


def sentences_in(chunk: Chunk, article: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of an article version that lie in a chunk of it."""
    return tuple(s for s in article if chunk.start <= s.start and s.end <= chunk.end)


def embedding_text(chunk: Chunk, info: ArticleInfo) -> str:
    """What is embedded for a chunk: the headline and the date in front of its text."""
    head = [info.title] if info.title else []
    if info.published:
        head.append(info.published.isoformat())
    return "\n".join([*head, chunk.text])
