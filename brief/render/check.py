"""What `brief check` found, for people and for programs: text, Markdown, JSON (`check_page` has the HTML)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief.models import (
    CheckedCitation,
    CheckedSentence,
    CheckReport,
    Citation,
    Reason,
    SourcedSentence,
    Standing,
    Status,
    Verdict,
)
from brief.render import phrases
from brief.render.data import dumps
from brief.render.layout import Block, Heading, Text
from brief.render.markdown import Writer as MarkdownWriter
from brief.render.terminal import Writer as TextWriter

_MARKS = re.compile(r"\s*\[\d+\]")
"""Marks of a page that is checked again: they would look like marks of this one."""
_NO_CLAIM = "no claim"
TITLES = {Status.SUPPORTED: "Supported", Status.WEAK: "Weak", Status.UNSUPPORTED: "Unsupported"}
"""Each verdict as it is said first of a sentence."""


def summary(report: CheckReport) -> str:
    """`12 sentences: 9 supported, 2 weak, 1 unsupported`."""
    found = [_NO_CLAIM if s.verdict.no_claim else s.verdict.status.value for s in report.sentences]
    counts = [(found.count(what), what) for what in (*(status.value for status in Status), _NO_CLAIM)]
    said = ", ".join(f"{n} {what}" for n, what in counts if n)
    return phrases.count(len(report.sentences), "sentence") + (f": {said}" if said else "")


def title(report: CheckReport) -> str:
    """What stands above a report."""
    return f"Checked: {report.path}" if report.path and report.path != "-" else "Checked"


def without_marks(text: str) -> str:
    """A sentence without the marks of a page that is checked again."""
    return _MARKS.sub("", text)


def _title(verdict: Verdict) -> str:
    """What stands before a sentence: its verdict and how well it is supported, or that it is no claim."""
    if verdict.no_claim:
        return _NO_CLAIM.capitalize()
    return f"{TITLES[verdict.status]} ({phrases.band(verdict.score)})"


def reasons(sentence: CheckedSentence) -> str:
    return "; ".join(map(_reason, sentence.verdict.reasons))


def _reason(reason: Reason) -> str:
    return phrases.reason(reason)


def where_words(evidence: SourcedSentence) -> str:
    """Outlet, day and title of its article, as far as they are known."""
    a = evidence.article
    if not (a.source or a.origin or a.title):
        return ""
    return f"{phrases.outlet(a)}, {phrases.day(a)}" + (f": {a.title}" if a.title else "")


# --------------------------------------------------------------------------------- text, Markdown


def blocks(report: CheckReport) -> Iterator[Block]:
    """What text and Markdown share: each sentence with its verdict, reasons, remedy and sentences found."""
    yield Heading(1, title(report))
    yield Text(summary(report) + ".")
    for sentence in report.sentences:
        verdict = sentence.verdict
        yield Text(without_marks(sentence.text), lead=_title(verdict))
        if verdict.reasons:
            yield Text(reasons(sentence), item=True, lead="Why")
        if sentence.remedy:
            yield Text(sentence.remedy, item=True, lead="To fix it")
        shown = sentence.evidence[:1] if verdict.status is Status.SUPPORTED else sentence.evidence[:3]
        for evidence in shown:
            yield Text(f'"{evidence.sentence.text}"', item=True, under=where_words(evidence))
    yield from _citations(report)
    for note in report.notes:
        yield Text(note)


def _citations(report: CheckReport) -> Iterator[Block]:
    """What the citations of a page printed earlier have come to, but for those that stand."""
    lost = [c for c in report.citations if c.standing is not Standing.STANDS]
    if lost:
        yield Heading(2, "What its sources say now")
    for c in lost:
        yield Text(f'"{c.text}"', item=True, under=now_words(c), lead=was_words(c))


def was_words(c: CheckedCitation) -> str:
    """What became of a citation."""
    return f"Source {c.n} {'is gone' if c.standing is Standing.GONE else c.standing.value}"


def now_words(c: CheckedCitation) -> str:
    """Where the sentence is now; if it changed, how it reads."""
    if c.now is None:
        return "No sentence like it was found."
    reads = f'Now: "{c.now.sentence.text}" ' if c.standing is Standing.CHANGED else "Now in "
    place = phrases.place(Citation(c.n, c.now.sentence, c.now.article, c.line)) or c.now.article.url or ""
    return reads + "; ".join(filter(None, (where_words(c.now), place)))


def render_text(report: CheckReport, *, style: bool = False, width: int | None = None) -> str:
    """The report for a terminal. style: ANSI colours; width: columns to wrap at, None for no wrapping."""
    return TextWriter(style=style, width=width).put(blocks(report))


def render_markdown(report: CheckReport) -> str:
    """The report as CommonMark."""
    return MarkdownWriter().put(blocks(report))


# -------------------------------------------------------------------------------------------- JSON


def render_json(report: CheckReport) -> str:
    """One object: `{"path", "supported", "score", "sentences", "citations", "notes"}`, sentences as with `--pairs`.

    Each sentence also has its `start` and `end` in the text, its `reasons` in words and a `remedy`; each
    sentence found also has its `ref`, article, title, source and date. `citations` are those of a page printed
    earlier: `{"n", "standing": "stands" | "moved" | "changed" | "gone", "text", "now"}`.
    """
    return (
        dumps(
            {
                "path": report.path,
                "supported": report.supported,
                "score": round(report.score, 4),
                "sentences": [_object(s) for s in report.sentences],
                "citations": [_citation_object(c) for c in report.citations],
                "notes": list(report.notes),
            },
            indent=True,
        )
        + "\n"
    )


def _object(sentence: CheckedSentence) -> dict[str, object]:
    return {
        "start": sentence.start,
        "end": sentence.end,
        "text": sentence.text,
        "verdict": sentence.verdict.status.value,
        "score": round(sentence.verdict.score, 4),
        "flags": list(sentence.verdict.flags),
        "reasons": [_reason(r) for r in sentence.verdict.reasons],
        "remedy": sentence.remedy,
        "evidence": [_evidence(e) for e in sentence.evidence],
    }


def _citation_object(c: CheckedCitation) -> dict[str, object]:
    now = None if c.now is None else _evidence(c.now) | {"line": c.line}
    return {"n": c.n, "standing": c.standing.value, "text": c.text, "now": now}


def _evidence(evidence: SourcedSentence) -> dict[str, object]:
    a, s = evidence.article, evidence.sentence
    return {
        "ref": s.ref,
        "article": a.id,
        "title": a.title,
        "source": a.source,
        "published": a.published.isoformat() if a.published else None,
        "path": a.path,
        "url": a.url,
        "start": s.start,
        "end": s.end,
        "text": s.text,
    }
