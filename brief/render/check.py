"""What `brief check` found, for people and for programs: text, Markdown, one HTML file, JSON."""

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
from brief.render.safe import html, safe_url
from brief.render.terminal import Writer as TextWriter

_MARKS = re.compile(r"\s*\[\d+\]")
"""Marks of a page that is checked again: they would look like marks of this one."""
_NO_CLAIM = "no claim"
_TITLES = {Status.SUPPORTED: "Supported", Status.WEAK: "Weak", Status.UNSUPPORTED: "Unsupported"}


def summary(report: CheckReport) -> str:
    """`12 sentences: 9 supported, 2 weak, 1 unsupported`."""
    found = [_NO_CLAIM if s.verdict.no_claim else s.verdict.status.value for s in report.sentences]
    counts = [(found.count(what), what) for what in (*(status.value for status in Status), _NO_CLAIM)]
    said = ", ".join(f"{n} {what}" for n, what in counts if n)
    return phrases.count(len(report.sentences), "sentence") + (f": {said}" if said else "")


def _title(verdict: Verdict) -> str:
    """What stands before a sentence: its verdict and how well it is supported, or that it is no claim."""
    if verdict.no_claim:
        return _NO_CLAIM.capitalize()
    return f"{_TITLES[verdict.status]} ({phrases.band(verdict.score)})"


def reasons(sentence: CheckedSentence) -> str:
    return "; ".join(map(_reason, sentence.verdict.reasons))


def _reason(reason: Reason) -> str:
    return phrases.reason(reason)


def _where(evidence: SourcedSentence) -> str:
    a = evidence.article
    if not (a.source or a.origin or a.title):
        return ""
    return f"{phrases.outlet(a)}, {phrases.day(a)}" + (f": {a.title}" if a.title else "")


# --------------------------------------------------------------------------------- text, Markdown


def blocks(report: CheckReport) -> Iterator[Block]:
    """What text and Markdown share: each sentence with its verdict, reasons, remedy and sentences found."""
    yield Heading(1, f"Checked: {report.path}" if report.path and report.path != "-" else "Checked")
    yield Text(summary(report) + ".")
    for sentence in report.sentences:
        verdict = sentence.verdict
        yield Text(_MARKS.sub("", sentence.text), lead=_title(verdict))
        if verdict.reasons:
            yield Text(reasons(sentence), item=True, lead="Why")
        if sentence.remedy:
            yield Text(sentence.remedy, item=True, lead="To fix it")
        shown = sentence.evidence[:1] if verdict.status is Status.SUPPORTED else sentence.evidence[:3]
        for evidence in shown:
            yield Text(f'"{evidence.sentence.text}"', item=True, under=_where(evidence))
    yield from _citations(report)
    for note in report.notes:
        yield Text(note)


def _citations(report: CheckReport) -> Iterator[Block]:
    """What the citations of a page printed earlier have come to, but for those that stand."""
    lost = [c for c in report.citations if c.standing is not Standing.STANDS]
    if lost:
        yield Heading(2, "What its sources say now")
    for c in lost:
        yield Text(f'"{c.text}"', item=True, under=_now(c), lead=_was(c))


def _was(c: CheckedCitation) -> str:
    return f"Source {c.n} {'is gone' if c.standing is Standing.GONE else c.standing.value}"


def _now(c: CheckedCitation) -> str:
    """Where the sentence is now; if it changed, how it reads."""
    if c.now is None:
        return "No sentence like it was found."
    reads = f'Now: "{c.now.sentence.text}" ' if c.standing is Standing.CHANGED else "Now in "
    place = phrases.place(Citation(c.n, c.now.sentence, c.now.article, c.line)) or c.now.article.url or ""
    return reads + "; ".join(filter(None, (_where(c.now), place)))


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


# -------------------------------------------------------------------------------------------- HTML


def render_html(report: CheckReport) -> str:
    """The draft with its evidence beside it, as one file without script: nothing in it loads or runs."""
    from brief.render.document import document

    title = f"Checked: {report.path}" if report.path and report.path != "-" else "Checked"
    body = [f"<h1>{html(title)}</h1>", f'<p class="meta">{html(summary(report))}.</p>']
    body += [f'<p class="note">{html(note)}</p>' for note in report.notes]
    body += [_row(s) for s in report.sentences]
    lost = [c for c in report.citations if c.standing is not Standing.STANDS]
    if lost:
        body += ["<h2>What its sources say now</h2>", *(_citation_row(c) for c in lost)]
    return document(title, body, "check")


def _row(sentence: CheckedSentence) -> str:
    status = sentence.verdict.status
    said = f'<span class="tag {status.value}">{_title(sentence.verdict)}</span>'
    lines = [f"<p>{html(_MARKS.sub('', sentence.text))} {said}</p>"]
    if sentence.verdict.reasons:
        lines.append(f'<p class="note">{html(reasons(sentence))}</p>')
    if sentence.remedy:
        lines.append(f'<p class="note">To fix it: {html(sentence.remedy)}</p>')
    found = "".join(_found(e) for e in sentence.evidence) or '<p class="note">No sentence speaks of it.</p>'
    return f'<section class="checked {status.value}"><div>{"".join(lines)}</div><div>{found}</div></section>'


def _citation_row(c: CheckedCitation) -> str:
    was = f'<p><q dir="auto">{html(c.text)}</q> <span class="tag weak">{html(_was(c))}</span></p>'
    now = _found(c.now) if c.now else f'<p class="note">{_now(c)}</p>'
    return f'<section class="checked weak"><div>{was}</div><div>{now}</div></section>'


def _found(evidence: SourcedSentence) -> str:
    url = safe_url(evidence.article.url)
    where = html(_where(evidence))
    if url:
        where = f'<a href="{html(url)}" rel="noopener noreferrer nofollow">{where or html(url)}</a>'
    quoted = f'<q dir="auto">{html(evidence.sentence.text)}</q>'
    return f'<blockquote>{quoted}<br><span class="meta">{where}</span></blockquote>'
