"""A draft that was checked, as HTML: its sentences marked, and beside it what was found of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from brief.models import CheckedCitation, CheckedSentence, CheckReport, SourcedSentence, Standing, Status
from brief.render import phrases
from brief.render.check import TITLES, now_words, summary, title, was_words, where_words, without_marks
from brief.render.document import document
from brief.render.safe import html, html_block, safe_url

Place = Callable[[SourcedSentence], str]
"""The address at which a sentence is read in its article; empty: nowhere but at the article's own."""
_NO_CLAIM = "none"
_KINDS = {**{status.value: words for status, words in TITLES.items()}, _NO_CLAIM: "No claim"}
_SHOWN = {Status.SUPPORTED: 1, Status.WEAK: 3, Status.UNSUPPORTED: 3}
"""How many of the sentences found are shown."""


def nowhere(_: SourcedSentence) -> str:
    """For a page that stands alone."""
    return ""


def render_html(report: CheckReport) -> str:
    """The draft with its evidence beside it, as one file without script: nothing in it loads or runs."""
    return document(title(report), [f"<h1>{html(title(report))}</h1>", *findings(report)], "check")


def findings(report: CheckReport, place: Place = nowhere) -> Iterator[str]:
    """All that a page has under its title: the counts, the draft, what was found, what became of old sources."""
    yield f'<p class="meta">{html(summary(report))}.</p>'
    yield from (f'<p class="note">{html(note)}</p>' for note in report.notes)
    if report.sentences:
        cards = "".join(_finding(n, s, place) for n, s in enumerate(report.sentences, 1))
        yield (
            f'<div class="checked">{_choice(report)}<div class="columns"><section class="draft" aria-label="The draft">'
            f'{_draft(report)}</section><ol class="findings" aria-label="What was found">{cards}</ol></div></div>'
        )
    lost = [c for c in report.citations if c.standing is not Standing.STANDS]
    if lost:
        rows = "".join(_citation(c, place) for c in lost)
        yield f'<h2>What its sources say now</h2><ol class="findings">{rows}</ol>'


def _kind(sentence: CheckedSentence) -> str:
    return _NO_CLAIM if sentence.verdict.no_claim else sentence.verdict.status.value


def _choice(report: CheckReport) -> str:
    """How many of each there are, to choose which are shown: a choice that works without script."""
    found = [_kind(s) for s in report.sentences]
    choices = [("all", "All", len(found))] + [(k, words, found.count(k)) for k, words in _KINDS.items()]
    fields = "".join(
        f'<label class="{kind}"><input type="radio" name="show" value="{kind}"{" checked" if kind == "all" else ""}>'
        f"{words} <strong>{n}</strong></label>"
        for kind, words, n in choices
        if n
    )
    return f'<fieldset class="choice"><legend>Show</legend>{fields}</fieldset>'


def _draft(report: CheckReport) -> str:
    """The text as it came, each sentence leading to what was found of it."""
    out, at = "", 0
    for n, s in enumerate(report.sentences, 1):
        kind = _kind(s)
        out += html_block(report.text[at : s.start])
        out += (
            f'<a class="s {kind}" href="#s{n}">{html_block(report.text[s.start : s.end])}<sup>{n}</sup>'
            f'<span class="unseen"> ({_KINDS[kind].lower()})</span></a>'
        )
        at = s.end
    return f'<div class="text" dir="auto">{out}{html_block(report.text[at:])}</div>'


def _finding(n: int, sentence: CheckedSentence, place: Place) -> str:
    verdict, kind = sentence.verdict, _kind(sentence)
    copied = " <span>word for word</span>" if verdict.score == 1.0 else ""
    parts = [
        f'<p class="verdict"><span class="number">{n}</span><strong>{_KINDS[kind]}</strong>{copied}</p>',
        f'<p class="claim" dir="auto">{html(without_marks(sentence.text))}</p>',
    ]
    if verdict.reasons:
        whys = "".join(f"<li>{html(phrases.sentence(r.detail or r.kind))}</li>" for r in verdict.reasons)
        parts.append(f'<ul class="why">{whys}</ul>')
    if sentence.remedy:
        parts.append(f'<p class="remedy"><strong>To fix it:</strong> {html(sentence.remedy)}.</p>')
    shown = sentence.evidence[: _SHOWN[verdict.status]]
    parts += [_quoted(e, place) for e in shown]
    if not shown and not verdict.no_claim:
        parts.append('<p class="note">No sentence in the articles speaks of it.</p>')
    return f'<li class="finding {kind}" id="s{n}">{"".join(parts)}</li>'


def _citation(c: CheckedCitation, place: Place) -> str:
    was = f'<p class="verdict"><strong>{html(was_words(c))}</strong></p><p class="claim" dir="auto">{html(c.text)}</p>'
    now = _quoted(c.now, place) if c.now else f'<p class="note">{html(now_words(c))}</p>'
    return f'<li class="finding weak">{was}{now}</li>'


def _quoted(evidence: SourcedSentence, place: Place) -> str:
    said = html(where_words(evidence))
    here, url = place(evidence), safe_url(evidence.article.url)
    if here:
        said = f'<a href="{html(here)}">{said or "Read it in its article"}</a>'
    elif url:
        said = f'<a href="{html(url)}" rel="noopener noreferrer nofollow">{said or html(url)}</a>'
    quoted = f'<q dir="auto">{html(evidence.sentence.text)}</q>'
    return f'<blockquote>{quoted}<span class="meta">{said}</span></blockquote>'
