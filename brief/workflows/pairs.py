"""Check texts against their own sources: rows in, one dictionary each out, as `check --pairs` prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from brief.articles.lines import read_lines
from brief.models import ArticleInfo, CheckedSentence, CheckReport, Sentence, SourcedSentence
from brief.text.language import guess_language
from brief.verification.verdict import check_passages, remedy
from brief.workflows.check import check_text, passage_of
from brief.workflows.drafts import claims_of, source_sentences, without_marks

if TYPE_CHECKING:
    from brief.workflows.judging import Judge


def check_pairs(rows: Iterable[Mapping[str, Any]], judge: Judge | None = None) -> Iterator[dict[str, Any]]:
    """Check texts against their own sources: rows `{"id", "text"}` with `"source"` or `"sentences"`.

    `source` is one text: any sentence of it may be evidence, headings too, offsets are characters of it, and the
    headline and the date that its own lines give count as those of its article. `sentences` is a list of `{"text",
    "published", "title", "url", "before"}`, all of them cited; offsets are characters of their texts joined by line
    ends. Out comes `{"id", "supported", "score", "sentences": [{"text", "verdict", "score", "flags", "evidence":
    [{"start", "end", "text"}]}]}`. `judge` rules on the sentences in doubt, in one request a row.

    Raises KeyError where a row lacks a key, TypeError or ValueError where a value is of another kind.
    """
    for row in rows:
        text = _string(row, "text")
        report = _against_cited(text, row["sentences"]) if "sentences" in row else _against_text(text, row)
        if judge is not None:
            from brief.workflows.judging import judge_reports

            report = judge_reports([report], judge)[0]
        yield {
            "id": row["id"],
            "supported": report.supported,
            "score": round(report.score, 4),
            "sentences": [_as_data(s) for s in report.sentences],
        }


def _string(row: Mapping[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a string")
    return value


def _against_text(text: str, row: Mapping[str, Any]) -> CheckReport:
    source = _string(row, "source")
    _, found = read_lines(source, None)
    language = guess_language(source)
    info = ArticleInfo(id="", version="", title=found.headline, published=found.published, language=language)
    return check_text(text, [SourcedSentence(s, info) for s in source_sentences(source, language)])


def _against_cited(text: str, rows: Any) -> CheckReport:
    """A text against sentences that are all cited."""
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise TypeError("sentences must be a list of objects")
    cited: list[SourcedSentence] = []
    before: list[SourcedSentence | None] = []
    at = 0
    for row in rows:
        one, earlier = _cited(row, at)
        cited.append(one)
        before.append(earlier)
        at += len(one.sentence.text) + 1
    passages = [passage_of(one, earlier) for one, earlier in zip(cited, before, strict=True)]
    checked = []
    for claim in claims_of(text):
        verdict = check_passages(without_marks(claim.text), passages)
        evidence = tuple(cited)
        fields = (claim.start, claim.end, claim.text, verdict, evidence, remedy(verdict), tuple(before))
        checked.append(CheckedSentence(*fields))
    return CheckReport(None, text, tuple(checked))


def _cited(row: Mapping[str, Any], at: int) -> tuple[SourcedSentence, SourcedSentence | None]:
    """A cited sentence that begins at character `at` of all, and the one before it."""
    text, day, url = _string(row, "text"), row.get("published"), row.get("url") or None
    info = ArticleInfo(
        id=url or "",
        version="",
        title=row.get("title") or None,
        source=_outlet(url),
        published=date.fromisoformat(day[:10]) if day else None,
        url=url,
        language=guess_language(text),
    )
    earlier = row.get("before")
    sourced = SourcedSentence(Sentence("", at, at + len(text), text), info)
    return sourced, SourcedSentence(Sentence("", at, at, _string(row, "before")), info) if earlier else None


def _outlet(url: str | None) -> str | None:
    """The name of a site, as its address gives it."""
    host = (urlsplit(url).hostname or "") if url else ""
    return host.removeprefix("www.") or None


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
