"""Check a text, sentence by sentence, against its own sources, given articles or the library.

text -> sentences -> the source sentences that support each best -> Verdicts -> CheckReport
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from brief.models import (
    ArticleInfo,
    CheckedSentence,
    CheckReport,
    LineKind,
    Reading,
    Sentence,
    SourcedSentence,
    Status,
    Verdict,
)
from brief.news.lines import read_lines
from brief.news.sentences import split_sentences
from brief.verification.checks import Passage
from brief.verification.pool import Pool, check_sentence, make_pool

EVIDENCE_AT_MOST = 5
_CITABLE = (LineKind.BODY, LineKind.HEADLINE)


def check_text(text: str, sources: Sequence[SourcedSentence], *, path: str | None = None) -> CheckReport:
    """Check each sentence of `text` against `sources`, the sentences that may support it.

    Marks such as `[1]`, headings and everything from a heading `Sources` on are not claims and are left out, so
    that an answer or briefing that `brief` wrote can be checked again.
    """
    pool = make_pool([Passage(s.sentence.text, s.article.title or "", s.article.published) for s in sources])
    sentences = tuple(_checked(claim, pool, sources) for claim in claims_of(text))
    return CheckReport(path, text, sentences)


def _checked(claim: Sentence, pool: Pool, sources: Sequence[SourcedSentence]) -> CheckedSentence:
    found = check_sentence(without_marks(claim.text), pool, most=EVIDENCE_AT_MOST)
    evidence = tuple(sources[i] for i in found.evidence)
    return CheckedSentence(claim.start, claim.end, claim.text, found.verdict, evidence, remedy(found.verdict))


def sourced(reading: Reading) -> list[SourcedSentence]:
    """The sentences of an article that a text may be checked against: its body and its headline."""
    info = reading.article.info
    return [SourcedSentence(s, info) for s in reading.sentences if s.kind in _CITABLE]


# ------------------------------------------------------------------------------------------- pairs


def check_pairs(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Check texts against their own sources: rows `{"id", "source", "text"}`, out comes one dictionary each.

    `{"id", "supported", "score", "sentences": [{"text", "verdict", "score", "flags", "evidence": [{"start", "end",
    "text"}]}]}`; every sentence of the source may be evidence, headings too, and offsets are characters of it. The
    headline and the date that the source's own lines give count as those of its article.
    Raises KeyError where a row lacks a key, TypeError where a value is no string.
    """
    for row in rows:
        source, text = row["source"], row["text"]
        if not isinstance(source, str) or not isinstance(text, str):
            raise TypeError("source and text must be strings")
        _, found = read_lines(source, None)
        info = ArticleInfo(id="", version="", title=found.headline, published=found.published)
        report = check_text(text, [SourcedSentence(s, info) for s in source_sentences(source)])
        yield {
            "id": row["id"],
            "supported": report.supported,
            "score": round(report.score, 4),
            "sentences": [_as_data(s) for s in report.sentences],
        }


def _as_data(sentence: CheckedSentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "verdict": sentence.verdict.status.value,
        "score": round(sentence.verdict.score, 4),
        "flags": list(sentence.verdict.flags),
        "evidence": [
            {"start": e.sentence.start, "end": e.sentence.end, "text": e.sentence.text} for e in sentence.evidence
        ],
    }


def source_sentences(source: str) -> list[Sentence]:
    """All sentences of a source, line by line: no sentence goes over a line's end."""
    out: list[Sentence] = []
    for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", source):
        out.extend(_cut(line[0], s.start, s.end, line.start()) for s in split_sentences(line[0]))
    return out


# ------------------------------------------------------------------------------------ what is a claim

_MARKS = re.compile(r"\s*(?:\[\d+\]|\[\^\d+\]|\[\d+(?:\s*[,–-]\s*\d+)+\])")
_SOURCES = re.compile(r"^\s*(?:#+\s*|\*\*)?sources\s*(?:\*\*)?:?\s*$", re.IGNORECASE | re.MULTILINE)
_NO_CLAIM = re.compile(r"\s*(?:#{1,6}\s|\||[-=*_]{3,}\s*$|!\[|<!--|```)")
_BULLET = re.compile(r"\s*(?:[-*+•>]|\d+[.)])\s+")


def without_marks(text: str) -> str:
    """The words of a sentence without citation marks (`[1]`, `[2, 3]`) and emphasis."""
    return re.sub(r"\*\*|__|`", "", _MARKS.sub("", text)).strip()


def claims_of(text: str) -> list[Sentence]:
    """The sentences of a text that claim something: no headings, rules, tables, nor the sources at its end."""
    end = next((m.start() for m in _SOURCES.finditer(text)), len(text))
    out: list[Sentence] = []
    for line in re.finditer(r"[^\r\n]*\S[^\r\n]*", text[:end]):
        if _NO_CLAIM.match(line[0]):
            continue
        bullet = _BULLET.match(line[0])
        at = bullet.end() if bullet else 0
        out.extend(_sentences_of_line(line[0], at, line.start()))
    return out


def _sentences_of_line(line: str, at: int, offset: int) -> Iterator[Sentence]:
    """The sentences of one line; a citation mark that stands after a full stop stays with its sentence."""
    pending: tuple[int, int] | None = None
    for s in split_sentences(line[at:]):
        start, end = at + s.start, at + s.end
        marks = _MARKS.match(line, start)
        if pending and marks:
            yield _cut(line, pending[0], marks.end(), offset)
            start += len(marks[0]) + len(line[marks.end() : end]) - len(line[marks.end() : end].lstrip())
            pending = (start, end) if start < end else None
            continue
        if pending:
            yield _cut(line, *pending, offset)
        pending = (start, end)
    if pending:
        yield _cut(line, *pending, offset)


def _cut(line: str, start: int, end: int, offset: int) -> Sentence:
    return Sentence("", offset + start, offset + end, line[start:end])


# ----------------------------------------------------------------------------------- words for people

_REMEDIES = {
    "number": "give the number as the source does, or cite the sentence that states it",
    "date": "give the date as the source does, or cite the sentence that states it",
    "weekday": "give the day as the source does, or cite the sentence that states it",
    "name": "use the name as the source does, or cite the sentence that names it",
    "quotation": "quote word for word, or take the quotation marks away",
    "label": "cite sentences that exist",
    "coverage": "add a source that says it, or say only what the sentences below say",
}
_DOUBT = "read it against the sentences below and say it as they do"


def remedy(verdict: Verdict) -> str:
    """What would fix a sentence, in words; empty where it is supported."""
    if verdict.status is Status.SUPPORTED:
        return ""
    return "; ".join(dict.fromkeys(_REMEDIES.get(kind, _DOUBT) for kind in verdict.flags))
