"""Answers and briefings as one self-contained HTML file: no script, nothing loaded, readable offline.

A mark opens its sentence in place (a popover, plain HTML) with a link to the article's text further down,
where the sentence is highlighted (`:target`). The content security policy allows one thing, the style sheet
by its digest, so that nothing an article contains could run or load even if it got through as markup; and
it does not get through, since every text is escaped (see `safe`).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from brief.models import (
    SECTIONS,
    Answer,
    ArticleInfo,
    Briefing,
    Citation,
    ShownClaim,
    ShownDate,
    Status,
    TimelineEntry,
)
from brief.render import phrases
from brief.render.layout import change_lines, change_remarks, shown_claims, story_line
from brief.render.safe import html, html_block, safe_url

_LONGEST_TEXT = 60_000
_AROUND = 2_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ID = re.compile(r"[^0-9A-Za-z]+")
_HERE = "\ue000"
"""Stands for a date while its claim is escaped; a private character that articles have no use for."""


def render_answer(answer: Answer, texts: Mapping[str, str], *, verbose: bool = False) -> str:
    """The answer as a page. `texts` maps article versions to raw texts; what it lacks is not linked."""
    cited = answer.citations if answer.answered else answer.citations or answer.nearest
    body = [f"<h1>{html(_short(answer.question))}</h1>"]
    if answer.as_of:
        body.append(_p(phrases.as_of_line(answer.as_of), "meta"))
    if not answer.answered:
        body.append(_p(phrases.NOT_ANSWERED, "lead"))
        if answer.nearest:
            body.append(_p(phrases.NEAREST, "meta"))
    body += [f"<p>{_claim(c, cited=answer.citations, verbose=verbose)}</p>" for c in answer.claims]
    lines = (
        *answer.notes,
        phrases.repaired_line(answer.claims),
        phrases.withheld_line(answer.withheld),
        *_withheld(answer, verbose),
        phrases.usage_line(answer.usage, answer.model),
    )
    body += [_p(line, "note") for line in lines if line]
    return _page(_short(answer.question), body, cited, texts)


def render_briefing(briefing: Briefing, texts: Mapping[str, str], *, verbose: bool = False) -> str:
    """The briefing as a page. `texts` maps article versions to raw texts; what it lacks is not linked."""
    body = [f"<h1>{html(briefing.title)}</h1>", _p(phrases.dated_line(briefing), "meta")]
    notes = [_p(n, "note") for n in briefing.notes]
    if not briefing.stories:
        body += notes
    body += _stories(briefing, verbose=verbose)
    changes = change_lines(briefing)
    if changes:
        body += ["<h2>Since the previous briefing</h2>", _list(map(html, changes))]
    body.append("<h2>Timeline</h2>")
    body.append(_timeline(briefing.timeline))
    body += ["<h2>Gaps</h2>", _list(map(html, briefing.gaps or ("None found.",)))]
    coverage = (*phrases.coverage_lines(briefing), phrases.repaired_line(shown_claims(briefing)))
    body += ["<h2>Coverage</h2>", _list(html(line) for line in (*coverage, *_withheld(briefing, verbose)) if line)]
    if briefing.stories:
        body += notes
    return _page(briefing.title, body, briefing.citations, texts)


def _withheld(page: Answer | Briefing, verbose: bool) -> list[str]:
    return [f'Withheld: "{w.text}" ({phrases.why(w)})' for w in page.withheld] if verbose else []


def _short(title: str) -> str:
    return title if len(title) <= 300 else title[:300] + "…"


def _p(text: str, kind: str) -> str:
    return f'<p class="{kind}">{html(text)}</p>'


def _list(items: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"


def _stories(briefing: Briefing, *, verbose: bool) -> Iterator[str]:
    marked = change_remarks(briefing)
    alone = len(briefing.stories) == 1
    for story in briefing.stories:
        if not alone:
            yield f'<h2 class="story">{html(story.story.title)}</h2>'
            yield _p(story_line(story), "meta")
        for name in SECTIONS:
            claims = story.sections.get(name, ())
            if not claims and not alone:
                continue
            level = "h2" if alone else "h3"
            yield f"<{level}>{phrases.SECTION_TITLES[name]}</{level}>"
            shown = [_claim(c, remark=marked.get(c.text, ""), verbose=verbose) for c in claims]
            if not claims:
                yield _p("Nothing stated in these articles.", "note")
            elif name == "bottom_line":
                yield from (f'<p class="lead">{c}</p>' for c in shown)
            else:
                yield _list(shown)


def _timeline(entries: Sequence[TimelineEntry]) -> str:
    if not entries:
        return _p("No dated statements.", "note")
    rows = (f"<li><time>{html(phrases.when(e))}</time><span>{_claim(e.claim, entry=e)}</span></li>" for e in entries)
    return f'<ol class="timeline">{"".join(rows)}</ol>'


def _claim(
    claim: ShownClaim,
    *,
    cited: Sequence[Citation] = (),
    remark: str = "",
    entry: TimelineEntry | None = None,
    verbose: bool = False,
) -> str:
    """A claim with its resolved dates and its marks; with `cited` also where it comes from."""
    support = f"Support: {phrases.band(claim.verdict.score)}"
    marks = "".join(
        f'<button type="button" class="mark" popovertarget="card-{n}" aria-label="Source {n}">[{n}]</button>'
        for n in claim.citations
    )
    said = "; ".join(filter(None, (phrases.remarks(claim, verbose=verbose), remark)))
    kind = "tag" if claim.verdict.status is Status.SUPPORTED else "tag weak"
    numbers = set(claim.citations)
    where = phrases.provenance(c for c in cited if c.n in numbers)
    return (
        f'<span dir="auto" title="{html(support)}">{_with_dates(claim, entry)}</span> {marks}'
        + (f' <span class="{kind}">({html(said)})</span>' if said else "")
        + (f'<span class="where">{html(where)}</span>' if where else "")
    )


def _with_dates(claim: ShownClaim, entry: TimelineEntry | None) -> str:
    """The claim's text, its resolved dates quietly beside their words.

    The text is escaped as a whole, with a placeholder where a date goes: escaped in pieces, a piece could lose the
    white space at its ends, or the halves of a false mark pass for harmless.
    """
    found = []
    whole = ""
    for words, date in phrases.pieces(claim, but=entry):
        whole += words.replace(_HERE, "\ufffd")
        if date:
            found.append(date)
            whole += _HERE
    first, *others = html(whole).split(_HERE)
    return first + "".join(_date(date) + rest for date, rest in zip(found, others, strict=True))


def _date(found: ShownDate) -> str:
    stamp = phrases.span(found.first, found.last)
    machine = f' datetime="{stamp}"' if " " not in stamp else ""
    return f' <time class="resolved"{machine}>{html(phrases.resolved(found))}</time>'


# ------------------------------------------------------------------------------------------ citations, texts


def _page(title: str, body: Iterable[str], cited: Sequence[Citation], texts: Mapping[str, str]) -> str:
    parts = [*body, '<h2 id="sources">Sources</h2>', _sources(cited, texts)]
    parts += [_card(c, texts) for c in cited]
    articles = {c.article.version: c.article for c in cited if c.article.version in texts}
    if articles:
        parts.append('<section class="texts"><h2>The articles</h2>')
        parts += [_article(a, texts[v], [c for c in cited if c.article.version == v]) for v, a in articles.items()]
        parts.append("</section>")
    return document(title, parts)


def document(title: str, parts: Iterable[str]) -> str:
    """One self-contained page around `parts`, which are HTML already: no script runs, nothing is loaded."""
    style, digest = _style()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> tuple[str, str]:
    """The style sheet and its digest for the policy (base64 of SHA-256, over the bytes between the tags)."""
    style = resources.files("brief.render").joinpath("page.css").read_text(encoding="utf-8")
    return style, base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _anchor(c: Citation) -> str:
    """The id of a sentence in the text of its article."""
    return f"s-{_ID.sub('-', c.article.version)}-{c.sentence.start}-{c.sentence.end}"


def _facts(c: Citation) -> str:
    """Title; outlet and date; the place, or the link out."""
    a = c.article
    url = safe_url(a.url)
    spot = (
        f'<a href="{html(url)}" rel="noopener noreferrer nofollow">{html(url)}</a>' if url else html(phrases.place(c))
    )
    where = f"{html(phrases.outlet(a))}, {html(phrases.day_and_basis(a))}"
    return "<br>".join(filter(None, (html(a.title or ""), where, spot)))


def _quote(c: Citation) -> str:
    return f'<q dir="auto" lang="{_language(c.article)}">{html(c.sentence.text)}</q>'


def _language(a: ArticleInfo) -> str:
    return a.language if _LANGUAGE.fullmatch(a.language) else "und"


def _link(c: Citation, texts: Mapping[str, str]) -> str:
    return f'<a class="jump" href="#{_anchor(c)}">Read it in the article</a>' if c.article.version in texts else ""


def _card(c: Citation, texts: Mapping[str, str]) -> str:
    """What a mark opens."""
    link = _link(c, texts)
    return (
        f'<div popover class="card" id="card-{c.n}" role="dialog" aria-label="Source {c.n}">'
        f'<p>{_quote(c)}</p><p class="meta">{_facts(c)}</p>' + (f"<p>{link}</p>" if link else "") + "</div>"
    )


def _sources(cited: Sequence[Citation], texts: Mapping[str, str]) -> str:
    if not cited:
        return _p("None.", "note")
    rows = []
    for c in cited:
        facts = "<br>".join(filter(None, (_facts(c), _link(c, texts))))
        rows.append(
            f'<li class="source" id="source-{c.n}"><span class="number">[{c.n}]</span>'
            f'<div>{_quote(c)}<div class="meta">{facts}</div></div></li>'
        )
    return f'<ol class="sources">{"".join(rows)}</ol>'


def _article(a: ArticleInfo, raw: str, cited: Sequence[Citation]) -> str:
    """The text of an article as it came, its cited sentences marked."""
    head = f"{html(phrases.outlet(a))}, {html(phrases.day_and_basis(a))}"
    return (
        f'<article class="article"><h3 dir="auto">{html(a.title or "Untitled")}</h3><p class="meta">{head}</p>'
        f'<div class="text" dir="auto" lang="{_language(a)}">{"".join(_marked(raw, cited))}</div></article>'
    )


def _marked(raw: str, cited: Sequence[Citation]) -> Iterator[str]:
    at = 0
    spans = _windows(raw, cited)
    for c in sorted(cited, key=lambda c: (c.sentence.start, -c.sentence.end)):
        start, end = c.sentence.start, c.sentence.end
        back = f'<a class="back" href="#source-{c.n}" aria-label="Source {c.n}">[{c.n}]</a>'
        if start < at:  # overlaps the one before (a sentence split otherwise): an anchor is enough
            yield f'<a id="{_anchor(c)}"></a>{back}'
            continue
        yield from _plain_text(raw, at, start, spans)
        yield f'<mark id="{_anchor(c)}">{html_block(raw[start:end])}</mark>{back}'
        at = end
    yield from _plain_text(raw, at, len(raw), spans)


def _windows(raw: str, cited: Sequence[Citation]) -> list[tuple[int, int]]:
    """The parts of a text to print: all of it, or of a very long one what stands around its cited sentences."""
    if len(raw) <= _LONGEST_TEXT:
        return [(0, len(raw))]
    return [(max(0, c.sentence.start - _AROUND), c.sentence.end + _AROUND) for c in cited]


def _plain_text(raw: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """`raw[start:end]` as far as `spans` reach; what is left out shows as an ellipsis."""
    at = start
    for first, last in sorted(spans):
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            yield '<span class="cut"> […] </span>'
        yield html_block(raw[first:last])
        at = last
    if at < end:
        yield '<span class="cut"> […] </span>'
