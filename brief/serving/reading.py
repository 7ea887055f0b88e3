"""From values of the API to what the MCP tools give: plain data for `shapes`, and the same as text to be read."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from brief.api.articles import Added, Article
from brief.api.library import Library
from brief.api.values import Digest, Hits
from brief.models import Article as Stored
from brief.models import ArticleInfo, Query, Sentence
from brief.render import safe
from brief.render.show import context, render_show
from brief.workflows.asked import Claimed, Progress

PART = 20_000
"""Characters of an article that are shown at a time."""

Data = dict[str, Any]
one_line = safe.one_line


def uri(ref: str) -> str:
    """The resource of a citation."""
    return f"brief://{ref}"


def said(event: Progress | Claimed) -> str:
    """What is being done, or which sentence has just passed, in one line."""
    return one_line(f"checked: {event.claim.text}" if isinstance(event, Claimed) else str(event))


def answer_out(answer: Data, asked: Query) -> Data:
    """`answer` as `ask --json` has it; `asked`: the question, with its days as dates."""
    cited = {name: [c | {"uri": uri(c["ref"])} for c in answer[name]] for name in ("citations", "nearest")}
    return answer | cited | {"since": asked.since, "until": asked.until}


def hits_out(hits: Hits, asked: Query) -> Data:
    """`asked`: what was searched for, with its days as dates."""
    passages = [asdict(p) | {"source": p.outlet, "uri": uri(f"{p.version}@{p.start}-{p.end}")} for p in hits]
    days = {"as_of": asked.as_of, "since": asked.since, "until": asked.until}
    return {"query": hits.query, "passages": passages} | days


def report_out(report: Data) -> Data:
    """`report` as `check --json` has it."""
    sentences = [s | {"evidence": [e | {"uri": uri(e["ref"])} for e in s["evidence"]]} for s in report["sentences"]]
    return report | {"sentences": sentences}


def sentence_out(library: Library, ref: str) -> tuple[Data, str]:
    """A cited sentence in its paragraph."""
    found = library.sentence(ref)
    article, start, end = found.article, found.start, found.end
    raw = article.text
    first, last = context(raw, start, end)
    around = f"{raw[first:start]}>>{raw[start:end]}<<{raw[end:last]}".strip("\n")
    text = render_show(_stored(article), Sentence(article.version, start, end, found.text))
    if not found.current:
        text += "\nThe article has a newer version; this is the text that was cited.\n"
    made = {"kind": "sentence", "text": found.text, "start": start, "end": end, "length": len(raw)}
    return made | {"current": found.current, "context": around, "article": _article(article)}, text


def article_out(library: Library, name: str, offset: int) -> tuple[Data, str]:
    """A part of an article's text, from `offset` on."""
    article = library.article(name)
    start = min(offset, len(article.text))
    part = article.text[start : start + PART]
    end = start + len(part)
    newest = library.article(article.id)
    made = {"kind": "article", "text": part, "start": start, "end": end, "length": len(article.text)}
    head = [article.title or "Untitled", ", ".join(filter(None, (article.outlet, _day(article)))), article.url or ""]
    rest = f"\n\n… {len(article.text) - end} more characters: offset {end}" if end < len(article.text) else ""
    text = "\n".join(filter(None, map(one_line, head))) + "\n\n" + part + rest
    return made | {"current": newest.version == article.version, "article": _article(article)}, text


def sources_out(library: Library) -> tuple[Data, str]:
    """What a library holds, and what it follows."""
    outlets, followed = library.outlets(), library.followed()
    lines = [f"{len(library)} articles"]
    for o in outlets:
        days = f", {o.first} to {o.last}" if o.first else ""
        lines += [f"- {o.name or 'no outlet named'}: {o.articles}{days}"]
    lines += [f"- followed: {f.name} ({f.place})" + (f", failed: {f.error}" if f.error else "") for f in followed]
    made = {
        "articles": len(library),
        "outlets": [asdict(o) for o in outlets],
        "followed": [{"name": f.name, "place": f.place, "topic": f.topic, "error": f.error} for f in followed],
    }
    return made, "\n".join(map(one_line, lines))


def digest_out(digest: Digest) -> tuple[Data, str]:
    """A digest; of one that was written as a web page, what it says."""
    from brief.render.reread import page_text

    text = digest.text
    if digest.path.suffix.lower() in (".html", ".htm"):
        text = page_text(text) or text
    made = {"day": digest.day, "edition": digest.edition, "text": text, "path": str(digest.path)}
    return made, text


def added_out(added: Added) -> tuple[Data, str]:
    """What adding came to."""
    problems = [{"where": p.where, "why": p.why} for p in added.problems]
    lines = [added.summary, *(f"- {p.where}: {p.why}" for p in added.problems)]
    made: Data = {"added": added.added, "updated": added.updated, "unchanged": added.unchanged}
    made |= {"articles": list(added.articles), "problems": problems, "summary": added.summary}
    return made, "\n".join(map(one_line, lines))


def _article(a: Article) -> Data:
    names = ("id", "version", "title", "origin", "published", "url", "path", "language", "form")
    return {name: getattr(a, name) for name in names} | {"source": a.outlet}


def _day(a: Article) -> str:
    return a.published.isoformat() if a.published else ""


def _stored(a: Article) -> Stored:
    """An article as what renders it wants it."""
    info = ArticleInfo(a.id, a.version, a.title, a.outlet, a.origin, a.authors, a.published, url=a.url, path=a.path)
    return Stored(info, a.text)
