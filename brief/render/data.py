"""Everything as JSON: plain dictionaries in the forms that the design promises, and their text.

Texts are exact here (a reader may check `raw[start:end] == text`); characters that a terminal could act on
are written as escapes, so that the bytes are inert and the values whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from brief.models import (
    Answer,
    Article,
    ArticleInfo,
    Citation,
    Hit,
    Line,
    Sentence,
    ShownClaim,
    ShownDate,
    Usage,
    Withheld,
)
from brief.render import phrases
from brief.render.safe import json_safe

Object = dict[str, Any]


class RunLike(Protocol):
    """A row of the runs that a library keeps."""

    @property
    def run_id(self) -> str: ...
    @property
    def command(self) -> str: ...
    @property
    def question(self) -> str | None: ...
    @property
    def model(self) -> str | None: ...


def dumps(value: Mapping[str, Any], *, indent: bool = False) -> str:
    """One JSON value, without a newline after it; on one line unless `indent`."""
    return json_safe(json.dumps(value, ensure_ascii=False, indent=2 if indent else None))


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def answer_object(answer: Answer) -> Object:
    """What `ask --json` prints."""
    return {
        "run": answer.run,
        "question": answer.question,
        "as_of": iso(answer.as_of),
        "writer": answer.writer,
        "model": answer.model,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "claims": [claim_object(c) for c in answer.claims],
        "withheld": [withheld_object(w) for w in answer.withheld],
        "nearest": [citation_object(c) for c in answer.nearest],
        "notes": list(answer.notes),
        "citations": [citation_object(c) for c in answer.citations],
        "usage": usage_object(answer.usage),
    }


def claim_object(claim: ShownClaim) -> Object:
    return {
        "text": claim.text,
        "verdict": claim.verdict.status.value,
        "how": phrases.how(claim),
        "score": round(claim.verdict.score, 4),
        "flags": list(claim.verdict.flags),
        "citations": list(claim.citations),
        "origins": claim.origins,
        "dates": [_date_object(claim, d) for d in claim.dates],
    }


def _date_object(claim: ShownClaim, d: ShownDate) -> Object:
    """Words of a claim's text that count from its article's date, and the days they mean."""
    return {
        "start": d.start,
        "end": d.end,
        "words": claim.text[d.start : d.end],
        "first": d.first.isoformat(),
        "last": d.last.isoformat(),
        "precision": d.precision,
        "inferred": d.inferred,
    }


def withheld_object(withheld: Withheld) -> Object:
    return {
        "text": withheld.text,
        "verdict": withheld.verdict.status.value,
        "flags": list(withheld.verdict.flags),
    }


def citation_object(c: Citation) -> Object:
    """A citation: the sentence with its offsets in the raw text, and its article."""
    a = c.article
    return {
        "n": c.n,
        "ref": c.sentence.ref,
        "article": a.id,
        "source_id": a.record_id,
        "title": a.title,
        "source": a.source,
        "origin": a.origin,
        "published": iso(a.published),
        "published_basis": a.published_basis,
        "published_reason": a.published_reason,
        "path": a.path,
        "url": a.url,
        "start": c.sentence.start,
        "end": c.sentence.end,
        "text": c.sentence.text,
    }


def usage_object(usage: Usage) -> Object:
    return {
        "requests": usage.requests,
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "reasoning_tokens": usage.reasoning_tokens,
        "cost_usd": usage.cost_usd,
    }


def hit_object(query: str, rank: int, hit: Hit, query_id: str | None = None) -> Object:
    """A line of `search --json`; `query_id` comes first where the query came with one. `rank` counts from 1."""
    a = hit.article
    named: Object = {} if query_id is None else {"id": query_id}
    return named | {
        "query": query,
        "rank": rank,
        "score": round(hit.score, 6),
        "lexical": hit.lexical,
        "vector": hit.vector,
        "article": a.id,
        "source_id": a.record_id,
        "title": a.title,
        "published": iso(a.published),
        "path": a.path,
        "url": a.url,
        "start": hit.chunk.start,
        "end": hit.chunk.end,
        "text": hit.chunk.text,
    }


def article_object(a: ArticleInfo) -> Object:
    """A line of `list --json`."""
    return {
        "id": a.id,
        "version": a.version,
        "title": a.title,
        "source": a.source,
        "origin": a.origin,
        "authors": list(a.authors),
        "published": iso(a.published),
        "published_basis": a.published_basis,
        "published_reason": a.published_reason,
        "path": a.path,
        "url": a.url,
        "source_id": a.record_id,
        "language": a.language,
        "form": a.form,
        "updated": iso(a.updated),
        "sha256": a.sha256,
    }


def run_object(run: RunLike) -> Object:
    """A line of `runs --json`."""
    return {"run": run.run_id, "command": run.command, "question": run.question, "model": run.model}


def sentence_object(article: Article, sentence: Sentence, line: int | None = None) -> Object:
    """What `show --json` prints: the sentence, the article it stands in, its line in the file (from 1)."""
    return {
        "ref": sentence.ref,
        "start": sentence.start,
        "end": sentence.end,
        "line": line,
        "kind": sentence.kind.value,
        "text": sentence.text,
        "article": article_object(article.info),
    }


def as_read_object(article: Article, stretches: Iterable[Line]) -> Object:
    """What `show --json ARTICLE` prints: every stretch of the text in order, its kind and what it was told by."""
    return {
        "article": article_object(article.info),
        "sentences": [
            {"start": s.start, "end": s.end, "kind": s.kind.value, "why": s.why, "text": article.raw[s.start : s.end]}
            for s in stretches
        ],
    }
