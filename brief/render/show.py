"""One sentence in its context, and the short lists: search hits, articles, runs. All as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from brief.models import Article, ArticleInfo, Citation, Hit, Line, LineKind, Sentence
from brief.render import phrases
from brief.render.data import RunLike
from brief.render.excerpts import Finder, excerpt, nothing
from brief.render.safe import clean, one_line, plain, safe_url
from brief.text.line_numbers import line_number

_BOLD, _DIM, _REVERSE, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[7m", "\x1b[0m"
_LINE_END = re.compile(r"\r\n|\r|\n")
_AROUND = 500
_EXCERPT = 300
_QUESTION = 100


def context(raw: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of what to show around `raw[start:end]`: its lines, and whole lines beside them.

    At most 500 characters on either side; where the line itself reaches further it is cut there.
    """
    return _reach(raw, start, -1), _reach(raw, end, 1)


def _reach(raw: str, at: int, step: int) -> int:
    """The last line end within reach of `at` on one side, else the reach itself (or the end of the text)."""
    limit = max(0, at - _AROUND) if step < 0 else min(len(raw), at + _AROUND)
    if limit in (0, len(raw)):
        return limit
    ends = [m.end() if step < 0 else m.start() for m in _LINE_END.finditer(raw, min(at, limit), max(at, limit))]
    if not ends:
        return limit
    return ends[0] if step < 0 else ends[-1]


def render_show(article: Article, sentence: Sentence, *, style: bool = False) -> str:
    """A sentence in its paragraph, under what is known of the article. Marked with `>>` and `<<`, or reversed."""
    info, raw = article.info, article.raw
    here = Citation(1, sentence, info, line_number(raw, sentence.start))
    head = [*_head(info), *(spot for spot in (one_line(phrases.place(here)), safe_url(info.url)) if spot), sentence.ref]
    head = _styled(head) if style else head
    first, last = context(raw, sentence.start, sentence.end)
    opening, closing = (_REVERSE, _RESET) if style else (">>", "<<")
    body = (
        ("…" if first > 0 and raw[first - 1] not in "\r\n" else "")
        + clean(raw[first : sentence.start])
        + opening
        + clean(raw[sentence.start : sentence.end])
        + closing
        + clean(raw[sentence.end : last])
        + ("…" if last < len(raw) and raw[last] not in "\r\n" else "")
    )
    return "\n".join(head) + "\n\n" + body.strip("\n") + "\n"


def render_as_read(article: Article, stretches: Iterable[Line], *, style: bool = False) -> str:
    """An article as it was read: under what is known of it a line for each stretch, what it is, and by what."""
    info = article.info
    head = [*_head(info), *(spot for spot in (safe_url(info.url) or one_line(info.path or ""),) if spot)]
    known = [info.form, f"in {info.language}"]
    known += [f"updated {info.updated}"] if info.updated else []
    known += [f"filed under {one_line(', '.join(info.sections))}"] if info.sections else []
    head.append(", ".join(known))
    out = [*(_styled(head) if style else head), ""]
    for s in stretches:
        why = f"  [{s.why}]" if s.why else ""
        text = plain(article.raw[s.start : s.end])
        cited = s.kind in (LineKind.BODY, LineKind.HEADLINE)
        out.append(f"{s.kind.value:<12} {text if cited or not style else _DIM + text + _RESET}{why}")
    return "\n".join(out) + "\n"


def _head(info: ArticleInfo) -> list[str]:
    """Title, outlet and day, and byline of an article."""
    head = [plain(info.title or "Untitled"), f"{plain(phrases.outlet(info))}, {plain(phrases.day_and_basis(info))}"]
    return [*head, "By " + plain(", ".join(info.authors))] if info.authors else head


def _styled(head: Sequence[str]) -> list[str]:
    return [f"{_BOLD}{head[0]}{_RESET}", *(f"{_DIM}{line}{_RESET}" for line in head[1:])]


def render_hits(hits: Sequence[Hit], find: Finder = nothing, *, style: bool = False) -> str:
    """Search hits as text: rank, title, outlet and date, 300 characters of the passage (those with the most words that
    `find` finds; bold, in a `style` for terminals), and why."""
    out: list[str] = []
    for rank, hit in enumerate(hits, 1):
        a = hit.article
        text = "".join(
            f"{_BOLD}{piece}{_RESET}" if found and style else piece
            for piece, found in excerpt(plain(hit.chunk.text), find, _EXCERPT)
        )
        why = ", ".join(
            f"{name} {place}" for name, place in (("words", hit.lexical), ("meaning", hit.vector)) if place is not None
        )
        title = f"{rank}. {plain(a.title or 'Untitled')}"
        where = f"{plain(phrases.outlet(a))}, {phrases.day(a)}; score {hit.score:.3f}" + (f" ({why})" if why else "")
        spot = safe_url(a.url) or one_line(a.path or "")
        lines = [where, text, *([spot] if spot else [])]
        out.append(f"{_BOLD}{title}{_RESET}" if style else title)
        out += [f"   {line}" for line in lines]
        out.append("")
    return "\n".join(out[:-1]) + "\n" if out else ""


def render_articles(articles: Iterable[ArticleInfo]) -> Iterable[str]:
    """A line an article: id, date, outlet, title, each ready to print."""
    for a in articles:
        yield f"{a.id}  {phrases.day(a)}  {plain(phrases.outlet(a))}  {plain(a.title or 'Untitled')}\n"


def render_runs(runs: Iterable[RunLike]) -> Iterable[str]:
    """A line a run: id, command, model, question, each ready to print."""
    for r in runs:
        question = one_line(r.question or "")
        asked = question if len(question) <= _QUESTION else f"{question[: _QUESTION - 1]}…"
        fields = (r.run_id, r.command, r.model or "no model", asked)
        yield "  ".join(plain(f) for f in fields if f) + "\n"
