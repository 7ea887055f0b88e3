"""An answer as one self-contained HTML file: no script, nothing loaded, readable offline."""

from __future__ import annotations

from collections.abc import Mapping

from brief.models import Answer, Briefing
from brief.render import phrases
from brief.render.citing import Citing
from brief.render.document import document
from brief.render.safe import html


def render_answer(answer: Answer, texts: Mapping[str, str], *, verbose: bool = False) -> str:
    """The answer as a page. `texts` maps article versions to raw texts; of what it lacks the sentence stands alone."""
    cited = answer.citations if answer.answered else answer.citations or answer.nearest
    citing = Citing(cited, texts)
    body = [f"<h1>{html(_short(answer.question))}</h1>"]
    if answer.as_of:
        body.append(paragraph(phrases.as_of_line(answer.as_of), "meta"))
    if not answer.answered:
        body.append(paragraph(phrases.NOT_ANSWERED, "lead"))
        if nearest := phrases.nearest_line(answer):
            body.append(paragraph(nearest, "meta"))
    body += [f"<p>{citing.claim(c, where=True, verbose=verbose)}</p>" for c in answer.claims]
    lines = (
        phrases.quoted_line(answer),
        *answer.notes,
        phrases.repaired_line(answer.claims),
        phrases.withheld_line(answer.withheld),
        *withheld_lines(answer, verbose),
        phrases.usage_line(answer.usage, answer.model),
    )
    body += [paragraph(line, "note") for line in lines if line]
    return document(_short(answer.question), [*body, folded_sources(citing)])


def folded_sources(citing: Citing, *, every: bool = True) -> str:
    """The sources, folded away: a link to one of them opens them."""
    n = len(citing.citations) if every else len(citing.used)
    return (
        f'<details class="fold"><summary><h2 id="sources">Sources</h2> <span class="number">{n}</span></summary>'
        f"{citing.sources(every)}</details>"
    )


def withheld_lines(page: Answer | Briefing, verbose: bool) -> list[str]:
    return [f'Withheld: "{w.text}" ({phrases.why(w)})' for w in page.withheld] if verbose else []


def paragraph(text: str, kind: str) -> str:
    return f'<p class="{kind}">{html(text)}</p>'


def _short(title: str) -> str:
    return title if len(title) <= 300 else title[:300] + "…"
