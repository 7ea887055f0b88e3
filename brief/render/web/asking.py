"""The question box, a conversation with its answers, and an answer in pieces while it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brief.models import Action, Answer, Citation, Query, ShownClaim, Status
from brief.render import phrases
from brief.render.citing import Citing
from brief.render.quoting import quote
from brief.render.safe import html, safe_url
from brief.render.web.frame import filters, place_of, where

_FURTHER = "Ask a further question"


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer of a conversation. `answer` is None where only what it said is known; `texts` as for `Citing`."""

    question: str
    said: str
    answer: Answer | None
    texts: Mapping[str, str]


def question_box(query: Query, *, after: str = "", fresh: bool = True) -> str:
    """The form that asks. `after`: the run that the question follows on; `fresh`: nothing was asked yet."""
    label = "Ask your articles" if fresh else _FURTHER
    hint = "What happened, who said so, since when?" if fresh else "It may build on the questions above."
    opened = " open" if query.sources or query.since or query.until or query.as_of else ""
    return (
        f'<form class="ask" method="post" action="/ask" data-stream="thread" '
        f'data-further="{_FURTHER}"><label class="title" for="question">{label}</label>'
        '<div class="box"><textarea id="question" name="question" rows="1" maxlength="2000" required '
        f'placeholder="{hint}" enterkeyhint="send">{html(query.text)}</textarea>'
        '<button type="submit">Ask</button><button type="button" class="stop" hidden>Stop</button></div>'
        f'<input type="hidden" name="after" value="{html(after)}">'
        f'<details class="narrow"{opened}><summary>Only some outlets or days</summary>{filters(query)}'
        '</details><p class="progress" role="status" aria-live="polite"></p></form>'
    )


def turn(asked: Asked, number: int) -> str:
    """A question with its answer, the sources beside it; `number`: of the answer on its page, from 1."""
    head = f'<h2 class="question" dir="auto">{html(asked.question)}</h2>'
    if asked.answer is None:
        said = f'<p dir="auto">{html(asked.said)}</p>' if asked.said else ""
        note = "It was made with an earlier version of brief. This is what it said; its sources cannot be shown here."
        return f'<section class="turn">{head}<div class="prose">{said}<p class="note">{note}</p></div></section>'
    a = asked.answer
    cited = a.citations if a.answered else a.citations or a.nearest
    citing = Citing(cited, asked.texts, prefix=f"t{number}-", place=place_of)
    body = [paragraphs(a.claims, citing, apart=a.writer == "extractive")]
    if not a.answered:
        body.append(f'<p class="lead">{html(phrases.NOT_ANSWERED)}</p>')
    title = "Sources" if a.answered else "The nearest sentences, which do not answer it"
    return (
        f'<section class="turn">{head}<div class="columns"><div class="prose">{"".join(body)}{_about(a)}</div>'
        f'<aside class="beside" aria-label="Sources">{beside(cited, title, number)}</aside></div></section>'
    )


def unfinished(question: str, number: int) -> str:
    """The place of an answer that is being made: its claims and sources are put into it as they come."""
    return (
        f'<section class="turn" aria-busy="true"><h2 class="question" dir="auto">{html(question)}</h2>'
        f'<div class="columns"><div class="prose" data-claims></div><aside class="beside" aria-label="Sources" '
        f"data-sources>{beside((), 'Sources', number)}</aside></div></section>"
    )


def paragraphs(claims: Sequence[ShownClaim], citing: Citing, *, apart: bool) -> str:
    """The claims of an answer: the first one, which answers, is a paragraph of its own, the others are one together.

    `apart`: each is a paragraph, since they are sentences of different articles.
    """
    made = [f'<span class="claim">{citing.claim(c, briefly=True, remark=_remark(c))}</span>' for c in claims]
    rest = made[1:] if apart else [" ".join(made[1:])]
    return "".join(f'<p class="{"rest" if n else "first"}">{p}</p>' for n, p in enumerate([*made[:1], *rest]) if p)


