"""The page to paste a draft into, and the draft as it was checked."""

from __future__ import annotations

from brief.models import CheckReport, SourcedSentence
from brief.render.check_page import findings
from brief.render.safe import html, html_block
from brief.render.web.frame import article_address


def draft_box(text: str, *, model: str | None, most: int, again: bool = False) -> str:
    """The form that checks. `model`: which can be asked about sentences in doubt; `again`: it was checked before."""
    judge = (
        f'<label class="tick"><input type="checkbox" name="judge" value="doubts"> Ask {html(model)} about sentences '
        "that the rules doubt</label>"
        if model
        else ""
    )
    button = "Check again" if again else "Check the draft"
    return (
        '<form class="check" method="post" action="/check" data-stream="result"><label for="draft">Your draft</label>'
        f'<textarea id="draft" name="draft" rows="{8 if again else 14}" maxlength="{most}" required spellcheck="true" '
        'placeholder="Paste the text here: a paragraph, an article, a briefing.">'
        f"\n{html_block(text)}</textarea>"
        f'<div class="row"><button type="submit">{button}</button>'
        f'<button type="button" class="stop" hidden>Stop</button>{judge}</div>'
        '<p class="progress" role="status" aria-live="polite"></p></form>'
    )


def intro(count: int) -> str:
    """What the page is for."""
    return (
        '<h1>Check a draft</h1><p class="meta">Each sentence is compared with '
        f"{count:,} {'article' if count == 1 else 'articles'} and comes back supported, weak or unsupported, with what "
        "they say and what would put it right. The text is kept nowhere.</p>"
    )


def result(report: CheckReport) -> str:
    """What was found, with the draft to be edited under it."""
    return f'<section class="result" aria-label="The checked draft">{"".join(findings(report, _place))}</section>'


def _place(evidence: SourcedSentence) -> str:
    return article_address(evidence.sentence.version, evidence.sentence)
