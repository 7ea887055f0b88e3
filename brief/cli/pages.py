"""From an answer or a briefing to the bytes that are printed, by format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from brief.models import Answer, Briefing, Citation, ShownClaim
from brief.render import briefing_data, data, estimate, markdown, terminal
from brief.render.estimate import Planned
from brief.workflows.replay import Rendering

EXTENSIONS = {"text": ".txt", "markdown": ".md", "json": ".json", "html": ".html", "eml": ".eml"}


def render(result: Answer | Briefing, how: Rendering, texts: Mapping[str, str]) -> str:
    """The whole page. `texts` holds the raw text of each cited article version; only HTML needs it."""
    if how.format == "json":
        body = data.answer_object(result) if isinstance(result, Answer) else briefing_data.briefing_object(result)
        return data.dumps(body, indent=True) + "\n"
    if how.format == "eml" and isinstance(result, Briefing):
        from brief.render.mail import render_mail

        return render_mail(result)
    if how.format == "short":
        return terminal.render_short(result) if isinstance(result, Answer) else ""
    if how.format == "html":
        from brief.render import briefing_page, page

        if isinstance(result, Answer):
            return page.render_answer(result, texts, verbose=how.verbose)
        return briefing_page.render_briefing(result, texts, verbose=how.verbose)
    if how.format == "markdown":
        if isinstance(result, Answer):
            return markdown.render_answer(result, verbose=how.verbose)
        return markdown.render_briefing(result, verbose=how.verbose)
    if isinstance(result, Answer):
        return terminal.render_answer(result, verbose=how.verbose, style=how.style, width=how.width)
    return terminal.render_briefing(result, verbose=how.verbose, style=how.style, width=how.width)


def render_plan(planned: Sequence[Planned], model: str | None, how: Rendering, notes: Sequence[str] = ()) -> str:
    """What `--dry-run` prints; without a `model` sentences are quoted. `notes`: what may be sent besides."""
    if how.format == "json":
        return data.dumps(estimate.estimate_object(planned, model, notes), indent=True) + "\n"
    if model is None:
        return "Nothing would be sent: without a model, sentences are quoted.\n"
    return estimate.render_estimate(planned, model, notes, verbose=how.verbose)


class AnswerStream:
    """Prints claims one by one, each after its verdict, and keeps what was printed.

    What is printed equals `render` of the finished answer; formats that cannot be printed in pieces wait for `end`.
    """

    def __init__(self, question: str, how: Rendering, put: Callable[[str], None], *, prose: bool = True) -> None:
        self.how, self._put = how, put
        self.printed = ""
        self._page: markdown.AnswerPage | terminal.AnswerPage | None = None
        if how.format == "markdown":
            self._page = markdown.AnswerPage(question, prose=prose, verbose=how.verbose)
        elif how.format == "text":
            style, width = how.style, how.width
            self._page = terminal.AnswerPage(question, prose=prose, verbose=how.verbose, style=style, width=width)

    def claim(self, claim: ShownClaim, citations: Sequence[Citation]) -> None:
        if self._page:
            self._emit(self._page.claim(claim, citations))

    def end(self, answer: Answer, texts: Mapping[str, str]) -> None:
        self._emit(self._page.end(answer) if self._page else render(answer, self.how, texts))

    def _emit(self, text: str) -> None:
        self.printed += text
        self._put(text)