def so_far(claims: Sequence[ShownClaim], citations: Sequence[Citation], number: int, *, apart: bool) -> dict[str, str]:
    """An unfinished answer: its claims that may be shown, and their sources."""
    citing = Citing(citations, {}, prefix=f"t{number}-", place=place_of)
    shown = paragraphs(claims, citing, apart=apart)
    return {"claims": shown, "sources": beside(citations, "Sources", number)}


def beside(citations: Sequence[Citation], title: str, number: int) -> str:
    """The sources of an answer as they stand beside it: each the exact sentence, and the way to it in its article."""
    before = (None, *(c.article.version for c in citations))
    rows = "".join(
        _source(c, number, follows=c.article.version == last) for c, last in zip(citations, before, strict=False)
    )
    shown = f'<ol class="cited">{rows}</ol>' if rows else '<p class="note">None yet.</p>'
    return f"<h3>{html(title)}</h3>{shown}"


def _source(c: Citation, number: int, *, follows: bool) -> str:
    """`follows`: the source before it is of the same article, which is not named again."""
    a = c.article
    url = safe_url(a.url)
    original = f' · <a href="{html(url)}" rel="noopener noreferrer nofollow">Original</a>' if url else ""
    named = (
        f'<div class="from"><span class="title" dir="auto">{html(a.title or "Untitled")}</span>'
        f'<span class="meta">{where(a)}{original}</span></div>'
    )
    return (
        f'<li id="t{number}-source-{c.n}" data-n="{c.n}">{"" if follows else named}<span class="number">{c.n}</span>'
        f'<a class="quoted" href="{html(place_of(c))}" title="Read it in its article">{quote(c)}</a></li>'
    )


def _remark(claim: ShownClaim) -> str:
    """What a reader should know of a claim: why little supports it, or that it stands for one that failed."""
    if claim.action is Action.QUOTED:
        return "quoted instead of a claim that failed its check"
    weak = claim.verdict.status is Status.WEAK
    return "; ".join(r.detail for r in claim.verdict.reasons if r.detail) if weak else ""


def _about(answer: Answer) -> str:
    """What is said under an answer: that it was checked, what that changed, and what it took."""
    lines = (
        phrases.quoted_line(answer),
        *answer.notes,
        phrases.repaired_line(answer.claims),
        phrases.usage_line(answer.usage, answer.model),
    )
    rows = "".join(f"<li>{html(line)}</li>" for line in lines if line)
    return f'<ul class="about">{_checked(answer)}{_withheld(answer)}{rows}</ul>'


def _checked(answer: Answer) -> str:
    """That what is shown was checked, in one line."""
    n = len(answer.claims)
    if not n:
        return ""
    weak = sum(c.verdict.status is not Status.SUPPORTED for c in answer.claims)
    said = f"{phrases.count(n, 'sentence')} checked against {'its' if n == 1 else 'their'} sources"
    return f'<li class="ok">{said}{f", {weak} with weak support" if weak else ""}</li>'


def _withheld(answer: Answer) -> str:
    """How many claims were not shown; which, and why, when it is asked for."""
    if not answer.withheld:
        return ""
    rows = "".join(f'<li dir="auto">“{html(w.text)}” ({html(phrases.why(w))})</li>' for w in answer.withheld)
    line = html(phrases.withheld_line(answer.withheld))
    return f'<li><details class="withheld"><summary>{line}</summary><ul>{rows}</ul></details></li>'


def recent(runs: Sequence[tuple[str, str]]) -> str:
    """What was asked before: runs with their questions, each question once."""
    by_question: dict[str, str] = {}
    for run, question in runs:
        by_question.setdefault(question, run)
    links = (f'<a dir="auto" href="/answers/{html(run)}">{html(said)}</a>' for said, run in by_question.items())
    rows = "".join(f"<li>{link}</li>" for link in links)
    return f'<section><h2>Asked before</h2><ul class="recent">{rows}</ul></section>' if rows else ""
